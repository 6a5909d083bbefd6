"""The tables of the vault: exhibits and the journal."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from callpoint.vault.fields import SealedField


class ExhibitState(StrEnum):
    """Whether an exhibit may be opened as it is."""

    KEPT = "kept"
    QUARANTINED = "quarantined"


class Exhibit(models.Model):
    """
    One file that belongs to a report, sealed in the vault's folder under the exhibit's id.

    The vault knows a report by its id only. Every column that is not sealed is readable on
    purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report_id = models.UUIDField()
    number = models.PositiveIntegerField()
    salt = models.BinaryField()
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in ExhibitState])
    source = models.CharField(max_length=16)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed_sha256 = models.CharField(max_length=64)
    words = SealedField()
    identity = SealedField()
    send_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report_id", "number"], name="exhibit_number_in_its_report"),
            models.CheckConstraint(name="an_exhibit_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"exhibit {self.id}"


class JournalLeaf(models.Model):
    """One leaf of the Merkle log, kept as the exact bytes that were hashed. Triggers forbid change."""

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.index}"
