"""Benchmarks: compared in one run, never timed tests."""
