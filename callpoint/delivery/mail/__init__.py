"""Notices by mail: neutral words only."""
