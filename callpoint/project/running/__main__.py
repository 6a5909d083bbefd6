"""Runs `python -m callpoint.project.running`, which ./run calls."""

import sys

from callpoint.project.running.starting import main

sys.exit(main(sys.argv[1:]))
