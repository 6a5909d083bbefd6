"""How to reach the pages about asking others, and about statements, in every state and on both sides."""

import secrets
from collections.abc import Callable, Iterator
from uuid import UUID

from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.stating import decline_statement, use_statement, withdraw_statement
from callpoint.clock import now
from callpoint.pages.kept import PLACE, TYPED
from callpoint.records.keys import keyring
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.statements import StatementKind
from callpoint.sealing.index import seal_for_session
from tests.actions.interventions import PAID, offered
from tests.journeys.visiting import State, Visitor, a_sender, held, staff
from tests.makers import a_report, an_actor
from tests.pages.intervention_walk import a_request_now, offered_now, replied_now, sent_now, signed_now

STOP, HOLD = "stop-payment", "hold-money"


def intervention_states() -> Iterator[State]:
    """What staff see of requests to others, and both sides of statements."""
    yield from _request_states()
    yield from _list_states()
    yield from _statement_states()
    yield from _own_states()


def _request_states() -> Iterator[State]:
    yield State(name="report, banks can be asked", address="staff_report", reach=_of_report("staff_report"))
    yield State(
        name="requests, some to make", address="staff_interventions", reach=_of_report("staff_interventions")
    )
    yield State(name="requests, none to make", address="staff_interventions", reach=_nothing)
    for kind in (STOP, HOLD, "take-down-site"):
        yield State(name=f"a request to make, {kind}", address="staff_interventions", reach=_new(kind))
    yield State(
        name="a request to make, with errors", address="staff_interventions", status=422, reach=_not_made
    )
    yield State(name="a request, ready", address="staff_intervention", reach=_one(id))
    yield State(name="a request, sent", address="staff_intervention", reach=_one(sent_now))
    yield State(
        name="a request, overdue",
        address="staff_intervention",
        reach=_one(lambda one: sent_now(one, hours=2)),
    )
    yield State(name="a request, answered", address="staff_intervention", reach=_one(_answered))
    yield State(
        name="a request, not sent by any way", address="staff_intervention", status=422, reach=_unsent
    )
    yield State(
        name="a request, answer with errors", address="staff_intervention", status=422, reach=_unanswered
    )


def _list_states() -> Iterator[State]:
    yield State(
        name="hold requests, none",
        address="staff_hold_requests",
        reach=held("staff_hold_requests", as_=staff),
    )
    yield State(name="hold requests", address="staff_hold_requests", reach=_waiting)


def _statement_states() -> Iterator[State]:
    yield State(name="a statement to draft", address="staff_statement", reach=_of_report("staff_statement"))
    yield State(name="a statement not drafted", address="staff_statement", status=422, reach=_undrafted)
    yield State(name="statements, signed and used", address="staff_statement", reach=_signed)


def _own_states() -> Iterator[State]:
    for kind in StatementKind:
        yield State(name=f"own {kind} statement", address="own_statement", reach=_own(kind, offered_now))
        yield State(
            name=f"own {kind} statement, signed", address="own_statement", reach=_own(kind, signed_now)
        )
    yield State(
        name="own statement, without a name",
        address="own_statement",
        reach=_own(StatementKind.WITNESS, _nameless),
    )
    yield State(name="own statement with errors", address="own_statement", status=422, reach=_own_faulty)
    yield State(name="own statement that came too late", address="own_statement", reach=_own_late)
    yield State(
        name="own statement, not wanted",
        address="own_statement",
        reach=_own(StatementKind.WITNESS, _declined),
    )
    yield State(
        name="own statement, in use", address="own_statement", reach=_own(StatementKind.PERSONAL, _used)
    )
    yield State(
        name="own statement, taken back",
        address="own_statement",
        reach=_own(StatementKind.PERSONAL, _withdrawn),
    )
    yield State(name="own report, with statements", address="own_report", reach=_own_list)


def _paid() -> UUID:
    return a_report(when=now(), **PAID)


def _of_report(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, _paid(), as_=staff)(visitor)

    return reach


