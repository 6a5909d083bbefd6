"""A yes to a support service, and what follows at once: the referral, the clock, the message; and taking it back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from callpoint.actions.acting import NotTheReporterError, reporter
from callpoint.actions.caseload import (
    ReferralWithdrawnError,
    accept_referral,
    open_referral,
    pass_on_referral,
    return_referral,
)
from callpoint.actions.caseload_file import write_note
from callpoint.actions.reading import open_report
from callpoint.actions.support_consent import (
    Answer,
    NoServiceError,
    NothingAgreedError,
    ask_for_consent,
    note_yes_or_no,
    refer_without_a_yes,
    say_yes_or_no,
    withdraw_consent,
)
from callpoint.records.models import Clock, Message, Referral, Report, SupportConsent
from callpoint.records.opened_support import own_support
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.rules.access import Deed, NotAllowedError, Role, may
from callpoint.rules.support_service import (
    Basis,
    NotChosenError,
    ReferralState,
    ReturnReason,
    Said,
    WordsLackingError,
)
from tests.actions.caseload import ELSEWHERE, LIAISON, a_safe_report, an_accepted_entry, an_entry, yes
from tests.actions.support import FAR, NEAR, a_supporter
from tests.makers import DESK, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MONDAY = at(days=2)
"""Noon; a working day. Two working days after it is Wednesday at 17 o'clock."""
DUE = at(days=4, hours=5)
NO = Answer(is_yes=False)
Step = Callable[[], None]


def said(report_id: UUID) -> list[str]:
    return list(
        SupportConsent.objects.filter(report=report_id)
        .order_by("said_at", "id")
        .values_list("said", flat=True)
    )


def states(report_id: UUID) -> list[str]:
    return list(
        Referral.objects.filter(report=report_id)
        .order_by("referred_at", "id")
        .values_list("state", flat=True)
    )


def told(report_id: UUID) -> list[str]:
    report = Report.objects.get(id=report_id)
    seal = ReportSeal.of(report)
    return [seal.message(row) for row in Message.objects.filter(report=report).order_by("sent_at", "id")]


def clock(report_id: UUID) -> Clock:
    return Clock.objects.get(report=report_id, promise="support-referral")


def says(report_id: UUID, answer: Answer, **later: float) -> None:
    say_yes_or_no(report_id=report_id, answer=answer, by=reporter(report_id), at=MONDAY + timedelta(**later))


def test_a_yes_passes_them_on_at_once_starts_the_clock_and_says_who_calls_by_when() -> None:
    report_id = a_safe_report(when=MONDAY)
    says(report_id, yes())
    referral, running = Referral.objects.get(report=report_id), clock(report_id)
    assert (
        (referral.service, referral.unit, referral.state, referral.due_at, referral.shares_story),
        (running.started_at, running.due_at, running.ended),
        told(report_id)[-1].splitlines()[0],
        "Wednesday 25 November" in told(report_id)[-1],
    ) == (
        (NEAR, LIAISON, ReferralState.NEW, DUE, False),
        (MONDAY, DUE, ""),
        "You said yes. We have passed you on to Derbyshire Victim Services.",
        True,
    )


@pytest.mark.parametrize(
    ("postcode", "service", "unit"), [("DE1 2FS", NEAR, LIAISON), ("M1 1AE", FAR, ELSEWHERE)]
)
def test_where_they_live_says_which_service(postcode: str, service: str, unit: str) -> None:
    report_id = a_safe_report(when=MONDAY, postcode=postcode)
    says(report_id, yes(service=""))
    referral = Referral.objects.get(report=report_id)
    assert (referral.service, referral.unit) == (service, unit)


def test_a_service_for_another_place_is_not_told() -> None:
    report_id = a_safe_report(when=MONDAY)
    before = all_kept()
    with pytest.raises(NoServiceError):
        says(report_id, yes(service=FAR))
    assert all_kept() == before


