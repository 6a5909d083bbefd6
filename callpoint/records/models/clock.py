"""The table of clocks: what was promised about a report, by when, and what became of it."""

from django.db import models
from django.db.models import Q

from callpoint.records.models.message import Message
from callpoint.records.models.report import Report
from callpoint.rules.clocks import Ended


class Clock(models.Model):
    """
    One promise that runs, or ran, for one report; readable on purpose.

    The date stands as it was given: duty hours that change later do not move it. What else stands here follows from
    the report and its messages, and from what the worker did, each deed with a leaf of its own; so it has no salt and no
    digest in the journal. It goes with its report.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    promise = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    amber_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    ended = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Ended], blank=True, default=""
    )
    alarmed_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    late_note = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    late_due_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "promise", "started_at"], name="one_clock_a_report_promise_and_start"
            ),
        ]
        indexes = [
            models.Index(fields=["look_at"], name="clocks_to_look_at", condition=Q(look_at__isnull=False)),
            models.Index(fields=["ended", "due_at"], name="clocks_by_due"),
            models.Index(fields=["promise", "ended", "stopped_at"], name="clocks_by_promise"),
        ]

    def __str__(self) -> str:
        return f"{self.promise} of {self.report_id}"
