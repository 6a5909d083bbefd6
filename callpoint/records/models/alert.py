"""The table of alerts: what staff warn the people of an area of, in words that are public."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField
from callpoint.records.models.staff import StaffMember
from callpoint.rules.alerts import AlertState


class Alert(models.Model):
    """
    One warning: written by one person, looked over and published by another, and withdrawn when it is over.

    Its words are public or will be, which the form says before anybody types; nothing of a report is in it.
    """

    id = models.UUIDField(primary_key=True)
    salt = SaltField()
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in AlertState])
    area = models.CharField(max_length=12, blank=True, default="")
    """The code of the police area it is for; '' = every area."""
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    text = models.TextField()
    what_to_do = models.TextField()
    written_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    """Who last changed its words."""
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_persons_publish_an_alert",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="what_is_published_has_its_time_and_person",
                condition=~Q(state=AlertState.PUBLISHED)
                | Q(published_by__isnull=False, published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "area", "-published_at"], name="alert_of_area")]

    def __str__(self) -> str:
        return self.title
