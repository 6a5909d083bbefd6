"""The table of requests for a new private code, each answered by a person."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.staff import StaffMember
from callpoint.rules.lost_codes import LostCodeOutcome


class LostCodeRequest(models.Model):
    """
    Somebody's word that they lost their private code; it is joined to no report until a person did so.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    wrapped_key = models.TextField()
    salt = SaltField()
    told = SealedField()
    send_key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=20, blank=True, default="", choices=[(each.value, each.value) for each in LostCodeOutcome]
    )
    identity_checks = models.CharField(max_length=60, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["closed_at", "asked_at"], name="lost_code_queue")]

    def __str__(self) -> str:
        return f"lost code {self.id}"
