"""Programs for those who work on Callpoint; the service itself never imports them."""
