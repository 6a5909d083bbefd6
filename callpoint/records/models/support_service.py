"""The tables of victim support: a person's yes or no, a referral to a service, and the service's own file of it."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.records.models.support_request import SupportRequest
from callpoint.rules.support_service import Basis, EntryKind, ReferralState, Said, Way


class SupportConsent(models.Model):
    """
    What somebody said about a support service, or that they were asked; the newest holds, and none is ever changed.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="support_consents")
    salt = SaltField()
    said = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Said])
    service = models.CharField(max_length=60, blank=True, default="")
    shares_story = models.BooleanField(default=False)
    words = SealedField()
    noted_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """Who spoke with them; empty where they said it on their own page."""
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "said_at"], name="consents_of_report")]

    def __str__(self) -> str:
        return f"consent {self.id}"


class Referral(models.Model):
    """
    One entry of a service's caseload. It hangs on a report, or on a request to talk, and is sealed under its key.

    What the service reads of the person is not in it: that is read from the report as it now stands.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="referrals")
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, null=True, related_name="referrals")
    salt = SaltField()
    reference = models.CharField(max_length=24, unique=True)
    """The service's own: it says nothing of the report."""
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ReferralState])
    way = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Way])
    basis = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Basis])
    reason = SealedField()
    """Why it was passed on without a yes; empty where there is one."""
    service = models.CharField(max_length=60)
    unit = models.CharField(max_length=60)
    shares_story = models.BooleanField(default=False)
    referred_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    referred_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)
    """When the service means to look at it again."""
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True, default="")
    """A `ReturnReason` or a `CloseReason`, by the state."""
    end_words = SealedField()
    passed_from = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_referral_hangs_on_one_thing",
                condition=Q(report__isnull=False, request__isnull=True)
                | Q(report__isnull=True, request__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due_at"], name="caseload")]

    def __str__(self) -> str:
        return self.reference


class ReferralEntry(models.Model):
    """One line of a service's own file: a note, a try to reach the person, or the list of needs. Police never read it."""

    id = models.UUIDField(primary_key=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="entries")
    salt = SaltField()
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EntryKind])
    outcome = models.CharField(max_length=12, blank=True, default="")
    way = models.CharField(max_length=8, blank=True, default="")
    score = models.PositiveSmallIntegerField(null=True)
    words = SealedField()
    written_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    send_key = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "written_at"], name="entries_of_referral")]

    def __str__(self) -> str:
        return f"entry {self.id}"
