"""Commands of the framework that we change: found by it under this name."""
