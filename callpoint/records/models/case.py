"""The tables of cases: which reports one holds, what was decided in it, what is to be done, and who has it."""

from django.db import models
from django.db.models import Q

from callpoint.records.fields import SaltField, SealedField
from callpoint.records.models.report import Report
from callpoint.records.models.staff import StaffMember
from callpoint.rules.cases import CaseState, EntryKind, HandOverKind, Relevance


class Case(models.Model):
    """
    One investigation over some reports, with a key and a reference of its own.

    Every column that is not sealed is readable on purpose and listed in `docs/security-properties.md`.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=24, unique=True)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in CaseState], default=CaseState.OPEN
    )
    wrapped_key = models.TextField()
    salt = SaltField()
    title = SealedField()
    aim = SealedField()
    unit = models.CharField(max_length=60, blank=True, default="")
    officer = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="cases")
    """Who is in charge; empty where they left, and nobody took it on yet."""
    opened_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    review_on = models.DateField(null=True)
    """When somebody looks at the case as a whole; empty once it is closed."""
    closed_at = models.DateTimeField(null=True)
    send_key = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["state", "unit", "review_on"], name="cases_by_review")]

    def __str__(self) -> str:
        return self.reference


class CaseReport(models.Model):
    """That a report is in a case, or was: what was taken out stays, with the reason."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="in_cases")
    salt = SaltField()
    added_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    taken_out_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)
    out_reason = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report"],
                condition=Q(taken_out_at__isnull=True),
                name="a_report_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"report in a case {self.id}"


class CaseEntry(models.Model):
    """One line of the decision log, or of the reviews: it is never changed."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    salt = SaltField()
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in EntryKind])
    words = SealedField()
    why = SealedField()
    next_review_on = models.DateField(null=True)
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    send_key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "case entries"
        indexes = [models.Index(fields=["case", "made_at"], name="log_of_a_case")]

    def __str__(self) -> str:
        return f"case entry {self.id}"


class CaseTask(models.Model):
    """One thing to be done in a case: what, who, by when."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    salt = SaltField()
    words = SealedField()
    assignee = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="case_tasks")
    """Who does it; empty where they left, and nobody took it on yet."""
    due_on = models.DateField()
    made_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    send_key = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["case", "done_at", "due_on"], name="tasks_of_a_case")]

    def __str__(self) -> str:
        return f"case task {self.id}"


class CaseHandOver(models.Model):
    """One offer of a case to a colleague or to another force, and the answer to it."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    salt = SaltField()
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in HandOverKind])
    to = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """The colleague; empty where it goes to another force."""
    body = SealedField()
    note = SealedField()
    offered_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    """Who answered, or who entered the answer of another force."""
    answered_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(default=False)
    answer = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at__isnull=True), name="one_hand_over_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"case hand-over {self.id}"


class CaseMaterial(models.Model):
    """What was said of one thing on the disclosure schedule; the newest of a thing holds, earlier ones are kept."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="material")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    """The report that the thing is of; empty for a note of the case."""
    item = models.CharField(max_length=60)
    """As `rules.disclosing` names it, or `note:` and the id of an entry."""
    salt = SaltField()
    relevance = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Relevance])
    description = SealedField()
    reason = SealedField()
    judged_by = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "case material"
        indexes = [models.Index(fields=["case", "report", "item", "judged_at"], name="schedule_of_a_case")]

    def __str__(self) -> str:
        return f"case material {self.id}"
