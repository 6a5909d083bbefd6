"""How to reach the pages about closing, on both sides, in every state."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter
from callpoint.actions.closing import return_closing
from callpoint.actions.letter_library import Draft, add_letter
from callpoint.actions.reading import open_report
from callpoint.actions.reviewing import ask_review, decide_review
from callpoint.clock import now
from callpoint.records.models import Report, Review
from callpoint.rules.access import Role
from callpoint.rules.closing import Result
from callpoint.rules.letters import STANDARD
from tests.actions.closings import OPEN_OUTCOME, a_series
from tests.journeys.visiting import BANK_STORY, State, Visitor, a_sender, held, staff
from tests.makers import a_report, an_actor
from tests.pages.closing_walk import asked_now, closed_now, waiting_now


def closing_states() -> Iterator[State]:
    """What staff and reporters see of a closing."""
    yield from _letter_states()
    yield from _second_look_states()
    yield from _library_states()
    yield from _review_states()
    yield from _own_states()
    yield State(name="a series to close", address="staff_close_series", reach=_series(""))
    yield State(
        name="what closing a series would do",
        address="staff_close_series",
        reach=_series(f"?outcome={OPEN_OUTCOME}"),
    )
    yield State(
        name="a series of which none is ticked", address="staff_close_series", status=422, reach=_none
    )


def _letter_states() -> Iterator[State]:
    for name, query in (
        ("how a report ends", ""),
        ("a letter that one person sends", f"?outcome={OPEN_OUTCOME}"),
        ("a letter that two people send, with a gap", "?outcome=outcome-15"),
    ):
        yield State(name=name, address="staff_close", reach=_close(query))
    yield State(name="a letter with faults", address="staff_close", status=422, reach=_faulty)
    yield State(name="report, closed", address="staff_report", reach=_of_report(closed_now))
    yield State(name="report, a closing waits", address="staff_report", reach=_of_report(waiting_now))


def _second_look_states() -> Iterator[State]:
    yield State(
        name="letters to check, none", address="staff_closings", reach=held("staff_closings", as_=staff)
    )
    yield State(name="letters to check", address="staff_closings", reach=_waiting("staff_closings"))
    yield State(name="a letter to check", address="staff_closing", reach=_to_check)
    yield State(name="a letter returned without a reason", address="staff_closing", status=422, reach=_unsaid)
    yield State(name="a letter that was returned", address="staff_closing", reach=_returned)


def _library_states() -> Iterator[State]:
    yield State(name="library, empty", address="staff_letters", reach=held("staff_letters", as_=staff))
    yield State(
        name="a new letter of the library",
        address="staff_letter_new",
        reach=held("staff_letter_new", as_=staff),
    )
    yield State(name="library", address="staff_letters", reach=_library)
    yield State(name="a letter of the library", address="staff_letter", reach=_of_library)


def _review_states() -> Iterator[State]:
    yield State(name="reviews, none", address="staff_reviews", reach=held("staff_reviews", as_=staff))
    yield State(name="reviews", address="staff_reviews", reach=_reviews)
    yield State(name="a review to decide", address="staff_review", reach=_review)
    yield State(name="a review that was decided", address="staff_review", reach=_decided)


def _own_states() -> Iterator[State]:
    yield State(name="own report, with its letter", address="own_report", reach=_own("own_report"))
    yield State(name="own report, asked how it went", address="own_report", reach=_own_asked("own_report"))
    yield State(name="own report, open again", address="own_report", reach=_own_review)
    yield State(name="asking to look again", address="look_again", reach=_own("look_again"))
    yield State(name="how it went", address="how_it_went", reach=_own_asked("how_it_went"))
    yield State(name="how it went, not chosen", address="how_it_went", status=422, reach=_unchosen)


def _a_read_report() -> UUID:
    report_id = a_report(when=now(), story=BANK_STORY)
    open_report(report_id=report_id, by=an_actor(role=Role.SUPERVISOR), at=now())
    return report_id


def _close(query: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        visitor.become(staff())
        visitor.open("staff_close", _a_read_report(), query=query)

    return reach


def _faulty(visitor: Visitor) -> None:
    _close("?outcome=outcome-15")(visitor)
    visitor.send(sorry="You fell for it.")


def _of_report(made: Callable[[UUID], object]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(when=now(), story=BANK_STORY)
        made(report_id)
        held("staff_report", report_id, as_=staff)(visitor)

    return reach


def _waiting(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        waiting_now(a_report(when=now(), story=BANK_STORY))
        held(name, as_=staff)(visitor)

    return reach


def _to_check(visitor: Visitor) -> None:
    closing = waiting_now(a_report(when=now(), story=BANK_STORY))
    held("staff_closing", closing.id, as_=staff)(visitor)


def _unsaid(visitor: Visitor) -> None:
    _to_check(visitor)
    visitor.send(reason="")


def _returned(visitor: Visitor) -> None:
    closing = waiting_now(a_report(when=now(), story=BANK_STORY))
    by = an_actor(role=Role.SUPERVISOR)
    return_closing(closing_id=closing.id, reason="Name the bank.", by=by, at=now())
    held("staff_closing", closing.id, as_=staff)(visitor)


def _a_letter() -> UUID:
    draft = Draft(name="For a parcel text", outcome="", language="en", letter=STANDARD)
    return add_letter(draft=draft, by=an_actor(role=Role.SUPERVISOR), at=now())


def _library(visitor: Visitor) -> None:
    _a_letter()
    held("staff_letters", as_=staff)(visitor)


def _of_library(visitor: Visitor) -> None:
    held("staff_letter", _a_letter(), as_=staff)(visitor)


def _asked() -> Review:
    report_id = a_report(when=now(), story=BANK_STORY)
    closed_now(report_id)
    ask_review(report_id=report_id, words="It was another bank.", by=reporter(report_id), at=now())
    return Review.objects.get(report=report_id)


def _reviews(visitor: Visitor) -> None:
    _asked()
    held("staff_reviews", as_=staff)(visitor)


def _review(visitor: Visitor) -> None:
    held("staff_review", _asked().id, as_=staff)(visitor)


def _decided(visitor: Visitor) -> None:
    review, by = _asked(), an_actor(role=Role.SUPERVISOR)
    decide_review(review_id=review.id, result=Result.STANDS, reasons="We read it all.", by=by, at=now())
    held("staff_review", review.id, as_=staff)(visitor)


def _newest() -> UUID:
    return Report.objects.order_by("-created_at", "-pk").values_list("id", flat=True)[0]


def _a_closed_sender() -> Client:
    client = a_sender()
    closed_now(_newest())
    return client


def _own(name: str) -> Callable[[Visitor], None]:
    return held(name, as_=_a_closed_sender)


def _own_asked(name: str) -> Callable[[Visitor], None]:
    def asked() -> Client:
        client = a_sender()
        asked_now(closed_now(_newest()))
        return client

    return held(name, as_=asked)


def _own_review(visitor: Visitor) -> None:
    def asked() -> Client:
        client = _a_closed_sender()
        ask_review(report_id=_newest(), words="", by=reporter(_newest()), at=now())
        return client

    held("own_report", as_=asked)(visitor)


def _unchosen(visitor: Visitor) -> None:
    _own_asked("how_it_went")(visitor)
    visitor.send(words="It is hard.")


def _none(visitor: Visitor) -> None:
    _series(f"?outcome={OPEN_OUTCOME}")(visitor)
    for box in visitor.page.get_by_role("checkbox").all():
        box.uncheck()
    visitor.press(visitor.page.get_by_role("button", name="Close those that are ticked"))


def _series(query: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        series = a_series(_a_read_report(), a_report(when=now(), story=BANK_STORY))
        visitor.become(staff())
        visitor.open("staff_close_series", series, query=query)

    return reach
