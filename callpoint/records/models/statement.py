"""Statements of a reporter, drafted from their report, that they read, correct and sign themselves, or do not."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember


class Statement(models.Model):
    """
    One statement: offered, written on, signed or not wanted; what was signed never changes.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="statements")
    salt = SaltField()
    kind = models.CharField(max_length=10)
    """`rules.statements.StatementKind`."""
    text = SealedField()
    """As it stands now; as it was signed, once it is."""
    name = SealedField()
    """As it was typed under the text; empty until it is signed."""
    offered_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind"],
                condition=Q(declined_at__isnull=True, withdrawn_at__isnull=True, signed_at__isnull=True),
                name="one_statement_of_a_kind_is_open",
            ),
            models.CheckConstraint(
                name="no_statement_is_used_unsigned",
                condition=Q(used_at__isnull=True) | Q(signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="no_used_statement_is_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.id}"
