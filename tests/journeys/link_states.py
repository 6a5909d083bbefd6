"""How to reach what hangs together: the links of a report, series, and the search, in every state."""

from collections.abc import Callable, Iterator
from uuid import UUID

from callpoint.actions import searching as searching_actions
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.records.models import Report, Series
from callpoint.rules.access import Role
from tests.actions.restrictions import restricted
from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import OTHER_DESK, a_report

STORY = "A man rang from 07700 900321. I paid to 12-34-56 12345678. Then refund@prize.example wrote to me."
KEEP_JUDGEMENT = "Keep this judgement"


def link_states() -> Iterator[State]:
    """What links reports, what they make together, and what is found."""
    yield from _series_states()
    yield from _links_states()
    yield from _search_states()


def _links_states() -> Iterator[State]:
    yield State(name="links, still looking", address="staff_links", reach=_lonely(is_settled=False))
    yield State(name="links, none", address="staff_links", reach=_lonely(is_settled=True))
    yield State(name="links", address="staff_links", reach=_links)
    yield State(name="links, judged", address="staff_links", reach=_judged("They belong together"))
    yield State(
        name="links, a judgement without a reason", address="staff_links", status=422, reach=_unreasoned
    )
    yield State(name="links, a judgement without a choice", address="staff_links", status=422, reach=_unsaid)
    yield State(name="links, ruled", address="staff_links", reach=_ruled("The number of a helpline"))
    yield State(name="links, a ruling without a reason", address="staff_links", status=422, reach=_ruled(" "))
    yield State(name="report with identifiers", address="staff_report", reach=_marked)


def _series_states() -> Iterator[State]:
    listed = held("staff_series_list", as_=staff)
    yield State(name="series, none", address="staff_series_list", reach=listed)
    yield State(name="list of series", address="staff_series_list", reach=_after_five(listed))
    yield State(name="a series", address="staff_series", reach=_series())
    yield State(name="a series, named", address="staff_series", reach=_series(name="Prize text, two numbers"))
    yield State(
        name="a series, too long a name", address="staff_series", status=422, reach=_series(name="name " * 40)
    )
    yield State(name="a series, partly restricted", address="staff_series", reach=_partly_shut)
    yield State(name="list of series, partly restricted", address="staff_series_list", reach=_partly_listed)


def _search_states() -> Iterator[State]:
    yield State(name="search", address="staff_search", reach=_search())
    yield State(name="search for nothing", address="staff_search", status=422, reach=_search("?!"))
    yield State(
        name="search, found by value", address="staff_search", reach=_after_five(_search("07700900321"))
    )
    yield State(name="search, found by words", address="staff_search", reach=_after_five(_search("refund")))
    yield State(name="search, found nowhere", address="staff_search", reach=_search("quokka"))
    yield State(name="search, further back", address="staff_search", reach=_further_back)


def five_that_belong_together() -> list[UUID]:
    """Five reports of five people that name a number, an account and an address; one is of another unit."""
    told = [STORY, STORY, STORY, "07700 900321 rang again.", "Mail came from refund@prize.example."]
    made = [a_report(when=now(), story=f"{story} I am number {number}.") for number, story in enumerate(told)]
    Report.objects.filter(id=made[1]).update(unit=OTHER_DESK)
    for report_id in made:
        settle_report(report_id=report_id, at=now())
    return made


def _lonely(*, is_settled: bool) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(when=now(), story="A man rang. I am sad.")
        if is_settled:
            settle_report(report_id=report_id, at=now())
        held("staff_links", report_id, as_=staff)(visitor)

    return reach


def _links(visitor: Visitor) -> None:
    held("staff_links", five_that_belong_together()[0], as_=staff)(visitor)


def _marked(visitor: Visitor) -> None:
    held("staff_report", five_that_belong_together()[0], as_=staff)(visitor)


def _judged(said: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        _links(visitor)
        visitor.page.get_by_text("Judge this link").first.click()
        visitor.page.get_by_label(said).first.check()
        visitor.page.get_by_label("In your own words").first.fill("The same voice and the same words.")
        visitor.page.get_by_role("button", name=KEEP_JUDGEMENT).first.click()
        visitor.page.get_by_role("button", name="Take this back").wait_for()

    return reach


def _unreasoned(visitor: Visitor) -> None:
    _links(visitor)
    visitor.page.get_by_text("Judge this link").first.click()
    visitor.page.get_by_label("Not sure").first.check()
    _press(visitor, KEEP_JUDGEMENT)


def _unsaid(visitor: Visitor) -> None:
    _links(visitor)
    visitor.page.get_by_text("Judge this link").first.click()
    _press(visitor, KEEP_JUDGEMENT)


def _ruled(reason: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        _links(visitor)
        place = visitor.page.locator(".app-sighted", has_text="Say that it must").first
        place.locator("summary").click()
        place.get_by_label("Why?").fill(reason)
        _press(visitor, "Keep this", is_exact=True)

    return reach


def _press(visitor: Visitor, button: str, *, is_exact: bool = False) -> None:
    visitor.press(visitor.page.get_by_role("button", name=button, exact=is_exact).first)


def _after_five(reach: Callable[[Visitor], None]) -> Callable[[Visitor], None]:
    def reached(visitor: Visitor) -> None:
        five_that_belong_together()
        reach(visitor)

    return reached


def _series(*, name: str = "") -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        series = Series.objects.get(members__report=five_that_belong_together()[0])
        held("staff_series", series.id, as_=staff)(visitor)
        if name:
            visitor.page.get_by_label("What you call this series").fill(name)
            _press(visitor, "Keep the name")

    return reach


def _a_partly_shut_series() -> Series:
    reports = five_that_belong_together()
    restricted(reports[0])
    return Series.objects.get(members__report=reports[0])


def _partly_shut(visitor: Visitor) -> None:
    held("staff_series", _a_partly_shut_series().id, as_=staff)(visitor)


def _partly_listed(visitor: Visitor) -> None:
    _a_partly_shut_series()
    held("staff_series_list", as_=staff)(visitor)


def _search(looked_for: str = "") -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        visitor.become(staff(Role.ANALYST))
        visitor.open("staff_search")
        if looked_for:
            visitor.page.get_by_label("What are you looking for?").fill(looked_for)
            _press(visitor, "Search", is_exact=True)

    return reach


def _further_back(visitor: Visitor) -> None:
    visitor.patch.setattr(searching_actions, "MOST_LOOKED_AT", 1)
    five_that_belong_together()
    _search("refund")(visitor)
    visitor.page.get_by_role("button", name="Look further back").wait_for()
