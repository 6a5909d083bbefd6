"""Journeys in a real browser, driven by what a person sees."""
