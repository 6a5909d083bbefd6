"""Tests of the criteria and what they suggest."""
