"""The tables of suspected abuse: reports put below others, and reporters whose new words are stopped for a time."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.abuse import Sign


class Lowering(models.Model):
    """
    One time that a person put a report below others, and when it was put back.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lowerings")
    salt = SaltField()
    sign = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Sign])
    reason = SealedField()
    lowered_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    lowered_at = models.DateTimeField()
    put_back_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    put_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(put_back_at__isnull=True), name="a_report_is_lowered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"lowering {self.id}"


class ReporterBlock(models.Model):
    """One time that two people stopped the new words of the reporter of a report: why, until when, and who ended it."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reporter_blocks")
    salt = SaltField()
    reason = SealedField()
    """For staff."""
    told = SealedField()
    """What the reporter reads."""
    days = models.PositiveSmallIntegerField()
    proposed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    """When it ends by itself; set when it is confirmed."""
    ended_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """Who lifted it, or turned the proposal down."""
    ended_at = models.DateTimeField(null=True)
    disagreement = SealedField()
    """What the reporter says against it, once."""
    disagreed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """When staff first read what the reporter says against it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_reporter_is_stopped_by_two_people",
                condition=Q(until__isnull=True)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
            ),
        ]
        indexes = [models.Index(fields=["report", "ended_at", "until"], name="blocks_of_a_report")]

    def __str__(self) -> str:
        return f"block {self.id}"
