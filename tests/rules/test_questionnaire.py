"""The questionnaire: what is asked next, and which answers are kept."""

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.content.load import load_content
from callpoint.rules.content.model import Choice, Question
from callpoint.rules.content.whole import Content
from callpoint.rules.questionnaire import (
    DO_NOT_KNOW,
    Answer,
    AnswerNotAcceptedError,
    Answers,
    Completeness,
    Refusal,
    check_answer,
    completeness,
    fits,
    kind_tags,
)

ROOT = Path(__file__).resolve().parents[2] / "callpoint" / "content"


@cache
def the_content() -> Content:
    return load_content(ROOT)


def a_question(id: str = "q", *, type: str = "text", offers: str = "", **said: Any) -> Question:  # noqa: A002 - the field's own name
    choices = tuple(Choice(id=name, label=name.title()) for name in offers.split())
    return Question(id=id, section=said.pop("section", "one"), ask="?", type=type, choices=choices, **said)


def a_content(*questions: Question, **kind_sets: tuple[str, ...]) -> Content:
    blank: dict[str, Any] = {one.name: {} for one in fields(Content)}
    asked = {question.id: question for question in questions}
    return Content(**{**blank, "version": "v", "recording": (), "questions": asked, "kind_sets": kind_sets})


def ids(*asked: Question | None) -> list[str | None]:
    return [question.id if question else None for question in asked]


def refusal(question: Question, raw: str | tuple[str, ...]) -> str:
    with pytest.raises(AnswerNotAcceptedError) as refused:
        check_answer(question, raw)
    return refused.value.message


# Whether a question is worth asking


def test_a_question_is_for_all_for_a_kind_or_for_a_set_of_kinds() -> None:
    content = a_content(theft=("bike-theft", "car-theft"))
    tags = kind_tags(content, ["bike-theft"])
    assert [
        fits(a_question(kinds=kinds), {}, tags)
        for kinds in (("all",), ("bike-theft",), ("set:theft",), ("car-theft",), ("set:other",))
    ] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, False),
        ({"way": ""}, False),
        ({"way": "card"}, True),
        ({"way": "cash"}, False),
        ({"way": ["cash", "card"]}, True),
        ({"way": []}, False),
    ],
)
def test_a_condition_holds_only_for_an_accepted_earlier_answer(answers: Answers, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    question = a_question(ask_if={"way": ("card", "cheque")})
    assert fits(question, answers, {"all"}) is expected


def test_all_conditions_must_hold() -> None:
    question = a_question(ask_if={"a": ("yes",), "b": ("yes",)})
    assert [fits(question, {"a": "yes", "b": b}, {"all"}) for b in ("yes", "no")] == [True, False]


@pytest.mark.parametrize(
    ("known", "asked"), [("07700 900123", False), ("", True), ("  ", True), (DO_NOT_KNOW, True)]
)
def test_a_fact_already_given_is_not_asked_again(known: str, asked: bool) -> None:  # noqa: FBT001 - a column of the table
    question = a_question(skip_if_answered=("number_shown",))
    assert fits(question, {"number_shown": known}, {"all"}) is asked


# Whether an answer is good


@pytest.mark.parametrize(
    ("question", "raw", "stored", "value"),
    [
        (a_question(), "  two\r\n spaces  ", "  two\r\n spaces  ", "  two\r\n spaces  "),
        (a_question(), "a\0b", "a\N{REPLACEMENT CHARACTER}b", "a\N{REPLACEMENT CHARACTER}b"),
        (a_question(), DO_NOT_KNOW, DO_NOT_KNOW, None),
        (a_question(), " ", " ", None),
        (a_question(), (), "", None),
        (a_question(), ("one",), "one", "one"),
        (a_question(type="money"), "1.2k €", "1.2k €", "1.2k €"),
        (a_question(type="radio", offers="yes no"), "no", "no", "no"),
        (a_question(type="radio", offers="yes no"), "", "", None),
        (a_question(type="bool"), "yes", "yes", True),
        (a_question(type="bool"), "no", "no", False),
        (a_question(type="number"), " 1 200 ", " 1 200 ", 1200),
        (a_question(type="number"), "1,200,000", "1,200,000", 1_200_000),
        (a_question(type="number"), "007", "007", 7),
        (a_question(type="number"), DO_NOT_KNOW, DO_NOT_KNOW, None),
        (a_question(type="scale-0-10"), "0", "0", 0),
        (a_question(type="scale-0-10"), "10", "10", 10),
        (a_question(type="scale-0-10"), DO_NOT_KNOW, DO_NOT_KNOW, None),
        (a_question(type="checks", offers="a b c"), ("c", "a", "c"), ("a", "c"), ("a", "c")),
        (a_question(type="checks", offers="a b c"), "b", ("b",), ("b",)),
        (a_question(type="checks", offers="a b c"), ("",), (), None),
    ],
)
def test_an_answer_is_kept_as_given_and_read(
    question: Question, raw: str | tuple[str, ...], stored: str | tuple[str, ...], value: object
) -> None:
    assert check_answer(question, raw) == Answer("q", stored, value)  # type: ignore[arg-type]  # what a form may send


@pytest.mark.parametrize(
    ("question", "raw", "message"),
    [
        (a_question(type="radio", offers="yes no"), "maybe", Refusal.NOT_OFFERED),
        (a_question(type="radio", offers="yes no"), ("yes", "no"), Refusal.ONE_ONLY),
        (a_question(type="checks", offers="a b"), ("a", "z"), Refusal.NOT_OFFERED),
        (a_question(type="bool"), "true", Refusal.NOT_OFFERED),
        (a_question(type="number"), "1,5", Refusal.NOT_A_NUMBER),
        (a_question(type="number"), "-3", Refusal.NOT_A_NUMBER),
        (a_question(type="number"), "٣", Refusal.NOT_A_NUMBER),
        (a_question(type="number"), "1" * 10, Refusal.NOT_A_NUMBER),
        (a_question(type="scale-0-10"), "11", Refusal.NOT_ON_SCALE),
        (a_question(type="scale-0-10"), "5.5", Refusal.NOT_ON_SCALE),
        (a_question(), "half \ud83d a face", Refusal.UNREADABLE),
    ],
)
def test_a_refusal_says_what_to_do(question: Question, raw: str | tuple[str, ...], message: str) -> None:
    assert refusal(question, raw) == message


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        (a_question(), 500),
        (a_question(type="long"), 5000),
        (a_question(type="long", limit=20_000), 20_000),
    ],
)
def test_too_long_says_how_many_characters_over(question: Question, limit: int) -> None:
    longest = check_answer(question, "\r\n" + "x" * (limit - 1))
    with pytest.raises(AnswerNotAcceptedError) as refused:
        check_answer(question, "x" * (limit + 12))
    error = refused.value
    assert (longest.value is not None, error.question_id, error.template, error.values, str(error)) == (
        True,
        "q",
        str(Refusal.TOO_LONG),
        {"over": 12},
        "q: Please make your answer shorter. Characters to take out: 12.",
    )


