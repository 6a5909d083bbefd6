"""Load the content of all jurisdictions as one checked, versioned whole.

`load_content` gives either the whole or `BrokenContentError` with every problem found;
nothing is ever half loaded.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from callpoint.rules.content.closing_model import ClosingRules, Outcome
from callpoint.rules.content.criteria_model import BoundsFile, Criteria, CriteriaFile, criteria_of
from callpoint.rules.content.crosscheck import cross_problems
from callpoint.rules.content.export_model import ExportMapping
from callpoint.rules.content.layout import COMMON, Gathered, Piece, gather
from callpoint.rules.content.model import (
    UNDER_18,
    Brand,
    Country,
    GuidancePage,
    Jurisdiction,
    Kind,
    KindSetsFile,
    OwnersFile,
    Promise,
    Question,
    QuestionSection,
    RecordingBody,
    RecordingFile,
    Service,
    Situation,
    Unit,
)
from callpoint.rules.content.now_model import GuidanceLocal, NowGuide, NowLocal
from callpoint.rules.content.problems import BrokenContentError, Problem
from callpoint.rules.content.prose import prose_problems
from callpoint.rules.content.request_model import RequestKind
from callpoint.rules.content.sheet_model import Sheet
from callpoint.rules.content.triage_model import SignFile, TriageTable
from callpoint.rules.content.welfare_model import WelfareRules
from callpoint.rules.content.whole import Content

__all__ = [
    "BrokenContentError",
    "Content",
    "Problem",
    "Reading",
    "load_content",
    "read_content",
]

_M = TypeVar("_M", bound=BaseModel)
_ID_FROM_FILE: Final = frozenset({"kinds", "guidance", "services", "promises", "units", "now"})
_FILE_SHAPES: Final[Mapping[str, type[BaseModel]]] = {
    "owners": OwnersFile,
    "kind_sets": KindSetsFile,
    "recording": RecordingFile,
}
_NOT_OF_A_SECTION: Final = frozenset({"questions", "each"})
_REMEDIES: Final = {
    "missing": ("`{name}` is missing.", "Add a line `{name}: …`."),
    "extra_forbidden": (
        "`{name}` is not a name this file may hold.",
        "Correct its spelling, or remove the line. Names: {names}.",
    ),
    "literal_error": ("`{name}` may not be `{value}`.", "Choose {expected}."),
    "string_pattern_mismatch": (
        "`{value}` is not a well formed `{name}`.",
        "Use the pattern {pattern}.",
    ),
}


@dataclass(frozen=True)
class Reading:
    """What could be read, what is wrong with it, and where each piece was written."""

    content: Content
    problems: tuple[Problem, ...]
    found: Gathered


def load_content(root: Path, *, overlay: Path | None = None) -> Content:
    """Load and check everything under `root`, and under a deployment's own overlay.

    Raises `BrokenContentError` with every problem: file, line, what is wrong, remedy.
    """
    reading = read_content(root, overlay=overlay)
    if reading.problems:
        raise BrokenContentError(reading.problems)
    return reading.content


def read_content(root: Path, *, overlay: Path | None = None) -> Reading:
    """Load what can be loaded, with all problems; only checks may use such a whole."""
    found = gather(root, overlay)
    problems = list(found.problems)
    content = _built(found, problems)
    problems.extend(cross_problems(content, found))
    problems.extend(prose_problems(content, found))
    return Reading(content, tuple(sorted(set(problems))), found)


def _built(found: Gathered, problems: list[Problem]) -> Content:
    _check_ids(found, problems)
    _check_files(found, problems)
    _check_homes(found, problems)
    sections = _sections(found, problems)
    parts: dict[str, Any] = {
        "jurisdictions": _jurisdictions(found, problems),
        "services": _models(Service, found.of("services"), problems),
        "kinds": _kinds(found, problems),
        "questions": _questions(found, sections, problems),
        "sections": sections,
        "sheets": _models(Sheet, found.of("sheets"), problems),
        "kind_sets": _kind_sets(found),
        "situations": _models(Situation, found.of("situations"), problems),
        "guidance": _models(GuidancePage, found.of("guidance"), problems),
        "guidance_local": _models(GuidanceLocal, found.of("guidance_local"), problems),
        "now": _models(NowGuide, found.of("now"), problems),
        "now_local": _models(NowLocal, found.of("now_local"), problems),
        "promises": _models(Promise, found.of("promises"), problems),
        "units": _models(Unit, found.of("units"), problems),
        "recording": _recording(found),
        "brands": _models(Brand, found.of("brands"), problems),
        "countries": _models(Country, found.of("countries"), problems),
        "outcomes": _models(Outcome, found.of("outcomes"), problems),
        "requests": _models(RequestKind, found.of("requests"), problems),
        "closing": _models(ClosingRules, found.of("closing"), problems),
        "exports": _models(ExportMapping, found.of("exports"), problems),
        "welfare": _models(WelfareRules, found.of("welfare"), problems),
        "triage_tables": _models(TriageTable, found.of("triage"), problems),
        "criteria": _criteria(found, problems),
        "signs": _models(SignFile, found.of("signs"), problems),
    }
    homes = {f"{piece.sort}/{piece.id}": piece.jurisdiction for piece in found.pieces.values()}
    version = _version(parts)
    read_only: dict[str, Any] = {
        name: MappingProxyType(part) if isinstance(part, dict) else part for name, part in parts.items()
    }
    return Content(version=version, homes=MappingProxyType(homes), **read_only)


def _version(parts: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON; the order of lists counts, that of names does not.

    Mappings whose order people see (questions, sections) are written as lists.
    """
    plain = {
        name: [[key, _plain(value)] for key, value in part.items()]
        if isinstance(part, Mapping)
        else part.version
        if isinstance(part, Criteria)
        else [_plain(value) for value in part or ()]
        for name, part in parts.items()
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.model_dump(exclude_defaults=True) if isinstance(value, BaseModel) else value


def _models(model: type[_M], pieces: Iterable[Piece], problems: list[Problem]) -> dict[str, _M]:
    made = {piece.id: _model(model, piece, problems) for piece in pieces if piece.tree.lines}
    return {name: thing for name, thing in made.items() if thing is not None}


def _model(model: type[_M], piece: Piece, problems: list[Problem]) -> _M | None:
    try:
        return model.model_validate(piece.tree.value)
    except ValidationError as error:
        problems.extend(_problem(model, piece, one) for one in error.errors())
        return None


def _saying(piece: Piece, value: Mapping[str, Any]) -> Piece:
    """Give the piece with other words, its lines kept."""
    return replace(piece, tree=replace(piece.tree, value=value))


def _problem(model: type[BaseModel], piece: Piece, error: ErrorDetails) -> Problem:
    route = tuple(error["loc"])
    what, remedy = _REMEDIES.get(error["type"], ("`{name}` is wrong: {said}.", "Correct this value."))
    words = {
        "name": ".".join(str(step) for step in route),
        "names": ", ".join(_model_at(model, route[:-1]).model_fields),
        "value": error["input"],
        "said": error["msg"],
        **error.get("ctx", {}),
    }
    return piece.tree.problem(route, what.format(**words), remedy.format_map(words))


def _model_at(model: type[BaseModel], route: tuple[str | int, ...]) -> type[BaseModel]:
    """Give the model of the part a route leads to, or the innermost one on its way."""
    for step in route:
        field = model.model_fields.get(str(step))
        inner = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next(
            (one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)),
            model,
        )
    return model


