"""An alert is plain, says what to do, and reaches nobody; its grade is the one the pages are held to."""

from dataclasses import replace

import pytest

from callpoint.rules.alerts import HARDEST, MOST_WORDS, AlertWords, Fault, NotPlainError, faults_of, grade_of
from callpoint.rules.reading_grade import grade, longest_sentence, sentences, syllables
from tests.content import reading
from tests.content.test_plain_words import MOST_WORDS as OF_PAGES
from tests.content.test_plain_words import WORST_GRADE

GOOD = AlertWords(
    title="Callers who say they are the police",
    text="A caller says he is from the police. He asks for your card.",
    what_to_do="Hang up. Ring 159 for your bank.",
)


def test_a_plain_alert_has_no_fault() -> None:
    assert faults_of(GOOD) == ()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title": " "}, Fault.NO_TITLE),
        ({"text": ""}, Fault.NO_TEXT),
        ({"what_to_do": "\n"}, Fault.NO_ADVICE),
        ({"title": "Hang up. " * 20}, Fault.TOO_LONG),
        ({"text": "Hang up. " * 200}, Fault.TOO_LONG),
        ({"text": "one " * 26}, Fault.LONG_SENTENCE),
        ({"text": "Ring 020 7946 0000 now."}, Fault.REACHES_SOMEBODY),
        ({"text": "Ring +44 7700 900123 now."}, Fault.REACHES_SOMEBODY),
        ({"text": "Go to www.example.org now."}, Fault.REACHES_SOMEBODY),
        ({"text": "Go to https://example.org now."}, Fault.REACHES_SOMEBODY),
        ({"text": "Write to a.b@example.org now."}, Fault.REACHES_SOMEBODY),
        ({"text": "They use 20-30-40 a lot."}, Fault.REACHES_SOMEBODY),
    ],
)
def test_each_fault_is_found(changed: dict[str, str], fault: Fault) -> None:
    assert fault in faults_of(replace(GOOD, **changed))


def test_hard_words_are_found_and_named_in_the_error() -> None:
    hard = "Organisations must immediately notify the appropriate regulatory authority of irregularities."
    faults = faults_of(replace(GOOD, text=hard, what_to_do=hard))
    assert (faults, str(NotPlainError(faults))) == ((Fault.TOO_HARD,), "too hard to read")


def test_the_bounds_are_those_of_our_pages() -> None:
    assert (HARDEST, MOST_WORDS) == (WORST_GRADE, OF_PAGES)


def test_nothing_written_has_no_grade() -> None:
    nothing = AlertWords(title="", text=" ", what_to_do="12")
    assert (grade_of(nothing), longest_sentence([]), nothing.all_words()) == (0.0, 0, ("12",))


@pytest.mark.parametrize(
    "text",
    [
        "Ring your bank now. They may still be able to stop it.",
        "A man rings and says that he is from the police. He tells you to take money out.",
        "Organisations should notify the appropriate regulatory authority immediately.",
    ],
)
def test_the_grade_is_near_that_of_the_tests_of_our_pages(text: str) -> None:
    assert grade([text]) == pytest.approx(reading.grade([text]), abs=1.5)


@pytest.mark.parametrize(
    ("word", "count"), [("called", 1), ("police", 2), ("don't", 1), ("hmm", 1), ("able", 2)]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_line_without_a_letter_is_no_sentence() -> None:
    assert sentences("Hang up.\n- 1 -\nRing us!") == ["Hang up.", "Ring us!"]
