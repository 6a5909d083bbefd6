"""Callpoint: the open-source service for reporting cybercrime and fraud."""
