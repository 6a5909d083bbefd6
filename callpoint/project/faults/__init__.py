"""Fault tests: kills, power cuts, full disks and lost connections on every way in which something is written."""
