"""How to reach the pages about restricted reports, reads and suspected abuse, in every state."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.test import Client

from callpoint.actions.abuse import disagree_with_block
from callpoint.actions.acting import Actor, reporter
from callpoint.actions.own_names import add_family_name
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import ask_to_open, let_in, refuse_to_let_in
from callpoint.clock import now
from callpoint.records.models import Admission, Report, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.restricting import Behind
from tests.actions.abuse import CALM
from tests.journeys.visiting import BANK_STORY, State, Visitor, a_sender, held, staff
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, acting, signed_in_client
from tests.pages.access_walk import (
    NAMELESS,
    asked_now,
    boss,
    drawn_now,
    proposed_now,
    restricted_now,
    stopped_now,
)


def access_states() -> Iterator[State]:
    """What staff see of doors, reads and abuse, and what a stopped reporter sees."""
    yield from _door_states()
    yield from _second_person_states()
    yield from _read_states()
    yield from _abuse_states()


def _door_states() -> Iterator[State]:
    yield State(name="a report to restrict", address="staff_restrict", reach=_of_report("staff_restrict"))
    yield State(name="restricting without a why", address="staff_restrict", status=422, reach=_unsaid)
    yield State(name="a report that is restricted", address="staff_restrict", reach=_inside("staff_restrict"))
    yield State(name="report, restricted", address="staff_report", reach=_inside("staff_report"))
    yield State(
        name="a report that is somebody else's by now",
        address="staff_report",
        status=403,
        reach=_somebody_elses,
    )
    yield State(name="queue, a restricted report", address="staff_queue", reach=_shut("staff_queue"))
    yield State(name="a door that is shut", address="staff_door", reach=_door)
    yield State(name="a door, with words typed", address="staff_door", reach=_shut_meanwhile)
    yield State(name="asking without a reason", address="staff_door", status=422, reach=_without_reason)
    yield State(name="a door, asked", address="staff_door", reach=_asked_door)
    yield State(name="a door, refused", address="staff_door", reach=_refused_door)
    yield State(name="a door that is open", address="staff_door", reach=_of_report("staff_door"))
    yield State(name="report, nobody knows who", address="staff_report", reach=_nameless("staff_report"))
    yield State(name="asking who reported", address="staff_door", reach=_nameless("staff_door"))


def _second_person_states() -> Iterator[State]:
    yield State(
        name="restricted, none", address="staff_restricted", reach=held("staff_restricted", as_=staff)
    )
    yield State(name="restricted, somebody asks", address="staff_restricted", reach=_asked)
    yield State(name="a request to be let in", address="staff_admission", reach=_request)
    yield State(name="letting in for no time", address="staff_admission", status=422, reach=_no_time)
    yield State(name="a request that was decided", address="staff_admission", reach=_decided)


def _read_states() -> Iterator[State]:
    yield State(name="reads, none", address="staff_reads", reach=held("staff_reads", as_=staff))
    yield State(name="reads to look at", address="staff_reads", reach=_reads)
    yield State(name="a read that nobody judged", address="staff_reads", status=422, reach=_unjudged)
    yield State(name="families, none", address="staff_family", reach=held("staff_family", as_=staff))
    yield State(name="families", address="staff_family", reach=_families)
    yield State(name="a family without a name", address="staff_family", status=422, reach=_no_name)


def _abuse_states() -> Iterator[State]:
    yield State(name="abuse, none", address="staff_abuse", reach=held("staff_abuse", as_=staff))
    yield State(name="abuse, a flood", address="staff_abuse", reach=_flood)
    yield State(name="lowering without a reason", address="staff_abuse", status=422, reach=_lower)
    yield State(name="a reporter's words", address="staff_block", reach=_of_report("staff_block"))
    yield State(name="a stop without days", address="staff_block", status=422, reach=_no_days)
    yield State(name="a stop that is proposed", address="staff_block", reach=_of(proposed_now, "staff_block"))
    yield State(name="a stop that holds", address="staff_block", reach=_of(_disagreed, "staff_block"))
    yield State(name="own report, stopped", address="own_report", reach=held("own_report", as_=_stopped))


def _a_report(**told: str) -> UUID:
    return a_report(when=now(), story=BANK_STORY, **told)


def _own() -> Actor:
    """Whoever is signed in at the desk."""
    return acting(StaffMember.objects.get(pk=int(staff().session["_auth_user_id"])))


def _of_report(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, _a_report(), as_=staff)(visitor)

    return reach


def _of(made: Callable[[UUID], object], name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(when=now(), story=CALM)
        made(report_id)
        held(name, report_id, as_=staff)(visitor)

    return reach


def _press(visitor: Visitor, name: str) -> None:
    with visitor.page.expect_navigation() as led:
        visitor.page.get_by_role("button", name=name).first.click()
    visitor.status = led.value.status


def _unsaid(visitor: Visitor) -> None:
    _of_report("staff_restrict")(visitor)
    _press(visitor, "Restrict the report")


def _inside(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = _a_report()
        restricted_now(report_id, named={int(_own().id)}, kept_from=a_staff_member(name="Bo Dunn")[0].pk)
        asked_now(report_id, by=boss())
        held(name, report_id, as_=staff)(visitor)

    return reach


def _shut(name: str, *args: object) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        restricted_now(_a_report())
        held(name, *args, as_=staff)(visitor)

    return reach


def _door(visitor: Visitor) -> None:
    report_id = _a_report()
    restricted_now(report_id)
    held("staff_door", report_id, as_=staff)(visitor)


def _without_reason(visitor: Visitor) -> None:
    _door(visitor)
    _press(visitor, "Ask to be let in")


def _own_request() -> Admission:
    report_id = _a_report()
    restricted_now(report_id)
    return asked_now(report_id, by=_own())


def _asked_door(visitor: Visitor) -> None:
    held("staff_door", _own_request().report_id, as_=staff)(visitor)


def _refused_door(visitor: Visitor) -> None:
    row = _own_request()
    refuse_to_let_in(admission_id=row.id, words="Bo has it.", by=boss(), at=now())
    held("staff_door", row.report_id, as_=staff)(visitor)


def _nameless(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        visitor.become(staff())
        visitor.open(name, _a_report(**NAMELESS), query="?behind=identity")

    return reach


def _a_request() -> Admission:
    report_id = _a_report()
    restricted_now(report_id)
    return asked_now(report_id, by=boss())


def _asked(visitor: Visitor) -> None:
    _a_request()
    ask_to_open(report_id=_own_request().report_id, behind=Behind.REPORT, reason="x", by=boss(), at=now())
    held("staff_restricted", as_=staff)(visitor)


def _request(visitor: Visitor) -> None:
    held("staff_admission", _a_request().id, as_=staff)(visitor)


def _no_time(visitor: Visitor) -> None:
    _request(visitor)
    _press(visitor, "Let them in")


def _decided(visitor: Visitor) -> None:
    row = _a_request()
    let_in(admission_id=row.id, hours=24, words="For the twin.", by=boss(), at=now())
    held("staff_admission", row.id, as_=staff)(visitor)


def _reads(visitor: Visitor) -> None:
    reader = a_staff_member(name="Jo Vale", unit="")[0]
    StaffMember.objects.filter(pk=reader.pk).update(role="supervisor")
    reader.refresh_from_db()
    for told in ({"suspect_name": "Jo Vale"}, {}):
        open_report(report_id=_a_report(**told), by=acting(reader), at=now())
    open_report(report_id=_a_report(), by=_own(), at=now())
    drawn_now()
    held("staff_reads", as_=staff)(visitor)


def _unjudged(visitor: Visitor) -> None:
    _reads(visitor)
    _press(visitor, "Say so")


def _families(visitor: Visitor) -> None:
    member = a_staff_member(name="Jo Vale")[0]
    add_family_name(staff_id=member.pk, name="Rowan Vale", by=boss(), at=now())
    held("staff_family", as_=staff)(visitor)


def _no_name(visitor: Visitor) -> None:
    held("staff_family", as_=staff)(visitor)
    _press(visitor, "Enter the name")


def _somebody_elses(visitor: Visitor) -> None:
    client = signed_in_client(role=Role.INVESTIGATOR, unit=DESK)
    held("staff_report", a_report(when=now(), unit=DESK), as_=lambda: client)(visitor)
    StaffMember.objects.filter(pk=client.session["_auth_user_id"]).update(unit=OTHER_DESK)
    visitor.send(message="Which bank is it?")


def _shut_meanwhile(visitor: Visitor) -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), a_report(when=now(), unit=DESK)
    held("staff_report", report_id, as_=lambda: client)(visitor)
    restricted_now(report_id)
    visitor.send(message="Which bank is it?")


def _flood(visitor: Visitor) -> None:
    for _each in range(5):
        _a_report(phone="07700 900188", safe_contact="yes")
    proposed_now(a_report(when=now(), story=CALM))
    held("staff_abuse", as_=staff)(visitor)


def _lower(visitor: Visitor) -> None:
    for _each in range(5):
        a_report(when=now(), story=CALM, phone="07700 900188", safe_contact="yes")
    held("staff_abuse", as_=staff)(visitor)
    _press(visitor, "Put them below others")


def _no_days(visitor: Visitor) -> None:
    report_id = a_report(when=now(), story=CALM)
    held("staff_block", report_id, as_=staff)(visitor)
    _press(visitor, "Propose it")


def _disagreed(report_id: UUID) -> None:
    stopped_now(report_id)
    disagree_with_block(report_id=report_id, words="It was my son.", by=reporter(report_id), at=now())


def _stopped() -> Client:
    client = a_sender("message")
    stopped_now(Report.objects.latest("created_at").id)
    return client
