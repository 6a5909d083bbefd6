"""What a case takes: texts, days, and what is said of material."""

from datetime import date, timedelta

import pytest

from callpoint.rules.cases import (
    TEXT_LIMIT,
    DayNotTakenError,
    Judged,
    ReasonMissingError,
    Relevance,
    TextMissingError,
    TextTooLongError,
    case_prefix,
    checked,
    day_to_come,
    first_review_on,
    is_review_due,
    needed,
    spared,
)

TODAY = date(2026, 11, 21)


def test_a_text_is_tidied_and_a_line_end_counts_as_one() -> None:
    assert needed(" a\r\nb ", field="aim") == "a\nb"
    assert spared("  ", field="answer") == ""


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_a_text_that_is_needed_is_missed_by_its_field(text: str) -> None:
    with pytest.raises(TextMissingError) as refused:
        needed(text, field="aim")
    assert refused.value.field == "aim"


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(TextTooLongError) as refused:
        spared("a" * (TEXT_LIMIT + 2), field="note")
    assert (refused.value.field, refused.value.over) == ("note", 2)


def test_today_is_a_day_to_come() -> None:
    assert day_to_come(" 2026-11-21 ", field="due", today=TODAY) == TODAY


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-11-31", "2026-11-20"])
def test_what_is_no_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(DayNotTakenError) as refused:
        day_to_come(text, field="due", today=TODAY)
    assert refused.value.field == "due"


def test_a_review_is_due_on_its_day_and_after() -> None:
    due = [is_review_due(TODAY + timedelta(days=days), today=TODAY) for days in (-1, 0, 1)]
    assert due == [True, True, False]


def test_a_case_without_a_day_of_review_is_never_due() -> None:
    assert not is_review_due(None, today=TODAY)


def test_a_new_case_is_looked_at_after_four_weeks() -> None:
    assert first_review_on(TODAY) == date(2026, 12, 19)


def test_references_of_cases_have_letters_of_their_own() -> None:
    assert case_prefix("CP") == "CPC"


def judged(relevance: Relevance, *, description: str = "A picture", reason: str = "") -> Judged:
    return Judged(relevance=relevance, description=description, reason=reason)


@pytest.mark.parametrize("relevance", [Relevance.USED, Relevance.UNUSED])
def test_only_sensitive_material_needs_a_reason(relevance: Relevance) -> None:
    assert checked(judged(relevance, description=" A picture ")) == judged(relevance)


def test_sensitive_material_without_a_reason_is_refused() -> None:
    with pytest.raises(ReasonMissingError):
        checked(judged(Relevance.SENSITIVE, reason=" "))


def test_sensitive_material_with_a_reason_is_kept() -> None:
    said = judged(Relevance.SENSITIVE, reason="It names a source.")
    assert checked(said) == said


def test_material_that_nothing_describes_is_refused() -> None:
    with pytest.raises(TextMissingError):
        checked(judged(Relevance.USED, description=" "))
