"""The table of requests for a call from a support service."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.rules.support_requests import RequestState


class SupportRequest(models.Model):
    """
    One person's wish to be called by a support service; it stands apart from every report.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in RequestState])
    reference = models.CharField(max_length=24, unique=True)
    code_hash = models.CharField(max_length=120, unique=True)
    wrapped_key = models.TextField()
    salt = SaltField()
    told = SealedField()
    calls = SealedField()
    service = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    send_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    # No constraint: a draft that began here may be thrown away, which must change no other row than its own.
    report = models.ForeignKey(
        Report, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="request_queue"),
            models.Index(fields=["unit", "state", "due_at"], name="request_unit_queue"),
        ]

    def __str__(self) -> str:
        return self.reference
