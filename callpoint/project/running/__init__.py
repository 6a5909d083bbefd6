"""The Python part of ./run: prepare a deployment on one machine, start it, watch it and stop it."""
