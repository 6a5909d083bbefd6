"""Tests of ./run and its parts."""
