"""Time stamps by an outside authority."""
