"""The steps of `callpoint keys`, one module a step."""