@pytest.mark.parametrize(("minutes", "ended"), [(0, "kept"), (1, "late")])
def test_taken_on_within_two_working_days_is_kept_and_after_them_a_breach(minutes: int, ended: str) -> None:
    entry = an_entry(when=MONDAY)
    by, when = a_supporter(), DUE + timedelta(minutes=minutes)
    accept_referral(referral_id=entry.id, by=by, at=when)
    found = clock(UUID(str(entry.report_id)))
    assert (found.ended, found.stopped_at) == (ended, when)


def test_the_clock_is_never_paused_while_the_reporter_is_asked() -> None:
    entry = an_entry(when=MONDAY)
    Report.objects.filter(referrals=entry).update(state="waiting", state_changed_at=MONDAY)
    accept_referral(referral_id=entry.id, by=a_supporter(), at=DUE)
    found = clock(UUID(str(entry.report_id)))
    assert (found.paused_at, found.paused_seconds, found.due_at) == (None, 0, DUE)


def test_a_return_does_not_stop_the_clock_and_another_service_may_then_be_chosen() -> None:
    entry = an_entry(when=MONDAY)
    report_id = UUID(str(entry.report_id))
    return_referral(
        referral_id=entry.id,
        reason=ReturnReason.OTHER_SERVICE,
        words="Try theirs.",
        by=a_supporter(),
        at=MONDAY,
    )
    opened = open_report(report_id=report_id, by=an_actor(), at=MONDAY).support
    says(report_id, yes(service=FAR), hours=1)
    assert (
        opened.is_returned,
        opened.services,
        opened.referrals[0].return_words,
        (clock(report_id).started_at, clock(report_id).ended),
        states(report_id),
        own_support(report_id, {}).service,
    ) == (True, (NEAR, FAR), "Try theirs.", (MONDAY, ""), ["returned", "new"], FAR)


def test_saying_the_same_again_changes_nothing() -> None:
    report_id = a_safe_report(when=MONDAY)
    for hours, answer in ((1, yes()), (3, NO)):
        says(report_id, answer, hours=hours)
        before = all_kept()
        says(report_id, answer, hours=hours + 1)
        assert all_kept() == before


def test_the_story_is_shared_only_by_a_yes_to_that_and_no_more_once_they_say_so() -> None:
    entry, by = an_entry(when=MONDAY), a_supporter()
    report_id, found = UUID(str(entry.report_id)), []
    for minutes, story in enumerate((False, True, False), start=1):
        says(report_id, yes(story=story), minutes=minutes)
        shared = open_referral(referral_id=entry.id, by=by, at=MONDAY).shared
        found.append(bool(shared and shared.story))
    assert (found, states(report_id)) == ([False, True, False], ["new"])


def test_a_yes_to_another_service_takes_the_place_of_the_first() -> None:
    report_id = a_safe_report(when=MONDAY, postcode="")
    says(report_id, yes(service=NEAR))
    says(report_id, yes(service=FAR), hours=1)
    assert states(report_id) == ["withdrawn", "new"]


def an_entry_passed_on(postcode: str = "S40 1TB") -> tuple[UUID, Referral]:
    """A report whose person the near service passed on to the far one, with its new entry."""
    by = a_supporter()
    entry = an_accepted_entry(by, when=MONDAY, postcode=postcode)
    new = pass_on_referral(
        referral_id=entry.id, service=FAR, words="On the phone.", by=by, at=MONDAY + timedelta(hours=1)
    )
    return UUID(str(entry.report_id)), Referral.objects.get(id=new)


def test_the_service_that_has_them_stands_first_and_is_kept_unless_they_choose_another() -> None:
    report_id, new = an_entry_passed_on()
    accept_referral(referral_id=new.id, by=a_supporter(unit=ELSEWHERE), at=MONDAY + timedelta(hours=2))
    offered = own_support(report_id, {"postcode": "S40 1TB"}).services
    says(report_id, yes(service="", story=True), hours=3)
    kept = states(report_id)
    says(report_id, yes(service=NEAR), hours=4)
    assert (offered, kept, states(report_id)) == (
        (FAR, NEAR),
        ["closed", "accepted"],
        ["closed", "withdrawn", "new"],
    )


