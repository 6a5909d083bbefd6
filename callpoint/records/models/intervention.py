"""Requests to other bodies, to hold money or to stop what a crime is done with, and what those bodies answered.

A *hold request* is one about money; *intervention* is the word for all of them. A legal hold is another thing: `Hold`.
"""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Intervention(models.Model):
    """
    One request about one payment or identifier of one report: made, sent, answered.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="interventions")
    salt = SaltField()
    kind = models.CharField(max_length=40)
    """The id of the request in the content."""
    about = models.CharField(max_length=48)
    """The row of a payment, or the id of a sighting: nothing of what stands there."""
    letter = SealedField()
    """The request in full (`rules.request_letter`); it never changes."""
    send_key = models.CharField(max_length=64, unique=True)
    asked_minor = models.BigIntegerField(null=True)
    """What was paid, in minor units; empty where it could not be read for sure."""
    currency = models.CharField(max_length=12, blank=True, default="")
    """Of all sums of this row; '' where no sum is known."""
    is_money = models.BooleanField()
    tells = models.BooleanField()
    """Whether the reporter hears of it."""
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    channel = models.CharField(max_length=20, blank=True, default="")
    contact = SealedField()
    sent_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=40, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    held_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_sum_is_less_than_nothing", condition=Q(held_minor__gte=0, returned_minor__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["answered_at", "due_at"], name="intervention_waits")]

    def __str__(self) -> str:
        return f"intervention {self.id}"


class InterventionAnswer(models.Model):
    """One answer to a request as it was noted; the newest holds, earlier ones stay."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="answers")
    salt = SaltField()
    send_key = models.CharField(max_length=64, unique=True)
    result = models.CharField(max_length=40)
    words = SealedField()
    currency = models.CharField(max_length=12)
    held_minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField()
    noted_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer {self.id}"
