"""What people type, read as values: times, money, phones, accounts, addresses; None where it is unsure."""
