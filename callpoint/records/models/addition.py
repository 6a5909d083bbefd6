"""The table of additions: what a reporter told after their report was sent."""

from django.db import models

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report


class Addition(models.Model):
    """
    Answers that came after sending. What was sent stays as it was: each addition is a row of its own.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="additions")
    salt = SaltField()
    answers = SealedField()
    questions_version = models.CharField(max_length=64)
    send_key = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "added_at"], name="additions_of_report")]

    def __str__(self) -> str:
        return f"addition {self.id}"
