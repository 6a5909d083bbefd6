"""The tables of reads that supervisors look at: those drawn each week, and those of somebody's own name."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.own_names import Side, Whose
from callpoint.rules.sampled_reads import Allowed, Verdict

VERDICTS = [(each.value, each.value) for each in Verdict]


class SampledRead(models.Model):
    """
    One read that was drawn: who read what when, why it was allowed, and what somebody said of it.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sampled_reads")
    salt = SaltField()
    week = models.DateField()
    """The Monday of the week of the read."""
    unit = models.CharField(max_length=60, blank=True, default="")
    """Of the reader; '' for who is of none."""
    reader = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    """The deed of its leaf."""
    leaf = models.BigIntegerField(unique=True)
    read_at = models.DateTimeField()
    allowed = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Allowed])
    drawn_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, blank=True, default="", choices=VERDICTS)
    note = SealedField()
    judged_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["verdict", "read_at"], name="reads_to_look_at")]

    def __str__(self) -> str:
        return f"sampled read {self.id}"


class ReadWeek(models.Model):
    """How many reads a unit's people made in a week, counted when some were drawn: computed, with no word of anybody."""

    week = models.DateField()
    unit = models.CharField(max_length=60, blank=True, default="")
    reads = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "unit"], name="a_week_of_a_unit_is_drawn_once")
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.unit}"


class FamilyName(models.Model):
    """A name of somebody's family, as a keyed mark that tells nobody which: it is compared, and never read."""

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="family_names")
    salt = SaltField()
    mark = models.CharField(max_length=120)
    added_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "mark"], name="a_family_name_once")]

    def __str__(self) -> str:
        return f"family name {self.id}"


class NameAlert(models.Model):
    """Somebody opened a report that names them or their family: once a person and report, whatever they opened since."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="name_alerts")
    salt = SaltField()
    reader = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    whose = models.CharField(max_length=6, choices=[(each.value, each.value) for each in Whose])
    side = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Side])
    read_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, blank=True, default="", choices=VERDICTS)
    note = SealedField()
    judged_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "reader"], name="one_name_alert_a_reader")]

    def __str__(self) -> str:
        return f"name alert {self.id}"
