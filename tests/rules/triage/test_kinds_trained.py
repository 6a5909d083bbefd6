"""The committed weights fit the committed stories, and training gives the same each time."""

import pytest

from callpoint.rules.content.triage_model import LearntWeights, SignFile
from callpoint.rules.triage import Signs, read_story
from callpoint.rules.triage.kinds import KindModel
from tests.rules.content.makers import real_content

np = pytest.importorskip("numpy", reason="training is a tool of maintainers")

from tools import train_kinds  # noqa: E402 - it needs numpy
from tools.train_kinds import Story, check, cross_tried, learn, made_of, read_stories, tried, written  # noqa: E402 - only where numpy is there


def told() -> list[Story]:
    """Make stories of two kinds, each with a word of its own; every fourth is left out."""
    return [
        Story(
            kind=at % 2,
            fold=at // 2 % 4,
            plain=at < 8,
            terms={
                "word": frozenset({("cat", "dog")[at % 2], "the"}),
                "pair": frozenset(),
                "part": frozenset(),
                "sign": frozenset({"=pet"}),
            },
            declared=(1.0 - at % 2, 0.0 + at % 2),
        )
        for at in range(32)
    ]


def as_weights(text: str) -> LearntWeights:
    """Read the written file back, as the loader would."""
    lines = text.splitlines()
    fields = dict(line.strip().split(": ", 1) for line in lines[2:] if line.startswith("  ") and ": " in line)
    terms = "\n".join(line[4:] for line in lines if line.startswith("    "))
    return LearntWeights.model_validate({**fields, "terms": terms})


def test_the_committed_weights_fit_the_committed_stories(capsys: pytest.CaptureFixture[str]) -> None:
    assert (check(real_content(), read_stories()), capsys.readouterr().out) == (
        0,
        "The weights fit the stories.\n",
    )


def test_weights_of_other_stories_are_called_stale(capsys: pytest.CaptureFixture[str]) -> None:
    more = {**read_stories(), "x": {"stalking": "he waits outside"}}
    assert check(real_content(), more) == 1
    assert "python -m tools.train_kinds" in capsys.readouterr().out


def test_learning_twice_gives_the_same_file() -> None:
    every = np.arange(32)
    files = [written(learn(("cats", "dogs"), told(), every), 0.2, "x") for _ in range(2)]
    assert files[0] == files[1]


def test_what_was_learnt_is_read_back() -> None:
    text = written(learn(("cats", "dogs"), told(), np.arange(32)), 0.2, "x")
    signs = Signs([SignFile(learnt=as_weights(text))])
    made = KindModel(signs, ("cats", "dogs"))
    ranked = [
        made.rank(made.met(frozenset()), read_story(story, signs))[0].id for story in ("the cat", "the dog")
    ]
    assert (made.words is not None, ranked) == (True, ["cats", "dogs"])


def test_stories_left_out_are_tried_with_each_weight_of_the_evidence() -> None:
    found = cross_tried(("cats", "dogs"), told())
    assert {weight: result.first for weight, result in found.items()} == dict.fromkeys(
        train_kinds._EVIDENCE,  # noqa: SLF001 - the list is its own truth
        1.0,
    )


def test_a_trial_counts_the_right_first_and_among_three() -> None:
    raw = np.array([[4, 3, 2, 1], [4, 3, 2, 1], [4, 3, 2, 1]], np.float32)
    found = tried(raw, [0, 2, 3])
    assert (round(found.first, 3), round(found.first_three, 3)) == (0.333, 0.667)


def test_the_source_is_known_by_its_stories_alone() -> None:
    told = read_stories()
    other = {name: dict(kinds) for name, kinds in told.items()}
    assert (made_of(other), len(made_of(told))) == (made_of(told), 64)
