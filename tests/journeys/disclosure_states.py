"""How to reach the page on which parts of a report are handed over, in every state."""

from collections.abc import Callable, Iterator

from callpoint.actions.disclosing import make_disclosure
from callpoint.clock import now
from callpoint.rules.disclosing import Terms
from tests.actions.disclosure import a_case
from tests.actions.retention import a_supervisor
from tests.journeys.visiting import State, Visitor, held, staff


def disclosure_states() -> Iterator[State]:
    """What a supervisor sees."""
    for name, typed, status in (
        ("hand over", {}, 200),
        ("hand over, nothing chosen", {"authority": " "}, 422),
        ("hand over, no box", {"boxes": "x"}, 422),
    ):
        yield State(name=name, address="staff_disclose", status=status, reach=_disclosing(typed))


def _disclosing(typed: dict[str, str]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_case()
        terms = Terms(authority="Crown Court", purpose="Trial", items=("answers",))
        make_disclosure(report_id=report_id, terms=terms, by=a_supervisor(), at=now())
        held("staff_disclose", report_id, as_=staff)(visitor)
        if "boxes" in typed:
            visitor.page.locator("[name=exhibit]").first.check()
        if typed:
            visitor.send(**typed)

    return reach
