"""Nobody may fall between two chairs: owners, units, recording bodies, questions.

The parts of the UK come from the model; every jurisdiction with a country of its own is
held to the same rules.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final, get_args

from callpoint.rules.content.layout import Gathered, Piece
from callpoint.rules.content.model import (
    Kind,
    Nation,
    Question,
    Service,
    Unit,
)
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content

NATIONS: Final[tuple[str, ...]] = get_args(Nation)
_UK: Final = "GB"
_DEFAULT: Final = "default"
_ELSEWHERE: Final = "elsewhere"


def coverage_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every gap, and for every answer that does not serve a place."""
    for piece in found.of("kinds"):
        if piece.id in content.kinds:
            yield from _owner_problems(content, piece)
    yield from _unit_problems(content, found)
    yield from _recording_problems(content, found)
    yield from _question_problems(content, found)


def _owner_problems(content: Content, piece: Piece) -> Iterator[Problem]:
    kind = content.kinds[piece.id]
    if not kind.owners.get(_DEFAULT):
        yield piece.tree.problem(
            ("id",),
            f"Nobody owns the kind `{kind.id}`.",
            "Add it to owners.yaml with a `default`.",
        )
        return
    for young, owners in ((False, kind.owners), (True, kind.owners_if_under_18)):
        if not owners:
            continue
        for place in (*NATIONS, *_countries_of(owners)):
            for service_id in owners.get(place, owners.get(_DEFAULT, ())):
                service = content.services.get(service_id)
                if service is not None and not _serves_place(service, place):
                    whom = " for people under 18" if young else ""
                    yield piece.tree.problem(
                        ("id",),
                        f"`{service_id}` owns `{kind.id}` in {place}{whom}, but does not serve it.",
                        f"Name another owner for {place} in owners.yaml.",
                    )


def _countries_of(owners: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(key for key in owners if key not in {_DEFAULT, *NATIONS})


def _serves_place(service: Service, place: str) -> bool:
    serves = service.serves
    if place in NATIONS:
        return not serves.nations or place in serves.nations
    return not serves.countries or bool({place, "*"} & set(serves.countries))


def _unit_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    pieces = [piece for piece in found.of("units") if piece.id in content.units]
    for top in sorted({piece.home.split("/")[0] for piece in pieces}):
        yield from _units_of_one(content, [piece for piece in pieces if piece.home.split("/")[0] == top])


def _units_of_one(content: Content, pieces: list[Piece]) -> Iterator[Problem]:
    units = [content.units[piece.id] for piece in pieces]
    fallbacks = sum(unit.fallback for unit in units)
    if fallbacks != 1:
        yield pieces[0].tree.problem(
            ("fallback",),
            f"There are {fallbacks} fallback units; there must be exactly one.",
            "Write `fallback: true` in the one unit that takes what no other takes.",
        )
    areas = {area for unit in units for area in unit.areas} | {_ELSEWHERE}
    for kind, area in product(content.kinds.values(), sorted(areas)):
        if not any(_unit_takes(unit, kind, area) for unit in units):
            where = "elsewhere" if area == _ELSEWHERE else f"in {area}"
            yield pieces[0].tree.problem(
                ("kinds",),
                f"No unit takes `{kind.id}` {where}.",
                "Let the fallback unit take every kind everywhere.",
            )


def _unit_takes(unit: Unit, kind: Kind, area: str) -> bool:
    named = {kind.id, f"group:{kind.group}"}
    return (not unit.kinds or bool(named & set(unit.kinds))) and (not unit.areas or area in unit.areas)


def _recording_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    for piece in found.of("recording"):
        home = content.jurisdictions.get(piece.jurisdiction)
        if home is None:
            continue
        nations = NATIONS if home.country == _UK else ("",)
        for kind, nation in product(content.kinds, nations):
            body = content.recorded_by(kind, nation=nation, country=home.country)
            if body is None:
                yield piece.tree.problem(
                    ("bodies",),
                    f"Nobody records `{kind}` in {nation or home.name}.",
                    "Add a body for its group or for the kind.",
                )


def _question_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    earlier: dict[str, Question] = {}
    pieces = {piece.id: piece for piece in found.of("questions")}
    for name, question in content.questions.items():
        piece = pieces[name]
        if question.section not in content.sections:
            yield piece.tree.problem(
                ("section",),
                f"There is no section `{question.section}`.",
                "Write the name of the file it lies in.",
            )
        for asked in question.ask_if:
            yield from _ask_if_problems(piece, question, (asked, earlier.get(asked)))
        earlier[name] = question


def _ask_if_problems(
    piece: Piece, question: Question, before: tuple[str, Question | None]
) -> Iterator[Problem]:
    asked, earlier = before
    if earlier is None:
        yield piece.tree.problem(
            ("ask_if", asked),
            f"`{piece.id}` depends on `{asked}`, which is not asked before it.",
            "Name an earlier question, or move one of the two.",
        )
        return
    known = [choice.id for choice in earlier.choices]
    for at, answer in enumerate(question.ask_if[asked]):
        if known and answer not in known:
            yield piece.tree.problem(
                ("ask_if", asked, at),
                f"`{asked}` has no answer `{answer}`.",
                f"Choose one of {', '.join(known)}.",
            )
