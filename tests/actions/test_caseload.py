"""What a support service does: opens what was agreed, takes on, gives back, writes its own file, passes on, ends."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.caseload import (
    NoSuchReferralError,
    accept_referral,
    close_referral,
    look_again_on,
    open_referral,
    pass_on_referral,
    return_referral,
    take_request,
)
from callpoint.actions.caseload_file import note_contact, note_needs, write_note
from callpoint.actions.caseload_shown import OpenedReferral, Shared
from callpoint.actions.support_requests import open_support_request, withdraw_support_request
from callpoint.records.models import Message, Referral, ReferralEntry, SupportRequest
from callpoint.records.opened_requests import NoSuchRequestError, own_request
from callpoint.records.queries.caseload import entry_of_request
from callpoint.rules.access import DEEDS, Deed, NotAllowedError, Role
from callpoint.rules.support_contact import ContactWay, UnsafeWayError
from callpoint.rules.support_requests import RequestMoveNotAllowedError, RequestState
from callpoint.rules.support_service import (
    CloseReason,
    ContactOutcome,
    EntryKind,
    NotChosenError,
    ReferralMoveNotAllowedError,
    ReferralState,
    ReturnReason,
    WordsLackingError,
)
from tests.actions.caseload import ELSEWHERE, PHONE, a_contact, an_accepted_entry, an_entry
from tests.actions.support import FAR, NEAR, a_request, a_supporter
from tests.makers import STORY, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Step = Callable[[UUID, Actor], object]
STEPS: dict[str, Step] = {
    "open": lambda pk, by: open_referral(referral_id=pk, by=by, at=at()),
    "accept": lambda pk, by: accept_referral(referral_id=pk, by=by, at=at()),
    "return": lambda pk, by: return_referral(
        referral_id=pk, reason=ReturnReason.OTHER, words="x", by=by, at=at()
    ),
    "contact": lambda pk, by: note_contact(referral_id=pk, new=a_contact(), by=by, at=at()),
    "needs": lambda pk, by: note_needs(
        referral_id=pk, kind=EntryKind.BEFORE, needs=[], send_key="1", by=by, at=at()
    ),
    "note": lambda pk, by: write_note(referral_id=pk, words="x", send_key="1", by=by, at=at()),
    "look again": lambda pk, by: look_again_on(referral_id=pk, day=at().date(), by=by, at=at()),
    "pass on": lambda pk, by: pass_on_referral(referral_id=pk, service=FAR, words="x", by=by, at=at()),
    "close": lambda pk, by: close_referral(
        referral_id=pk, reason=CloseReason.HELPED, words="", by=by, at=at()
    ),
}
WORK = [name for name in STEPS if name not in {"open", "accept", "return"}]


def opened(entry: Referral, by: Actor, **later: float) -> OpenedReferral:
    return open_referral(referral_id=entry.id, by=by, at=at(**later))


def shared(entry: Referral, by: Actor, **later: float) -> Shared:
    found = opened(entry, by, **later).shared
    assert found is not None
    return found


def test_the_service_reads_what_was_agreed_and_no_more_with_one_leaf() -> None:
    entry, by = an_entry(access_needs=["bsl"]), a_supporter()
    before = len(deeds())
    found = shared(entry, by)
    assert (
        (found.name, found.kind, dict(found.contact), found.needs, found.answers, found.story),
        deeds()[before:],
    ) == (
        (
            "Ann Lee",
            "bank-impersonation",
            {ContactWay.CALL: PHONE},
            ("lives-alone", "access-need"),
            {"access_needs": ["bsl"]},
            "",
        ),
        ["referral.open"],
    )


def test_with_a_yes_to_that_it_reads_the_story() -> None:
    assert shared(an_entry(story=True), a_supporter()).story == STORY


def test_it_reads_a_way_that_was_changed_later() -> None:
    entry, by = an_entry(), a_supporter()
    report_id = UUID(str(entry.report_id))
    add_to_report(
        report_id=report_id, answers={"safe_contact": "no"}, send_key="1", by=reporter(report_id), at=at()
    )
    found = shared(entry, by, minutes=1)
    assert (found.plan.ways, found.contact) == ((), {})


def test_outside_the_hours_they_called_safe_no_number_is_shown() -> None:
    entry, by = an_entry(safe_contact="certain-times", safe_times="after 6 pm"), a_supporter()
    found = [dict(shared(entry, by, hours=hours).contact) for hours in (0, 7)]
    assert found == [{}, {ContactWay.CALL: PHONE}]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_but_the_service_opens_or_works_on_an_entry(role: Role) -> None:
    worker = a_supporter()
    entry, by = an_accepted_entry(worker), an_actor(role=role, unit="victim-support-liaison")
    write_note(referral_id=entry.id, words="Only ours.", send_key="1", by=worker, at=at())
    before = all_kept()
    if role is Role.SUPPORT_WORKER:
        assert opened(entry, by).entries[0].words == "Only ours."
        return
    for step in STEPS.values():
        with pytest.raises(NotAllowedError):
            step(entry.id, by)
    assert (all_kept(), Deed.OPEN_REFERRAL in DEEDS[role]) == (before, False)


def test_a_service_opens_nothing_of_another() -> None:
    entry, by = an_entry(), a_supporter(unit=ELSEWHERE)
    before = all_kept()
    for step in STEPS.values():
        with pytest.raises(NotAllowedError):
            step(entry.id, by)
    assert all_kept() == before


def test_an_entry_that_is_not_there_is_not_there() -> None:
    by = a_supporter()
    for step in STEPS.values():
        with pytest.raises(NoSuchReferralError):
            step(uuid4(), by)


@pytest.mark.parametrize("name", WORK)
def test_before_it_is_taken_on_and_after_it_ended_nothing_is_written_in_its_file(name: str) -> None:
    entry, by = an_entry(), a_supporter()
    with pytest.raises(ReferralMoveNotAllowedError):
        STEPS[name](entry.id, by)
    STEPS["accept"](entry.id, by)
    STEPS["close"](entry.id, by)
    before = all_kept()
    with pytest.raises(ReferralMoveNotAllowedError):
        STEPS[name](entry.id, by)
    assert all_kept() == before


def test_what_was_given_back_shows_nothing_of_the_person() -> None:
    entry, by = an_entry(), a_supporter()
    STEPS["return"](entry.id, by)
    found = opened(entry, by)
    assert (found.state, found.shared, found.end_words) == (ReferralState.RETURNED, None, "x")


def test_a_return_says_what_police_should_do() -> None:
    entry = an_entry()
    with pytest.raises(WordsLackingError):
        return_referral(referral_id=entry.id, reason=ReturnReason.OTHER, words=" ", by=a_supporter(), at=at())


def test_the_file_holds_tries_lists_and_notes_the_newest_first() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    write_note(referral_id=entry.id, words="She is calm.", send_key="1", by=by, at=at(minutes=1))
    note_contact(
        referral_id=entry.id,
        new=a_contact(ContactOutcome.NO_ANSWER, note="Rang long."),
        by=by,
        at=at(minutes=2),
    )
    note_needs(
        referral_id=entry.id,
        kind=EntryKind.BEFORE,
        needs=["upset", "fear", "zzz"],
        send_key="1",
        by=by,
        at=at(minutes=3),
    )
    found = opened(entry, by, minutes=4)
    assert [(one.kind, one.outcome, one.way, one.words, one.needs, one.score) for one in found.entries] == [
        (EntryKind.BEFORE, "", "", "", ("fear", "upset"), 2),
        (EntryKind.CONTACT, "no-answer", "call", "Rang long.", (), None),
        (EntryKind.NOTE, "", "", "She is calm.", (), None),
    ]
    assert (found.needs_at(EntryKind.BEFORE), found.needs_at(EntryKind.AFTER)) == (found.entries[0], None)


@pytest.mark.parametrize("name", ["contact", "needs", "note", "look again"])
def test_a_form_that_is_sent_twice_is_kept_once(name: str) -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    STEPS[name](entry.id, by)
    before = all_kept()
    STEPS[name](entry.id, by)
    assert all_kept() == before


def test_a_try_by_a_way_that_was_not_called_safe_is_refused() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by, update_way="email", email="a@example.org")
    before = all_kept()
    with pytest.raises(UnsafeWayError):
        STEPS["contact"](entry.id, by)
    assert all_kept() == before


def test_only_a_list_of_needs_is_ticked() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    with pytest.raises(NotChosenError):
        note_needs(referral_id=entry.id, kind=EntryKind.NOTE, needs=[], send_key="1", by=by, at=at())


def test_the_day_to_look_again_is_set_and_taken_away() -> None:
    by = a_supporter()
    entry, found = an_accepted_entry(by), []
    for day in (at(days=3).date(), None):
        look_again_on(referral_id=entry.id, day=day, by=by, at=at())
        found.append(Referral.objects.get(id=entry.id).next_on)
    assert found == [at(days=3).date(), None]


def test_passing_on_makes_an_entry_elsewhere_without_the_notes_and_tells_the_person() -> None:
    by, other = a_supporter(), a_supporter(unit=ELSEWHERE)
    entry = an_accepted_entry(by)
    write_note(referral_id=entry.id, words="Only ours.", send_key="1", by=by, at=at())
    messages = Message.objects.filter(report=entry.report_id).count()
    new = pass_on_referral(referral_id=entry.id, service=FAR, words="On the phone.", by=by, at=at(minutes=1))
    there = open_referral(referral_id=new, by=other, at=at(minutes=2))
    here = opened(entry, by)
    assert (
        (there.service, there.way, there.state, there.entries, there.shared and there.shared.name),
        (here.state, here.end_reason, here.end_words),
        Message.objects.filter(report=entry.report_id).count() - messages,
    ) == (
        (FAR, "passed-on", ReferralState.NEW, (), "Ann Lee"),
        (ReferralState.CLOSED, CloseReason.PASSED_ON, "On the phone."),
        1,
    )


@pytest.mark.parametrize("service", [NEAR, "zzz"])
def test_nobody_is_passed_on_to_the_same_service_or_to_none(service: str) -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    with pytest.raises(NotChosenError):
        pass_on_referral(referral_id=entry.id, service=service, words="x", by=by, at=at())


def test_passing_on_is_no_reason_to_close() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    with pytest.raises(NotChosenError):
        close_referral(referral_id=entry.id, reason=CloseReason.PASSED_ON, words="", by=by, at=at())


def test_who_asked_themselves_is_taken_into_the_caseload_once_with_what_they_told() -> None:
    told = {
        "way": "call",
        "contact": PHONE,
        "place": "S40 1TB",
        "name": "Bo",
        "needs": "Large print",
        "about": "Help.",
    }
    request, by = a_request(told).request_id, a_supporter()
    first, second = (take_request(request_id=request, by=by, at=at()) for _ in range(2))
    found = open_referral(referral_id=first, by=by, at=at(minutes=1))
    held = SupportRequest.objects.get(id=request)
    assert (first, found.way, found.state, found.due_at, found.shared) == (
        second,
        "own",
        ReferralState.ACCEPTED,
        held.due_at,
        found.shared,
    )
    assert found.shared is not None
    assert (
        found.shared.name,
        dict(found.shared.contact),
        found.shared.kind,
        found.shared.needs,
        found.shared.answers,
        found.shared.story,
    ) == ("Bo", {ContactWay.CALL: PHONE}, "", (), {"access_needs": "Large print"}, "Help.")


def test_a_try_and_the_end_are_seen_by_who_asked_themselves_but_no_note_is() -> None:
    request, by, police = a_request().request_id, a_supporter(), an_actor(role=Role.SUPERVISOR)
    entry = take_request(request_id=request, by=by, at=at())
    with pytest.raises(NotAllowedError):
        open_support_request(request_id=request, by=police, at=at())
    found = []
    for outcome in (ContactOutcome.NO_ANSWER, ContactOutcome.REACHED):
        new = a_contact(outcome, note="Only ours.", answer="I call on Monday.")
        note_contact(referral_id=entry, new=new, by=by, at=at(minutes=1))
        found.append(SupportRequest.objects.get(id=request).state)
    STEPS["close"](entry, by)
    seen = open_support_request(request_id=request, by=by, at=at(minutes=2))
    assert (found, seen.state, [(call.note, call.answer) for call in seen.calls]) == (
        [RequestState.WAITING, RequestState.CALLED],
        RequestState.CLOSED,
        [("", "I call on Monday.")] * 2,
    )


def test_who_asked_themselves_is_passed_on_too() -> None:
    by, other = a_supporter(), a_supporter(unit=ELSEWHERE)
    entry = take_request(request_id=a_request().request_id, by=by, at=at())
    new = pass_on_referral(referral_id=entry, service=FAR, words="Agreed.", by=by, at=at())
    accept_referral(referral_id=new, by=other, at=at())
    found = open_referral(referral_id=new, by=other, at=at(minutes=1))
    assert (found.state, found.shared and found.shared.name) == (ReferralState.ACCEPTED, "Ann")


def test_a_request_that_is_passed_on_goes_to_its_new_service_and_its_person_is_told() -> None:
    by, other = a_supporter(), a_supporter(unit=ELSEWHERE)
    request = a_request().request_id
    entry = take_request(request_id=request, by=by, at=at())
    new = pass_on_referral(referral_id=entry, service=FAR, words="Agreed.", by=by, at=at(minutes=1))
    held = SupportRequest.objects.get(id=request)
    mine = own_request(request)
    assert (
        (held.service, held.unit, held.state, held.due_at),
        mine.calls[-1].answer,
        (entry_of_request(request), take_request(request_id=request, by=other, at=at(minutes=2))),
    ) == (
        (FAR, ELSEWHERE, RequestState.WAITING, Referral.objects.get(id=new).due_at),
        "You are passed on to Victim Support, as you agreed. They have it by Wednesday 25 November.",
        (new, new),
    )


def test_a_request_that_is_taken_back_closes_its_entry() -> None:
    request, by = a_request().request_id, a_supporter()
    entry = take_request(request_id=request, by=by, at=at())
    withdraw_support_request(request_id=request, by=reporter(request), at=at(minutes=1))
    assert Referral.objects.get(id=entry).state == ReferralState.WITHDRAWN


def test_a_request_that_is_gone_closed_or_of_another_service_is_not_taken() -> None:
    by, taken_back = a_supporter(), a_request().request_id
    withdraw_support_request(request_id=taken_back, by=reporter(taken_back), at=at())
    for request, who, error in (
        (uuid4(), by, NoSuchRequestError),
        (taken_back, by, RequestMoveNotAllowedError),
        (a_request(send_key="2").request_id, a_supporter(unit=ELSEWHERE), NotAllowedError),
        (a_request(send_key="3").request_id, an_actor(role=Role.SUPERVISOR), NotAllowedError),
    ):
        with pytest.raises(error):
            take_request(request_id=request, by=who, at=at())
    assert Referral.objects.count() == 0


def test_words_of_the_file_lie_sealed() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by)
    write_note(referral_id=entry.id, words="zanzibarine", send_key="1", by=by, at=at())
    row = ReferralEntry.objects.get(referral=entry)
    assert b"zanzibarine" not in bytes(row.words)
    assert timedelta(0) == row.written_at - at()
