"""Who meets their own name in what a report led to, its statements, requests, letters, files, is told of to others once."""

from collections.abc import Callable
from uuid import UUID

import pytest

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_packing import hand_out_pack
from callpoint.actions.case_schedule import open_schedule
from callpoint.actions.caseload import open_referral, return_referral, take_request
from callpoint.actions.cases_shown import read_case
from callpoint.actions.closings_shown import draft_closing
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.journalling import write_leaf
from callpoint.actions.opening import open_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.request_files import hand_out_request, open_request
from callpoint.actions.stating import offer_statement, open_statement, sign_statement, withdraw_statement
from callpoint.records.models import NameAlert, Statement
from callpoint.rules.access import Role
from callpoint.rules.own_names import Side, Whose
from callpoint.rules.sampled_reads import OF_REPORTS
from callpoint.rules.statements import Signature, StatementKind
from callpoint.rules.support_service import ReturnReason
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.caseload import an_entry
from tests.actions.cases import a_case_of, a_plain_paper, an_investigator, an_offer_to_a_force
from tests.actions.interventions import a_paid_report, an_officer, made
from tests.actions.support import LIAISON, TOLD, a_request
from tests.makers import DESK, a_report, a_staff_member, acting, at, deeds
from tests.vault.files import a_picture
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = at(days=1)


def _statement(report_id: UUID, by: Actor) -> None:
    statement_id = offer_statement(
        report_id=report_id, kind=StatementKind.WITNESS, text="He rang me.", by=an_officer(), at=LATER
    )
    said = Signature(text="He rang me.", name="Ada Quint", is_agreed=True)
    sign_statement(
        report_id=report_id, statement_id=statement_id, signature=said, by=reporter(report_id), at=LATER
    )
    open_statement(report_id=report_id, statement_id=statement_id, by=by, at=LATER)


def _printed_request(report_id: UUID, by: Actor) -> None:
    open_request(report_id=report_id, intervention_id=made(report_id, by=an_officer()), by=by, at=LATER)


def _signed_request(report_id: UUID, by: Actor) -> None:
    request_id = made(report_id, by=an_officer())
    hand_out_request(
        report_id=report_id, intervention_id=request_id, paper=lambda _told: b"paper", by=by, at=LATER
    )


def _pack(report_id: UUID, by: Actor) -> None:
    ann = an_investigator()
    case_id = a_case_of(report_id, by=ann)
    offer_id = an_offer_to_a_force(case_id, by=ann)
    hand_out_pack(case_id=case_id, offer_id=offer_id, paper=a_plain_paper, by=by, at=LATER)


def _file(report_id: UUID, by: Actor) -> None:
    new = NewExhibit(file=a_sealed_file(a_picture()), words=ExhibitWords(name="a.png"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=LATER)
    open_exhibit(report_id=report_id, number=1, by=by, at=LATER)


def _case(way: Callable[..., object]) -> Callable[[UUID, Actor], object]:
    return lambda report_id, by: way(case_id=a_case_of(report_id, by=an_investigator()), by=by, at=LATER)


WAYS: dict[str, Callable[[UUID, Actor], object]] = {
    "statement": _statement,
    "request": _printed_request,
    "signed request": _signed_request,
    "letter": lambda report_id, by: draft_closing(
        report_id=report_id, outcome_id="", letter_id="", by=by, at=LATER
    ),
    "file": _file,
    "case": _case(read_case),
    "schedule": _case(open_schedule),
    "export": _case(lambda **told: export_case(mapping_id="pattern", **told)),
    "pack": _pack,
}


@pytest.mark.parametrize("way", WAYS)
def test_who_meets_their_own_name_by_way_of_what_a_report_led_to_is_noticed_once(way: str) -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK, role="investigator")
    named, other = a_paid_report(suspect_name="Bo Dunn"), a_paid_report(suspect_name="Somebody Else")
    for report_id in (named, other):
        WAYS[way](report_id, acting(officer))
    write_leaf(what="report.peek", about=named, by=acting(officer), at=at(days=2))
    assert (
        list(NameAlert.objects.values_list("report_id", "reader_id", "whose", "side")),
        deeds().count("read.own-name"),
    ) == ([(named, officer.pk, Whose.OWN, Side.SUSPECT)], 1)