def test_answers_are_stored_as_text_or_as_a_list() -> None:
    several = check_answer(a_question(type="checks", offers="a b"), ("b",))
    assert (several.as_stored(), check_answer(a_question(), "x").as_stored()) == (["b"], "x")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=500))
def test_text_is_never_changed(text: str) -> None:
    assert check_answer(a_question(), text).stored == text


# What a report lacks


def test_a_report_needs_its_story_or_what_stands_in_its_place_and_the_declaration() -> None:
    content = a_content(
        a_question("story", type="long", required=True, in_place=("phone", "call_me")),
        a_question("phone", type="phone"),
        a_question("call_me", type="bool"),
        a_question("when", required=True, required_where="check"),
        a_question("amount", type="money", required=True, required_where="row"),
        a_question("true", type="bool", required=True),
    )

    def lacks(**answers: str) -> Completeness:
        return completeness(content, kinds=(), answers=answers)

    assert [
        (found.missing, found.to_confirm, found.may_be_sent)
        for found in (
            lacks(),
            lacks(story="It began …", true="no"),
            lacks(story="It began …", true="yes"),
            lacks(story=" ", phone="07700 900123", true="yes", when=DO_NOT_KNOW),
            lacks(phone=DO_NOT_KNOW, call_me="no", true="yes"),
            lacks(call_me="yes", true="yes", when="today"),
        )
    ] == [
        (("story", "true"), ("when",), False),
        (("true",), ("when",), False),
        ((), ("when",), True),
        ((), (), True),
        (("story",), ("when",), False),
        ((), (), True),
    ]


def test_blanks_are_the_fitting_questions_without_an_answer() -> None:
    content = a_content(
        a_question("asked"),
        a_question("skipped"),
        a_question("answered"),
        a_question("not_for_this_kind", kinds=("other",)),
    )
    found = completeness(content, kinds=(), answers={"skipped": "", "answered": "x"})
    assert found.blank == ("asked", "skipped")


# The questions as they are


def test_a_report_by_somebody_who_skips_everything_lacks_only_story_and_declaration() -> None:
    content = the_content()
    found = completeness(content, kinds=("something-else",), answers={})
    assert (found.missing, found.to_confirm) == (
        ("story", "true_as_known"),
        ("discovered", "contact_channel"),
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"story": "They rang me."},
        {"story": "", "suspect_account_handle": "@somebody"},
        {"story": "", "please_call_me": "yes"},
    ],
)
def test_one_answer_and_the_declaration_are_enough(answers: dict[str, str]) -> None:
    found = completeness(
        the_content(), kinds=("something-else",), answers={**answers, "true_as_known": "yes"}
    )
    assert found.may_be_sent


@pytest.mark.parametrize(
    ("autofill", "typed", "refused"),
    [
        ("email", "edith@", Refusal.NO_EMAIL),
        ("email", "ann at example dot org", None),
        ("email", "ann@example.org", None),
        ("tel", "call me", Refusal.NO_PHONE),
        ("tel", "07700 900123", None),
        ("tel", DO_NOT_KNOW, None),
        ("", "edith@", None),
    ],
)
def test_a_way_to_reach_the_person_must_be_one_and_a_suspects_may_be_anything(
    autofill: str, typed: str, refused: Refusal | None
) -> None:
    question = a_question("way", type="email", autofill=autofill)
    if refused is None:
        assert check_answer(question, typed).stored == typed
    else:
        assert refusal(question, typed) == str(refused)
