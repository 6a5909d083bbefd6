"""The table of decisions on how a report is recorded."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.recording_codes import RecordedAs


class Recording(models.Model):
    """
    One person's decision on how a report is recorded; the newest holds, and none is ever changed.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="recordings")
    salt = SaltField()
    recorded_as = models.CharField(max_length=20, choices=[(each.value, each.value) for each in RecordedAs])
    code = models.CharField(max_length=60, blank=True, default="")
    reason = SealedField()
    told = SealedField()
    recorded_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "recorded_at"], name="recordings_of_report")]

    def __str__(self) -> str:
        return f"recording {self.id}"
