"""What a report names: each value in its answers, messages and files, where it stands, whose it is, whether it may link."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from callpoint.rules.content.whole import Content
from callpoint.rules.identifiers import Found, IdentifierKind, Own, Whose, find, kind_links, read
from callpoint.rules.linking.common import CommonValues
from callpoint.rules.rows import Answers, split_key
from callpoint.rules.standing import Standing

MOST_VALUES: Final = 200
"""Different values of one report; a list of a thousand addresses is an exhibit, and would link to everything."""
MOST_MENTIONS: Final = 50
"""Places of one value in one report that are kept."""

OWN_QUESTIONS: Final = frozenset(
    {
        "phone",
        "email",
        "number_lost",
        "pay_from_account",
        "crypto_from",
        "username",
        "target_host",
        "org_it_contact",
        "harmed_contact",
    }
)
"""What they ask for belongs to the reporter, or to the person harmed, and says nothing of who did it."""
BYSTANDER_QUESTIONS: Final = frozenset({"witnesses", "others_hit", "told_ref", "bank_ref", "earlier_report"})
"""Whoever is named there did not do it."""
GENUINE_QUESTIONS: Final = frozenset({"true_domain"})
"""What they ask for belongs to a genuine firm."""
SILENT_QUESTIONS: Final = frozenset({"name", "harmed_name", "date_of_birth", "postcode", "harmed_postcode"})
"""No identifier of ours stands there."""

NAMES: Final = ("name", "harmed_name")
"""The questions for a name of the reporter's side."""

TYPED: Final[Mapping[str, IdentifierKind]] = MappingProxyType(
    {kind.value: kind for kind in IdentifierKind if kind is not IdentifierKind.IBAN}
)
"""The types of questions that are answered with one identifier; a bank account may be told as an IBAN."""
READ_THROUGH: Final = frozenset({"long", "text", "identifier", "address"})
"""The types of questions whose answers are read through for identifiers."""

WHO_SENT_IT: Final = frozenset({"From", "Reply-To", "Return-Path", "To"})
"""The headers of a mail that name its sender and whom it was sent to."""
DELIVERED: Final = frozenset({"Received", "Return-Path"})
"""Headers that a mail is given on its way."""
MOST_HEADERS: Final = 50
_BRACKETS: Final = re.compile(r"<([^<>\s]+)>")

