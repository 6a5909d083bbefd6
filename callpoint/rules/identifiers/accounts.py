"""UK bank accounts: a sort code and an account number, in either order, however far apart their labels put them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from callpoint.rules.identifiers.digits import Run, joined, pieces, words_before
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.reading.accounts import read_account

_SORTS: Final = ("6", "222")
_NUMBERS: Final = ("8", "44", "2222", "332", "233")
"""The sizes of the groups in which people write each part."""
_WORD: Final = (
    "and|the|with|to|acc(?:oun)?t?s?|a/c|ac|an|numbers?|num|no|nr|n[º°o]|is|was|it's|bank|sort|sort-?code|codes?|s/c|sc"
    "|rhif|cyfrif|archeb|c[oô]d|didoli|y|yr|yw|a|konto|konta|numer|nr|rachunek|rachunku|i|rahunok"
    "|рахунок|рахунку|номер|і|та|اکاؤنٹ|نمبر|اور"  # noqa: RUF001 - Ukrainian and Urdu
)
_MARKS: Final = r"[\s,;:/|&+.()\-=#*\"'~>\[\]]*"
_GAP: Final = re.compile(rf"{_MARKS}(?:(?:{_WORD})(?![^\W\d_]){_MARKS}){{0,7}}", re.IGNORECASE)
_SORT_LABEL: Final = re.compile(
    r"(?:sort\s?-?code|\bs/c|c[oô]d didoli|\bsc)s?\W{0,3}(?:(?:is|was|no\.?|number|of|as)\b)?\W{0,4}$"
)
_NUMBER_LABEL: Final = re.compile(
    r"(?:account|\bacct?|\ba/c|cyfrif|\bac)\W{0,3}(?:no|number|num|nr)?\W{0,3}(?:is|was)?\W{0,4}$"
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
    sizes = [_sizes(run) for run in runs]
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


_NUMBER_SIZES: Final = re.compile("8|44|2222|332|233")


def _take(runs: list[Run], used: set[tuple[int, int]]) -> None:
    """Leave the runs with what is no account."""
    if not used:
        return
    rest: list[Run] = []
    for index, run in enumerate(runs):
        rest += pieces(run, {at for run_at, at in used if run_at == index})
    runs[:] = rest


def _pairs_from(text: str, runs: list[Run], begun: tuple[int, list[str]]) -> Iterator[tuple[Part, Part]]:
    """Give what may be an account and begins in a run: in it alone, or at its end and the next one's beginning."""
    index, sizes = begun
    for found in _PART.finditer(sizes[index]):
        for shape in (found[1], found[2]):
            if shape:
                part = _part(runs, index, (found.start(), found.start() + len(shape)))
                yield from _seconds(text, runs, (part, sizes))


_PART: Final = re.compile(r"(?=[2-468])(?=(6|222)?)(?=(8|44|2222|332|233)?)")
"""Where a sort code or a number may begin, or both: 22222 is one and then a piece of the other."""


def _part(runs: list[Run], index: int, places: tuple[int, int]) -> Part:
    first, last = places
    groups = runs[index].groups[first:last]
    return Part(index, first, last, groups[0].start, groups[-1].end, joined(groups))


def _seconds(text: str, runs: list[Run], begun: tuple[Part, list[str]]) -> Iterator[tuple[Part, Part]]:
    """Give a first part with each second one that follows it."""
    part, sizes = begun
    index, first = part.run, part.last
    shapes = _NUMBERS if len(part.digits) == 6 else _SORTS
    if first == len(sizes[index]):
        index, first = index + 1, 0
        if index == len(runs) or not sizes[index].startswith(shapes):
            return
        if not _belongs(text, part, runs[index].start):
            return
    for shape in shapes:
        if sizes[index].startswith(shape, first):
            yield part, _part(runs, index, (first, first + len(shape)))


def _sizes(run: Run) -> str:
    """Give the sizes of a run's groups, a digit each; 9 stands for all that are longer."""
    return "".join([str(min(9, len(group.digits))) for group in run.groups])


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
    # Many small groups are an account only where a label says so.
    return number.last - number.first <= 2


_GLUED: Final = re.compile(r"\b(?:sort ?code|sort|s/?c|a/?c|acct?|account)$")
"""A label against the digits themselves."""
_JOINED: Final = re.compile(r"[\w$£€#]$")
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
