"""The table of reports, from the first saved answer on."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.staff import StaffMember
from callpoint.rules.lifecycle import ReportState


class Report(models.Model):
    """
    One person's account of one incident, from its first saved answer.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in ReportState])
    reference = models.CharField(max_length=24, unique=True, null=True)  # noqa: DJ001 - a draft has none, and none is not a second empty one
    code_hash = models.CharField(max_length=120, unique=True)
    wrapped_key = models.TextField()
    salt = SaltField()
    answers = SealedField()
    other_number = SealedField()
    crime_number = SealedField()
    questions_version = models.CharField(max_length=64)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=40, blank=True, default="")
    urgency = models.CharField(max_length=10, blank=True, default="")
    urgent_since = models.DateTimeField(null=True)
    critical = models.BooleanField(default=False)
    unit = models.CharField(max_length=60, blank=True, default="")
    severity = models.PositiveSmallIntegerField(null=True)
    jurisdiction = models.PositiveSmallIntegerField(null=True)
    solvability = models.PositiveSmallIntegerField(null=True)
    vulnerability = models.PositiveSmallIntegerField(null=True)
    call_for_service = models.BooleanField(default=False)
    criteria_version = models.CharField(max_length=64, blank=True, default="")
    assessed_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="reports")
    assigned_at = models.DateTimeField(null=True)
    next_promise = models.CharField(max_length=40, blank=True, default="")
    next_due_at = models.DateTimeField(null=True)
    recorded_as = models.CharField(max_length=20, blank=True, default="")
    recorded_code = models.CharField(max_length=60, blank=True, default="")
    recorded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    outcode = models.CharField(max_length=4, blank=True, default="")
    police_area = models.CharField(max_length=12, blank=True, default="")
    who = models.CharField(max_length=20, blank=True, default="")
    contact_by = models.CharField(max_length=20, blank=True, default="")
    platform = models.CharField(max_length=40, blank=True, default="")
    brand = models.CharField(max_length=40, blank=True, default="")
    paid_at = models.DateTimeField(null=True)
    submit_key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - as the reference
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    state_changed_at = models.DateTimeField(null=True)
    withdraw_asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_sent_report_has_reference_and_time",
                condition=Q(state=ReportState.DRAFT, reference__isnull=True, submitted_at__isnull=True)
                | Q(~Q(state=ReportState.DRAFT), reference__isnull=False, submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-submitted_at"], name="report_queue"),
            models.Index(fields=["assignee", "state"], name="report_of_somebody"),
            models.Index(fields=["state", "next_due_at"], name="report_due"),
            # Every column that the queue chooses or orders by, so that it reads no row it does not show.
            models.Index(
                fields=[
                    *("state", "urgency", "unit", "next_due_at", "vulnerability", "severity", "solvability"),
                    *("submitted_at", "id", "assignee", "kind", "channel", "police_area"),
                ],
                name="report_place",
            ),
            models.Index(
                fields=["submitted_at", "kind", "police_area", "contact_by", "platform", "brand"],
                name="report_trend",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or "draft"
