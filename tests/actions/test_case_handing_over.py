"""Handing a case over: who may answer, what an answer changes, and the pack that another force checks for itself."""

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import CaseClosedError, NotAColleagueError
from callpoint.actions.case_handing_over import (
    HandOverWaitsError,
    NotForYouError,
    NothingOfferedError,
    accept_case,
    offer_case,
    offer_case_to_force,
    refuse_case,
)
from callpoint.actions.case_log import NewTask, add_task, decide_in_case
from callpoint.actions.case_packing import NoSuchPackError, hand_out_pack
from callpoint.actions.cases import close_case, take_out_of_case
from callpoint.actions.cases_listed import list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import CaseHandOver, Clock, Report
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.cases import HandOverKind, TextMissingError
from tests.actions.cases import (
    TOMORROW,
    a_case,
    a_case_of,
    a_plain_paper,
    an_investigator,
    an_offer_to_a_force,
)
from tests.actions.disclosure import a_case as a_report_with_all
from tests.makers import DESK, OTHER_DESK, a_report, an_actor, at, deeds, leaves
from tests.verifier.running import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def offered(case_id: UUID, *, to: Actor, by: Actor) -> None:
    offer_case(case_id=case_id, to=int(to.id), note="The bank rings at ten.", by=by, at=at(hours=1))


def officer_of(case_id: UUID, by: Actor) -> str:
    return str(read_case(case_id=case_id, by=by, at=at(hours=9)).officer_id)


def test_a_case_stays_with_whom_it_is_until_the_colleague_accepts() -> None:
    by, other = an_investigator(), an_investigator()
    case_id = a_case(by=by)
    offered(case_id, to=other, by=by)
    before = officer_of(case_id, by)
    (line,) = list_cases(by=other, at=at(hours=1)).lines
    accept_case(case_id=case_id, answer="", by=other, at=at(hours=2))
    (offer,) = read_case(case_id=case_id, by=by, at=at(hours=3)).offers
    assert (before, officer_of(case_id, by), line.is_offered_to_you) == (by.id, other.id, True)
    assert (offer.kind, offer.note, offer.is_accepted) == (
        HandOverKind.COLLEAGUE,
        "The bank rings at ten.",
        True,
    )
    assert (offer.answered_at, list_cases(by=other, at=at()).lines[0].is_offered_to_you) == (
        at(hours=2),
        False,
    )


def test_a_colleague_refuses_with_a_reason_and_the_case_stays() -> None:
    by, other = an_investigator(), an_investigator()
    case_id = a_case(by=by)
    offered(case_id, to=other, by=by)
    with pytest.raises(TextMissingError):
        refuse_case(case_id=case_id, answer=" ", by=other, at=at(hours=2))
    refuse_case(case_id=case_id, answer="I am away.", by=other, at=at(hours=2))
    (offer,) = read_case(case_id=case_id, by=by, at=at(hours=3)).offers
    assert (offer.is_accepted, offer.answer, officer_of(case_id, by)) == (False, "I am away.", by.id)


def test_who_offered_takes_it_back_and_may_offer_again() -> None:
    by, other = an_investigator(), an_investigator()
    case_id = a_case(by=by)
    offered(case_id, to=other, by=by)
    with pytest.raises(HandOverWaitsError):
        offered(case_id, to=other, by=by)
    refuse_case(case_id=case_id, answer="She is away.", by=by, at=at(hours=2))
    offered(case_id, to=other, by=by)
    assert CaseHandOver.objects.count() == 2


def test_nobody_else_answers_an_offer() -> None:
    by, other, third = an_investigator(), an_investigator(), an_investigator()
    case_id = a_case(by=by)
    offered(case_id, to=other, by=by)
    for answer, who in ((accept_case, third), (accept_case, by), (refuse_case, third)):
        with pytest.raises(NotForYouError):
            answer(case_id=case_id, answer="x", by=who, at=at(hours=2))
    assert CaseHandOver.objects.get().answered_at is None


def test_where_nothing_was_offered_nothing_is_answered() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    for answer in (accept_case, refuse_case):
        with pytest.raises(NothingOfferedError):
            answer(case_id=case_id, answer="x", by=by, at=at(hours=2))


def test_a_case_is_offered_only_to_somebody_else_who_may_work_on_it() -> None:
    by, elsewhere, assessor = an_investigator(), an_investigator(OTHER_DESK), an_actor()
    case_id = a_case(by=by)
    for to in (by, elsewhere, assessor):
        with pytest.raises(NotAColleagueError):
            offered(case_id, to=to, by=by)
    close_case(case_id=case_id, reason="x", by=by, at=at(hours=1))
    with pytest.raises(CaseClosedError):
        offered(case_id, to=an_investigator(), by=by)


def test_who_accepted_at_another_force_is_entered() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    an_offer_to_a_force(case_id, by=by)
    with pytest.raises(TextMissingError):
        accept_case(case_id=case_id, answer="", by=by, at=at(hours=3))
    accept_case(case_id=case_id, answer="DS Roe, by phone", by=an_investigator(), at=at(hours=3))
    (offer,) = read_case(case_id=case_id, by=by, at=at(hours=4)).offers
    assert (offer.kind, offer.to, offer.answer) == (HandOverKind.FORCE, "Another force", "DS Roe, by phone")
    assert (offer.is_accepted, officer_of(case_id, by)) == (True, by.id)


