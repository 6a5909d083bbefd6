"""The table of what a reporter was asked for."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField
from callpoint.records.models.message import Message
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Ask(models.Model):
    """
    Facts that a member of staff asked a reporter for, in one message, and what came of it.

    `questions` and `not_known` are lists of question ids as JSON: what was asked, and what the reporter
    does not know. `state_before` is the state to which the report goes back. Every column is readable on purpose and
    listed in `docs/security-properties.md`; the words stand in the message, sealed.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="asks")
    salt = SaltField()
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")
    questions = models.TextField()
    not_known = models.TextField(default="[]")
    state_before = models.CharField(max_length=20)
    asked_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["report", "asked_at"], name="asks_of_report"),
            models.Index(
                fields=["due_at"],
                name="asks_that_wait",
                condition=Q(answered_at__isnull=True, settled_at__isnull=True, lapsed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.id}"
