"""The table of counts: numbers for a week, never about a person."""

from django.db import models


class Count(models.Model):
    """
    How often something happened in a week.

    A row has no column that could name a person, a session, a source or a report, and no time but
    the week: docs/decisions/0016-counted-not-tracked.md.
    """

    week_of = models.DateField()
    """The Monday of the week."""
    name = models.CharField(max_length=20)
    part = models.CharField(max_length=60, blank=True, default="")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["week_of", "name", "part"], name="one_count_a_week_name_and_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.part}".strip()
