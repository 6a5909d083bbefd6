"""Asking other bodies: what a request says, how it goes out and is answered, what its reporter hears, and who may."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.intervening import (
    AlreadySentError,
    FactsChangedError,
    NoSuchInterventionError,
    NoSuchOfferError,
    make_intervention,
    send_intervention,
)
from callpoint.actions.reading import open_report
from callpoint.actions.receipts import NotAsTakenInError
from callpoint.actions.request_files import hand_out_request, open_request
from callpoint.records.models import Intervention, InterventionAnswer, Report
from callpoint.records.opened import own_report
from callpoint.records.queries.interventions import open_interventions, recovered_in_all
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.intervening import (
    Channel,
    NoBodyError,
    NoReasonGivenError,
    NoSuchResultError,
    NotConfirmedError,
)
from callpoint.rules.sums import NotASumError, Recovered
from callpoint.vault.checkpoints import CheckedTree
from tests.actions.interventions import (
    HOLD,
    PAID,
    STOP,
    a_paid_report,
    an_officer,
    asking,
    made,
    offered,
    replied,
    went_out,
)
from tests.makers import OTHER_DESK, all_kept, at, deeds, posted
from tests.verifier.running import Said, verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def messages(report_id: UUID) -> list[str]:
    return [each.text for each in own_report(report_id).messages]


def a_file(report_id: UUID, request_id: UUID, *, by: Actor | None = None) -> bytes:
    opened = hand_out_request(
        report_id=report_id,
        intervention_id=request_id,
        paper=lambda letter: f"%PDF {letter.to}".encode(),
        by=by or an_officer(),
        at=at(hours=2),
    )
    return b"".join(opened.pieces)


def verified(folder: Path, whole: bytes) -> Said:
    there = folder / "request.zip"
    there.write_bytes(whole)
    return verify(there)


def test_a_request_says_all_that_the_report_tells_and_nothing_was_typed_again() -> None:
    report_id = a_paid_report()
    request_id = made(report_id)
    row = Intervention.objects.get(id=request_id)
    letter = InterventionSeal.of(row.report).letter(row)
    facts = {fact.name: fact.value for fact in letter.facts}
    wanted = {name: value for name, value in PAID.items() if name.startswith("pay_")}
    wanted |= {"pay_way": "Bank transfer"}
    del wanted["pay_from_account"]
    assert (facts, letter.to, letter.officer) == (wanted, "Southern Example Bank", str(row.made_by))
    assert (row.asked_minor, row.currency, deeds()[-1]) == (940_050, "GBP", "bundle.make")


def test_the_reporters_own_bank_learns_their_name_and_no_other_bank_does() -> None:
    report_id = a_paid_report()
    names = {one.kind.id: [fact.name for fact in one.facts] for one in offered(report_id)}
    assert [kind for kind, facts in names.items() if "name" in facts or "pay_from_account" in facts] == [STOP]


def test_a_form_that_comes_twice_makes_one_request() -> None:
    report_id, by = a_paid_report(), an_officer()
    new = asking(report_id)
    first, second = (
        make_intervention(report_id=report_id, asking=new, by=by, at=at(minutes=minute)) for minute in (1, 2)
    )
    assert (first, Intervention.objects.count()) == (second, 1)


def test_a_request_is_not_made_from_facts_that_nobody_looked_at() -> None:
    report_id = a_paid_report()
    seen = asking(report_id)
    more = {"pay_to_account": "20-11-22 55779912"}
    add_to_report(report_id=report_id, answers=more, send_key="1", by=reporter(report_id), at=at(minutes=5))
    with pytest.raises(FactsChangedError):
        make_intervention(report_id=report_id, asking=seen, by=an_officer(), at=at(hours=1))


@pytest.mark.parametrize(
    ("wording", "refused"), [({"to": " "}, NoBodyError), ({"is_confirmed": False}, NotConfirmedError)]
)
def test_a_request_that_lacks_something_leaves_no_trace(
    wording: dict[str, Any], refused: type[Exception]
) -> None:
    report_id, by = a_paid_report(), an_officer()
    new, before = asking(report_id, **wording), all_kept()
    with pytest.raises(refused):
        make_intervention(report_id=report_id, asking=new, by=by, at=at(hours=1))
    assert all_kept() == before


def test_what_the_report_does_not_tell_cannot_be_asked() -> None:
    report_id, other = a_paid_report(), a_paid_report()
    new = asking(report_id)
    Report.objects.filter(id=other).update(answers=Report.objects.get(id=other).answers)
    missing = type(new)(**{**vars(new), "about": "payment-9"})
    with pytest.raises(NoSuchOfferError):
        make_intervention(report_id=report_id, asking=missing, by=an_officer(), at=at(hours=1))


def test_a_request_that_went_out_has_its_clock_and_its_reporter_hears_of_it_without_an_account() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    row = Intervention.objects.get(id=request_id)
    said = (
        "We asked the bank that got your money to hold it. It is about the £9,400.50 that you paid.\n\n"
        "We cannot say yet if it works. We write to you when they answer."
    )
    assert (row.channel, row.sent_at, row.due_at) == (Channel.PORTAL, at(hours=2), at(hours=3))
    assert (messages(report_id), "intervention.send" in deeds()) == ([said], True)
    assert posted()[-1][0] == "message.sent"


def test_the_answer_to_a_report_of_another_class_is_wanted_on_the_next_working_day() -> None:
    report_id = a_paid_report()
    Report.objects.filter(id=report_id).update(urgency="soon")
    # The day is a Saturday: the count begins on Monday morning.
    assert Intervention.objects.get(id=went_out(report_id)).due_at == at(days=3, hours=5)


def test_a_request_goes_out_once() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    with pytest.raises(AlreadySentError):
        send_intervention(
            report_id=report_id,
            intervention_id=request_id,
            channel=Channel.POST,
            contact="",
            by=an_officer(),
            at=at(hours=3),
        )


GONE = (
    "We have an answer about your money. There was nothing left to hold. This is not your fault. "
    "You can still ask your bank to pay you back."
)
HELD = "We have an answer about your money. Held for now: £9,000.00."
BACK = "We have an answer about your money. Sent back: £9,400.50."


def test_answers_add_up_and_the_newest_holds_while_earlier_ones_stay() -> None:
    report_id = a_paid_report()
    first, second = went_out(report_id), went_out(report_id, STOP)
    replied(first, "part-held", held="9,000", words="Ref 1")
    replied(second, "gone")
    assert messages(report_id)[-2:] == [
        HELD,
        GONE,
    ]
    replied(first, "returned", returned="£9400.50", hours=4)
    report = open_report(report_id=report_id, by=an_officer(), at=at(hours=5))
    opened = next(one for one in report.interventions if one.id == first)
    assert [each.result for each in opened.answers] == ["returned", "part-held"]
    assert messages(report_id)[-1] == BACK
    total = (Recovered(currency="GBP", held=0, returned=940_050),)
    assert recovered_in_all(badge=an_officer().badge) == total
    assert InterventionAnswer.objects.count() == 3


def test_two_banks_that_name_the_same_money_do_not_count_it_twice() -> None:
    report_id = a_paid_report()
    for kind in (HOLD, STOP):
        replied(went_out(report_id, kind), "held", held="9400.50")
    badge = an_officer(unit="", role=Role.SUPERVISOR).badge
    assert recovered_in_all(badge=badge) == (Recovered(currency="GBP", held=940_050, returned=0),)
    assert recovered_in_all(badge=an_officer(unit=OTHER_DESK).badge) == ()


@pytest.mark.parametrize(
    ("result", "said", "refused"),
    [
        ("refused", {}, NoReasonGivenError),
        ("eaten", {}, NoSuchResultError),
        ("held", {"held": "a lot"}, NotASumError),
        ("held", {"held": "5 EUR"}, NotASumError),
    ],
)
def test_an_answer_that_cannot_be_kept_leaves_no_trace(
    result: str, said: dict[str, Any], refused: type[Exception]
) -> None:
    report_id = a_paid_report()
    request_id, by = went_out(report_id), an_officer()
    before = all_kept()
    with pytest.raises(refused):
        replied(request_id, result, by=by, **said)
    assert all_kept() == before


def test_a_refusal_is_told_without_its_reason() -> None:
    report_id = a_paid_report()
    replied(went_out(report_id), "refused", words="They want a court order")
    assert messages(report_id)[-1] == (
        "We have an answer about your money. They said no. This is not your fault. "
        "You can still ask your bank to pay you back."
    )


def test_a_hold_without_a_sum_is_told_as_such() -> None:
    report_id = a_paid_report()
    replied(went_out(report_id), "held")
    assert messages(report_id)[-1].endswith("It is held for now. We do not know the sum yet.")


def test_a_request_that_did_not_go_out_can_only_be_taken_back_and_nobody_hears_of_it() -> None:
    report_id = a_paid_report()
    request_id = made(report_id)
    with pytest.raises(NoSuchResultError):
        replied(request_id, "held", words="x")
    replied(request_id, "taken-back", words="The wrong bank")
    row = Intervention.objects.get(id=request_id)
    assert (row.result, row.sent_at, messages(report_id)) == ("taken-back", None, [])
    with pytest.raises(AlreadySentError):
        send_intervention(
            report_id=report_id,
            intervention_id=request_id,
            channel=Channel.POST,
            contact="",
            by=an_officer(),
            at=at(hours=3),
        )


def test_what_was_stopped_is_told_by_what_it_was_and_never_by_its_number() -> None:
    report_id = a_paid_report()
    silent = went_out(report_id, "take-down-site", tells=False)
    request_id = went_out(report_id, "block-number")
    assert messages(report_id) == []
    replied(silent, "down")
    replied(request_id, "spoofed")
    replied(request_id, "suspended", hours=4)
    assert messages(report_id) == ["Your report helped. A phone number was stopped."]


def test_a_payment_without_a_sure_amount_is_told_without_one() -> None:
    report_id = a_paid_report(pay_amount="a few thousand")
    request_id = went_out(report_id, STOP)
    assert messages(report_id)[-1].startswith("We asked your bank to stop a payment, or to get it back.\n\n")
    replied(request_id, "held", held="30")
    assert Intervention.objects.get(id=request_id).currency == "GBP"


def test_a_request_that_the_content_has_no_longer_can_still_be_sent_and_taken_back() -> None:
    report_id = a_paid_report()
    request_id = made(report_id)
    Intervention.objects.filter(id=request_id).update(kind="gone-kind")
    send_intervention(
        report_id=report_id,
        intervention_id=request_id,
        channel=Channel.PHONE,
        contact="",
        by=an_officer(),
        at=at(hours=2),
    )
    replied(request_id, "taken-back", words="No use")
    row = Intervention.objects.get(id=request_id)
    assert (row.due_at, row.result, len(messages(report_id))) == (None, "taken-back", 2)
    assert messages(report_id)[0].startswith("We asked a firm to hold your money.")


def test_the_list_shows_who_is_late_first_and_only_the_own_unit() -> None:
    late, early, other = a_paid_report(), a_paid_report(), a_paid_report(unit=OTHER_DESK)
    went_out(other, by=an_officer(unit=OTHER_DESK))
    not_sent, sent = made(early), went_out(late)
    answered = went_out(late, STOP)
    replied(answered, "gone")
    lines = open_interventions(badge=an_officer().badge, shut=())
    standing = [(line.id, line.standing(at=at(hours=4))) for line in lines]
    assert standing == [(sent, "overdue"), (not_sent, "ready")]
    assert lines[0].standing(at=at(hours=2, minutes=50)) == "due soon"


def test_the_signed_file_holds_and_a_changed_byte_is_found(tmp_path: Path) -> None:
    report_id = a_paid_report()
    request_id = made(report_id)
    origin = settings.CALLPOINT.journal_origin
    make_checkpoint(tree=CheckedTree(), origin=origin, by=system("test"), at=at(hours=1))
    whole = a_file(report_id, request_id)
    asked = json.loads(zipfile.ZipFile(io.BytesIO(whole)).read("request.json"))
    assert (asked["schema"], asked["authority"]) == (
        "callpoint-request/1",
        "This is a request. No power of law is claimed.",
    )
    code, said, _ = verified(tmp_path, whole)
    changed = verified(tmp_path, whole.replace(b'"to":"South', b'"to":"North', 1))
    assert (code, "request.json: what the log took in." in said, "stand in the log of" in said) == (
        0,
        True,
        True,
    )
    assert (changed.code, "request.json cannot be unpacked" in changed.answer) == (
        1,
        True,
    )


def test_a_file_without_a_checkpoint_says_that_its_proof_is_to_come(tmp_path: Path) -> None:
    report_id = a_paid_report()
    code, said, _ = verified(tmp_path, a_file(report_id, made(report_id)))
    assert (code, "no checkpoint yet" in said) == (0, True)


def test_a_request_that_was_changed_below_us_is_not_handed_out() -> None:
    report_id = a_paid_report()
    first, second = made(report_id), made(report_id, STOP)
    row, other = Intervention.objects.get(id=first), Intervention.objects.get(id=second)
    seal = InterventionSeal.of(row.report)
    forged = seal.seal_letter(first, seal.letter(other), lambda size: b"0" * size)
    Intervention.objects.filter(id=first).update(letter=forged)
    with pytest.raises(NotAsTakenInError):
        a_file(report_id, first)


def test_each_print_is_a_leaf() -> None:
    report_id = a_paid_report()
    request_id = made(report_id)
    by = an_officer()
    letter = open_request(report_id=report_id, intervention_id=request_id, by=by, at=at(hours=2))
    a_file(report_id, request_id, by=by)
    assert (letter.title, deeds()[-2:]) == (
        "Hold money that was paid in",
        ["intervention.print", "intervention.hand-out"],
    )


def test_who_may_not_ask_others_does_none_of_it_and_leaves_no_trace() -> None:
    report_id = a_paid_report()
    request_id, new = went_out(report_id), asking(report_id, STOP)
    others = [an_officer(role=Role.ANALYST), an_officer(unit=OTHER_DESK)]
    before = all_kept()
    for by in others:
        for deed in (
            lambda by=by: make_intervention(report_id=report_id, asking=new, by=by, at=at(hours=3)),
            lambda by=by: replied(request_id, "gone", by=by),
            lambda by=by: open_request(
                report_id=report_id, intervention_id=request_id, by=by, at=at(hours=3)
            ),
        ):
            with pytest.raises(NotAllowedError):
                deed()
    assert all_kept() == before


def test_a_request_of_another_report_is_none_of_this_one() -> None:
    report_id, other = a_paid_report(), a_paid_report()
    request_id = made(other)
    with pytest.raises(NoSuchInterventionError):
        open_request(report_id=report_id, intervention_id=request_id, by=an_officer(), at=at(hours=3))
    with pytest.raises(NoSuchInterventionError):
        send_intervention(
            report_id=report_id,
            intervention_id=uuid4(),
            channel=Channel.POST,
            contact="",
            by=an_officer(),
            at=at(hours=3),
        )
