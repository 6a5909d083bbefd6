"""Typed value to bytes: no Django, no database."""
