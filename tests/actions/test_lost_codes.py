"""A lost code: kept sealed for a person, and a new code only after a person made sure who asks."""

import threading
from uuid import UUID, uuid4

import pytest
from django.db import connection

from callpoint.actions.acting import Actor, newcomer
from callpoint.actions.lost_codes import (
    AlreadyAnsweredError,
    IdentityNotCheckedError,
    NoSuchLostCodeError,
    NoSuchReferenceError,
    NotEnoughToldError,
    ask_for_new_code,
    give_new_code,
    open_lost_code,
    turn_down_lost_code,
)
from callpoint.actions.returning import CodeNotKnownError, come_back
from callpoint.records.models import LostCodeRequest, Report
from callpoint.records.opened import own_report
from callpoint.records.queries.lost_codes import lost_codes_waiting
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.lost_codes import IdentityCheck
from tests.makers import DESK, OTHER_DESK, a_draft, all_kept, an_actor, at, deeds, posted, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = {
    "name": "Ann Lee",
    "postcode": "S40 1TB",
    "sent_on": "last Tuesday",
    "contact": "07700 900123 after six",
}
SURE = (IdentityCheck.CALLED_BACK, IdentityCheck.ANSWERS)


def asked(**told: str) -> UUID:
    """A request that waits."""
    ask_for_new_code(told={**TOLD, **told}, send_key=str(uuid4()), by=newcomer(), at=at())
    return LostCodeRequest.objects.latest("asked_at", "id").id


def officer() -> Actor:
    return an_actor(role=Role.SUPERVISOR)


def test_a_request_is_kept_sealed_with_one_leaf_and_joined_to_no_report() -> None:
    request_id = asked()
    row = LostCodeRequest.objects.get(id=request_id)
    assert (deeds(), [str(word) for word in TOLD.values() if word.encode() in bytes(row.told)]) == (
        ["lost-code.ask"],
        [],
    )
    opened = open_lost_code(request_id=request_id, by=officer(), at=at(minutes=1))
    assert (dict(opened.told), opened.outcome, deeds()[-1]) == (TOLD, "", "lost-code.open")


def test_a_form_that_was_sent_twice_is_one_request() -> None:
    for _ in range(2):
        ask_for_new_code(told=TOLD, send_key="k", by=newcomer(), at=at())
    ask_for_new_code(told={**TOLD, "name": "Ann"}, send_key="k", by=newcomer(), at=at())
    assert (len(lost_codes_waiting()), deeds()) == (2, ["lost-code.ask"] * 2)


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_twice_at_once_is_one_request_and_no_failure() -> None:
    failed: list[Exception] = []
    together = threading.Barrier(4)
    threads = [threading.Thread(target=_ask_at_once, args=(together, failed)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert (failed, len(lost_codes_waiting()), deeds()) == ([], 1, ["lost-code.ask"])


def _ask_at_once(together: threading.Barrier, failed: list[Exception]) -> None:
    try:
        together.wait(30)
        ask_for_new_code(told=TOLD, send_key="k", by=newcomer(), at=at())
    except Exception as refused:  # noqa: BLE001 - whatever it is, the test shows it
        failed.append(refused)
    connection.close()


def test_a_new_code_is_told_in_the_report() -> None:
    begun = a_draft()
    reference = sent(begun)
    give_new_code(request_id=asked(), reference=reference, checks=SURE, by=officer(), at=at(minutes=5))
    (told,) = own_report(begun.report_id).messages
    assert (told.text, told.from_service, told.sent_at) == (
        "We gave a new private code. Was it not you who asked? Write to us here.",
        True,
        at(minutes=5),
    )
    assert posted()[-1][0] == "message.sent"


def test_too_little_and_too_much_leave_no_trace() -> None:
    before = all_kept()
    with pytest.raises(NotEnoughToldError) as refused:
        ask_for_new_code(told={"name": "x" * 201, "contact": " "}, send_key="k", by=newcomer(), at=at())
    assert (refused.value.missing, refused.value.long, all_kept()) == (("contact",), ("name",), before)


def test_a_new_code_opens_the_report_and_the_old_one_opens_nothing() -> None:
    begun = a_draft()
    reference = sent(begun)
    code = give_new_code(request_id=asked(), reference=reference, checks=SURE, by=officer(), at=at(minutes=5))
    assert come_back(code=code, reference="", by=newcomer(), at=at(minutes=6)) == begun.report_id
    with pytest.raises(CodeNotKnownError):
        come_back(code=begun.code, reference="", by=newcomer(), at=at(minutes=7))
    row = LostCodeRequest.objects.get()
    assert (row.outcome, row.identity_checks, row.closed_at) == (
        "given",
        "answers,called-back",
        at(minutes=5),
    )
    assert ("report.new-code" in deeds(), lost_codes_waiting()) == (True, ())


@pytest.mark.parametrize(
    ("checks", "reference", "refusal"),
    [((), "", IdentityNotCheckedError), (SURE, "CP-2222-2222-2", NoSuchReferenceError)],
)
def test_no_code_is_given_unchecked_or_for_a_report_that_is_not_there(
    checks: tuple[IdentityCheck, ...], reference: str, refusal: type[Exception]
) -> None:
    request_id, real, by = asked(), sent(a_draft()), officer()
    before = all_kept()
    with pytest.raises(refusal):
        give_new_code(request_id=request_id, reference=reference or real, checks=checks, by=by, at=at())
    assert all_kept() == before


def test_a_request_is_answered_once() -> None:
    request_id, reference, by = asked(), sent(a_draft()), officer()
    turn_down_lost_code(request_id=request_id, by=by, at=at(minutes=1))
    assert deeds()[-1] == "lost-code.turn-down"
    before = all_kept()
    with pytest.raises(AlreadyAnsweredError):
        turn_down_lost_code(request_id=request_id, by=by, at=at(minutes=2))
    with pytest.raises(AlreadyAnsweredError):
        give_new_code(request_id=request_id, reference=reference, checks=SURE, by=by, at=at(minutes=2))
    assert all_kept() == before


def test_a_request_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(NoSuchLostCodeError):
        open_lost_code(request_id=uuid4(), by=officer(), at=at())


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CALL_HANDLER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_a_role_that_may_not_give_codes_reads_no_request_either(role: Role) -> None:
    request_id, reference, by = asked(), sent(a_draft()), an_actor(role=role)
    before = all_kept()
    with pytest.raises(NotAllowedError):
        open_lost_code(request_id=request_id, by=by, at=at())
    with pytest.raises(NotAllowedError):
        give_new_code(request_id=request_id, reference=reference, checks=SURE, by=by, at=at())
    with pytest.raises(NotAllowedError):
        turn_down_lost_code(request_id=request_id, by=by, at=at())
    assert all_kept() == before


def test_the_code_of_another_unit_s_report_is_not_given() -> None:
    begun = a_draft()
    reference = sent(begun)
    Report.objects.filter(id=begun.report_id).update(unit=OTHER_DESK)
    with pytest.raises(NotAllowedError):
        give_new_code(request_id=asked(), reference=reference, checks=SURE, by=an_actor(unit=DESK), at=at())
