"""The tables of closing: how a report ended and with which letter, who looked again, and how it went after."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Closing(models.Model):
    """
    One closing of one report: proposed, checked by a second person where it must be, sent or returned.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="closings")
    salt = SaltField()
    outcome = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    letter = SealedField()
    because = models.CharField(max_length=80, blank=True, default="")
    """Why a second person looks first (`rules.closing.Why`), parted by commas; '' = one person is enough."""
    batch = models.UUIDField(null=True)
    """Shared by closings that were proposed together."""
    proposed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    checked_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    return_reason = SealedField()
    sent_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """Who opened the report again; empty where its reporter did."""
    opened_at = models.DateTimeField(null=True)
    open_reason = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(sent_at__isnull=True, returned_at__isnull=True),
                name="one_closing_waits_at_a_time",
            ),
            models.CheckConstraint(
                name="nobody_checks_their_own_closing",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_sensitive_letter_goes_out_checked",
                condition=Q(sent_at__isnull=True) | Q(because="") | Q(checked_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["sent_at", "returned_at", "proposed_at"], name="closing_waits")]

    def __str__(self) -> str:
        return f"closing {self.id}"


class Review(models.Model):
    """One request of a reporter to look at a closing again, and what somebody else decided."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reviews")
    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="reviews")
    salt = SaltField()
    words = SealedField()
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=10, blank=True, default="")
    reasons = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(decided_at__isnull=True), name="one_review_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["decided_at", "asked_at"], name="review_waits")]

    def __str__(self) -> str:
        return f"review {self.id}"


class FollowUp(models.Model):
    """The one question, some weeks after a closing, how it went; it is never asked twice."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="follow_ups")
    closing = models.OneToOneField(Closing, on_delete=models.PROTECT, related_name="follow_up")
    salt = SaltField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=10, blank=True, default="")
    words = SealedField()

    def __str__(self) -> str:
        return f"follow-up {self.id}"


class LetterTemplate(models.Model):
    """
    One version of a letter of the staff's own library; the newest of a letter holds, earlier ones are kept.

    Nothing of a report is in it, which the form says before anybody types.
    """

    id = models.UUIDField(primary_key=True)
    letter = models.UUIDField()
    """The same for every version of a letter."""
    version = models.PositiveIntegerField()
    salt = SaltField()
    name = models.CharField(max_length=80)
    outcome = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    parts = models.TextField()
    """JSON: part of the letter to its text (`rules.letters.Letter`)."""
    is_gone = models.BooleanField(default=False)
    """Whether this version takes the letter out of the library."""
    edited_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "version"], name="each_version_of_a_letter_once"),
        ]

    def __str__(self) -> str:
        return self.name
