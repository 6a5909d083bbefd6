"""What people do: one function an action, one transaction, one leaf."""
