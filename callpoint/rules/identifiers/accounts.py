"""UK bank accounts: a sort code and an account number, in either order, however far apart their labels put them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from callpoint.rules.identifiers.digits import Run, joined, pieces, words_before
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.reading.accounts import read_account

_SORTS: Final = ("6", "222")
_NUMBERS: Final = ("8", "44", "2222", "332", "233")
"""The sizes of the groups in which people write each part."""
_WORD: Final = (
    "and|the|with|to|acc(?:[o0]un)?t?s?|a/c|ac|an|num[b6]ers?|nurnbers?|num|no|nr|n[º°o]|is|was|it's|bank|s[o0]rt|s[o0]rt-?c[o0]de|c[o0]des?|s/c|sc"
    "|rhif|cyfrif|archeb|c[oô]d|didoli|y|yr|yw|a|konto|konta|numer|nr|rachunek|rachunku|i|rahunok"
    "|рахунок|рахунку|номер|і|та|اکاؤنٹ|نمبر|اور"  # noqa: RUF001 - Ukrainian and Urdu
)
_MARKS: Final = r"[\s,;:/|&+.()\-=#*\"'~>\[\]\u2022]*"
_GAP: Final = re.compile(rf"{_MARKS}(?:(?:{_WORD})(?![^\W\d_]){_MARKS}){{0,7}}", re.IGNORECASE)
_SORT_LABEL: Final = re.compile(
    r"(?:s[o0]rt\s?-?c[o0]de|\bsort(?= ?[:=])|\bs/c|c[oô]d didoli|\bsc)s?\W{0,3}(?:(?:is|was|no\.?|number|of|as)\b)?\W{0,4}$"
)
_NUMBER_LABEL: Final = re.compile(
    r"(?:acc[o0]unt|\bacct?|\ba/c|cyfrif|\bac)\W{0,3}(?:no|num[b6]er|nurnber|num|nr)?\W{0,3}(?:is|was)?\W{0,4}$"
)
_NO_ACCOUNT: Final = re.compile(
    r"\b(?:tracking|order|ref|reference|invoice|parcel|consignment|auth|gtin|ean|barcode|batch|serial|docket|claim|version|"
    r"build|imei|isbn|tel|telephone|phone|fax)(?: (?:no|number|num|id|code|is|was))*[ .:#-]*$"
)
_FAR: Final = 80
"""Signs at most between two labelled parts, such as the payee's name."""


class Part(NamedTuple):
    """A piece of a run that may be a sort code or a number."""

    run: int
    first: int
    last: int
    start: int
    end: int
    digits: str


def find(scene: Scene) -> Iterator[Hit]:
    """Find each account, and take its digits out of the runs."""
    runs = scene.runs
    sizes = [run.sizes for run in runs]
    together = "-".join(sizes)
    if not ("6" in together or "222" in together) or _NUMBER_SIZES.search(together) is None:
        return
    used: set[tuple[int, int]] = set()
    for index in range(len(runs)):
        for pair in _pairs_from(scene.text, runs, (index, sizes)):
            places = {(part.run, at) for part in pair for at in range(part.first, part.last)}
            if places & used or not _is_account(scene.text, pair):
                continue
            used |= places
            sort, number = sorted(pair, key=lambda part: len(part.digits))
            start, end = min(sort.start, number.start), max(sort.end, number.end)
            yield Hit(IdentifierKind.BANK_ACCOUNT, f"GB:{sort.digits}:{number.digits}", start, end)
    _take(runs, used)


_NOTHING: Final[set[int]] = set()
_NUMBER_SIZES: Final = re.compile("8|44|2222|332|233")


def _take(runs: list[Run], used: set[tuple[int, int]]) -> None:
    """Leave the runs with what is no account."""
    if not used:
        return
    places: dict[int, set[int]] = {}
    for index, at in used:
        places.setdefault(index, set()).add(at)
    rest: list[Run] = []
    for index, run in enumerate(runs):
        rest += pieces(run, places.get(index, _NOTHING))
    runs[:] = rest


def _pairs_from(text: str, runs: list[Run], begun: tuple[int, list[str]]) -> Iterator[tuple[Part, Part]]:
    """Give what may be an account and begins in a run: in it alone, or at its end and the next one's beginning."""
    index, sizes = begun
    follows = sizes[index + 1] if index + 1 < len(sizes) else ""
    plan = _plan if len(sizes[index]) > _LONG else _known_plan
    for first, last, (onward, since, until) in plan(sizes[index], follows[:_MOST_GROUPS]):
        part = _part(runs, index, (first, last))
        if not onward or _belongs(text, part, runs[index + 1].start):
            yield part, _part(runs, index + onward, (since, until))


