"""Finding: one pass over the text for candidates, each kind on its own, then what overlaps and whose it is."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

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
from callpoint.rules.identifiers.digits import run_of
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


def hits_in(text: str, *, region: str) -> list[Hit]:
    """Give what stands in a text, without saying whose."""
    return _hits(fold(text).text, region)


def _hits(text: str, region: str) -> list[Hit]:
    scene = Scene(text, region)
    tagged: list[Candidate] = []
    hits: list[Hit] = []
    numbers: list[Candidate] = []
    until = 0
    for candidate in candidates(text):
        if candidate.start < until:
            continue
        if candidate.shape is Shape.NUMBER:
            numbers.append(candidate)
        elif candidate.shape is Shape.WORD:
            scene.words.append(candidate)
        for hit in _at_once(scene, candidate, tagged):
            while hits and hits[-1].end > hit.start:
                hits.pop()
            hits.append(hit)
            until = hit.end
    hits = _merged(hits, _card_endings(scene, hits))
    _add_runs(scene, hits, numbers)
    for find_in_runs in (cards.find_whole, remote.find, accounts.find, phone_kind.find):
        hits = _merged(hits, list(find_in_runs(scene)))
    return _with_handles(scene, hits, tagged)


def _at_once(scene: Scene, candidate: Candidate, tagged: list[Candidate]) -> Iterable[Hit]:
    """Give what a candidate is that needs no other: addresses, wallets, IBANs, cards crossed out."""
    shape = candidate.shape
    if shape is Shape.SCHEME:
        return web.find_scheme(scene, candidate)
    if shape is Shape.DOT:
        return web.find_dot(scene, candidate)
    if shape is Shape.AT:
        found = list(mails.find_at(scene, candidate))
        if not found and candidate.text.startswith("@"):
            tagged.append(candidate)
        return found
    if shape is Shape.TOKEN:
        return _token(scene, candidate)
    if shape is Shape.COLONS:
        return ips.find_six(scene, candidate)
    if shape is Shape.MASKED:
        return cards.find_masked(scene, candidate)
    return ips.find_four(scene, candidate.start) if shape is Shape.NUMBER else ()


def _token(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    if candidate.text[:2].isalpha() and candidate.text[2:4].isdigit():
        iban = list(ibans.find_at(scene, candidate.start))
        if iban:
            yield from iban
            return
    yield from wallets.find(scene, candidate)


def _card_endings(scene: Scene, hits: list[Hit]) -> list[Hit]:
    del hits
    return [
        hit
        for word in scene.words
        if word.text[:3].lower() in {"end", "las"}
        for hit in cards.find_ending(scene, word)
    ]


def _add_runs(scene: Scene, hits: list[Hit], numbers: list[Candidate]) -> None:
    """Take apart the numbers that no hit covers."""
    starts = [hit.start for hit in hits]
    for candidate in numbers:
        place = bisect_left(starts, candidate.end)
        if place and hits[place - 1].end > candidate.start:
            continue
        run = run_of(scene.text, candidate)
        if run.groups:
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


def _with_handles(scene: Scene, hits: list[Hit], tagged: list[Candidate]) -> list[Hit]:
    """Add names at platforms, by the platforms that the text names."""
    if not tagged and not scene.words:
        return hits
    named = handles.platforms_of(scene, hits)
    found = [hit for candidate in tagged for hit in handles.find_at(scene, candidate, named)]
    found += [
        hit
        for one in named
        if not any(place.kind is IdentifierKind.HANDLE and place.start == one.start for place in hits)
        for hit in handles.find_named(scene, one)
    ]
    return _merged(hits, sorted(set(found), key=lambda hit: hit.start))