def _nothing(visitor: Visitor) -> None:
    report_id = a_report(when=now(), story="I am afraid of somebody.")
    held("staff_interventions", report_id, as_=staff)(visitor)


def _new(kind: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = _paid()
        offer = next(one for one in offered(report_id) if one.kind.id == kind)
        visitor.become(staff())
        visitor.open("staff_interventions", report_id, query=f"?ask={kind}&about={offer.about}")

    return reach


def _not_made(visitor: Visitor) -> None:
    _new(HOLD)(visitor)
    visitor.send(to="")


def _one(then: Callable[[UUID], object]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = _paid()
        request_id = a_request_now(report_id)
        then(request_id)
        held("staff_intervention", report_id, request_id, as_=staff)(visitor)

    return reach


def _answered(request_id: UUID) -> None:
    sent_now(request_id)
    replied_now(request_id, "part-held", held="9000", words="Ref 77")


def _unsent(visitor: Visitor) -> None:
    _one(id)(visitor)
    visitor.send(contact="Desk 7")


def _unanswered(visitor: Visitor) -> None:
    _one(sent_now)(visitor)
    visitor.send(held="lots")


def _waiting(visitor: Visitor) -> None:
    report_id = _paid()
    sent_now(a_request_now(report_id, STOP), hours=3)
    _answered(a_request_now(report_id))
    a_request_now(report_id, "take-down-site")
    held("staff_hold_requests", as_=staff)(visitor)


def _undrafted(visitor: Visitor) -> None:
    _of_report("staff_statement")(visitor)
    visitor.send(text="")


def _signed(visitor: Visitor) -> None:
    report_id = _paid()
    _used(report_id, StatementKind.WITNESS)
    signed_now(report_id, StatementKind.PERSONAL)
    held("staff_statement", report_id, as_=staff)(visitor)


def _newest() -> UUID:
    return Report.objects.order_by("-created_at", "-pk").values_list("id", flat=True)[0]


def _own(kind: StatementKind, made: Callable[[UUID, StatementKind], UUID]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        client: Client = a_sender()
        held("own_statement", made(_newest(), kind), as_=lambda: client)(visitor)

    return reach


def _own_faulty(visitor: Visitor) -> None:
    _own(StatementKind.WITNESS, offered_now)(visitor)
    visitor.send(text="")


def _own_late(visitor: Visitor) -> None:
    client: Client = a_sender()
    statement_id = offered_now(_newest(), StatementKind.WITNESS)
    place, session = reverse("own_statement", args=[statement_id]), client.session
    words = seal_for_session(keyring(), b"A woman rang me.", session=place, chance=secrets.token_bytes)
    session.update({PLACE: place, TYPED: words})
    session.save()
    held("own_statement", statement_id, as_=lambda: client)(visitor)


def _own_list(visitor: Visitor) -> None:
    client = a_sender()
    for kind in StatementKind:
        offered_now(_newest(), kind)
    held("own_report", as_=lambda: client)(visitor)


def _nameless(report_id: UUID, kind: StatementKind) -> UUID:
    told = {"anonymous": "yes"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=now())
    return offered_now(report_id, kind)


def _declined(report_id: UUID, kind: StatementKind) -> UUID:
    statement_id = offered_now(report_id, kind)
    decline_statement(report_id=report_id, statement_id=statement_id, by=reporter(report_id), at=now())
    return statement_id


def _used(report_id: UUID, kind: StatementKind) -> UUID:
    statement_id, by = signed_now(report_id, kind), an_actor(role=Role.SUPERVISOR, unit="")
    use_statement(report_id=report_id, statement_id=statement_id, by=by, at=now())
    return statement_id


def _withdrawn(report_id: UUID, kind: StatementKind) -> UUID:
    statement_id = signed_now(report_id, kind)
    withdraw_statement(report_id=report_id, statement_id=statement_id, by=reporter(report_id), at=now())
    return statement_id
