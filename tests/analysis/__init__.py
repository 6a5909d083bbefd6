"""Tests of what many reports show together."""
