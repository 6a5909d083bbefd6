"""The column types of sealed and salted values."""

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """
    A sealed value: only `records.sealed` writes and opens it.

    The column holds an envelope of `sealing.envelope`; an empty value is kept as no bytes at all.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django passes what a migration holds


class SaltField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """Thirty-two random bytes that make a row's digest in the journal tell nothing about the row."""
