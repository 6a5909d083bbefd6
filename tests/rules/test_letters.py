"""The closing letter: its five parts, its blanks, and what keeps one from being sent."""

from dataclasses import replace

import pytest

from callpoint.rules.closing_reasons import REASON_LIMIT, ReasonNotTakenError, taken_reason
from callpoint.rules.letters import (
    LONGEST_PART,
    STANDARD,
    Fault,
    Letter,
    NotPlainError,
    check_plain,
    faults_of,
    faults_of_template,
    filled,
    grade_of,
    redated,
    unknown_names,
)

DAY = "Monday 22 February 2027"
GOOD = Letter(
    sorry="We are sorry that this came to you. It was not your fault.",
    did="We read your report on Friday 20 November 2026.",
    decided="We have stopped looking for now.",
    why="We tried each lead we had and could not find who did it.",
    still=f"Ask us to look again by {DAY}.",
)


def wheres(letter: Letter, *, language: str = "en", review_by: str = DAY) -> list[tuple[str, str]]:
    return [(one.part, one.what) for one in faults_of(letter, language=language, review_by=review_by)]


def test_a_plain_letter_passes() -> None:
    check_plain(GOOD, language="en", review_by=DAY)
    assert grade_of(GOOD) < 6


@pytest.mark.parametrize("part", ["sorry", "did", "decided", "why", "still"])
def test_every_part_must_say_something(part: str) -> None:
    assert (part, "empty") in wheres(replace(GOOD, **{part: ""}))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("You should have checked the name.", "blames"),
        ("You should not have sent it.", "blames"),
        ("It was your own fault.", "blames"),
        ("It was your fault.", "blames"),
        ("You fell for a trick.", "blames"),
        ("Be more careful with links.", "blames"),
        ("You let them in.", "blames"),
        ("You chose to pay them.", "blames"),
        ("There is insufficient evidence.", "tells nothing"),
        ("There are no lines of enquiry.", "tells nothing"),
        ("There were no viable lines of inquiry left.", "tells nothing"),
        ("It is closed as outcome 18 now.", "bare number"),
        ("This is code no. 21 of the list.", "bare number"),
        ("18", "bare number"),
        ("Outcome 18.", "bare number"),
        ("No. 18", "bare number"),
        ("Call {gap} about it.", "open gap"),
        (" ".join(["word"] * 26) + ".", "long sentence"),
        ("x" * (LONGEST_PART + 1), "too long"),
    ],
)
def test_what_no_letter_may_say_is_found(words: str, expected: str) -> None:
    assert ("why", expected) in wheres(replace(GOOD, why=words))


@pytest.mark.parametrize(
    "words",
    [
        "It was not your fault.",
        "It is not your own fault.",
        "We do not have enough proof for a court. The film from the shop was gone.",
        "They let us know on 18 May that 3 accounts are shut.",
        "You let us know soon, and that helped.",
        "Ta sprawa jest zamknięta.",
    ],
)
def test_words_that_are_fine_stay(words: str) -> None:
    assert [what for part, what in wheres(replace(GOOD, why=words)) if part == "why"] == []


def test_a_hard_letter_is_refused_in_english_only() -> None:
    hard = replace(
        GOOD, why="Investigative opportunities regarding identification are comprehensively exhausted."
    )
    hard = replace(
        hard, did="Consideration of available documentation regarding transactional activity concluded."
    )
    assert ("", "too hard") in wheres(hard)
    assert ("", "too hard") not in wheres(hard, language="pl")


def test_the_last_date_must_stand_in_it_where_one_is_promised() -> None:
    dateless = replace(GOOD, still="Ask us to look again.")
    assert (wheres(dateless), wheres(dateless, review_by="")) == ([("still", "no last date")], [])


def test_a_refusal_names_every_fault() -> None:
    with pytest.raises(NotPlainError, match="blames, empty") as refused:
        check_plain(replace(GOOD, sorry="", why="You fell for it."), language="en", review_by=DAY)
    assert refused.value.faults == (
        Fault(part="sorry", what="empty"),
        Fault(part="why", what="blames", said="fell for"),
    )


def test_facts_fill_the_blanks_also_within_what_they_say_and_a_gap_stays() -> None:
    facts = {"did": "You sent it on {sent_on}.", "sent_on": "Monday", "decision": "It ends. {gap}"}
    made = filled(replace(STANDARD, why="As you know. {other}"), facts)
    assert (made.did, made.decided, made.why) == (
        "You sent it on Monday.",
        "It ends. {gap}",
        "As you know. {other}",
    )


def test_only_the_last_date_changes_when_a_letter_goes_out_later() -> None:
    assert redated(GOOD, before=DAY, after="Tuesday") == replace(
        GOOD, still="Ask us to look again by Tuesday."
    )
    assert redated(GOOD, before="", after="Tuesday") == GOOD


def test_parts_are_taken_as_typed_with_plain_line_ends() -> None:
    assert Letter.of({"why": " a\r\nb\rc ", "other": "x"}) == Letter(
        sorry="", did="", decided="", why="a\nb\nc", still=""
    )


def test_a_template_may_have_blanks_and_must_tell_the_last_date() -> None:
    assert faults_of_template(STANDARD) == ()
    assert (
        faults_of_template(replace(STANDARD, still="See {review_by} and {place}.", why="As {reason}")) == ()
    )
    assert faults_of_template(replace(STANDARD, still="Ask us.", why="You fell for it.")) == (
        Fault(part="why", what="blames", said="fell for"),
        Fault(part="still", what="no last date"),
    )


def test_the_blanks_that_no_report_fills_are_named() -> None:
    assert unknown_names(replace(STANDARD, why="{place} {place} {reason} {name}")) == ("place", "name")


def test_a_letter_without_words_has_no_grade() -> None:
    assert grade_of(Letter.of({})) == 0


def test_a_reason_is_taken_trimmed_and_in_bounds() -> None:
    assert taken_reason(" a\r\nb ") == "a\nb"
    for typed, over in ((" ", 0), ("x" * (REASON_LIMIT + 3), 3)):
        with pytest.raises(ReasonNotTakenError) as refused:
            taken_reason(typed)
        assert refused.value.over == over
