"""Keeps in which ways a report is hard to read; a building block of the actions that take answers in."""

from callpoint.records.knowledge import knowledge
from callpoint.records.models import Distress, Report
from callpoint.rules.triage.facts import Facts
from callpoint.rules.welfare import sorts_by_facts, welfare_rules


def note_distress(report: Report, facts: Facts) -> None:
    """
    Keep what the facts of a report tell of it, so that staff are warned before they open it.

    It writes no leaf: it can be computed again. What the kind alone says is not kept, since the kind is.
    """
    found = set(sorts_by_facts(welfare_rules(knowledge()), facts))
    kept = set(Distress.objects.filter(report=report).values_list("sort", flat=True))
    if found != kept:
        Distress.objects.filter(report=report).delete()
        Distress.objects.bulk_create(Distress(report=report, sort=sort) for sort in sorted(found))
