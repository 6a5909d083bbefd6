"""The tables of a desk: who has a report open, the views that a person keeps, and what they chose for themselves."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Presence(models.Model):
    """
    That a person had a report open at a time, so that two do not work on it unknowingly.

    It is no deed and has no leaf: the opening itself has one. It goes with its report.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="presences")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "presences"
        constraints = [
            models.UniqueConstraint(fields=["report", "staff"], name="one_presence_a_report_and_person"),
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"


class SavedView(models.Model):
    """A view of the queue that a person named for themselves: filters only, never anything that was typed of a report."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="saved_views")
    salt = SaltField()
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "name"], name="one_saved_view_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class DeskChoice(models.Model):
    """What a person chose for their own desk; who chose nothing has no row."""

    staff = models.OneToOneField(
        StaffMember, on_delete=models.PROTECT, primary_key=True, related_name="desk_choice"
    )
    salt = SaltField()
    has_keys = models.BooleanField(default=True)
    mail = SealedField()
    """Where neutral notices go; nothing for nowhere."""
    digest_hour = models.PositiveSmallIntegerField(null=True)
    """The hour of the day, where the service is, at which the digest goes out."""
    tells_news = models.BooleanField(default=False)
    digest_on = models.DateField(null=True)
    """The day of the last digest."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_digest_hour_is_one_of_the_day",
                condition=Q(digest_hour__isnull=True) | Q(digest_hour__lt=24),
            ),
        ]

    def __str__(self) -> str:
        return f"choice of {self.pk}"
