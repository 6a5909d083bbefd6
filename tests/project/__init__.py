"""Tests of callpoint.project."""
