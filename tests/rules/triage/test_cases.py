"""The command's lines, the score, and floors on labelled cases."""

import json
from pathlib import Path

import pytest

from callpoint.rules.triage import BadInputError, score, score_lines, triage_lines
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import BLIND_CASES, DEV_CASES, OPEN_CASES, places

LINE = {"id": "x", "story": "i got a dodgy text, deleted it", "now": "2026-11-21T10:00:00+00:00", "facts": {}}


def a_line(**said: object) -> str:
    return json.dumps({**LINE, **said})


def test_a_case_comes_out_as_one_line_of_json() -> None:
    (line,) = triage_lines([a_line(), " "], real_content())
    shown = json.loads(line)
    assert (list(shown), shown["first"], len(shown["kinds"])) == (
        ["id", "first", "offered", "kinds", "critical", "support", "reasons"],
        "sms-7726",
        3,
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "not a case"),
        ("[]", "not a case"),
        (json.dumps({"id": "x"}), "now is missing"),
        (a_line(facts={"mood": "bad"}), "unknown facts: mood"),
        (a_line(now="yesterday"), "not a time: yesterday"),
    ],
)
def test_bad_input_names_its_line(line: str, message: str) -> None:
    with pytest.raises(BadInputError, match=message) as caught:
        list(triage_lines([a_line(), line], real_content()))
    assert caught.value.line_number == 2


def test_a_score_shows_each_wrong_case() -> None:
    expect = {
        "first": ["police-101"],
        "include": ["ceop"],
        "exclude": ["sms-7726"],
        "kind": ["stalking"],
        "critical": True,
        "support": True,
    }
    right = {"first": ["sms-7726"], "kind": ["phishing-text"]}
    lines = list(score_lines(score([a_line(expect=right), a_line(id="y", expect=expect)], real_content())))
    assert [line for line in lines if line.startswith("y: ")] == [
        "y: first sms-7726, expected police-101; missing ceop; must not offer sms-7726; support is not offered",
        next(line for line in lines if line.startswith("y: kind")),
    ]


def measured(path: Path) -> tuple[float, float, float, float]:
    marked = score(path.read_text(encoding="utf-8").splitlines(), real_content(), places()).marked
    critical = [each for each in marked if each.is_critical]
    return (
        sum(not each.wrong for each in marked) / len(marked),
        sum(not each.wrong for each in critical) / len(critical),
        sum(each.kind_in(1) for each in marked) / len(marked),
        sum(each.kind_in(3) for each in marked) / len(marked),
    )


def at_least(seen: tuple[float, ...], floors: tuple[float, ...]) -> bool:
    return all(one >= floor for one, floor in zip(seen, floors, strict=True))


def test_the_open_cases_stay_above_their_floor() -> None:
    if not OPEN_CASES.exists():
        pytest.skip("OPEN CASES NOT MEASURED: ../shared/cases/triage.jsonl is absent")
    seen = measured(OPEN_CASES)
    assert at_least(seen, (0.95, 1.0, 0.90, 0.97)), seen


def test_the_development_cases_stay_above_their_floor() -> None:
    seen = measured(DEV_CASES)
    assert at_least(seen, (0.95, 0.97, 0.88, 0.93)), seen


def test_cases_that_no_writer_of_signs_has_read_stay_above_their_floor() -> None:
    seen = measured(BLIND_CASES)
    assert at_least(seen, (0.82, 0.82, 0.68, 0.86)), seen
