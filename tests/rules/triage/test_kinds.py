"""Kinds are inferred from declared evidence and learnt words, and say by which words."""

import base64
import time
import zlib

import pytest

from callpoint.rules.content.triage_model import LearntWeights, SignFile
from callpoint.rules.triage import Signs, read_story
from callpoint.rules.triage.kinds import KindModel
from callpoint.rules.triage.weights import WordWeights, stem, terms_of
from tests.rules.content.makers import real_content
from tests.rules.triage.makers import triaged

KINDS = "cats dogs fish"


def packed(*numbers: int) -> str:
    return base64.b64encode(zlib.compress(bytes(numbers))).decode()


def learnt(**changed: str) -> LearntWeights:
    """Make the weights of two terms for three kinds: purr says cats, `=wet` says fish."""
    return LearntWeights.model_validate(
        {
            "made_of": "x",
            "kinds": KINDS,
            "evidence": "0.5",
            "steps": "0.1 0.1 0.1 0.1",
            "terms": "purr\n=wet",
            "rarity": packed(16, 16),
            "weights": packed(168, 118, 128, 128, 128, 158),
            **changed,
        }
    )


def model(weights: LearntWeights | None, kinds: str = KINDS) -> tuple[KindModel, Signs]:
    """Make a model with one sign, `wet`, which is evidence for fish."""
    file = SignFile(language="en", signs={"wet": "wet"}, evidence={"fish": "2 wet"}, learnt=weights)
    signs = Signs([file])
    return KindModel(signs, kinds.split()), signs


def raw(story: str, weights: LearntWeights | None, kinds: str = KINDS) -> dict[str, float]:
    made, signs = model(weights, kinds)
    reading = read_story(story, signs)
    return {kind: round(value, 3) for kind, value in made.raw(made.met(reading.ids), reading).items()}


def test_words_and_evidence_add_up() -> None:
    assert raw("it purred, wet", learnt()) == {"cats": 4.0, "dogs": -1.0, "fish": 4.0}


def test_without_weights_the_evidence_stands_alone() -> None:
    assert raw("it purred, wet", None) == {"cats": 0, "dogs": 0, "fish": 2.0}


def test_a_kind_that_was_not_learnt_has_only_its_evidence() -> None:
    assert raw("it purred", learnt(), "cats mice") == {"cats": 4.0, "mice": 0.0}


def test_many_words_of_a_group_speak_as_one() -> None:
    twice = learnt(
        terms="purr\nmeow",
        weights=packed(168, 128, 128, 168, 128, 128),
    )
    assert raw("purr meow", twice)["cats"] == round(8 / 2**0.5, 3)


def test_a_kind_says_by_which_words() -> None:
    made, signs = model(learnt())
    reading = read_story("Wet, and it was purring at 3", signs)
    because = {score.id: score.because for score in made.rank(made.met(reading.ids), reading)}
    assert because == {"cats": ("purring",), "dogs": (), "fish": ("Wet",)}


def test_without_weights_only_signs_are_named() -> None:
    made, signs = model(None)
    reading = read_story("wet purring", signs)
    assert made.rank(made.met(reading.ids), reading)[0].because == ("wet",)


@pytest.mark.parametrize("changed", [{"terms": "purr"}, {"weights": packed(1, 2, 3)}])
def test_weights_that_do_not_fit_their_terms_are_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="terms, "):
        WordWeights(learnt(**changed))


def test_an_unknown_term_or_kind_says_nothing() -> None:
    weights = WordWeights(learnt())
    said = [weights.of_term(*pair) for pair in (("purr", "cats"), ("bark", "dogs"), ("purr", "mice"))]
    assert said == [40, 0, 0]


def test_sums_do_not_run_over() -> None:
    terms = [f"w{number}" for number in range(3000)]
    many = learnt(terms="\n".join(terms), rarity=packed(*[16] * 3000), weights=packed(*[255, 0, 128] * 3000))
    found = WordWeights(many).of({"word": frozenset(terms)})
    assert {kind: round(value / 3000**0.5, 3) for kind, value in found.items()} == {
        "cats": 12.7,
        "dogs": -12.8,
        "fish": 0.0,
    }


def test_terms_are_stems_pairs_parts_and_signs() -> None:
    _, signs = model(None)
    assert terms_of(read_story("Wet paws. Go", signs)) == {
        "word": {"wet", "paws", "go"},
        "pair": {"wet paws"},
        "part": {
            *("~^we", "~wet", "~et$", "~^wet", "~wet$", "~^wet$", "~^pa", "~paw", "~aws", "~ws$"),
            *("~^paw", "~paws", "~aws$", "~^paws", "~paws$", "~^go", "~go$", "~^go$"),
        },
        "sign": {"=wet"},
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [("paying", "pay"), ("sellers", "seller"), ("pays", "pays"), ("sing", "sing"), ("пишуть", "пишуть")],
)
def test_english_endings_are_cut(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("ordred trainers of instagrm never arived selller blockd me", "shopping-fraud"),
        ("they say pay in bitcoin or my mates get the naked video", "sextortion"),
        ("every file has a strange ending and there is a note asking for bitcoin", "ransomware"),
    ],
)
def test_typing_slips_do_not_hide_a_kind(story: str, kind: str) -> None:
    assert triaged(story).kinds[0].id == kind


def test_a_long_story_is_weighed_in_time() -> None:
    content = real_content()
    signs = Signs(content.signs[name] for name in sorted(content.signs))
    made = KindModel(signs, content.kinds)
    reading = read_story(" ".join(f"word{number} sent money to a man" for number in range(400)), signs)
    start = time.perf_counter()
    made.rank(made.met(reading.ids), reading)
    assert time.perf_counter() - start < 0.5
