"""How a report is recorded: as what, under which code of the counting rules, and what a decision must say.

Codes come from the kinds of the content and are never made up here. Where the rules have moved on, an officer types
the code that holds now.

RecordingError
├── NoCodeError             a crime is recorded under a code
├── NotACodeError           what was typed can be no code of any counting rules
├── NoReasonError           a decision needs a reason
├── NothingToldError        the reporter is told why, unless it is a crime
└── TooManyLettersError     a text has more characters than one may have
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from callpoint.rules.content.model import Confidence
from callpoint.rules.dates import BINDS_UNITS
from callpoint.rules.knowledge import Knowledge

TEXT_LIMIT: Final = 1000
"""Characters of the reason, and of what the reporter is told."""
MOST_FOUND: Final = 20
"""Codes shown for one search."""
_TYPED_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./()-]{0,19}")
"""Letters, numbers and what stands between them: too short for words about a person."""


class RecordedAs(StrEnum):
    """What a report is to the counting rules."""

    CRIME = "crime"
    INFORMATION = "information"
    NOT_CRIME = "not-crime"


class RecordingError(Exception):
    """A decision cannot be kept as it is."""


class NoCodeError(RecordingError):
    """A crime is recorded under a code."""


class NotACodeError(RecordingError):
    """What was typed can be no code of any counting rules."""


class NoReasonError(RecordingError):
    """A decision needs a reason."""


class NothingToldError(RecordingError):
    """The reporter is told why, unless it is a crime."""


class TooManyLettersError(RecordingError):
    """The text named `field` has `over` characters more than one may have."""

    def __init__(self, field: str, over: int) -> None:
        super().__init__(f"{field}: {over} characters over")
        self.field = field
        self.over = over


@dataclass(frozen=True, kw_only=True)
class Code:
    """One code of the counting rules, the kinds of the content that carry it, and how sure that is."""

    code: str
    kinds: tuple[str, ...]
    confidence: Confidence

    @property
    def is_sure(self) -> bool:
        """Say whether it was read in a source; any other is to be checked before it is published."""
        return self.confidence == "seen"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """How a report is to be recorded, and why: once for the file, once for the reporter."""

    recorded_as: RecordedAs
    code: str
    reason: str
    told: str
    """What the reporter reads, in words written for them."""


def records_here(role: str) -> bool:
    """Say whether a deployment of this role records crime at all."""
    return role in BINDS_UNITS


def scheme_of(known: Knowledge) -> str:
    """Give the counting rules of the deployment's jurisdiction, by the name its kinds use; '' where none are known."""
    around = known.content.jurisdictions.get(known.jurisdiction.part_of)
    return known.jurisdiction.counting_rules or (around.counting_rules if around else "")


def every_code(known: Knowledge) -> tuple[Code, ...]:
    """Give each code of the jurisdiction's counting rules once, in the order of the content."""
    scheme = scheme_of(known)
    found: dict[str, Code] = {}
    for kind in known.content.kinds.values():
        sure = kind.codes_confidence.get(scheme, "from_memory")
        for code in kind.codes.get(scheme, ()):
            held = found.get(code) or Code(code=code, kinds=(), confidence=sure)
            unsure = held.confidence if sure == "seen" else sure
            found[code] = replace(held, kinds=(*held.kinds, kind.id), confidence=unsure)
    return tuple(found.values())


def codes_of_kind(known: Knowledge, kind: str) -> tuple[Code, ...]:
    """Give the codes that fit a kind, in the order of the content; none where it has none."""
    named = known.content.kinds[kind].codes.get(scheme_of(known), ()) if kind in known.content.kinds else ()
    codes = {code.code: code for code in every_code(known)}
    return tuple(codes[name] for name in named)


def found_codes(known: Knowledge, looked_for: str) -> tuple[Code, ...]:
    """Give the codes whose own letters, or whose kinds in words, hold every word looked for; all where nothing is."""
    words = looked_for.casefold().split()
    fitting = (
        code
        for code in every_code(known)
        if all(any(word in text for text in _texts(known, code)) for word in words)
    )
    return tuple(code for _, code in zip(range(MOST_FOUND), fitting, strict=False))


def _texts(known: Knowledge, code: Code) -> Iterator[str]:
    yield code.code.casefold()
    for name in code.kinds:
        kind = known.content.kinds[name]
        yield f"{name} {kind.label} {kind.definition}".casefold()


def checked(known: Knowledge, said: Decision) -> Decision:
    """
    Give a decision as it is kept, without the spaces around its texts.

    :raises NoCodeError, NotACodeError, NoReasonError, NothingToldError, TooManyLettersError: it cannot be kept so.
    """
    clean = replace(said, code=said.code.strip(), reason=_clean(said.reason), told=_clean(said.told))
    if said.recorded_as is RecordedAs.CRIME and not clean.code:
        raise NoCodeError
    if clean.code and not _is_code(known, clean.code):
        raise NotACodeError
    if not clean.reason:
        raise NoReasonError
    if said.recorded_as is not RecordedAs.CRIME and not clean.told:
        raise NothingToldError
    for field, text in (("reason", clean.reason), ("told", clean.told)):
        if len(text) > TEXT_LIMIT:
            raise TooManyLettersError(field, len(text) - TEXT_LIMIT)
    return clean


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _is_code(known: Knowledge, code: str) -> bool:
    return bool(_TYPED_CODE.fullmatch(code)) or code in {each.code for each in every_code(known)}
