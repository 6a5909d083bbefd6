"""What the public reads is plain, short and blames nobody."""

import re
from statistics import median

import pytest

from callpoint.rules.content.model import GuidancePage, Kind
from callpoint.rules.content.now_model import NowGuide
from tests.content import common, reading

WORST_GRADE = 5.0
MEDIAN_GRADE = 3.0
KIND_GRADE = 4.0
MOST_WORDS = 25

BLAMING = re.compile(
    r"""\b(?:
        you\ (?:should|ought\ to)\ (?:not\ )?have | you\ could\ have\ \w+(?:ed|n) | should've | why\ (?:did|didn't)\ you
      | (?:fell|fallen|fall)\ for | gullible | careless | naive | foolish | stupid | dumb
      | reckless | irresponsible | too\ trusting
      | (?:your|their|victim's|victims'|his|her)\ own\ fault | victim's\ fault | victims'\ fault
      | your\ mistake | you\ (?:are|were)\ to\ blame | you\ (?:allowed|ignored|failed|admit)
      | failed\ to | you\ let | negligen\w* | be\ more\ careful | next\ time
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that lay the fault on the person harmed, or sound like it."""
LINK_OR_NUMBER = re.compile(r"https?:|www\.\w|\w@\w|\+?\d[\d ]{5,}\d")


def _texts() -> dict[str, list[str]]:
    """Give all text of the common content by where it stands; not the triage lexicon.

    That lexicon holds what people say of themselves, and is never shown.
    """
    found = {
        f"kinds/{kind.id}": [*common.words_of_kind(kind), *kind.words, kind.note]
        for kind in common.kinds().values()
    }
    found |= {f"guidance/{page.id}": common.words_of_page(page) for page in common.guidance().values()}
    found |= {
        name: common.words_of_sections(added.sections) for name, added in common.guidance_added().items()
    }
    found |= {f"now/{guide.id}": common.words_of_guide(guide) for guide in common.guides().values()}
    found |= {name: common.words_of_parts(added) for name, added in common.guides_added().items()}
    found |= {
        f"questions/{question.id}": [
            *common.words_of_question(question),
            *(text for one in question.choices for text in (one.label, one.hint)),
        ]
        for question in common.questions().values()
    }
    found |= {
        f"questions/{name}": [section["title"], section["lead"]]
        for name, section in common.sections().items()
    }
    found |= {f"situations/{one.id}": [one.label, one.hint] for one in common.situations()}
    return found


def test_nothing_blames_the_person() -> None:
    assert [
        (place, text) for place, texts in _texts().items() for text in texts if BLAMING.search(text)
    ] == []


def test_no_sentence_is_longer_than_25_words() -> None:
    assert [
        (place, sentence)
        for place, texts in _texts().items()
        for text in texts
        for sentence in reading.sentences(text)
        if len(reading.words(sentence)) > MOST_WORDS
    ] == []


def test_no_text_holds_a_link_an_address_or_a_number_to_dial() -> None:
    allowed = {"questions/suspect_ip"}
    """Its hint shows what an IP address looks like, from the block kept for examples."""
    assert [
        (place, text)
        for place, texts in _texts().items()
        for text in texts
        if place not in allowed and LINK_OR_NUMBER.search(text)
    ] == []


@pytest.mark.parametrize("page", common.guidance().values(), ids=lambda page: page.id)
def test_a_guidance_page_reads_easily(page: GuidancePage) -> None:
    assert reading.grade(common.words_of_page(page)) <= MEDIAN_GRADE


@pytest.mark.parametrize("guide", common.guides().values(), ids=lambda guide: guide.id)
def test_a_guide_reads_easily(guide: NowGuide) -> None:
    assert reading.grade(common.words_of_guide(guide)) <= MEDIAN_GRADE


@pytest.mark.parametrize("path", [*common.guides_added(), *common.guidance_added()])
def test_what_a_place_adds_reads_easily(path: str) -> None:
    guides, pages = common.guides_added(), common.guidance_added()
    said = (
        common.words_of_parts(guides[path])
        if path in guides
        else common.words_of_sections(pages[path].sections)
    )
    assert not said or reading.grade(said) <= KIND_GRADE


@pytest.mark.parametrize("kind", common.kinds().values(), ids=lambda kind: kind.id)
def test_the_words_of_a_kind_read_easily(kind: Kind) -> None:
    assert reading.grade(common.words_of_kind(kind)) <= KIND_GRADE


def test_every_question_reads_easily() -> None:
    grades = {
        question.id: reading.grade(common.words_of_question(question))
        for question in common.questions().values()
    }
    too_hard = {name: one for name, one in grades.items() if one > WORST_GRADE}
    assert (too_hard, median(grades.values()) <= MEDIAN_GRADE) == ({}, True)


def test_the_measure_tells_easy_from_hard() -> None:
    easy = "Ring your bank now. They may still be able to stop it."
    hard = "Organisations should notify the appropriate regulatory authority immediately."
    assert (reading.grade([easy]) < 1, reading.grade([hard]) > 12) == (True, True)


@pytest.mark.parametrize(
    "text",
    ["You should have checked.", "She fell for it.", "A careless click.", "Why did you pay?"],
)
def test_the_list_knows_blame(text: str) -> None:
    assert BLAMING.search(text)
