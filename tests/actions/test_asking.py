"""Asking a reporter: what is asked and refused, what ends the wait, the one reminder, and what is never closed for it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import NotTheReporterError, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.ask_words import ask_words
from callpoint.actions.asking import (
    AskNotNowError,
    NoSuchAskError,
    ask_reporter,
    look_after_ask,
    say_not_known,
    settle_ask,
)
from callpoint.actions.assessing import accept
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.reading import open_report
from callpoint.records.asks import asks_that_wait, state_before
from callpoint.records.models import Ask, Message, Report
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.missing_facts import (
    AskedAlreadyError,
    AskStanding,
    FactStanding,
    NothingAskedError,
    NotMissingError,
    Wanted,
)
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")
FACTS = ("number_shown", "claimed_name")


def a_read_report() -> UUID:
    """A report of a call by a false bank, which somebody has opened."""
    report_id = a_report(story="A man rang from my bank. I sent 900 pounds.", unit=DESK)
    open_report(report_id=report_id, by=an_actor(), at=at(minutes=1))
    return report_id


def ask(report_id: UUID, *keys: str, sentence: str = "", minutes: float = 2, send_key: str = "1") -> None:
    wanted = Wanted(keys=keys or FACTS, sentence=sentence)
    ask_reporter(report_id=report_id, wanted=wanted, send_key=send_key, by=an_actor(), at=at(minutes=minutes))


def tell(report_id: UUID, *, minutes: float = 10, **answers: str) -> None:
    add_to_report(
        report_id=report_id,
        answers=answers,
        send_key=str(minutes),
        by=reporter(report_id),
        at=at(minutes=minutes),
    )


def not_known(report_id: UUID, *keys: str, minutes: float = 11) -> None:
    say_not_known(report_id=report_id, keys=keys, by=reporter(report_id), at=at(minutes=minutes))


def look_after(**later: float) -> None:
    for ask_id, report_id in asks_that_wait():
        look_after_ask(ask_id=ask_id, report_id=report_id, by=WORKER, at=at(**later))


def state(report_id: UUID) -> ReportState:
    return ReportState(Report.objects.get(id=report_id).state)


def standing(report_id: UUID, **later: float) -> AskStanding:
    return own_report(report_id).asks[0].standing(at=at(**later))


def facts(report_id: UUID) -> dict[str, FactStanding]:
    return {fact.key: fact.standing for fact in own_report(report_id).asks[0].facts}


def test_asking_sends_one_message_with_its_day_and_the_report_waits() -> None:
    report_id = a_read_report()
    outbox = len(posted())
    ask(report_id, sentence="I am Asha.")
    message, row = Message.objects.get(), Ask.objects.get()
    text = own_report(report_id).messages[0].text
    assert text == (
        "To help us with your report, please tell us:\n- What number showed on the phone?\n"
        "- What name did they give, and for which firm or body?\n\nI am Asha.\n\n"
        "Please answer by Saturday 5 December 2026. Come back with your code. The questions wait at the top of your "
        "report. It is fine to say that you do not know. We read your report without an answer too."
    )
    assert (state(report_id), row.due_at, row.message) == (
        ReportState.WAITING,
        at(days=14, minutes=2),
        message,
    )
    assert (deeds()[-1], posted()[outbox:]) == ("ask.send", [("message.sent", str(message.id))])


def test_a_repeat_of_the_form_asks_nothing_more() -> None:
    report_id = a_read_report()
    ask(report_id)
    before = (Ask.objects.count(), Message.objects.count(), posted())
    ask(report_id, minutes=3)
    assert (Ask.objects.count(), Message.objects.count(), posted()) == before


@pytest.mark.parametrize(
    ("keys", "fault"),
    [(("",), NotMissingError), (("story",), NotMissingError), (("number_shown",), AskedAlreadyError)],
)
def test_what_cannot_be_asked_leaves_no_trace(keys: tuple[str, ...], fault: type[Exception]) -> None:
    report_id, by = a_read_report(), an_actor()
    ask(report_id)
    before = all_kept()
    with pytest.raises(fault):
        ask_reporter(report_id=report_id, wanted=Wanted(keys=keys), send_key="2", by=by, at=at(minutes=3))
    assert all_kept() == before


def test_nothing_ticked_asks_nothing() -> None:
    with pytest.raises(NothingAskedError):
        ask_reporter(
            report_id=a_read_report(), wanted=Wanted(keys=()), send_key="2", by=an_actor(), at=at(minutes=3)
        )


@pytest.mark.parametrize("held", [ReportState.RECEIVED, ReportState.CLOSED])
def test_a_report_that_was_not_read_or_is_closed_cannot_wait(held: ReportState) -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(state=held)
    with pytest.raises(AskNotNowError) as refused:
        ask(report_id)
    assert (refused.value.state, state(report_id)) == (held, held)


@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
@pytest.mark.parametrize("role", list(Role))
def test_asking_and_settling_follow_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_read_report(), an_actor(role=role, unit=unit)
    ask(report_id)
    ask_id, allowed = (
        Ask.objects.get().id,
        may(Badge(role=role, unit=unit), Deed.WRITE_TO_REPORTER, unit=DESK),
    )
    before = all_kept()
    if allowed:
        ask_reporter(
            report_id=report_id, wanted=Wanted(keys=("codes_given",)), send_key="2", by=by, at=at(minutes=3)
        )
        settle_ask(report_id=report_id, ask_id=ask_id, by=by, at=at(minutes=4))
        assert deeds()[-2:] == ["ask.send", "ask.settle"]
        return
    with pytest.raises(NotAllowedError):
        ask_reporter(
            report_id=report_id, wanted=Wanted(keys=("codes_given",)), send_key="2", by=by, at=at(minutes=3)
        )
    with pytest.raises(NotAllowedError):
        settle_ask(report_id=report_id, ask_id=ask_id, by=by, at=at(minutes=4))
    assert all_kept() == before


def test_every_answer_counts_and_the_last_one_ends_the_wait() -> None:
    report_id = a_read_report()
    ask(report_id)
    tell(report_id, number_shown="07700 900321")
    held = (state(report_id), standing(report_id), facts(report_id))
    tell(report_id, minutes=12, claimed_name="Mr Bank")
    assert held == (
        ReportState.WAITING,
        AskStanding.PARTLY,
        {"number_shown": FactStanding.ANSWERED, "claimed_name": FactStanding.OPEN},
    )
    assert (state(report_id), standing(report_id)) == (ReportState.READING, AskStanding.ANSWERED)
    assert "ask.answered" in deeds()


def test_not_knowing_is_an_answer_too_and_what_nobody_asked_is_passed_by() -> None:
    report_id = a_read_report()
    ask(report_id)
    not_known(report_id, *FACTS, "pay_amount")
    kept = all_kept()
    not_known(report_id, *FACTS, minutes=12)
    assert (state(report_id), standing(report_id), all_kept()) == (
        ReportState.READING,
        AskStanding.DECLINED,
        kept,
    )
    assert deeds()[-2:] == ["ask.not-known", "ask.answered"]


def test_each_fact_may_be_not_known_by_itself() -> None:
    report_id = a_read_report()
    ask(report_id)
    not_known(report_id, "number_shown")
    not_known(report_id, "number_shown", "claimed_name", minutes=12)
    assert facts(report_id) == dict.fromkeys(FACTS, FactStanding.NOT_KNOWN)


def test_only_the_reporter_says_what_they_do_not_know() -> None:
    with pytest.raises(NotTheReporterError):
        say_not_known(report_id=a_read_report(), keys=FACTS, by=an_actor(), at=at())


def test_a_message_of_the_reporter_ends_the_wait_and_the_question_stays_open() -> None:
    report_id = a_read_report()
    ask(report_id)
    for number in range(2):
        write_to_staff(
            report_id=report_id,
            text="I will look",
            send_key=str(number),
            by=reporter(report_id),
            at=at(minutes=9),
        )
    assert (state(report_id), standing(report_id)) == (ReportState.READING, AskStanding.OPEN)
    assert deeds().count("report.heard") == 1


def test_a_report_goes_back_to_the_officer_who_had_it() -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(state=ReportState.WITH_OFFICER)
    ask(report_id)
    ask(report_id, "codes_given", send_key="2", minutes=3)
    not_known(report_id, *FACTS)
    between = state(report_id)
    not_known(report_id, "codes_given", minutes=12)
    assert (between, state(report_id)) == (ReportState.WAITING, ReportState.WITH_OFFICER)


def test_a_report_that_waits_without_an_ask_goes_back_to_be_read() -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(state=ReportState.WAITING)
    assert state_before(Report.objects.get(id=report_id)) is ReportState.READING


def test_staff_can_say_that_nothing_more_is_wanted_once() -> None:
    report_id, by = a_read_report(), an_actor()
    ask(report_id)
    ask_id = Ask.objects.get().id
    settle_ask(report_id=report_id, ask_id=ask_id, by=by, at=at(minutes=5))
    with pytest.raises(NoSuchAskError):
        settle_ask(report_id=report_id, ask_id=ask_id, by=by, at=at(minutes=6))
    assert (state(report_id), standing(report_id), own_report(report_id).asks[0].open_keys) == (
        ReportState.READING,
        AskStanding.SETTLED,
        (),
    )


def test_the_one_reminder_comes_at_half_of_the_time() -> None:
    report_id = a_read_report()
    ask(report_id)
    look_after(days=7, minutes=1)
    early = Message.objects.count()
    look_after(days=7, minutes=2)
    look_after(days=8)
    texts = [each.text for each in own_report(report_id).messages]
    assert (early, len(texts), "There is still time. Please answer by Saturday" in texts[-1]) == (1, 2, True)
    assert (deeds()[-1], posted()[-1][0]) == ("ask.remind", "message.sent")


def test_a_closed_report_is_left_in_peace() -> None:
    report_id = a_read_report()
    ask(report_id)
    Report.objects.filter(id=report_id).update(state=ReportState.CLOSED)
    look_after(days=8)
    look_after(days=15)
    asks = [deed for deed in deeds() if deed.startswith("ask.")]
    assert (Message.objects.count(), state(report_id), asks[-2:]) == (
        1,
        ReportState.CLOSED,
        ["ask.remind", "ask.lapse"],
    )


def test_a_report_goes_on_when_the_day_has_passed_and_a_late_answer_is_welcome() -> None:
    report_id = a_read_report()
    ask(report_id)
    look_after(days=15)
    look_after(days=16)
    lapsed = (state(report_id), standing(report_id, days=15), deeds()[-1])
    tell(report_id, minutes=60 * 24 * 20, number_shown="1", claimed_name="2")
    assert lapsed == (ReportState.READING, AskStanding.OVERDUE, "ask.lapse")
    assert (standing(report_id, days=21), state(report_id)) == (AskStanding.ANSWERED, ReportState.READING)


def test_looking_after_an_ask_that_is_answered_or_gone_does_nothing() -> None:
    report_id = a_read_report()
    ask(report_id)
    ask_id = Ask.objects.get().id
    not_known(report_id, *FACTS)
    before = all_kept()
    look_after_ask(ask_id=ask_id, report_id=report_id, by=WORKER, at=at(days=20))
    with pytest.raises(NoSuchReportError):
        look_after_ask(ask_id=ask_id, report_id=uuid4(), by=WORKER, at=at(days=20))
    assert (all_kept(), asks_that_wait()) == (before, [])


def test_a_reporter_is_asked_in_their_language_and_told_what_is_in_english() -> None:
    report_id = a_read_report()
    Report.objects.filter(id=report_id).update(language="cy")
    ask(report_id)
    text = own_report(report_id).messages[0].text
    assert "Pa rif oedd yn dangos ar y ffôn?" in text
    assert "Dydd Sadwrn, 5 Rhagfyr 2026" in text


def test_what_has_no_words_in_a_language_is_named_and_goes_out_in_english() -> None:
    wanted = Wanted(keys=("number_shown", "gone_from_the_content"))
    said, english = (ask_words(wanted, due=at(), language=language).in_english for language in ("fi", "en"))
    assert said[1] == "What number showed on the phone?"
    assert (len(said), english) == (3, ())


@pytest.mark.parametrize(
    ("minute", "after"),
    [(1, ReportState.WITH_OFFICER), (3, ReportState.WITH_OFFICER), (None, ReportState.READING)],
)
def test_a_report_that_is_accepted_goes_on_to_its_officer_once_it_waits_no_more(
    minute: int | None, after: ReportState
) -> None:
    report_id, officer = a_read_report(), an_actor(role=Role.SUPERVISOR)
    asked_first = minute is None or minute > 2
    if asked_first:
        ask(report_id)
    if minute is not None:
        accept(report_id=report_id, by=officer, at=at(minutes=minute))
    if not asked_first:
        ask(report_id)
    not_known(report_id, *FACTS)
    assert state(report_id) is after


def test_a_draft_is_asked_nothing() -> None:
    with pytest.raises(NoSuchReportError):
        ask(a_draft().report_id)


def test_the_time_to_answer_is_that_of_the_content() -> None:
    ask(a_read_report())
    row = Ask.objects.get()
    assert row.due_at - row.asked_at == timedelta(days=14)
