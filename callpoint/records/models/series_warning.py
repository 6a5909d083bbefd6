"""The table of warnings: series that raised themselves to an analyst, and what a person said of each."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField
from callpoint.records.models.series import Series
from callpoint.records.models.staff import StaffMember
from callpoint.rules.warning import JUDGED, WarningState


class SeriesWarning(models.Model):
    """
    One time that a series raised itself: why, with which numbers, and by whom and why it was closed.

    It holds no free words: reasons are ids of `rules.warning`.
    """

    id = models.UUIDField(primary_key=True)
    salt = SaltField()
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="warnings")
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in WarningState])
    reasons = models.CharField(max_length=60)
    reports = models.PositiveIntegerField()
    reporters = models.PositiveIntegerField()
    lately = models.PositiveIntegerField()
    """Reporters of the seven days before it was raised."""
    lost = models.BigIntegerField()
    at_risk = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    judged_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series"], condition=Q(state=WarningState.OPEN), name="one_open_warning_a_series"
            ),
            models.CheckConstraint(
                name="a_warning_is_closed_by_somebody_for_a_reason",
                condition=Q(state=WarningState.OPEN, judged_by__isnull=True)
                | Q(state=WarningState.GONE, judged_by__isnull=True, judged_at__isnull=False, because="")
                | (
                    Q(state__in=JUDGED) & Q(judged_by__isnull=False, judged_at__isnull=False) & ~Q(because="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"warning {self.id}"