def _check_ids(found: Gathered, problems: list[Problem]) -> None:
    for piece in found.pieces.values():
        said = piece.tree.value.get("id")
        if piece.sort == "jurisdiction":
            wrong = said != piece.jurisdiction
        else:
            named = piece.sort in _ID_FROM_FILE and not piece.tree.base
            wrong = named and said is not None and said != piece.id
        if wrong:
            problems.append(
                piece.tree.problem(
                    ("id",),
                    f"The id `{said}` differs from the name on disk, `{piece.id}`.",
                    "Make the two equal; other files know it by its id.",
                )
            )


def _check_files(found: Gathered, problems: list[Problem]) -> None:
    """Take out the files of several things that have not the shape of theirs."""
    for (sort, name), piece in list(found.pieces.items()):
        shape = _FILE_SHAPES.get(sort)
        if shape is not None and not _models(shape, (piece,), problems):
            del found.pieces[sort, name]


def _check_homes(found: Gathered, problems: list[Problem]) -> None:
    places = {COMMON, *(piece.id for piece in found.of("jurisdiction"))}
    firsts = {piece.jurisdiction: piece for piece in found.pieces.values()}
    problems.extend(
        firsts[place].tree.problem(
            (),
            f"The folder `{place}` has no jurisdiction.yaml.",
            "Add one with its name, country and time zone.",
        )
        for place in sorted(set(firsts) - places)
    )