@pytest.mark.parametrize("told", [{"safe_contact": "no"}, {"update_way": "code"}, {"phone": ""}])
def test_who_is_reached_by_nobody_is_told_that_the_service_waits_for_them(told: dict[str, str]) -> None:
    report_id = a_safe_report(when=MONDAY, **told)
    says(report_id, yes())
    words = told_of(report_id)
    assert (
        "the way you called safe" in words,
        "They wait for you. You can call them: \u20660800 612 6505\u2069." in words,
    ) == (
        False,
        True,
    )


def told_of(report_id: UUID) -> str:
    return told(report_id)[-1]


@pytest.mark.parametrize("do", ["ask", "danger"])
def test_a_second_press_asks_and_passes_on_once(do: str) -> None:
    report_id, by = a_safe_report(when=MONDAY), an_actor()

    def press() -> None:
        if do == "ask":
            ask_for_consent(report_id=report_id, by=by, at=MONDAY)
            return
        refer_without_a_yes(report_id=report_id, service=NEAR, basis=Basis.LIFE, reason="x", by=by, at=MONDAY)

    press()
    before = all_kept()
    press()
    assert all_kept() == before


def test_a_no_is_kept_and_nothing_is_passed_on() -> None:
    report_id = a_safe_report(when=MONDAY)
    says(report_id, NO)
    assert (said(report_id), states(report_id), deeds()[-1]) == ([Said.NO], [], "consent.no")


@pytest.mark.parametrize("deed", ["no", "withdraw"])
def test_a_yes_that_is_taken_back_closes_the_entry_at_once_and_drops_the_clock(deed: str) -> None:
    entry, by = an_entry(when=MONDAY), a_supporter()
    report_id = UUID(str(entry.report_id))
    if deed == "no":
        says(report_id, NO, hours=1)
    else:
        withdraw_consent(report_id=report_id, by=reporter(report_id), at=MONDAY + timedelta(hours=1))
    before = all_kept()
    with pytest.raises(ReferralWithdrawnError):
        open_referral(referral_id=entry.id, by=by, at=MONDAY)
    assert (states(report_id), clock(report_id).ended, all_kept()) == (["withdrawn"], "dropped", before)


def test_what_the_service_wrote_stays_shut_too_once_the_yes_is_taken_back() -> None:
    by = a_supporter()
    entry = an_accepted_entry(by, when=MONDAY)
    write_note(referral_id=entry.id, words="She is well.", send_key="1", by=by, at=MONDAY)
    withdraw_consent(report_id=UUID(str(entry.report_id)), by=reporter(entry.report_id), at=MONDAY)
    with pytest.raises(ReferralWithdrawnError) as refused:
        open_referral(referral_id=entry.id, by=by, at=MONDAY)
    assert refused.value.at == MONDAY


def test_there_is_nothing_to_take_back_before_a_yes() -> None:
    report_id = a_safe_report(when=MONDAY)
    with pytest.raises(NothingAgreedError):
        withdraw_consent(report_id=report_id, by=reporter(report_id), at=MONDAY)


def test_nobody_else_says_yes_or_takes_it_back() -> None:
    report_id, other = a_safe_report(when=MONDAY), reporter(a_safe_report(when=MONDAY))
    before = all_kept()
    steps: tuple[Step, ...] = (
        lambda: say_yes_or_no(report_id=report_id, answer=yes(), by=other, at=MONDAY),
        lambda: withdraw_consent(report_id=report_id, by=other, at=MONDAY),
    )
    for step in steps:
        with pytest.raises(NotTheReporterError):
            step()
    assert all_kept() == before


def test_an_officer_asks_in_words_that_say_what_is_shared_and_answers_nothing_by_that() -> None:
    report_id = a_safe_report(when=MONDAY)
    ask_for_consent(report_id=report_id, by=an_actor(), at=MONDAY)
    message = Message.objects.filter(report=report_id).latest("sent_at")
    assert (
        said(report_id),
        states(report_id),
        message.is_from_service,
        told(report_id)[-1].split(".")[0],
    ) == (
        [Said.ASKED],
        [],
        True,
        "Would you like help from Derbyshire Victim Services? It is free",
    )


