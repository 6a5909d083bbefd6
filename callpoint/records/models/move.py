"""The table of moves: which unit a report was with, which one has it now, and why."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Move(models.Model):
    """
    One report given to another unit by a person, with the reason; what was taken back stays and says by whom.

    `let_go` is who had the report and could not keep it there.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="moves")
    salt = SaltField()
    from_unit = models.CharField(max_length=60, blank=True, default="")
    to_unit = models.CharField(max_length=60)
    let_go = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    reason = SealedField()
    moved_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    undone_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_undoes_a_move_has_a_time",
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["report", "-moved_at"], name="moves_of_a_report")]

    def __str__(self) -> str:
        return f"move {self.id}"
