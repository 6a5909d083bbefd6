"""The numbers of programs that let somebody else steer a machine: AnyDesk, TeamViewer and their like."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.digits import Run, joined, pieces
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.phones import plan_of_region

PROGRAMS: Final = {
    "anydesk": frozenset({9, 10}),
    "teamviewer": frozenset({8, 9, 10}),
    "rustdesk": frozenset({9, 10}),
    "ultraviewer": frozenset({8, 9}),
    "supremo": frozenset({9}),
}
"""The programs, and how many digits their numbers have; from memory of what they show."""
_FAR: Final = 90
_BACK: Final = 40
_NO_ID: Final = re.compile(
    r"\b(?:order|ref|reference|invoice|tracking|(?<!over )(?<!over the )(?<!by )(?<!on the )phone|tel|call|called|rang|account|acc|case|ticket|version|build|licen[cs]e key)"
    r"(?: (?:no|number|num|nr|is|was|id))*[ .:#-]*$"
)


def programs_of(scene: Scene) -> list[tuple[int, int, str]]:
    """Give where the text names a program, and which."""
    named = []
    for word in scene.words:
        name = word.text.replace(" ", "").lower()
        if name in PROGRAMS:
            named.append((word.start, word.end, name))
    return named


def find(scene: Scene) -> Iterator[Hit]:
    """Find the numbers near a program's name, and take their digits out of the runs."""
    named = programs_of(scene)
    if not named:
        return
    rest: list[Run] = []
    for run in scene.runs:
        used: set[int] = set()
        for first, last in _stretches(run):
            start, end = run.groups[first].start, run.groups[last - 1].end
            digits = joined(run.groups[first:last])
            program = _program(named, start, end)
            if program is None or len(digits) not in PROGRAMS[program] or digits[0] == "0":
                continue
            if last - first == _PARTS and _is_local(run.sizes[first:last], scene.region):
                continue
            if used & set(range(first, last)) or not _stands_alone(scene.text, start, end):
                continue
            used |= set(range(first, last))
            yield Hit(IdentifierKind.REMOTE_ID, f"{program}:{digits}", start, end)
        rest += pieces(run, used)
    scene.runs[:] = rest


_PARTS: Final = 3
"""Groups in which phones of North America are written, as 512 555 0164, and no program prints a number."""


def _is_local(sizes: str, region: str) -> bool:
    """Say whether digits are grouped as phones are where no 0 is dialled first."""
    plan = plan_of_region(region)
    return sizes == "334" and plan is not None and not plan.needs_trunk


def _stretches(run: Run) -> Iterator[tuple[int, int]]:
    """Give the stretches of groups as the programs print them: one, threes, or a digit before threes."""
    sizes = [len(group.digits) for group in run.groups]
    for first in range(len(sizes)):
        for shape in ((1, 3, 3, 3), (3, 3, 3), (3, 3, 4), (4, 3, 3), (2, 3, 3), (4, 4), (10,), (9,), (8,)):
            if tuple(sizes[first : first + len(shape)]) == shape:
                yield first, first + len(shape)


def _program(named: list[tuple[int, int, str]], start: int, end: int) -> str | None:
    """Give the program named last before, or else soon after."""
    before = [name for _start, stop, name in named if stop <= start <= stop + _FAR]
    if before:
        return before[-1]
    return next((name for begin, _stop, name in named if end <= begin <= end + _BACK), None)


def _stands_alone(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end : end + 1]
    if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isdigit():
        return False
    if any(sign.isalnum() or sign in "+_£$€@#" for sign in around):
        return False
    return not _NO_ID.search(text[max(0, start - 40) : start].lower())


class RemoteIds:
    """Numbers of remote-access programs."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one number with its program named, as "AnyDesk 123 456 789"."""
        del region
        found = _NAMED.fullmatch(text.strip())
        if found is None:
            return None
        program, digits = found[1].replace(" ", "").lower(), re.sub(r"\D", "", found[2])
        return f"{program}:{digits}" if len(digits) in PROGRAMS[program] else None

    def show(self, value: str) -> str:
        """Give the program and its number in threes."""
        program, _, digits = value.partition(":")
        head = len(digits) % 3
        groups = [digits[:head]] * bool(head) + [digits[at : at + 3] for at in range(head, len(digits), 3)]
        return f"{_SHOWN[program]} {' '.join(groups)}"

    def links(self, value: str) -> bool:
        """Say yes: a machine keeps its number."""
        return bool(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Say nothing: the number alone tells nothing."""
        del value
        return ()


_SHOWN: Final = {
    "anydesk": "AnyDesk",
    "teamviewer": "TeamViewer",
    "rustdesk": "RustDesk",
    "ultraviewer": "UltraViewer",
    "supremo": "Supremo",
}
_NAMED: Final = re.compile(
    r"(any ?desk|team ?viewer|rust ?desk|ultra ?viewer|supremo)(?: (?:id|code|number|no))*[ :.#-]*([\d -]{8,14})",
    re.IGNORECASE,
)
