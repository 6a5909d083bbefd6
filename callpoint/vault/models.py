"""The tables of the vault: exhibits with their custody, uploads on their way, the journal and its checkpoints."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from callpoint.vault.fields import SealedField


class ExhibitState(StrEnum):
    """Whether an exhibit may be opened as it is."""

    KEPT = "kept"
    QUARANTINED = "quarantined"


class ScanState(StrEnum):
    """What a scanner for malware said of an exhibit; `NOT_SCANNED` where none has looked yet, or none is there."""

    NOT_SCANNED = "not-scanned"
    CLEAN = "clean"
    DANGEROUS = "dangerous"
    FAILED = "failed"


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
    scan = models.CharField(
        max_length=16,
        choices=[(state.value, state.value) for state in ScanState],
        default=ScanState.NOT_SCANNED,
    )
    scanned_at = models.DateTimeField(null=True)
    scanner = models.CharField(max_length=200, blank=True, default="")
    made_from_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report_id", "number"], name="exhibit_number_in_its_report"),
            models.CheckConstraint(name="an_exhibit_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"exhibit {self.id}"


class CustodyEntry(models.Model):
    """One thing that was done to an exhibit, by whom and when; `leaf` is the index of the deed in the journal."""

    exhibit_id = models.UUIDField()
    what = models.CharField(max_length=40)
    by_kind = models.CharField(max_length=16)
    staff_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    leaf = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["exhibit_id", "id"], name="custody_of_an_exhibit")]

    def __str__(self) -> str:
        return f"custody entry {self.pk}"


class Upload(models.Model):
    """A file that comes in parts, each sealed by itself in the vault's folder, until it is whole and an exhibit."""

    id = models.UUIDField(primary_key=True)
    report_id = models.UUIDField()
    length = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    words = SealedField()
    part_key = SealedField()
    send_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_upload_holds_no_more_than_its_length", condition=Q(received__lte=models.F("length"))
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.id}"


class JournalLeaf(models.Model):
    """One leaf of the Merkle log, kept as the exact bytes that were hashed. Triggers forbid change."""

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    body = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["at"], name="leaf_by_its_time")]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Checkpoint(models.Model):
    """A signed statement that the journal had `size` leaves with this root; `note` holds the exact signed bytes."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    root = models.BinaryField(max_length=32)
    note = models.BinaryField()
    salt = models.BinaryField()
    token = models.BinaryField(null=True)
    mailed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"
