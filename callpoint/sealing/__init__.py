"""Keys and envelopes: nothing else touches a key."""
