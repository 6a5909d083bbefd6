"""The criteria in the content: what asks for something that never is so is found, and their version follows them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from callpoint.rules.assessment.assess import bounds_of
from callpoint.rules.assessment.stories import lexicon_of
from callpoint.rules.content.criteria_check import criteria_problems
from callpoint.rules.content.criteria_model import Criteria, CriteriaFile, criteria_of
from callpoint.rules.content.load import Reading, read_content
from callpoint.rules.reading_grade import grade
from tests.rules.known import known

REAL = Path(__file__).parents[3] / "callpoint" / "content"


@cache
def real() -> Reading:
    return read_content(REAL)


def in_force() -> Criteria:
    criteria = real().content.criteria
    assert criteria is not None
    return criteria


def changed(path: tuple[str, ...], **values: object) -> CriteriaFile:
    """Give the criteria with values of the first item of a list, or of the file, changed."""
    plain = in_force().file.model_dump()
    place: object = plain
    for step in path:
        place = place[int(step) if isinstance(place, list | tuple) else step]  # type: ignore[index]  # a plain tree
    assert isinstance(place, dict)
    place.update(values)
    return CriteriaFile.model_validate(plain)


def problems_of(file: CriteriaFile, bounds: Mapping[str, object] | None = None) -> list[str]:
    ours = dict(in_force().bounds)
    if bounds:
        ours["uk"] = ours["uk"].model_copy(update=dict(bounds))
    content = replace(real().content, criteria=criteria_of(file, ours))
    return [problem.what for problem in criteria_problems(content, real().found)]


@pytest.mark.parametrize(
    "condition",
    [
        "danger_now:maybe",
        "kind:no-such",
        "says:no-such",
        "no_such:yes",
        "lost:little",
        "no-such-notion",
        "people:3",
    ],
)
def test_a_condition_that_can_never_hold_is_found(condition: str) -> None:
    assert problems_of(changed(("severity", "reasons", "0"), when=(f"!{condition}|kind:stalking",))) == [
        f"Nothing ever says `{condition}`."
    ]


def test_a_question_that_is_not_there_a_score_that_is_none_and_amounts_in_the_wrong_order_are_found() -> None:
    assert [
        problems_of(changed(("severity",), asks=("no_such",))),
        problems_of(changed(("severity", "reasons", "0"), gives=9)),
        problems_of(in_force().file, {"high": 10, "middle": 20}),
    ] == [
        ["There is no question `no_such`."],
        ["A reason cannot give 9."],
        ["`high` is not above `middle`."],
    ]


def test_the_criteria_in_force_have_no_problem_and_every_phrase_can_be_read() -> None:
    assert (problems_of(in_force().file), bool(lexicon_of(real().content))) == ([], True)


def test_content_without_criteria_has_no_problem_with_them() -> None:
    bare = replace(real().content, criteria=None)
    assert list(criteria_problems(bare, real().found)) == []


def test_the_version_changes_with_every_word_and_every_amount() -> None:
    ours = in_force()
    other_word = criteria_of(changed(("severity", "reasons", "0"), says="Other words."), ours.bounds)
    other_amount = criteria_of(
        ours.file, {**ours.bounds, "uk": ours.bounds["uk"].model_copy(update={"high": 60_000})}
    )
    assert len({ours.version, other_word.version, other_amount.version}) == 3
    assert criteria_of(ours.file, ours.bounds).version == ours.version


def test_a_home_takes_its_own_amounts_else_those_of_the_country_around_it() -> None:
    ours = in_force()
    homes = ("uk/derbyshire", "uk", "us", "world")
    assert [bounds_of(ours, known(home)).high for home in homes] == [50_000, 50_000, 50_000, 0]


def test_what_everybody_is_told_of_the_criteria_is_plain() -> None:
    file = in_force().file
    texts = [
        *file.never,
        *(each.told for each in file.classes),
        *(each.told for each in file.priority),
        *(
            each.told
            for name in ("severity", "jurisdiction", "solvability", "vulnerability", "call_for_service")
            for each in file.axis(name).reasons
        ),
    ]
    assert grade(text for text in texts if text) <= 5


def test_every_class_has_words_and_none_of_the_reasons_asks_who_somebody_is() -> None:
    file = in_force().file
    asked = {
        one.removeprefix("!")
        for name in ("severity", "jurisdiction", "solvability", "vulnerability", "call_for_service")
        for each in file.axis(name).reasons
        for part in each.when
        for one in part.split("|")
    }
    never = ("hate_ground", "name", "date_of_birth", "org_size", "address", "product", "email", "phone")
    assert [each for each in asked if each.partition(":")[0] in never or each.endswith(never)] == []
    assert [each.id for each in file.classes] == ["now", "today", "soon", "routine", "info"]
