"""The tables of amounts: what a report says went, and what came back, to the pound."""

from django.db import models

from callpoint.records.models.report import Report


class LostAmount(models.Model):
    """
    What went in one currency, in whole units; readable on purpose, and computed again from the answers at any time.

    It has no salt and no digest in the journal for that reason. It goes with its report.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="amounts")
    currency = models.CharField(max_length=8)
    units = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "currency"], name="one_amount_a_report_and_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.units} {self.currency}"


class ReturnedAmount(models.Model):
    """What the reporter says came back, in one currency and whole units; as `LostAmount` in all else."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="returned")
    currency = models.CharField(max_length=8)
    units = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "currency"], name="one_returned_amount_a_report_and_currency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.units} {self.currency} back"
