"""The tables of staff welfare: which reports are hard to read, and who wants to be told of a break."""

from django.db import models

from callpoint.records.fields import SaltField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Distress(models.Model):
    """
    One way in which a report is hard to read, by what it tells; readable on purpose.

    It is an id of the content, computed from the answers and computed again at any time: no salt, and no digest in the
    journal. What the kind alone says has no row. It goes with its report.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="distress")
    sort = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "distress"
        constraints = [
            models.UniqueConstraint(fields=["report", "sort"], name="one_distress_a_report_and_sort"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} in {self.report_id}"


class WelfareChoice(models.Model):
    """Whether a person is warned and told of breaks; who chose nothing has no row. What they were told is kept nowhere."""

    staff = models.OneToOneField(
        StaffMember, on_delete=models.PROTECT, primary_key=True, related_name="welfare_choice"
    )
    salt = SaltField()
    is_warned = models.BooleanField(default=True)
    is_told_of_breaks = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"welfare choice of {self.pk}"
