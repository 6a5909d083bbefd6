"""The two things a reporter writes down: the report's reference, and the private code that opens it.

    ValueError
    ├── ReferenceNotReadError  with `problem`, and a sentence saying what to do
    └── CodeNotReadError       the same, with the number of digits seen

A reference such as CP-7GH4-K2QX-3 is the deployment's prefix, eight random characters, and an ISO 7064 check character.
Its alphabet leaves out what is easily confused, and vowels, so that no word can arise. A reference is no secret;
the code is.
"""

import unicodedata
from enum import StrEnum
from itertools import pairwise

from stdnum.iso7064 import mod_37_36

from callpoint.rules.chance import Chance, drawn_text

ALPHABET = "234679CDFGHJKMNPQRTVWXYZ"
RANDOM_LENGTH = 8
BODY_LENGTH = RANDOM_LENGTH + 1
CODE_LENGTH = 20
GROUP = 4
SEPARATORS = frozenset("-. _/\\:,#")

LOOK_ALIKES = {
    "0": "6DQ",
    "O": "CDGQ",
    "1": "7JT",
    "I": "7JT",
    "L": "7JT",
    "5": "36",
    "S": "36",
    "8": "369",
    "B": "36R",
    "A": "4R",
    "E": "3F",
    "U": "VW",
}
"""Characters no reference holds, and what the hand or the eye may have made them of."""

SPELLING_WORDS = """
    Alfa Bravo Charlie Delta Echo Foxtrot Golf
    Hotel India Juliett Kilo Lima Mike November
    Oscar Papa Quebec Romeo Sierra Tango Uniform
    Victor Whiskey X-ray Yankee Zulu
"""
"""The spelling alphabet of the ICAO (Annex 10, volume II, chapter 5)."""
SPOKEN = {word[0]: word for word in SPELLING_WORDS.split()}


class Problem(StrEnum):
    """Why a reference or a code was not read."""

    LENGTH = "length"
    PREFIX = "prefix"
    CHARACTER = "character"
    CHECK = "check"


WHAT_TO_DO = {
    Problem.LENGTH: "A reference has {expected} letters and numbers. You gave {found}. Check for one too few or too many.",
    Problem.PREFIX: "Our references begin with {expected}. Check that this one came from us.",
    Problem.CHARACTER: "Our references never use “{found}”. Look at that letter or number again.",
    Problem.CHECK: "One letter or number is not right, or two are swapped. Check each one against your copy.",
}
"""What to tell the person: messages for gettext, filled in by `found` and `expected` after translation."""


class ReferenceNotReadError(ValueError):
    """Text that is no reference of ours: `WHAT_TO_DO[problem]` says what to do."""

    def __init__(self, problem: Problem, *, found: str = "", expected: str = "") -> None:
        super().__init__(WHAT_TO_DO[problem].format(found=found, expected=expected))
        self.problem = problem
        self.found = found
        self.expected = expected


CODE_WHAT_TO_DO = {
    Problem.LENGTH: "A private code has {expected} numbers. You gave {found}. Check it against your copy.",
    Problem.CHARACTER: "A private code has numbers only. Take out the letters or signs.",
}
"""What to tell the person: messages for gettext, filled in by `found` and `expected` after translation."""


class CodeNotReadError(ValueError):
    """Text that is no private code; the error holds how many digits were seen, never which."""

    def __init__(self, problem: Problem, *, found: int) -> None:
        super().__init__(CODE_WHAT_TO_DO[problem].format(found=found, expected=CODE_LENGTH))
        self.problem = problem
        self.found = found
        self.expected = CODE_LENGTH


def make_reference(*, prefix: str, chance: Chance) -> str:
    """Return a fresh reference, shown in groups; the caller makes sure that no report has it yet.

    MOD 25,24 lets some 0.4 % of swaps of neighbours pass. A draw that holds such a pair is thrown away, so that in what
    is given out every single slip and every swap is seen. So is a draw that begins with the prefix: a reference
    cut short must not look like a whole one without its prefix.
    """
    while True:
        drawn = drawn_text(ALPHABET, RANDOM_LENGTH, chance)
        body = drawn + mod_37_36.calc_check_digit(drawn, alphabet=ALPHABET)
        if not body.startswith(prefix) and not any(_fits(swapped) for swapped in _swaps(body)):
            return _grouped(body, prefix)


def read_reference(text: str, *, prefix: str) -> str:
    """Return the reference a person meant, as `make_reference` shows it.

    Spaces, hyphens, lower case, full-width forms and a missing prefix do not matter. One character that no reference
    holds is read as what it looks like, if exactly one such reading fits the check character.
    Raises ReferenceNotReadError.
    """
    body = _without_prefix(_plain(text), prefix)
    foreign = [place for place, character in enumerate(body) if character not in ALPHABET]
    if foreign:
        body = _repaired(body, foreign)
    if not _fits(body):
        raise ReferenceNotReadError(Problem.CHECK)
    return _grouped(body, prefix)


def spoken(reference: str) -> str:
    """Return a reference for reading aloud: spelling words for letters, digits as digits, a comma after each group."""
    groups = reference.upper().split("-")
    return ", ".join(" ".join(SPOKEN.get(character, character) for character in group) for group in groups)


def make_code(chance: Chance) -> str:
    """Return a fresh private code: 20 digits, each equally likely (66 bits)."""
    return drawn_text("0123456789", CODE_LENGTH, chance)


def show_code(code: str) -> str:
    """Return a code in groups of four, for the eye."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str) -> str:
    """Return the 20 digits of a code, however they were grouped and in whatever script; raises CodeNotReadError."""
    plain = _plain(text)
    digits = "".join(str(unicodedata.decimal(character)) for character in plain if character.isdecimal())
    if len(digits) != CODE_LENGTH:
        raise CodeNotReadError(Problem.LENGTH, found=len(digits))
    if len(plain) != CODE_LENGTH:
        raise CodeNotReadError(Problem.CHARACTER, found=len(digits))
    return digits


def _plain(text: str) -> str:
    """Upper case in its plain form, without separators, dashes of any kind or invisible characters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text).upper()
        if character not in SEPARATORS
        and unicodedata.category(character) not in {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"}
    )


def _without_prefix(plain: str, prefix: str) -> str:
    if len(plain) == BODY_LENGTH and not plain.startswith(prefix):
        return plain
    if len(plain) != len(prefix) + BODY_LENGTH:
        raise ReferenceNotReadError(
            Problem.LENGTH, found=str(len(plain)), expected=str(len(prefix) + BODY_LENGTH)
        )
    if not plain.startswith(prefix):
        raise ReferenceNotReadError(Problem.PREFIX, found=plain[: len(prefix)], expected=prefix)
    return plain[len(prefix) :]


def _repaired(body: str, foreign: list[int]) -> str:
    place = foreign[0]
    candidates = LOOK_ALIKES.get(body[place], "") if len(foreign) == 1 else ""
    readings = [body[:place] + candidate + body[place + 1 :] for candidate in candidates]
    for reading in readings:
        if _fits(reading):
            return reading
    raise ReferenceNotReadError(Problem.CHARACTER, found=body[place], expected=ALPHABET)


def _fits(body: str) -> bool:
    return bool(mod_37_36.is_valid(body, alphabet=ALPHABET))


def _swaps(body: str) -> list[str]:
    return [
        body[:place] + second + first + body[place + 2 :]
        for place, (first, second) in enumerate(pairwise(body))
        if first != second
    ]


def _grouped(body: str, prefix: str) -> str:
    return "-".join([prefix, *(body[start : start + GROUP] for start in range(0, BODY_LENGTH, GROUP))])
