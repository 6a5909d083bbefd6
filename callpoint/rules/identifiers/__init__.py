"""Identifiers in what people write: phones, accounts, wallets, sites and names, found, read and shown."""
