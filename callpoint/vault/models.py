"""The journal's table."""

from django.db import models


class JournalLeaf(models.Model):
    """One leaf of the Merkle log, kept as the exact bytes that were hashed. Triggers forbid change."""

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.index}"
