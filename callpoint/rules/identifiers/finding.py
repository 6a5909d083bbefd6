"""Finding: one pass over the text for candidates, each kind on its own, then what overlaps and whose it is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from callpoint.rules.identifiers import (
    accounts,
    cards,
    handles,
    ibans,
    ips,
    mails,
    phone_kind,
    remote,
    wallets,
    web,
)
from callpoint.rules.identifiers.candidates import Candidate, Shape, candidates
from callpoint.rules.identifiers.digits import pieces, run_of
from callpoint.rules.identifiers.folding import fold
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import Found, IdentifierKind
from callpoint.rules.identifiers.own import NOTHING_OWN, Own
from callpoint.rules.identifiers.whose import whose_each


def find(text: str, *, region: str = "GB", own: Own = NOTHING_OWN) -> tuple[Found, ...]:
    """
    Find each identifier of a text, in its order, with its place and whose it is.

    `region` is the country (ISO 3166-1) in which phone numbers without a country code are dialled. Nothing that is
    found overlaps. Time grows with the length of the text, whatever it holds.
    """
    folded = fold(text)
    hits = _hits(folded.text, region)
    if not hits:
        return ()
    found = []
    for hit, whose in zip(hits, whose_each(folded.text, hits, own), strict=True):
        start, end = folded.span(hit.start, hit.end)
        found.append(
            Found(kind=hit.kind, value=hit.value, text=text[start:end], start=start, end=end, whose=whose)
        )
    return tuple(found)


MOST_REFUSED: Final = 2000
"""
After so many candidates that are nothing, and eight more for each that is something, the rest of a text may be left.

