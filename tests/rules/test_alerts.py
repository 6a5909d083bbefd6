"""An alert is plain, says what to do, and reaches nobody; its grade is the one the pages are held to."""

from dataclasses import replace

import pytest

from callpoint.rules.alerts import (
    HARDEST,
    MOST_WORDS,
    AlertWords,
    Fault,
    NotPlainError,
    faults_of,
    grade_of,
    mark_of,
)
from callpoint.rules.linking.common import common_values
from callpoint.rules.reading_grade import grade, longest_sentence, sentences, syllables
from tests.content import reading
from tests.content.test_plain_words import MOST_WORDS as OF_PAGES
from tests.content.test_plain_words import WORST_GRADE
from tests.rules.known import known

GOOD = AlertWords(
    title="Callers who say they are the police",
    text="A caller says he is from the police. He asks for your card.",
    what_to_do="Hang up. Ring 159 for your bank.",
)


COMMON = common_values(known().content)


def faults(words: AlertWords) -> tuple[Fault, ...]:
    return faults_of(words, common=COMMON, region="GB")


def test_a_plain_alert_has_no_fault() -> None:
    assert faults(GOOD) == ()


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
    assert fault in faults(replace(GOOD, **changed))


@pytest.mark.parametrize(
    "text",
    [
        "They write from evil-bank.co.uk now.",
        "They are @scammer99 there.",
        "They are scammer99 on Instagram.",
        "He rings from 07700.900.123 now.",
        "He rings from 0300 999 8888 now.",
        "He rings from \uff10\uff17\uff17\uff10\uff10 900 123 now.",
        "They used card 4111 1111 1111 1111 there.",
        "They used 1234-5678-1234-5678 there.",
        "Pay into account 12345678 now.",
        "Pay into 12345678 now.",
        "Their account number is 123 4567.",
        "The sort code 12 34 56 is theirs.",
        "It is sort code: 123456.",
        "The 12.34.56 is the sort code.",
        "Write to evil [at] mail.com now.",
        "Pay to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq now.",
        "Pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now.",
        "Pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfXX now.",
        "Ring 0300 123 2040. Never ring 020 7946 0000.",
    ],
)
def test_no_way_to_reach_or_to_pay_somebody_passes(text: str) -> None:
    assert Fault.REACHES_SOMEBODY in faults(replace(GOOD, text=text))


@pytest.mark.parametrize(
    "text",
    [
        "Ring 159 for your bank.",
        "Ring 101, or 999 now.",
        "Ring 0300 123 2040 now.",
        "Send the text to 7726.",
        "Send it to report@phishing.gov.uk now.",
        "Go to www.reportfraud.police.uk now.",
        "They ask for \u00a31,000,000 by 12.05.2026.",
        "It began on 2026-05-12 at 10.30.",
        "Your card is safe. 100 people rang us.",
    ],
)
def test_official_numbers_and_sites_dates_and_sums_pass(text: str) -> None:
    assert Fault.REACHES_SOMEBODY not in faults(replace(GOOD, text=text))


def test_other_words_have_another_mark() -> None:
    moved = replace(GOOD, title="", text=GOOD.title + GOOD.text)
    marks = {mark_of(words) for words in (GOOD, replace(GOOD), moved, replace(GOOD, what_to_do="Pay."))}
    assert len(marks) == 3


def test_hard_words_are_found_and_named_in_the_error() -> None:
    hard = "Organisations must immediately notify the appropriate regulatory authority of irregularities."
    seen = faults(replace(GOOD, text=hard, what_to_do=hard))
    assert (seen, str(NotPlainError(seen))) == ((Fault.TOO_HARD,), "too hard to read")


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
