"""What the service knows: plain Python, no Django, clock, network or settings."""
