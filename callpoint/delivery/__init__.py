"""What goes out: one folder a channel, one error with permanent."""
