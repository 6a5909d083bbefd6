"""What a reporter can be asked for: what is missing, what is refused, and how an ask stands."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.missing_facts import (
    MOST_FACTS,
    SENTENCE_LIMIT,
    AskedAlreadyError,
    AskError,
    AskStanding,
    FactStanding,
    NothingAskedError,
    NotMissingError,
    SentenceTooLongError,
    TooManyFactsError,
    Wanted,
    answer_due,
    ask_standing,
    checked_ask,
    fact_standing,
    missing_facts,
    remind_at,
)
from callpoint.rules.questionnaire import DO_NOT_KNOW
from tests.rules.known import known

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROMANCE = known().content.kinds["romance-fraud"]
MISSING = tuple(f"fact-{number}" for number in range(MOST_FACTS + 1))


def test_what_the_kind_asks_comes_first_then_what_forms_need_then_the_rest() -> None:
    answers = {"story": "I met him", "platform": "a site", "money_left": "last-72h"}
    found = missing_facts(known().content, kind="romance-fraud", answers=answers)
    of_kind = [one.id for one in found if one.id in ROMANCE.ask]
    assert [one.id for one in found[: len(of_kind)]] == [key for key in ROMANCE.ask if key in of_kind]
    rest = [bool(one.serves) for one in found[len(of_kind) :]]
    assert rest == sorted(rest, reverse=True)
    assert "platform" not in of_kind


def test_the_story_the_declaration_and_files_are_never_asked_for() -> None:
    found = {one.id for one in missing_facts(known().content, kind="romance-fraud", answers={})}
    assert found.isdisjoint({"story", "true_as_known", "files", "file_shows"})


def test_a_report_of_an_unknown_kind_lacks_what_everybody_is_asked() -> None:
    assert missing_facts(known().content, kind="", answers={}) != ()


def test_a_good_ask_names_each_fact_once_and_its_words_without_spaces_around() -> None:
    wanted = Wanted(keys=("fact-1", "fact-0", "fact-1"), sentence=" a\r\nb ")
    assert checked_ask(wanted, missing=MISSING, is_open=()) == Wanted(
        keys=("fact-1", "fact-0"), sentence="a\nb"
    )


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (Wanted(keys=(), sentence="Hello"), NothingAskedError),
        (Wanted(keys=("fact-1", "nothing")), NotMissingError),
        (Wanted(keys=("fact-1", "fact-2")), AskedAlreadyError),
        (Wanted(keys=(*MISSING[3:], *MISSING[:2], "fact-2")[: MOST_FACTS + 1]), AskedAlreadyError),
        (Wanted(keys=("fact-1",), sentence="x" * (SENTENCE_LIMIT + 1)), SentenceTooLongError),
    ],
)
def test_what_cannot_be_asked_is_refused(wanted: Wanted, fault: type[AskError]) -> None:
    with pytest.raises(fault):
        checked_ask(wanted, missing=MISSING, is_open=("fact-2",))


def test_too_many_facts_are_a_form() -> None:
    with pytest.raises(TooManyFactsError):
        checked_ask(Wanted(keys=MISSING), missing=MISSING, is_open=())


def test_what_was_asked_already_is_named() -> None:
    with pytest.raises(AskedAlreadyError) as refused:
        checked_ask(Wanted(keys=("fact-1", "fact-2")), missing=MISSING, is_open=("fact-2",))
    assert refused.value.keys == ("fact-2",)


@pytest.mark.parametrize("home", ["uk/derbyshire", "us"])
def test_there_are_two_weeks_to_answer_where_the_content_names_it_and_where_it_does_not(home: str) -> None:
    assert answer_due(known(home), unit=None, at=NOON) == NOON + timedelta(days=14)


def test_the_reminder_comes_at_half_of_the_time_and_never_before_the_question() -> None:
    whole = [remind_at(asked_at=NOON, due=NOON + timedelta(days=days)) for days in (14, -1)]
    assert whole == [NOON + timedelta(days=7), NOON]


@pytest.mark.parametrize(
    ("told", "not_known", "wanted"),
    [
        ({}, (), FactStanding.OPEN),
        ({"fact": ""}, (), FactStanding.OPEN),
        ({"other": "a"}, ("other",), FactStanding.OPEN),
        ({"fact": "a"}, (), FactStanding.ANSWERED),
        ({"fact": ["a"]}, ("fact",), FactStanding.ANSWERED),
        ({"fact": DO_NOT_KNOW}, (), FactStanding.NOT_KNOWN),
        ({}, ("fact",), FactStanding.NOT_KNOWN),
    ],
)
def test_each_fact_is_open_answered_or_not_known(
    told: dict[str, str | list[str]], not_known: tuple[str, ...], wanted: FactStanding
) -> None:
    assert fact_standing("fact", told_since=told, not_known=not_known) is wanted


OPEN, ANSWERED, NOT_KNOWN = FactStanding.OPEN, FactStanding.ANSWERED, FactStanding.NOT_KNOWN


@pytest.mark.parametrize(
    ("facts", "settled", "over", "wanted"),
    [
        ([OPEN, OPEN], False, False, AskStanding.OPEN),
        ([OPEN, ANSWERED], False, False, AskStanding.PARTLY),
        ([OPEN, NOT_KNOWN], False, False, AskStanding.PARTLY),
        ([OPEN, ANSWERED], False, True, AskStanding.OVERDUE),
        ([OPEN, ANSWERED], True, True, AskStanding.SETTLED),
        ([NOT_KNOWN, ANSWERED], True, True, AskStanding.ANSWERED),
        ([NOT_KNOWN, NOT_KNOWN], False, True, AskStanding.DECLINED),
    ],
)
def test_an_ask_stands_as_its_facts_do(
    facts: list[FactStanding], *, settled: bool, over: bool, wanted: AskStanding
) -> None:
    assert ask_standing(facts, is_settled=settled, is_over=over) is wanted
