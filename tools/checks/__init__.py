"""The Python part of ./test: every check of the project, fastest first, and a table of what ran."""
