"""The tables of restricted reports: why one is restricted, and who was let in, by whom and until when."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.restricting import Answer, Behind, Why


class Restriction(models.Model):
    """
    One time that a report is restricted, from when to when, and why.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="restrictions")
    salt = SaltField()
    why = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Why])
    reason = SealedField()
    kept_from = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """Whom nobody lets in: where the suspect is a colleague, this one."""
    placed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_reason = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(lifted_at__isnull=True), name="one_restriction_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"restriction {self.id}"


class Admission(models.Model):
    """
    One person and one door: what they asked for and why, and who let them in until when, or refused.

    Who is named on a restriction has a row that nobody needed to decide. Of an identity that its unit shows on a
    reason alone, the person who asked is also the one who decided.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="admissions")
    salt = SaltField()
    behind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Behind])
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="admissions")
    reason = SealedField()
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, blank=True, default="", choices=[(each.value, each.value) for each in Answer]
    )
    decided_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = SealedField()
    """What whoever decided said with it."""
    until = models.DateTimeField(null=True)
    """When the door shuts again; empty for who is named, and for who was not let in."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "staff", "behind"], condition=Q(answer=""), name="one_request_at_a_time"
            ),
            models.CheckConstraint(
                name="nobody_lets_themselves_into_a_report",
                condition=~Q(behind=Behind.REPORT, answer=Answer.GRANTED) | ~Q(decided_by=F("staff")),
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "behind", "until"], name="doors_open_to_somebody"),
            models.Index(fields=["answer", "asked_at"], name="admission_waits"),
        ]

    def __str__(self) -> str:
        return f"admission {self.id}"