def _signed_by(name: str) -> tuple[UUID, UUID]:
    """A report that tells no name, and its statement that somebody signed."""
    report_id = a_report(unit=DESK)
    statement_id = offer_statement(
        report_id=report_id, kind=StatementKind.PERSONAL, text="It was bad.", by=an_officer(), at=LATER
    )
    said = Signature(text="It was bad.", name=name, is_agreed=True)
    sign_statement(
        report_id=report_id, statement_id=statement_id, signature=said, by=reporter(report_id), at=LATER
    )
    return report_id, statement_id


@pytest.mark.parametrize(("name", "met"), [("Bo Dunn", [(Whose.OWN, Side.REPORTER)]), ("Ada Quint", [])])
def test_a_name_that_stands_only_under_a_statement_is_noticed(
    name: str, met: list[tuple[Whose, Side]]
) -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK)
    report_id, _statement_id = _signed_by(name)
    open_report(report_id=report_id, by=acting(officer), at=LATER)
    assert list(NameAlert.objects.values_list("whose", "side")) == met


def test_a_name_under_a_statement_that_was_taken_back_or_cannot_be_opened_is_not_met() -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK)
    (taken_back, statement_id), (broken, _other) = _signed_by("Bo Dunn"), _signed_by("Bo Dunn")
    withdraw_statement(report_id=taken_back, statement_id=statement_id, by=reporter(taken_back), at=LATER)
    Statement.objects.filter(report=broken).update(name=b"broken")
    for report_id in (taken_back, broken):
        write_leaf(what="report.peek", about=report_id, by=acting(officer), at=LATER)
    assert NameAlert.objects.count() == 0


def _a_worker(name: str) -> Actor:
    return acting(a_staff_member(name=name, role=Role.SUPPORT_WORKER, unit=LIAISON)[0])


def test_a_support_worker_who_opens_a_referral_of_their_own_name_is_noticed_once() -> None:
    worker = _a_worker("Ann Lee")
    entry, other = an_entry(name="Ann Lee"), an_entry(name="Somebody Else")
    for each in (entry, entry, other):
        open_referral(referral_id=each.id, by=worker, at=LATER)
    assert (
        list(NameAlert.objects.values_list("report_id", "reader_id", "whose", "side")),
        deeds()[-4:],
    ) == (
        [(entry.report_id, int(worker.id), Whose.OWN, Side.REPORTER)],
        ["referral.open", "read.own-name", "referral.open", "referral.open"],
    )


def test_a_referral_that_was_given_back_and_one_of_no_report_show_no_report() -> None:
    worker = _a_worker("Ann Lee")
    entry, request_id = an_entry(name="Ann Lee"), a_request({**TOLD, "name": "Ann Lee"}).request_id
    return_referral(referral_id=entry.id, reason=ReturnReason.OTHER, words="Not ours.", by=worker, at=LATER)
    of_request = take_request(request_id=request_id, by=worker, at=LATER)
    for each in (entry.id, of_request):
        open_referral(referral_id=each, by=worker, at=LATER)
    assert NameAlert.objects.count() == 0


@pytest.mark.parametrize("what", sorted(OF_REPORTS))
def test_every_leaf_that_says_that_words_were_shown_raises_the_alert_by_itself(what: str) -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK)
    report_id = a_report(suspect_name="Bo Dunn")
    write_leaf(what=what, about=report_id, by=acting(officer), at=LATER)
    assert deeds()[-2:] == [what, "read.own-name"]


def test_a_leaf_that_shows_nothing_raises_none() -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK)
    write_leaf(what="report.take", about=a_report(suspect_name="Bo Dunn"), by=acting(officer), at=LATER)
    assert NameAlert.objects.count() == 0