def test_where_no_service_takes_them_nobody_is_asked() -> None:
    report_id = a_safe_report(when=MONDAY, country="FR", postcode="75001")
    with pytest.raises(NoServiceError):
        ask_for_consent(report_id=report_id, by=an_actor(role=Role.SUPERVISOR), at=MONDAY)


def test_an_officer_notes_what_was_said_with_how_and_that_counts_as_theirs() -> None:
    report_id, by = a_safe_report(when=MONDAY), an_actor()
    note_yes_or_no(report_id=report_id, answer=yes(words=" By phone. "), by=by, at=MONDAY)
    opened = open_report(report_id=report_id, by=by, at=MONDAY).support
    assert (opened.said, opened.consents[0].words, opened.consents[0].noted_by, states(report_id)) == (
        Said.YES,
        "By phone.",
        "Asha Patel",
        ["new"],
    )


def test_an_officer_says_how_they_said_it() -> None:
    report_id = a_safe_report(when=MONDAY)
    with pytest.raises(WordsLackingError):
        note_yes_or_no(report_id=report_id, answer=yes(words=" "), by=an_actor(), at=MONDAY)


def test_in_danger_somebody_is_passed_on_without_a_yes_with_the_reason_and_without_the_story() -> None:
    report_id, by = a_safe_report(when=MONDAY), an_actor()
    refer_without_a_yes(
        report_id=report_id, service=NEAR, basis=Basis.CHILD, reason="He is back.", by=by, at=MONDAY
    )
    referral = Referral.objects.get(report=report_id)
    shared = open_referral(referral_id=referral.id, by=a_supporter(), at=MONDAY).shared
    assert (
        (referral.basis, CaseloadSeal.of(referral).referral(referral, column="reason")),
        shared and shared.story,
        told(report_id)[-1].splitlines()[0],
        said(report_id),
    ) == (
        (Basis.CHILD, "He is back."),
        "",
        "We want you to be safe. So we have passed you on to Derbyshire Victim Services.",
        [],
    )


def test_what_was_passed_on_in_danger_does_not_stand_on_a_yes_and_stays() -> None:
    report_id = a_safe_report(when=MONDAY)
    refer_without_a_yes(
        report_id=report_id, service=NEAR, basis=Basis.LIFE, reason="Danger.", by=an_actor(), at=MONDAY
    )
    says(report_id, NO)
    assert states(report_id) == ["new"]


@pytest.mark.parametrize(
    ("basis", "reason", "error"),
    [(Basis.CONSENT, "x", NotChosenError), (Basis.LIFE, " ", WordsLackingError)],
)
def test_without_danger_or_without_a_reason_nobody_is_passed_on(
    basis: Basis, reason: str, error: type[Exception]
) -> None:
    report_id, by = a_safe_report(when=MONDAY), an_actor()
    with pytest.raises(error):
        refer_without_a_yes(report_id=report_id, service=NEAR, basis=basis, reason=reason, by=by, at=MONDAY)
    assert states(report_id) == []


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_on_a_report_ask_note_and_pass_on(role: Role) -> None:
    report_id, by = a_safe_report(when=MONDAY, postcode=""), an_actor(role=role)
    Report.objects.filter(id=report_id).update(unit=DESK)
    steps: tuple[Step, ...] = (
        lambda: ask_for_consent(report_id=report_id, by=by, at=MONDAY),
        lambda: note_yes_or_no(report_id=report_id, answer=yes(words="x"), by=by, at=MONDAY),
        lambda: refer_without_a_yes(
            report_id=report_id, service=FAR, basis=Basis.LIFE, reason="x", by=by, at=MONDAY
        ),
    )
    if may(by.badge, Deed.REFER_SUPPORT, unit=DESK):
        for step in steps:
            step()
        assert states(report_id) == ["new", "new"]
        return
    before = all_kept()
    for step in steps:
        with pytest.raises(NotAllowedError):
            step()
    assert all_kept() == before
