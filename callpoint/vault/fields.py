"""The column type of what is sealed in the vault."""

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """A value sealed under the key of its report: only `vault.exhibits` and `vault.uploads` write and open it."""
