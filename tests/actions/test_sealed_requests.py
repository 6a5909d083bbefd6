"""A reporter who chose to be without a name, in requests to others and in statements: named to nobody who was not let in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.intervening import Asking, make_intervention
from callpoint.actions.reading import OpenedReport, open_report
from callpoint.actions.request_files import hand_out_request, open_request
from callpoint.actions.stating import offer_statement, open_statement, sign_statement
from callpoint.pages.staff.interventions_view import report_offers
from callpoint.pages.staff.statement_draft import draft_of
from callpoint.rules.intervening import Wording
from callpoint.rules.restricting import COVER, Behind, DoorClosedError
from callpoint.rules.statements import Signature, StatementKind
from tests.actions.interventions import HOLD, STOP, a_paid_report, an_officer, replied, went_out
from tests.actions.restrictions import asked as asked_to_be_let_in
from tests.makers import DESK, a_report, all_kept, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAME, PHONE = "Ada Quint", "07700 900999"


@dataclass(frozen=True, kw_only=True)
class Nameless:
    """A paid report without a name, an officer who was let in to it, and one who was not."""

    report_id: UUID
    told: Actor
    untold: Actor

    def opened(self, by: Actor) -> OpenedReport:
        return open_report(report_id=self.report_id, by=by, at=at(hours=6))


@pytest.fixture
def nameless() -> Nameless:
    report_id, told = a_paid_report(anonymous="yes"), an_officer()
    asked_to_be_let_in(report_id, by=told, behind=Behind.IDENTITY)
    return Nameless(report_id=report_id, told=told, untold=an_officer())


def asked(nameless: Nameless, by: Actor, kind: str = STOP, **wording: Any) -> UUID:
    """Look at a request as its page shows it, then make it."""
    offer = next(one for one in report_offers(nameless.opened(by)) if one.kind.id == kind)
    said = Wording(**{"to": "Bank", "is_confirmed": True, **wording})
    asking = Asking(kind=kind, about=offer.about, seen=offer.seen, wording=said, send_key=by.id)
    return make_intervention(report_id=nameless.report_id, asking=asking, by=by, at=at(hours=6))


def facts(nameless: Nameless, request_id: UUID, by: Actor) -> dict[str, str]:
    one = next(each for each in nameless.opened(by).interventions if each.id == request_id)
    return {fact.name: fact.value for fact in one.letter.facts}


def signed(report_id: UUID, text: str) -> UUID:
    by = an_officer()
    statement_id = offer_statement(
        report_id=report_id, kind=StatementKind.WITNESS, text="x", by=by, at=at(hours=1)
    )
    sign_statement(
        report_id=report_id,
        statement_id=statement_id,
        signature=Signature(text=text, name=NAME, is_agreed=True),
        by=reporter(report_id),
        at=at(hours=2),
    )
    return statement_id


def test_a_payment_is_stopped_in_time_without_naming_who_paid(nameless: Nameless) -> None:
    told = facts(nameless, asked(nameless, nameless.untold), nameless.told)
    assert ("name" in told, "phone" in told, told["pay_amount"], COVER in told.values()) == (
        False,
        False,
        "£9,400.50",
        False,
    )


def test_the_paper_and_the_file_of_a_request_that_names_nobody_go_to_who_made_it(nameless: Nameless) -> None:
    request_id, by = asked(nameless, nameless.untold), nameless.untold
    letter = open_request(report_id=nameless.report_id, intervention_id=request_id, by=by, at=at(hours=7))
    opened = hand_out_request(
        report_id=nameless.report_id,
        intervention_id=request_id,
        paper=lambda _: b"%PDF",
        by=by,
        at=at(hours=7),
    )
    assert (letter.kind, b"".join(opened.pieces)[:2]) == (STOP, b"PK")


def test_who_was_let_in_names_the_reporter_to_their_bank_and_others_see_the_facts_covered(
    nameless: Nameless,
) -> None:
    request_id = asked(nameless, nameless.told)
    seen = [facts(nameless, request_id, by) for by in (nameless.told, nameless.untold)]
    assert [(each["name"], each["phone"]) for each in seen] == [(NAME, PHONE), (COVER, COVER)]


def test_words_beside_a_request_that_name_the_reporter_are_covered(nameless: Nameless) -> None:
    request_id = went_out(nameless.report_id, HOLD, words="For Mrs Quint")
    replied(request_id, "refused", words="We do not know Ada Quint")
    seen = [nameless.opened(by).interventions[0] for by in (nameless.told, nameless.untold)]
    assert [(one.letter.words, one.answers[0].words, one.contact) for one in seen] == [
        ("For Mrs Quint", "We do not know Ada Quint", "Fraud desk"),
        (COVER, COVER, "Fraud desk"),
    ]


def test_a_request_that_names_the_reporter_is_printed_and_handed_out_only_by_who_was_let_in(
    nameless: Nameless,
) -> None:
    request_id = asked(nameless, nameless.told)
    before = all_kept()
    with pytest.raises(DoorClosedError):
        open_request(
            report_id=nameless.report_id, intervention_id=request_id, by=nameless.untold, at=at(hours=7)
        )
    with pytest.raises(DoorClosedError):
        hand_out_request(
            report_id=nameless.report_id,
            intervention_id=request_id,
            paper=lambda _: b"%PDF",
            by=nameless.untold,
            at=at(hours=7),
        )
    assert all_kept() == before
    letter = open_request(
        report_id=nameless.report_id, intervention_id=request_id, by=nameless.told, at=at(hours=7)
    )
    assert NAME in {fact.value for fact in letter.facts}


@pytest.mark.parametrize(
    ("text", "shown"), [("I paid him.", "I paid him."), ("My name is Ada. I paid him.", COVER)]
)
def test_a_signed_statement_does_not_say_who_signed_it(nameless: Nameless, text: str, shown: str) -> None:
    signed(nameless.report_id, text)
    (told,), (untold,) = (nameless.opened(by).statements for by in (nameless.told, nameless.untold))
    assert (told.text, told.name, len(told.hash)) == (text, NAME, 64)
    assert (untold.text, untold.name, untold.hash) == (shown, COVER, "")


def test_a_name_that_was_first_given_under_a_statement_is_sealed_like_one_that_was_told() -> None:
    report_id = a_report(unit=DESK, anonymous="yes", story="He rang me.", postcode="")
    case = Nameless(report_id=report_id, told=an_officer(), untold=an_officer())
    statement_id = signed(report_id, "He rang me.")
    with pytest.raises(DoorClosedError):
        open_statement(report_id=report_id, statement_id=statement_id, by=case.untold, at=at(hours=7))
    asked_to_be_let_in(report_id, by=case.told, behind=Behind.IDENTITY)
    seen = [
        (case.opened(by).identity.is_sealed, case.opened(by).statements[0].name)
        for by in (case.told, case.untold)
    ]
    printed = open_statement(report_id=report_id, statement_id=statement_id, by=case.told, at=at(hours=7))
    assert (seen, printed.statement.name) == ([(True, NAME), (True, COVER)], NAME)


def test_a_request_beside_such_a_statement_does_not_say_the_name_either() -> None:
    report_id = a_paid_report(name="", phone="", anonymous="yes", postcode="")
    case = Nameless(report_id=report_id, told=an_officer(), untold=an_officer())
    signed(report_id, "He rang me.")
    went_out(report_id, HOLD, words="For Mrs Quint")
    assert case.opened(case.untold).interventions[0].letter.words == COVER


def test_the_paper_of_a_statement_goes_only_to_who_was_let_in(nameless: Nameless) -> None:
    statement_id, report_id = signed(nameless.report_id, "I paid him."), nameless.report_id
    with pytest.raises(DoorClosedError):
        open_statement(report_id=report_id, statement_id=statement_id, by=nameless.untold, at=at(hours=7))
    printed = open_statement(report_id=report_id, statement_id=statement_id, by=nameless.told, at=at(hours=7))
    assert printed.statement.name == NAME


def test_the_draft_of_a_statement_begins_with_no_covered_name(nameless: Nameless) -> None:
    drafts = [draft_of(nameless.opened(by)) for by in (nameless.told, nameless.untold)]
    assert [(f"My name is {NAME}." in draft, COVER in draft) for draft in drafts] == [
        (True, False),
        (False, False),
    ]