SURER: Final = (Whose.REPORTER, Whose.SUSPECT, Whose.ORGANISATION, Whose.UNKNOWN)
"""Where the words around a value are all there is, and they differ: the first of these holds."""
OPEN: Final = frozenset({Whose.ORGANISATION, Whose.UNKNOWN})
"""What later words may still change without a question that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a value stands: `text` is what was written at `start` to `end` of its source."""

    source: str
    """`answer:<key>`, `addition:<id>:<key>`, `message:<id>` or `exhibit:<id>`."""
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """One value of a report, with every place where it stands."""

    kind: IdentifierKind
    value: str
    whose: Whose
    standing: Standing
    mentions: tuple[Mention, ...]

    is_said: bool = False
    """Whether a question said whose it is; else the words around it did."""

    def with_more(self, other: "Sighted", *, common: CommonValues) -> "Sighted":
        """Give what is known of the value once it was sighted again; what is the reporter's own by their word stays so."""
        known = set(self.mentions)
        mentions = (*self.mentions, *(one for one in other.mentions if one not in known))
        whose = self._whose_with(other)
        return replace(
            self,
            whose=whose,
            standing=standing_of(self.kind, self.value, whose, common=common),
            mentions=mentions[:MOST_MENTIONS],
            is_said=self.is_said or other.is_said,
        )

    def _whose_with(self, other: "Sighted") -> Whose:
        if self.is_said and other.is_said:
            return Whose.REPORTER if Whose.REPORTER in (self.whose, other.whose) else self.whose
        if self.is_said or other.is_said:
            return self.whose if self.is_said else other.whose
        return min(self.whose, other.whose, key=SURER.index) if self.whose in OPEN else self.whose


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text of a report, in which values are looked for."""

    source: str
    text: str
    kind: IdentifierKind | None = None
    """Where it is the answer to a question for one identifier: its kind."""
    whose: Whose | None = None
    """Where the question says whose it is."""


def written_in_answers(answers: Answers, content: Content, *, source: str = "answer") -> Iterator[Written]:
    """Give the texts of answers in which values may stand, each with what its question says of them."""
    for key, value in answers.items():
        name = split_key(key)[0]
        question = content.questions.get(name)
        is_read = question is not None and (question.type in TYPED or question.type in READ_THROUGH)
        if question is None or not is_read or not isinstance(value, str) or name in SILENT_QUESTIONS:
            continue
        kind = TYPED.get(question.type)
        yield Written(source=f"{source}:{key}", text=value, kind=kind, whose=_said_whose(name, kind))


def written_in_headers(facts: Iterable[tuple[str, str]], *, source: str) -> Iterator[Written]:
    """
    Give the headers of a mail that say who sent it, and to whom, each as a text of its own.

    Only of a mail that was delivered: a copy of one that was sent has the reporter as its sender. The words before an
    address, its header's name, say whose it is; that gives way to what a question says. What stands before an address
    in pointed brackets is a name that anybody may choose, and is left out.
    """
    told = tuple(facts)[:MOST_HEADERS]
    if not any(name in DELIVERED for name, _value in told):
        return
    for name, value in told:
        if name in WHO_SENT_IT:
            in_brackets = _BRACKETS.findall(value)
            yield Written(source=source, text=f"{name}: {', '.join(in_brackets) or value}")


def _said_whose(name: str, kind: IdentifierKind | None) -> Whose | None:
    if name in OWN_QUESTIONS:
        return Whose.REPORTER
    if name in GENUINE_QUESTIONS | BYSTANDER_QUESTIONS:
        return Whose.ORGANISATION
    return Whose.SUSPECT if kind is not None else None


def own_among(texts: Iterable[Written], *, region: str) -> frozenset[tuple[IdentifierKind, str]]:
    """Give the values that questions say are the reporter's, or the person's who was harmed."""
    own = (text for text in texts if text.whose is Whose.REPORTER)
    return frozenset(
        (found.kind, found.value) for text in own for found in _found_in(text, Own(), region=region)
    )


def sight(texts: Sequence[Written], *, own: Own, region: str, common: CommonValues) -> tuple[Sighted, ...]:
    """
    Find the values in texts of one report: each once, in the order in which it first stands, at most MOST_VALUES.

    `own` is what is known to be the reporter's; `region` is the country whose phone numbers need no country code;
    `common` is what anybody may name.
    """
    known: dict[tuple[IdentifierKind, str], Sighted] = {}
    for text in texts:
        for found in _found_in(text, own, region=region):
            one = _sighted(text, found, common=common)
            place = (one.kind, one.value)
            if place in known:
                known[place] = known[place].with_more(one, common=common)
            elif len(known) < MOST_VALUES:
                known[place] = one
    return tuple(known.values())


def _found_in(text: Written, own: Own, *, region: str) -> Sequence[Found]:
    """Read a text through; an answer that holds nothing of the kind that was asked for is read as a whole as such."""
    found = find(text.text, region=region, own=own)
    if text.kind is None or any(one.kind is text.kind for one in found):
        return found
    value = read(text.kind, text.text, region=region)
    if value is None:
        return found
    whole = Found(
        kind=text.kind, value=value, text=text.text, start=0, end=len(text.text), whose=Whose.UNKNOWN
    )
    return (whole,)


def _sighted(text: Written, found: Found, *, common: CommonValues) -> Sighted:
    whose = text.whose or found.whose
    return Sighted(
        kind=found.kind,
        value=found.value,
        whose=whose,
        standing=standing_of(found.kind, found.value, whose, common=common),
        mentions=(Mention(source=text.source, start=found.start, end=found.end, text=found.text),),
        is_said=text.whose is not None,
    )


def standing_of(kind: IdentifierKind, value: str, whose: Whose, *, common: CommonValues) -> Standing:
    """Say whether a sighting may link: never the reporter's own, what cannot, or what anybody may name."""
    if whose is Whose.REPORTER:
        return Standing.OWN
    if not kind_links(kind, value):
        return Standing.KIND
    if whose is Whose.ORGANISATION or common.list_of(kind, value) is not None:
        return Standing.COMMON
    return Standing.LINKING
