"""How to reach the pages of victim support: the reporter's, the officer's, and the service's own, in every state."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter
from callpoint.actions.caseload import close_referral, take_request
from callpoint.actions.support_consent import ask_for_consent, say_yes_or_no, withdraw_consent
from callpoint.clock import now
from callpoint.records.models import Referral, Report
from callpoint.rules.access import Role
from callpoint.rules.support_service import CloseReason, ReferralState
from tests.actions.caseload import LIAISON, yes
from tests.actions.support import a_request, a_supporter
from tests.journeys.visiting import BANK_STORY, State, Visitor, a_sender, held, staff
from tests.makers import a_report, an_actor
from tests.pages.support_walk import a_full_entry, a_returned_entry, a_zzz_entry

worker = partial(staff, Role.SUPPORT_WORKER, LIAISON)


def support_states() -> Iterator[State]:
    """What each of the three sees of support."""
    yield from _own_states()
    yield from _police_states()
    yield from _service_states()


def _own_states() -> Iterator[State]:
    yield State(name="help for you", address="own_support", reach=held("own_support", as_=a_sender))
    yield State(
        name="help for you, nothing pressed", address="own_support", status=422, reach=_nothing_pressed
    )
    yield State(name="help for you, after a yes", address="own_support", reach=_own("own_support", _say_yes))
    yield State(name="own report, asked about help", address="own_report", reach=_own("own_report", _ask))
    yield State(name="own report, after a yes", address="own_report", reach=_own("own_report", _say_yes))


def _police_states() -> Iterator[State]:
    yield State(name="support of a report", address="staff_support", reach=_police(_nothing))
    yield State(name="support, after a yes", address="staff_support", reach=_police(_say_yes))
    yield State(name="support, given back", address="staff_support", reach=_given_back("staff_support"))
    yield State(name="report, support given back", address="staff_report", reach=_given_back("staff_report"))
    yield State(name="support, no words", address="staff_support", status=422, reach=_no_words)


def _service_states() -> Iterator[State]:
    yield State(name="caseload, empty", address="staff_caseload", reach=held("staff_caseload", as_=worker))
    yield State(name="caseload", address="staff_caseload", reach=_caseload(""))
    yield State(
        name="caseload, worked on",
        address="staff_caseload",
        reach=_caseload(f"?state={ReferralState.ACCEPTED}"),
    )
    yield State(name="a new entry", address="staff_referral", reach=_entry(a_zzz_entry))
    yield State(name="an entry worked on", address="staff_referral", reach=_entry(a_full_entry))
    yield State(name="an entry, asked themselves", address="staff_referral", reach=_asked_themselves)
    yield State(
        name="an entry, no safe way",
        address="staff_referral",
        reach=_entry(partial(a_zzz_entry, safe_contact="no")),
    )
    yield State(name="an entry given back", address="staff_referral", reach=_entry(a_returned_entry))
    yield State(name="an entry withdrawn", address="staff_referral", reach=_entry(_a_withdrawn_entry))
    yield State(name="an entry, no note", address="staff_referral", status=422, reach=_no_note)
    yield State(
        name="an entry, a note too late",
        address="staff_referral",
        status=409,
        lists_errors=True,
        reach=_too_late,
    )
    yield State(
        name="an entry withdrawn, a note too late",
        address="staff_referral",
        status=409,
        reach=_withdrawn_since,
    )
    yield State(
        name="figures of support",
        address="staff_support_figures",
        reach=held("staff_support_figures", as_=worker),
    )


def _newest() -> UUID:
    return Report.objects.order_by("-created_at", "-pk").values_list("id", flat=True)[0]


def _nothing(report_id: UUID) -> None:
    """Leave it as it is."""


def _say_yes(report_id: UUID) -> None:
    say_yes_or_no(report_id=report_id, answer=yes(), by=reporter(report_id), at=now())


def _ask(report_id: UUID) -> None:
    ask_for_consent(report_id=report_id, by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())


def _own(name: str, made: Callable[[UUID], None]) -> Callable[[Visitor], None]:
    def sender() -> Client:
        client = a_sender()
        made(_newest())
        return client

    return held(name, as_=sender)


def _nothing_pressed(visitor: Visitor) -> None:
    held("own_support", as_=a_sender)(visitor)
    visitor.page.evaluate("() => { document.querySelector('#answer button').value = 'zzz'; }")
    with visitor.page.expect_navigation() as led:
        visitor.page.locator("#answer button").first.click()
    visitor.status = led.value.status


def _police(made: Callable[[UUID], None]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(when=now(), story=BANK_STORY)
        made(report_id)
        held("staff_support", report_id, as_=staff)(visitor)

    return reach


def _given_back(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, a_returned_entry().report_id, as_=staff)(visitor)

    return reach


def _no_words(visitor: Visitor) -> None:
    _police(_nothing)(visitor)
    visitor.send(words="")


def _caseload(query: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        for made in (a_zzz_entry, a_full_entry, _a_request):
            made()
        visitor.become(worker())
        visitor.open("staff_caseload", query=query)

    return reach


def _a_request() -> UUID:
    return a_request(when=now(), send_key=str(now())).request_id


def _entry(made: Callable[[], Referral]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("staff_referral", made().id, as_=worker)(visitor)

    return reach


def _asked_themselves(visitor: Visitor) -> None:
    entry = take_request(request_id=_a_request(), by=a_supporter(), at=now())
    held("staff_referral", entry, as_=worker)(visitor)


def _a_withdrawn_entry() -> Referral:
    entry = a_full_entry()
    report_id = UUID(str(entry.report_id))
    withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
    return entry


def _no_note(visitor: Visitor) -> None:
    held("staff_referral", a_full_entry().id, as_=worker)(visitor)
    visitor.page.get_by_text("Write a note").click()
    visitor.send(note_words="")


def _too_late(visitor: Visitor) -> None:
    """Somebody ended the work while a note about it was typed."""
    entry = a_full_entry()
    held("staff_referral", entry.id, as_=worker)(visitor)
    reason = next(iter(CloseReason))
    close_referral(referral_id=entry.id, reason=reason, words="zzz", by=a_supporter(), at=now())
    _note_it(visitor)


def _withdrawn_since(visitor: Visitor) -> None:
    """Consent was withdrawn while a note was typed."""
    entry = a_full_entry()
    held("staff_referral", entry.id, as_=worker)(visitor)
    report_id = UUID(str(entry.report_id))
    withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
    _note_it(visitor)


def _note_it(visitor: Visitor) -> None:
    visitor.page.get_by_text("Write a note").click()
    visitor.send(note_words="zzz")