Places = tuple[tuple[int, int, tuple[int, int, int]], ...]


def _plan(sizes: str, follows: str) -> Places:
    """Give where a part may stand in a run of these sizes, and where its second: in the same run, or in the next."""
    return tuple(
        (found.start(), found.start() + len(shape), second)
        for found in _PART.finditer(sizes)
        for shape in (found[1], found[2])
        if shape
        for second in _seconds(sizes, follows, (found.start() + len(shape), shape in _SORTS))
    )


_PART: Final = re.compile(r"(?=[2-468])(?=(6|222)?)(?=(8|44|2222|332|233)?)")
"""Where a sort code or a number may begin, or both: 22222 is one and then a piece of the other."""


def _part(runs: list[Run], index: int, places: tuple[int, int]) -> Part:
    first, last = places
    groups = runs[index].groups[first:last]
    return Part(index, first, last, groups[0].start, groups[-1].end, joined(groups))


_known_plan: Final = lru_cache(maxsize=4096)(_plan)
_LONG: Final = 24
"""Groups of a run that is no longer worth remembering."""


def _seconds(sizes: str, follows: str, begun: tuple[int, bool]) -> Iterator[tuple[int, int, int]]:
    """Give the places of each second part: 1 where in the next run or else 0, its first group and the one after it."""
    first, is_sort = begun
    onward = int(first == len(sizes))
    there, since = (follows, 0) if onward else (sizes, first)
    for shape in _NUMBERS if is_sort else _SORTS:
        if there.startswith(shape, since):
            yield onward, since, since + len(shape)


_MOST_GROUPS: Final = 4
"""Groups of the longest part."""


def _belongs(text: str, part: Part, start: int) -> bool:
    """Say whether the words between two runs are those that stand between the parts of an account."""
    gap = text[part.end : start]
    if len(gap) <= 45 and _GAP.fullmatch(gap):
        return True
    if len(gap) > _FAR:
        return False
    labels = (_SORT_LABEL, _NUMBER_LABEL) if len(part.digits) == 6 else (_NUMBER_LABEL, _SORT_LABEL)
    return all(
        label.search(words_before(text, at)) for label, at in zip(labels, (part.start, start), strict=True)
    )


def _is_account(text: str, pair: tuple[Part, Part]) -> bool:
    """Leave out dates before a number, groups of a phone, and what is called something else."""
    sort, number = sorted(pair, key=lambda part: len(part.digits))
    before = words_before(text, pair[0].start)
    if (_JOINED.search(before) and not _GLUED.search(before)) or text[
        pair[1].end : pair[1].end + 1
    ].isalnum():
        return False
    if _SORT_LABEL.search(words_before(text, sort.start)):
        return True
    if _NO_ACCOUNT.search(before) or _DATE.fullmatch(text[sort.start : sort.end]):
        return False
    if _ABROAD.fullmatch(text[pair[0].start : pair[1].end]):
        return False
    # Many small groups are an account only where a label says so.
    return number.last - number.first <= 2


_ABROAD: Final = re.compile(r"00[1-9]\d[ .-]\d{4}[ .-]\d{6}")
"""A phone as it is dialled from abroad, 0044 7700 900123: eight digits and six as well."""
_GLUED: Final = re.compile(r"\b(?:sort ?code|sort|s/?c|a/?c|acct?|account)$")
"""A label against the digits themselves."""
_JOINED: Final = re.compile(r"[\w$£€#]\Z")
_DATE: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])([/.])(?:0[1-9]|1[0-2])\1\d\d")


class Accounts:
    """UK accounts by sort code and number."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one account typed in a field, in either order."""
        del region
        found = read_account(text)
        if found is None or not found.number:
            return None
        return f"GB:{found.sort_code.replace('-', '')}:{found.number}"

    def show(self, value: str) -> str:
        """Give 12-34-56 12345678."""
        _country, sort, number = value.split(":")
        return f"{sort[:2]}-{sort[2:4]}-{sort[4:]} {number}"

    def links(self, value: str) -> bool:
        """Say whether it is one account, not a made-up row of one digit."""
        return len(set(value.split(":")[2])) > 1

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark numbers that nobody was given."""
        return () if self.links(value) else ("placeholder",)
