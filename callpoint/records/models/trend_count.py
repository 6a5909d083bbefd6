"""The table of trend counts: how many reports of one sort came in a week."""

from django.db import models


class TrendCount(models.Model):
    """
    How many reports of one week fit one line, and what went in them; '' in a column stands for any.

    Counted again from the readable columns of the reports at any time, so that pages never read those one by one.
    """

    week_of = models.DateField()
    """The Monday of the week."""
    kind = models.CharField(max_length=40, blank=True, default="")
    area = models.CharField(max_length=12, blank=True, default="")
    contact_by = models.CharField(max_length=20, blank=True, default="")
    platform = models.CharField(max_length=40, blank=True, default="")
    brand = models.CharField(max_length=40, blank=True, default="")
    number = models.PositiveIntegerField(default=0)
    lost = models.BigIntegerField(default=0)
    """Whole units of the deployment's own currency."""
    losing = models.PositiveIntegerField(default=0)
    """How many of the reports say an amount in it."""
    is_modelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["week_of", "kind", "area", "contact_by", "platform", "brand"],
                name="one_trend_count_a_week_and_line",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.week_of} {self.kind} {self.area} {self.contact_by} {self.platform} {self.brand}".strip()
        )
