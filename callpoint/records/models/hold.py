"""The table of legal holds: reports that stay, whatever their month says."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Hold(models.Model):
    """
    One legal hold on one report, from its placing to its lifting; a report has one at a time.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="holds")
    salt = SaltField()
    reason = SealedField()
    placed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lift_reason = SealedField()
    lifted_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(lifted_at__isnull=True), name="one_hold_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.id}"
