"""The table of orders to erase a month: proposed by one person, confirmed by another."""

from django.db import models
from django.db.models import F, Q

from callpoint.records.fields import SaltField
from callpoint.records.models.staff import StaffMember


class ShredOrder(models.Model):
    """
    One month that is to be erased, by whose word, how far it has come, and how much went; nothing of what it was.

    Every column is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    month = models.CharField(max_length=7)
    salt = SaltField()
    proposed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    first_leaf = models.BigIntegerField(null=True)
    """The index of the journal from which on its leaves name what went; none before the first row went."""
    reports = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    complete_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="one_open_order_a_month",
            ),
            models.CheckConstraint(
                name="two_persons_erase_a_month",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="nothing_is_erased_unconfirmed",
                condition=Q(confirmed_at__isnull=False) | Q(first_leaf__isnull=True, done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"order for {self.month}"
