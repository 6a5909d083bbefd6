"""A request to be called: sent only with a yes, changed and taken back by its person, opened by its unit alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_bytes
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from callpoint.actions.acting import NotTheReporterError, newcomer, reporter
from callpoint.actions.reporting import answer, discard_draft
from callpoint.actions.returning import CodeNotKnownError, come_back
from callpoint.actions.support_requests import (
    NOTE_LIMIT,
    LackingError,
    NewCall,
    NoRequestIsTakenError,
    NoteTooLongError,
    Taken,
    ask_for_support,
    begin_report_from_request,
    change_support_request,
    come_back_to_request,
    note_support_call,
    open_support_request,
    withdraw_support_request,
)
from callpoint.records.models import Report, SupportRequest
from callpoint.records.opened import own_report
from callpoint.records.opened_requests import NoSuchRequestError, own_request
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, NotAllowedError, Role, may
from callpoint.rules.asking_support import Lack
from callpoint.rules.chance import Chance
from callpoint.rules.support_requests import CallOutcome, RequestMoveNotAllowedError, RequestState
from tests.actions.support import FAR, LIAISON, NEAR, TOLD, a_request, a_supporter
from tests.makers import DESK, a_draft, a_report, all_kept, an_actor, at, deeds, posted, sent, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON_WEDNESDAY = datetime(2026, 11, 25, 17, tzinfo=UTC)


def refused(told: dict[str, str], service: str = NEAR) -> dict[str, Lack]:
    """What is wrong with a request; nothing was kept of it."""
    before = all_kept()
    with pytest.raises(LackingError) as lacking:
        a_request(told, service=service)
    assert all_kept() == before
    return lacking.value.lacks


def test_a_request_is_kept_apart_from_every_report_with_its_own_reference_code_and_clock(
    settings: Settings,
) -> None:
    with_service(settings, role="police-force")
    taken = a_request()
    mine = own_request(taken.request_id)
    held = (mine.state, mine.service, mine.unit, mine.told, mine.due_at, mine.report_id, mine.calls)
    # The Victims' Code gives two working days; Saturday counts from Monday.
    assert held == (RequestState.WAITING, NEAR, LIAISON, TOLD, ON_WEDNESDAY, None, ())
    assert (mine.reference[:4], len(taken.code), Report.objects.count()) == ("CPT-", 20, 0)
    assert (deeds(), posted()) == (["support.ask"], [("support.asked", str(taken.request_id))])


def test_where_no_clock_binds_the_deployment_no_date_is_promised(settings: Settings) -> None:
    with_service(settings, role="support-service")
    assert own_request(a_request().request_id).due_at is None


def test_a_guide_takes_no_request(settings: Settings) -> None:
    with_service(settings, role="guide")
    before = all_kept()
    with pytest.raises(NoRequestIsTakenError):
        a_request()
    assert all_kept() == before


def test_one_way_to_be_reached_and_a_yes_are_all_that_is_needed() -> None:
    taken = a_request({"way": "code"})
    assert own_request(taken.request_id).told == {"way": "code"}


@pytest.mark.parametrize(
    ("told", "service", "lacks"),
    [
        ({"way": "code"}, "", {"service": Lack.NO_CONSENT}),
        ({"way": "code", "place": "Leeds"}, NEAR, {"service": Lack.OTHER_SERVICE}),
        ({"way": "code", "place": "Edinburgh"}, FAR, {"place": Lack.NO_SERVICE}),
        ({"name": "Ann"}, "", {"way": Lack.NO_WAY, "service": Lack.NO_CONSENT}),
    ],
)
def test_without_a_yes_to_the_right_service_nothing_is_sent(
    told: dict[str, str], service: str, lacks: dict[str, Lack]
) -> None:
    assert refused(told, service) == lacks


def test_a_form_sent_twice_makes_one_request_and_other_words_another() -> None:
    first, again = a_request(), a_request()
    other = a_request({**TOLD, "name": "Bea"})
    assert (again.request_id, SupportRequest.objects.count()) == (first.request_id, 2)
    assert other.request_id != first.request_id


def test_a_form_sent_twice_has_a_new_code_that_opens_the_request_and_the_first_one_opens_it_no_more() -> None:
    first, again = a_request(), a_request()
    assert came_back_by(again.code) == first.request_id
    with pytest.raises(CodeNotKnownError):
        came_back_by(first.code)
    assert deeds() == ["support.ask", "support.new-code", "support.return"]


def came_back_by(code: str) -> UUID:
    """The request that a code opens."""
    return come_back_to_request(code=code, reference="", by=newcomer(), at=at())


def asking_with(chance: Chance, *, send_key: str) -> Taken:
    """A request made with a chosen source of chance."""
    return ask_for_support(
        told=TOLD, service=NEAR, send_key=send_key, language="en", by=newcomer(), at=at(), chance=chance
    )


def test_of_two_presses_at_once_one_makes_the_request_and_the_other_finds_it() -> None:
    others: list[Taken] = []

    def while_the_other_is_written(count: int) -> bytes:
        if not others:
            others.append(a_request(send_key="both"))
        return token_bytes(count)

    mine = asking_with(while_the_other_is_written, send_key="both")
    assert (mine.request_id, came_back_by(mine.code)) == (others[0].request_id, others[0].request_id)
    assert (deeds()[:2], len(posted())) == (["support.ask", "support.new-code"], 1)


def test_a_row_that_cannot_be_written_for_another_reason_is_an_error() -> None:
    asking_with(bytes, send_key="1")
    with pytest.raises(IntegrityError):
        asking_with(bytes, send_key="2")
    assert SupportRequest.objects.count() == 1


def test_a_code_leads_back_to_its_request_with_or_without_the_reference() -> None:
    taken = a_request()
    reference = own_request(taken.request_id).reference
    for given in ("", reference, reference.replace("CPT-", "CP-")):
        assert (
            come_back_to_request(code=taken.code, reference=given, by=newcomer(), at=at()) == taken.request_id
        )
    assert deeds()[1:] == ["support.return"] * 3


def test_codes_of_requests_and_reports_never_open_one_another() -> None:
    taken, begun = a_request(), a_draft()
    reference = sent(begun)
    before = all_kept()
    for code, given in (("0" * 20, ""), (begun.code, ""), (taken.code, reference)):
        with pytest.raises(CodeNotKnownError):
            come_back_to_request(code=code, reference=given, by=newcomer(), at=at())
    with pytest.raises(CodeNotKnownError):
        come_back(code=taken.code, reference="", by=newcomer(), at=at())
    assert all_kept() == before


def test_how_to_be_reached_can_be_changed_and_the_rest_stays() -> None:
    request_id = a_request({**TOLD, "times": "noon"}).request_id
    change_support_request(
        request_id=request_id,
        told={"way": "code", "name": "Eve", "care": "x"},
        by=reporter(request_id),
        at=at(hours=1),
    )
    assert own_request(request_id).told == {"way": "code", "care": "x", "place": "S40 1TB", "name": "Ann"}
    assert deeds() == ["support.ask", "support.change"]


def test_a_change_that_leaves_no_way_is_refused_and_changes_nothing() -> None:
    request_id = a_request().request_id
    before = all_kept()
    with pytest.raises(LackingError) as lacking:
        change_support_request(request_id=request_id, told={}, by=reporter(request_id), at=at())
    assert (lacking.value.lacks, all_kept()) == ({"way": Lack.NO_WAY}, before)


def test_a_request_that_was_taken_back_stays_as_a_closed_row_that_no_member_of_staff_opens() -> None:
    request_id, by = a_request().request_id, a_supporter()
    withdraw_support_request(request_id=request_id, by=reporter(request_id), at=at())
    before = all_kept()
    steps: tuple[Callable[[], object], ...] = (
        lambda: open_support_request(request_id=request_id, by=by, at=at()),
        lambda: note(request_id, by=by),
        lambda: withdraw_support_request(request_id=request_id, by=reporter(request_id), at=at()),
        lambda: change_support_request(request_id=request_id, told=TOLD, by=reporter(request_id), at=at()),
    )
    for step in steps:
        with pytest.raises(RequestMoveNotAllowedError):
            step()
    assert (all_kept(), own_request(request_id).state) == (before, RequestState.WITHDRAWN)


def note(
    request_id: UUID, *, outcome: CallOutcome = CallOutcome.REACHED, by: object = None, **words: str
) -> None:
    """Note what came of a call."""
    note_support_call(
        request_id=request_id,
        new=NewCall(
            outcome=outcome,
            note=words.get("note", ""),
            answer=words.get("answer", ""),
            send_key=words.get("send_key", "k"),
        ),
        by=by or a_supporter(),  # type: ignore[arg-type]  # an actor where one is given
        at=at(days=1),
    )


def test_each_try_to_call_is_kept_sealed_with_who_and_when() -> None:
    request_id = a_request().request_id
    note(request_id, outcome=CallOutcome.NO_ANSWER, note=" engaged ")
    note(request_id, outcome=CallOutcome.REACHED, answer="We\r\ntalk on Monday")
    mine = own_request(request_id)
    kept = [(call.outcome, call.note, call.answer, call.by, call.at) for call in mine.calls]
    assert kept == [
        (CallOutcome.NO_ANSWER, "engaged", "", "Asha Patel", at(days=1)),
        (CallOutcome.REACHED, "", "We\ntalk on Monday", "Asha Patel", at(days=1)),
    ]
    assert mine.state is RequestState.CALLED
    assert [deed for deed in deeds() if deed.startswith("support")] == [
        "support.ask",
        "support.call-no-answer",
        "support.call-reached",
    ]


def test_a_call_that_is_noted_twice_with_one_key_is_kept_once() -> None:
    request_id, by = a_request().request_id, a_supporter()
    for key in ("1", "1", "2"):
        note(request_id, outcome=CallOutcome.NO_ANSWER, by=by, send_key=key)
    for _press in range(2):
        note(request_id, outcome=CallOutcome.CLOSED, by=by, send_key="3")
    assert [call.outcome for call in own_request(request_id).calls] == ["no-answer", "no-answer", "closed"]
    assert [deed for deed in deeds() if "call" in deed] == ["support.call-no-answer"] * 2 + [
        "support.call-closed"
    ]


@pytest.mark.parametrize("box", ["note", "answer"])
def test_a_note_that_is_too_long_is_refused_and_never_cut(box: str) -> None:
    request_id, by = a_request().request_id, a_supporter()
    before, too_long = all_kept(), {box: "x" * (NOTE_LIMIT + 3)}
    with pytest.raises(NoteTooLongError) as refused:
        note(request_id, by=by, note=too_long.get("note", ""), answer=too_long.get("answer", ""))
    assert (refused.value.over, all_kept()) == (3, before)
    most = {box: "x" + "\r\n" * (NOTE_LIMIT - 2) + "x"}
    note(request_id, by=by, note=most.get("note", ""), answer=most.get("answer", ""))
    assert getattr(own_request(request_id).calls[0], box) == most[box].replace("\r", "")


def test_a_report_begun_twice_from_a_request_is_one_draft_whose_last_code_opens_it() -> None:
    request_id = a_request().request_id
    first, again = (
        begin_report_from_request(request_id=request_id, by=reporter(request_id), at=at()) for _ in range(2)
    )
    assert (Report.objects.count(), again.report_id) == (1, first.report_id)
    assert come_back(code=again.code, reference="", by=newcomer(), at=at()) == first.report_id
    with pytest.raises(CodeNotKnownError):
        come_back(code=first.code, reference="", by=newcomer(), at=at())
    assert deeds() == ["support.ask", "report.begin", "support.to-report", "report.new-code", "report.return"]


def test_a_report_begins_anew_where_the_first_one_was_sent() -> None:
    request_id = a_request().request_id
    first = begin_report_from_request(request_id=request_id, by=reporter(request_id), at=at())
    me = first.report_id
    answer(report_id=me, answers={"story": "My bank rang."}, by=reporter(me), at=at())
    sent(first)
    again = begin_report_from_request(request_id=request_id, by=reporter(request_id), at=at())
    assert (again.report_id == first.report_id, own_request(request_id).report_id) == (False, again.report_id)


def test_a_report_begins_by_the_persons_own_press_with_what_they_told_and_without_their_words() -> None:
    request_id = a_request({**TOLD, "about": "I am scared"}).request_id
    begun = begin_report_from_request(request_id=request_id, by=reporter(request_id), at=at(hours=1))
    answers = own_report(begun.report_id).answers
    assert (answers["name"], answers["postcode"], answers["phone"]) == ("Ann", "S40 1TB", "07700 900123")
    assert "I am scared" not in str(answers)
    assert (own_request(request_id).report_id, Report.objects.get().state) == (begun.report_id, "draft")
    assert deeds()[-2:] == ["report.begin", "support.to-report"]


def test_a_draft_that_is_thrown_away_leaves_the_request_as_it_was() -> None:
    request_id = a_request().request_id
    begun = begin_report_from_request(request_id=request_id, by=reporter(request_id), at=at())
    before = all_kept()["SupportRequest"]
    discard_draft(report_id=begun.report_id, by=reporter(begun.report_id), at=at())
    assert (all_kept()["SupportRequest"], Report.objects.count()) == (before, 0)


def test_a_yes_to_support_in_a_report_makes_no_request() -> None:
    a_report(support_wanted="yes", phone="0770", safe_contact="yes")
    assert SupportRequest.objects.count() == 0


@pytest.mark.parametrize("unit", [LIAISON, DESK])
@pytest.mark.parametrize("role", list(Role))
def test_opening_and_noting_follow_the_table_of_access(role: Role, unit: str) -> None:
    request_id, by = a_request().request_id, an_actor(role=role, unit=unit)
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.OPEN_REQUEST, unit=LIAISON):
        assert unit == LIAISON or role in EVERY_UNIT
        opened = open_support_request(request_id=request_id, by=by, at=at())
        note(request_id, by=by)
        assert (opened.told, deeds()[-2:]) == (TOLD, ["support.open", "support.call-reached"])
        return
    for step in (
        lambda: open_support_request(request_id=request_id, by=by, at=at()),
        lambda: note(request_id, by=by),
    ):
        with pytest.raises(NotAllowedError):
            step()
    assert all_kept() == before


def test_nobody_but_its_person_changes_takes_back_or_carries_on_a_request() -> None:
    request_id, before = a_request().request_id, all_kept()
    for by in (newcomer(), reporter(uuid4())):
        with pytest.raises(NotTheReporterError):
            change_support_request(request_id=request_id, told=TOLD, by=by, at=at())
        with pytest.raises(NotTheReporterError):
            withdraw_support_request(request_id=request_id, by=by, at=at())
        with pytest.raises(NotTheReporterError):
            begin_report_from_request(request_id=request_id, by=by, at=at())
    assert all_kept() == before


def test_a_request_that_is_not_there_is_not_there_for_anybody() -> None:
    nobody, before = uuid4(), all_kept()
    for step in (
        lambda: own_request(nobody),
        lambda: withdraw_support_request(request_id=nobody, by=reporter(nobody), at=at()),
    ):
        with pytest.raises(NoSuchRequestError):
            step()
    assert all_kept() == before
