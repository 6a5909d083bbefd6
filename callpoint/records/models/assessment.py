"""The table of what was suggested of a report, and what people decided of it."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.deciding import Step


class Assessment(models.Model):
    """
    One step: a suggestion of the rules, or a decision of a person about one; undone, never changed.

    The suggestion, the person's own choice and the decision are three sealed columns.
    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="assessments", db_index=False)
    salt = SaltField()
    step = models.CharField(max_length=9, choices=[(each.value, each.value) for each in Step])
    criteria_version = models.CharField(max_length=64, blank=True)
    reason_code = models.CharField(max_length=40, blank=True, default="")
    suggestion = SealedField()
    choice = SealedField()
    decision = SealedField()
    words = SealedField()
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """None where the service suggested it."""
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "made_at"], name="assessments_of_a_report")]

    def __str__(self) -> str:
        return f"assessment {self.id}"
