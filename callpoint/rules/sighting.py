"""What a report names: each value in its answers, messages and files, where it stands, whose it is, whether it may link."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from callpoint.rules import stand_in
from callpoint.rules.content.whole import Content
from callpoint.rules.identifiers.model import Found, IdentifierKind, Whose
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

TYPED: Final[Mapping[str, IdentifierKind]] = MappingProxyType(
    {kind.value: kind for kind in IdentifierKind if kind is not IdentifierKind.IBAN}
)
"""The types of questions that are answered with one identifier; a bank account may be told as an IBAN."""
READ_THROUGH: Final = frozenset({"long", "text", "identifier", "address"})
"""The types of questions whose answers are read through for identifiers."""

WEIGHT_OF_WORD: Final = (Whose.REPORTER, Whose.SUSPECT, Whose.ORGANISATION, Whose.UNKNOWN)
"""Where one value is told to be two people's, the first of these holds: the reporter knows what is theirs."""


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

    def with_more(self, other: "Sighted") -> "Sighted":
        """Give what is known of the value once it was sighted again."""
        whose = min(self.whose, other.whose, key=WEIGHT_OF_WORD.index)
        known = set(self.mentions)
        mentions = (*self.mentions, *(one for one in other.mentions if one not in known))
        return replace(
            self,
            whose=whose,
            standing=standing_of(self.kind, self.value, whose),
            mentions=mentions[:MOST_MENTIONS],
        )


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


def _said_whose(name: str, kind: IdentifierKind | None) -> Whose | None:
    if name in OWN_QUESTIONS:
        return Whose.REPORTER
    if name in GENUINE_QUESTIONS | BYSTANDER_QUESTIONS:
        return Whose.ORGANISATION
    return Whose.SUSPECT if kind is not None else None


def sight(texts: Iterable[Written]) -> tuple[Sighted, ...]:
    """Find the values in texts of one report: each once, in the order in which it first stands, at most MOST_VALUES."""
    known: dict[tuple[IdentifierKind, str], Sighted] = {}
    for text in texts:
        for found in _found_in(text):
            one = _sighted(text, found)
            place = (one.kind, one.value)
            if place in known:
                known[place] = known[place].with_more(one)
            elif len(known) < MOST_VALUES:
                known[place] = one
    return tuple(known.values())


def _found_in(text: Written) -> Sequence[Found]:
    """Read an answer as what was asked for; where it is something else, or more, read it through."""
    read: Callable[[IdentifierKind, str], Sequence[Found]] = stand_in.read
    typed = read(text.kind, text.text) if text.kind else ()
    return typed or stand_in.find(text.text)


def _sighted(text: Written, found: Found) -> Sighted:
    whose = text.whose or found.whose
    return Sighted(
        kind=found.kind,
        value=found.value,
        whose=whose,
        standing=standing_of(found.kind, found.value, whose),
        mentions=(Mention(source=text.source, start=found.start, end=found.end, text=found.text),),
    )


def standing_of(kind: IdentifierKind, value: str, whose: Whose) -> Standing:
    """Say whether a sighting may link: never the reporter's own, a kind that does not, or what anybody may name."""
    if whose is Whose.REPORTER:
        return Standing.OWN
    if not stand_in.kind_links(kind):
        return Standing.KIND
    if whose is Whose.ORGANISATION or stand_in.is_common(kind, value):
        return Standing.COMMON
    return Standing.LINKING
