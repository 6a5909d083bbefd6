"""Rules about the code itself; each says what to do where it is broken."""
