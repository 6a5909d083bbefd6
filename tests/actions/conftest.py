"""What the tests of this folder share: accounts that are made fast."""

from tests.makers import light_passwords

__all__ = ["light_passwords"]
