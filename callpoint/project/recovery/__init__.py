"""Backup and restore: what leaves the machine sealed, and how it comes back whole or not at all."""