A text of a million signs made of half identifiers would otherwise take a second of a worker. It is left only where it
also holds more of them than one in `SPARSE` signs: no chat, statement or story of any length does.
"""
SPARSE: Final = 32
"""Signs of a text for each candidate that it may hold besides, whatever they turn out to be."""


def hits_in(text: str, *, region: str) -> list[Hit]:
    """Give what stands in a text, without saying whose."""
    return _hits(fold(text).text, region)


def _hits(text: str, region: str) -> list[Hit]:
    scene = Scene(text, region)
    hits = _first_hits(scene)
    for find_in_runs in (cards.find_whole, remote.find, accounts.find, phone_kind.find):
        hits = _merged(hits, list(find_in_runs(scene)))
    return _with_handles(scene, hits)


def _first_hits(scene: Scene) -> list[Hit]:
    """Walk over the candidates: give what needs nothing else to be known, and keep digits, names and words for later."""
    hits: list[Hit] = []
    numbers: list[Candidate] = []
    patience = Patience()
    until = 0
    for candidate in candidates(scene.text):
        shape = candidate.shape
        if candidate.start < until or (shape is Shape.COLONS and _CLOCK.fullmatch(candidate.text)):
            continue
        if shape is not Shape.NUMBER:
            patience.refused += 1
        elif patience.saw_number(candidate):
            numbers.append(candidate)
        if patience.refused > MOST_REFUSED + candidate.start // SPARSE + 8 * len(hits):
            break
        for hit in _AT_ONCE[shape](scene, candidate):
            while hits and hits[-1].end > hit.start:
                hits.pop()
            hits.append(hit)
            until = hit.end
    hits = _merged(hits, [hit for word in scene.words for hit in cards.find_ending(scene, word)])
    _add_runs(scene, hits, numbers)
    return hits


_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.20\d\d")
"""The commonest digits of all: not worth a further look."""
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d:\d\d")
"""The time before a message of a chat: no address has so few parts."""


class Patience:
    """How many candidates of a text were nothing; numbers that look like phones or accounts are seldom that."""

    __slots__ = ("_end", "_size", "refused")

    def __init__(self) -> None:
        """Begin with none."""
        self.refused = 0
        self._end = self._size = 0

    def saw_number(self, candidate: Candidate) -> bool:
        """
        Count a number, and say whether it is no date.

        One as dialled, or the second half of an account, is only known later: it buys as much patience as a hit.
        """
        said = candidate.text
        if _DATE.fullmatch(said) is not None:
            return False
        size = len(said) if said.isdecimal() else len(_MARKS.sub("", said[:_LONGEST_WHOLE]))
        is_half = {size, self._size} == {6, 8} and candidate.start <= self._end + _NEAR
        is_dialled = said[0] in "0+(" and size >= _FEWEST_DIALLED
        self.refused += -8 if is_dialled or size == _WHOLE or is_half else 1
        self._size, self._end = size, candidate.end
        return True


_MARKS: Final = re.compile(r"[ ().\-/]")
_FEWEST_DIALLED: Final = 8
"""Digits, or plus, of the shortest number that is written as dialled."""
_NEAR: Final = 45
"""Signs between the halves of an account: its labels."""
_LONGEST_WHOLE: Final = 100
"""Signs that a sort code and a number together can take, with room: what is longer has more digits than that."""
_WHOLE: Final = 14
"""Digits of a sort code and a number together."""


def _name_or_mail(scene: Scene, candidate: Candidate) -> Iterable[Hit]:
    found = list(mails.find_at(scene, candidate))
    if found:
        return found
    if candidate.text.startswith("@"):
        scene.tags.append(candidate)
    # "at evil.example" is no address of mail, and the dot of a host was taken with it.
    dot = _DOT.search(candidate.text)
    if candidate.text[0] == " " and dot:
        start = candidate.start + dot.start()
        return web.find_dot(scene, Candidate(Shape.DOT, start, candidate.end, dot[0]))
    return ()


_DOT: Final = re.compile(r" dot .|\..$", re.IGNORECASE)


def _token(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    said = candidate.text
    start = candidate.start + (4 if said[:4].lower() == "iban" else 0)
    if scene.text[start : start + 2].isalpha() and scene.text[start + 2 : start + 4].isdecimal():
        iban = list(ibans.find_at(scene, start))
        if iban:
            yield from iban
            return
    yield from wallets.find(scene, candidate)


def _word(scene: Scene, candidate: Candidate) -> Iterable[Hit]:
    scene.words.append(candidate)
    return ()


def _four(scene: Scene, candidate: Candidate) -> Iterable[Hit]:
    is_long, has_dots = len(candidate.text) >= _LEAST_IBAN, candidate.text.count(".") >= 3
    if is_long and _COUNTRY.search(scene.text[max(0, candidate.start - 4) : candidate.start]):
        return ibans.find_at(scene, candidate.start - 3)
    if not has_dots:
        return ()
    # A bracket, or a digit of a word before, may have been taken with it: "v4 192.0.2.1".
    begins = _V4.search(candidate.text)
    return ips.find_four(scene, candidate.start + begins.start()) if begins else ()


_LEAST_IBAN: Final = 13
_COUNTRY: Final = re.compile(r"\b[A-Z]{2} $")
_V4: Final = re.compile(r"(?<!\d)(?<!\.)\d{1,3}[.\[({]\S*?\d")


_AT_ONCE: Final[Mapping[Shape, Callable[[Scene, Candidate], Iterable[Hit]]]] = {
    Shape.SCHEME: web.find_scheme,
    Shape.DOT: web.find_dot,
    Shape.AT: _name_or_mail,
    Shape.TOKEN: _token,
    Shape.COLONS: ips.find_six,
    Shape.MASKED: cards.find_masked,
    Shape.NUMBER: _four,
    Shape.WORD: _word,
    Shape.TAG: lambda _scene, _candidate: (),
}
"""Who looks at a candidate of each shape while the text is walked over."""


def _add_runs(scene: Scene, hits: list[Hit], numbers: list[Candidate]) -> None:
    """Take apart the numbers, and leave out what hits cover."""
    starts = [hit.start for hit in hits]
    for candidate in numbers:
        run = run_of(scene.text, candidate)
        place = bisect_left(starts, candidate.end)
        if place and hits[place - 1].end > candidate.start:
            near = hits[max(0, place - 3) : place]
            covered = {
                at
                for at, group in enumerate(run.groups)
                if any(hit.start < group.end and group.start < hit.end for hit in near)
            }
            scene.runs += pieces(run, covered)
        elif run.groups:
            scene.runs.append(run)


def _merged(hits: list[Hit], more: list[Hit]) -> list[Hit]:
    """Add hits that overlap none before them; all in the order of the text."""
    if not more:
        return hits
    whole = sorted([*hits, *more], key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in whole:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _with_handles(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """Add names at platforms, by the platforms that the text names."""
    if not scene.tags and not scene.words:
        return hits
    named = handles.platforms_of(scene, hits)
    links = {hit.start for hit in hits if hit.kind is IdentifierKind.HANDLE}
    found = [hit for candidate in scene.tags for hit in handles.find_at(scene, candidate, named)]
    found += [hit for one in named if one.start not in links for hit in handles.find_named(scene, one)]
    spans = {(hit.start, hit.end) for hit in found}
    # "discord user nitro.gifts": a name with a dot there is no site.
    rest = [hit for hit in hits if hit.kind is not IdentifierKind.DOMAIN or (hit.start, hit.end) not in spans]
    return _merged(rest, sorted(set(found), key=lambda hit: hit.start))
