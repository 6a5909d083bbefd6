"""What many reports show together: columns read in bulk, decided by the rules."""
