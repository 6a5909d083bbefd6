"""The program that checks a receipt or a bundle: one file, handed out as it is, that shares no code with the service."""
