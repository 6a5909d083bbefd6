"""The tables of series: groups of reports that hang together, and the names that people gave them."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Series(models.Model):
    """A group of reports, computed from sightings and judgements; a report that stands alone is in none."""

    id = models.UUIDField(primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    """For people to say; never given twice."""
    size = models.PositiveIntegerField()
    """How many reports; none once all of them went elsewhere."""
    people = models.PositiveIntegerField(default=0)
    """How many people sent these reports, so that nobody counts them each time a report is opened."""
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The series that took its reports in, so that an old number still leads there."""
    created_at = models.DateTimeField()
    grown_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    """When the service looked last whether it raises itself; those that waited longest come first."""
    is_stale = models.BooleanField(default=False)
    """Whether a report of it went and nobody has looked since."""

    class Meta:
        verbose_name_plural = "series"
        indexes = [
            models.Index(fields=["-grown_at"], name="series_by_growth"),
            models.Index(fields=["id"], condition=Q(is_stale=True), name="stale_series"),
        ]

    def __str__(self) -> str:
        return f"series {self.number}"


class SeriesMember(models.Model):
    """One report whose links were looked at, and its series; none where it stands alone. The others are still looked at."""

    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, primary_key=True, related_name="membership"
    )
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="members")
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"member {self.report_id}"


class SeriesName(models.Model):
    """
    A name that a person gave the series of a report; the newest among a series' reports holds, and an empty one takes it away.

    It hangs on a report, so that it follows when series join and split, and goes with the report.
    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="series_names")
    salt = SaltField()
    name = SealedField()
    named_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"name {self.id}"