def test_a_hand_over_to_a_force_says_which_and_what_for() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    for body, purpose in ((" ", "x"), ("x", "")):
        with pytest.raises(TextMissingError):
            offer_case_to_force(case_id=case_id, body=body, purpose=purpose, by=by, at=at(hours=1))
    refused = an_actor(role=Role.ASSESSOR)
    with pytest.raises(NotAllowedError):
        offer_case_to_force(case_id=case_id, body="x", purpose="y", by=refused, at=at(hours=1))


def a_worked_case(by: Actor) -> UUID:
    """A case with a report in which there is everything, and one of another unit."""
    report_id, theirs, gone = a_report_with_all(), a_report(unit=DESK), a_report(unit=DESK)
    Report.objects.filter(id=report_id).update(unit=DESK)
    case_id = a_case_of(report_id, theirs, gone, by=by)
    Report.objects.filter(id=theirs).update(unit=OTHER_DESK)
    Clock.objects.filter(report=report_id).delete()
    take_out_of_case(case_id=case_id, report_id=gone, reason="x", by=by, at=at(hours=1))
    decide_in_case(case_id=case_id, send_key="1", words="Ask the bank", why="It knows", by=by, at=at(hours=1))
    task = NewTask(send_key="1", words="Ring", assignee=int(by.id), due_on=TOMORROW)
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1))
    return case_id


def packed(case_id: UUID, by: Actor) -> bytes:
    offer_id = an_offer_to_a_force(case_id, by=by)
    opened = hand_out_pack(case_id=case_id, offer_id=offer_id, paper=a_plain_paper, by=by, at=at(hours=3))
    return b"".join(opened.pieces)


def test_a_pack_holds_against_the_program_that_shares_no_code_with_us(tmp_path: Path) -> None:
    by = an_investigator()
    path = tmp_path / "pack.zip"
    path.write_bytes(packed(a_worked_case(by), by))
    said = verify(path)
    assert said.code == 0, said
    assert "what it is for: The money went there." in said.answer
    assert "case.json: what the log took in." in said.answer


def test_a_pack_that_was_changed_is_seen_to_be(tmp_path: Path) -> None:
    by = an_investigator()
    path = tmp_path / "pack.zip"
    path.write_bytes(packed(a_worked_case(by), by).replace(b"Ask the bank", b"Ask the bonk"))
    assert verify(path).code != 0


def test_a_pack_tells_the_case_its_reports_and_every_hash_and_leaves_out_what_is_of_another_unit() -> None:
    by = an_investigator()
    before = len(leaves())
    case_id = a_worked_case(by)
    pack = zipfile.ZipFile(io.BytesIO(packed(case_id, by)))
    told = json.loads(pack.read("case.json"))
    lines = [line.split("  ") for line in pack.read("SHA256SUMS").decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: sha256(pack.read(name)).hexdigest() for name in sums}
    assert set(pack.namelist()) == {*sums, "SHA256SUMS", "manifest.json"}
    assert (told["schema"], told["case"]["title"]) == ("callpoint-case/1", "Bank calls")
    assert (told["log"][0]["words"], told["tasks"][0]["words"]) == ("Ask the bank", "Ring")
    (report,), (exhibit,) = told["reports"], told["exhibits"]
    assert exhibit["sha256"] in pack.read("exhibits.txt").decode()
    assert [each["text"] for each in report["messages"]] == ["Zanzibar quint rang again", "Thank you"]
    assert [each["who"] for each in report["messages"]] == ["reporter", "Asha Patel"]
    assert {"name": "name", "answer": "Ann Lee"}.items() <= next(
        each for each in report["answers"] if each["name"] == "name"
    ).items()
    assert (len(told["reports_not_held_here"]), report["next_promise"]) == (1, None)
    assert [leaf.what for leaf in leaves()[before:]].count("report.pack") == 1


def test_each_pack_is_noted_and_only_one_that_was_offered_is_made() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    packed(case_id, by)
    assert deeds()[-1] == "bundle.make"
    with pytest.raises(NoSuchPackError):
        hand_out_pack(case_id=case_id, offer_id=uuid4(), paper=a_plain_paper, by=by, at=at(hours=3))
    with pytest.raises(NotAllowedError):
        hand_out_pack(case_id=case_id, offer_id=uuid4(), paper=a_plain_paper, by=an_actor(), at=at(hours=3))


def test_no_pack_is_made_of_a_hand_over_that_was_refused_or_taken_back() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    offer_id = an_offer_to_a_force(case_id, by=by)
    refuse_case(case_id=case_id, answer="They do not want it.", by=by, at=at(hours=3))
    with pytest.raises(NoSuchPackError):
        hand_out_pack(case_id=case_id, offer_id=offer_id, paper=a_plain_paper, by=by, at=at(hours=4))
