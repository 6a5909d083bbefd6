"""The table of what must still be done outside the transaction that decided it."""

from django.db import models
from django.db.models import Q


class Outbox(models.Model):
    """
    One thing to do: a name the worker knows and the id of what it is about.

    An error is kept as its class and place, never as its text, which could hold somebody's words.
    """

    name = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    stuck_at = models.DateTimeField(null=True)
    error_class = models.CharField(max_length=120, blank=True, default="")
    error_place = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after"],
                name="outbox_open",
                condition=Q(done_at__isnull=True, stuck_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.object_id}"
