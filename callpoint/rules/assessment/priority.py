"""The class of priority: the highest that any criterion, the kind or the facts ask for."""

from collections.abc import Iterable, Mapping

from callpoint.rules.assessment.model import Reason, Source, SourceSort
from callpoint.rules.assessment.weighing import holds, sources_of
from callpoint.rules.content.criteria_model import ClassCriterion
from callpoint.rules.content.model import Kind, Urgency
from callpoint.rules.urgency import ORDER

BY_KIND = "by-kind"
"""The id of the reason that the kind itself asks for the class."""
MAY_WAIT: tuple[Urgency, Urgency] = ("soon", "routine")
"""The class that a kind asks for without any fact, and the one it waits in where the facts show that it may."""


def class_of(
    criteria: Iterable[ClassCriterion], evidence: Mapping[str, Source], *, kind: Kind, by_facts: Urgency
) -> tuple[Urgency, tuple[Reason, ...]]:
    """
    Give the class and its reasons. `by_facts` is what the kind and the quick facts ask for (`rules.urgency`).

    Nothing lowers that but one thing: a kind that asks for "soon" by itself waits as routine where the facts are told
    and show that no clock runs. What is not told never delays a report.
    """
    fitting = [each for each in criteria if holds(each.when, evidence)]
    reached = min((each.to for each in fitting), key=ORDER.index, default=None)
    asked: Urgency = MAY_WAIT[1] if _may_wait(reached, by_facts, kind, evidence=evidence) else by_facts
    highest = min((one for one in (reached, asked) if one), key=ORDER.index)
    reasons = tuple(
        Reason(each.id, each.says, 0, sources_of(each.when, evidence))
        for each in fitting
        if each.to == highest
    )
    if not reasons:
        reasons = (Reason(BY_KIND, "", 0, (Source(SourceSort.KIND, "kind", kind.id),)),)
    return highest, reasons


def _may_wait(
    reached: Urgency | None, by_facts: Urgency, kind: Kind, *, evidence: Mapping[str, Source]
) -> bool:
    is_by_kind_alone = by_facts == kind.urgency.base == MAY_WAIT[0]
    is_told = "paid:later" in evidence and "amount-told" in evidence
    return is_by_kind_alone and is_told and reached == MAY_WAIT[1]
