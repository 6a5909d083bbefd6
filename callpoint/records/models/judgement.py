"""The tables of what people say of links: judgements of two reports, and rulings on a value."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.standing import RulingVerdict, Verdict


class Judgement(models.Model):
    """
    One person's word on whether two reports belong together; undone, never changed.

    `first` is the report with the smaller id, under whose key the reason is sealed. It goes with either of the two.
    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    first = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    salt = SaltField()
    verdict = models.CharField(max_length=9, choices=[(each.value, each.value) for each in Verdict])
    reason = SealedField()
    judged_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    undone_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(undone_at__isnull=True),
                name="one_judgement_a_pair_at_a_time",
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_first_of_a_pair_is_smaller"),
        ]

    def __str__(self) -> str:
        return f"judgement {self.id}"


class Ruling(models.Model):
    """
    One person's word on whether a value links, against what was computed; undone, never changed.

    It was made on the page of `report`, under whose key its reason is sealed and with which it goes.
    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rulings")
    salt = SaltField()
    mark = models.CharField(max_length=120)
    verdict = models.CharField(max_length=9, choices=[(each.value, each.value) for each in RulingVerdict])
    reason = SealedField()
    ruled_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField()
    undone_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mark"], condition=Q(undone_at__isnull=True), name="one_ruling_a_value_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"ruling {self.id}"
