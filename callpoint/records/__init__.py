"""What the service remembers: one Django app of thin models."""
