"""The states of recording a report and of asking its reporter, on both sides."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.asking import ask_reporter, look_after_ask
from callpoint.actions.reading import open_report
from callpoint.actions.recording import record
from callpoint.clock import now
from callpoint.records.asks import asks_that_wait
from callpoint.records.models import Ask, Report
from callpoint.rules.access import Role
from callpoint.rules.missing_facts import Wanted
from callpoint.rules.recording_codes import Decision, RecordedAs
from tests.journeys.visiting import State, Visitor, a_sender, held, staff
from tests.makers import an_actor

FACTS = ("claimed_name", "number_shown", "codes_given")
NO_CRIME = Decision(
    recorded_as=RecordedAs.NOT_CRIME,
    code="",
    reason="A civil matter: the shop has agreed to send it again.",
    told="The shop will send it again. Tell us if it does not come.",
)


def ask_states() -> Iterator[State]:
    """What the reporter sees of a decision and of questions."""
    yield State(
        name="own report, asked", address="own_report", reach=held("own_report", as_=one_who_is_asked)
    )
    yield State(name="own report, asked long ago", address="own_report", reach=held("own_report", as_=_late))
    yield State(name="own report, not a crime", address="own_report", reach=held("own_report", as_=_recorded))
    asked = held("add_step", FACTS[1], as_=one_who_is_asked)
    yield State(name="a question that was asked", address="add_step", reach=asked)
    yield State(name="own report, answered", address="own_report", reach=_answered)


def ask_desk_states() -> Iterator[State]:
    """What staff see of the same."""
    yield State(name="ask", address="staff_ask", reach=_desk("staff_ask"))
    yield State(name="ask, the message of another choice", address="staff_ask", reach=_changed)
    yield State(name="ask, nothing ticked", address="staff_ask", status=422, reach=_unticked)
    yield State(
        name="ask, some asked already", address="staff_ask", reach=_desk("staff_ask", one_who_is_asked)
    )
    yield State(name="report that waits", address="staff_report", reach=_desk("staff_report", _half_answered))
    yield State(name="report, nobody answered", address="staff_report", reach=_desk("staff_report", _late))
    yield State(name="record", address="staff_record", reach=_desk("staff_record"))
    yield State(name="record, wrong", address="staff_record", status=422, reach=_unreasoned)
    yield State(name="record, decided before", address="staff_record", reach=_desk("staff_record", _recorded))
    yield State(name="report, recorded", address="staff_report", reach=_desk("staff_report", _recorded))


def a_called_one() -> Client:
    """A client that sent a report of a call, which somebody has read."""
    client = a_sender()
    Report.objects.filter(id=newest()).update(kind="bank-impersonation")
    open_report(report_id=newest(), by=officer(), at=now())
    return client


def one_who_is_asked() -> Client:
    """A client whose report waits for three facts."""
    client = a_called_one()
    wanted = Wanted(keys=FACTS, sentence="I am Asha, and I read your report.")
    ask_reporter(report_id=newest(), wanted=wanted, send_key="1", by=officer(), at=now())
    return client


def officer() -> Actor:
    """Somebody of staff who may ask and record."""
    return an_actor(role=Role.SUPERVISOR)


def newest() -> UUID:
    """The id of the newest report."""
    return Report.objects.order_by("-created_at", "-pk")[0].id


def _half_answered() -> Client:
    client, me = one_who_is_asked(), newest()
    told = {FACTS[1]: "07700 900321"}
    add_to_report(report_id=me, answers=told, send_key="1", by=reporter(me), at=now())
    return client


def _late() -> Client:
    client = one_who_is_asked()
    earlier = now() - timedelta(days=20)
    Ask.objects.filter(report=newest()).update(asked_at=earlier, due_at=earlier + timedelta(days=14))
    for ask_id, report_id in asks_that_wait():
        look_after_ask(ask_id=ask_id, report_id=report_id, by=system("test"), at=now())
    return client


def _recorded() -> Client:
    client = a_called_one()
    crime = Decision(recorded_as=RecordedAs.CRIME, code="5B", reason="He paid by deceit.", told="")
    for decision in (crime, NO_CRIME):
        record(report_id=newest(), decision=decision, by=officer(), at=now())
    return client


def _answered(visitor: Visitor) -> None:
    held("add_step", FACTS[1], as_=one_who_is_asked)(visitor)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="I do not know").click()
    visitor.open("own_report")


def _desk(name: str, made_by: Callable[[], Client] = a_called_one) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        made_by()
        held(name, newest(), as_=staff)(visitor)

    return reach


def _changed(visitor: Visitor) -> None:
    _desk("staff_ask")(visitor)
    visitor.page.get_by_label("A sentence of your own").fill("I am Asha.")
    _press(visitor, "Send the question")


def _unticked(visitor: Visitor) -> None:
    _desk("staff_ask")(visitor)
    for box in visitor.page.get_by_role("checkbox").all():
        if box.is_checked():
            box.uncheck()
    _press(visitor, "Send the question")


def _unreasoned(visitor: Visitor) -> None:
    _desk("staff_record")(visitor)
    visitor.page.locator("input[type=radio][value=crime]").check()
    _press(visitor, "Record it")


def _press(visitor: Visitor, button: str) -> None:
    visitor.press(visitor.page.get_by_role("button", name=button, exact=True))
