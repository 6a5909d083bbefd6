"""The tables of sightings and of what is known of each value that was sighted."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.rules.identifiers.model import IdentifierKind, Whose
from callpoint.rules.standing import Standing, ValueStanding


class Sighting(models.Model):
    """
    One value in one report: what it is sealed, and a keyed mark by which reports that share it are found.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sightings", db_index=False)
    salt = SaltField()
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in IdentifierKind])
    mark = models.CharField(max_length=120)
    whose = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Whose])
    standing = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Standing])
    value = SealedField()
    mentions = SealedField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "mark"], name="one_sighting_a_report_and_value"),
        ]
        indexes = [
            # The probe reads nothing else: who names this value, in the order of the report ids.
            models.Index(fields=["mark", "standing", "report"], name="sightings_of_a_value"),
            # Who sent the reports that a value links, whose few rows are all that is read of them.
            models.Index(
                fields=["report", "standing", "mark"],
                condition=Q(standing="own"),
                name="own_sightings_of_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"sighting {self.id}"


class Value(models.Model):
    """
    What the sightings of one value say together: computed, and computed anew whenever one comes or goes.

    Only values that more than one report names have a row; one that has none is named once and may link.
    """

    mark = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=20)
    reports = models.PositiveIntegerField()
    """Reports that name it as one that may link; exact however many."""
    reporters = models.PositiveIntegerField()
    """Of the reports looked at, how many came from different people."""
    sampled = models.PositiveIntegerField()
    """Reports looked at: all of them, or those of the smallest ids."""
    agreeing = models.PositiveIntegerField()
    by_chance = models.FloatField()
    """Of the reports looked at, how many share something else with another, and how many strangers would."""
    holds = models.BooleanField()
    places = models.PositiveIntegerField()
    """To how many places its reports belong by other values that hold; looked at where few name it."""
    standing = models.CharField(max_length=8, choices=[(each.value, each.value) for each in ValueStanding])
    looked_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)
    """Whether a report that named it went and nobody has looked since."""

    class Meta:
        indexes = [models.Index(fields=["mark"], condition=Q(is_stale=True), name="stale_values")]

    def __str__(self) -> str:
        return f"value {self.mark[-8:]}"


class PartedValue(models.Model):
    """
    A value that links reports of several groups, which people's judgements keep apart: computed, and computed anew.

    Few values are parted, so whoever brings a report into a group can ask whether it meets one, and at what cost.
    """

    mark = models.CharField(max_length=120, primary_key=True)

    def __str__(self) -> str:
        return f"parted value {self.mark[-8:]}"
