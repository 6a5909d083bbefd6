"""The table of disclosures: what of a report was handed over, to whom and what for."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Disclosure(models.Model):
    """
    One bundle: its terms (`rules.disclosing.Terms`) sealed as one value; the bytes are made anew at each download.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disclosures")
    salt = SaltField()
    terms = SealedField()
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"disclosure {self.id}"