def _jurisdictions(found: Gathered, problems: list[Problem]) -> dict[str, Jurisdiction]:
    pieces = (
        _saying(piece, {**piece.tree.value, "part_of": piece.home.rpartition("/")[0]})
        for piece in found.of("jurisdiction")
    )
    return _models(Jurisdiction, pieces, problems)


def _kinds(found: Gathered, problems: list[Problem]) -> dict[str, Kind]:
    """Kinds with the owners that each jurisdiction's `owners.yaml` names for them."""
    owners: dict[str, dict[str, Sequence[str]]] = {}
    under_18: dict[str, dict[str, Sequence[str]]] = {}
    for piece in found.of("owners"):
        for kind, named in piece.tree.value["owners"].items():
            young = named.get(UNDER_18, {})
            adults = {key: ids for key, ids in named.items() if key != UNDER_18}
            owners.setdefault(kind, {}).update(adults)
            under_18.setdefault(kind, {}).update(young)
    pieces = (
        _saying(
            piece,
            {
                **piece.tree.value,
                "owners": owners.get(piece.id, {}),
                "owners_if_under_18": under_18.get(piece.id, {}),
            },
        )
        for piece in found.of("kinds")
    )
    return _models(Kind, pieces, problems)


def _sections(found: Gathered, problems: list[Problem]) -> dict[str, QuestionSection]:
    """Sections in the order their files give, then by name."""
    pieces = (
        _saying(
            piece,
            {name: value for name, value in piece.tree.value.items() if name not in _NOT_OF_A_SECTION},
        )
        for piece in found.of("sections")
    )
    made = _models(QuestionSection, pieces, problems)
    ordered = sorted(made.values(), key=lambda section: (section.order, section.id))
    return {section.id: section for section in ordered}


def _questions(found: Gathered, sections: Iterable[str], problems: list[Problem]) -> dict[str, Question]:
    """Questions section by section, each in the order of its file."""
    made = _models(Question, found.of("questions"), problems)
    rank = {section: at for at, section in enumerate(sections)}
    ordered = sorted(made.values(), key=lambda one: rank.get(one.section, len(rank)))
    return {question.id: question for question in ordered}


def _kind_sets(found: Gathered) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(kinds)
        for piece in found.of("kind_sets")
        for name, kinds in piece.tree.value["kind_sets"].items()
    }


def _recording(found: Gathered) -> tuple[RecordingBody, ...]:
    return tuple(
        RecordingBody.model_validate(body)
        for piece in found.of("recording")
        for body in piece.tree.value["bodies"]
    )


def _criteria(found: Gathered, problems: list[Problem]) -> Criteria | None:
    """Put the criteria and the amounts of each jurisdiction together; None where no file declares them."""
    file = _models(CriteriaFile, found.of("criteria"), problems).get(COMMON)
    bounds = _models(BoundsFile, found.of("criteria_amounts"), problems)
    return criteria_of(file, bounds) if file is not None else None
