"""Every id that one piece of content names must exist, and a service must be current."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from callpoint.rules.content.layout import LOCAL, Gathered
from callpoint.rules.content.model import UNDER_18, GuidanceSection
from callpoint.rules.content.now_model import FIRST, NowParts
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.triage_model import TriageTable
from callpoint.rules.content.whole import Content
from callpoint.rules.content.yaml_tree import Route, Tree

Reference = tuple[Tree, Route, str]
"""Where an id is written, and the id."""
Fields = tuple[tuple[str, str, str], ...]
"""Sort on disk, its name in Content, and the field that holds one id or several."""

_SERVICE_FIELDS: Final[Fields] = (
    ("jurisdiction", "jurisdictions", "emergency_service"),
    ("services", "services", "replaced_by"),
    ("services", "services", "same_answer_as"),
    ("kinds", "kinds", "stop_first"),
    ("kinds", "kinds", "also"),
    ("triage", "triage_tables", "not_listed"),
    ("triage", "triage_tables", "support"),
    ("units", "units", "service"),
    ("now", "now", "services"),
    ("now_local", "now_local", "services"),
)
_SITUATION_FIELDS: Final[Fields] = (
    ("services", "services", "situations"),
    ("now", "now", "situation"),
)
_KIND_FIELDS: Final[Fields] = (
    ("questions", "questions", "kinds"),
    ("units", "units", "kinds"),
)
_QUESTION_FIELDS: Final[Fields] = (("kinds", "kinds", "ask"),)
_GUIDE_FIELDS: Final[Fields] = (("now_local", "now_local", "adds_to"),)
_PAGE_FIELDS: Final[Fields] = (("guidance_local", "guidance_local", "adds_to"),)
_PARTS: Final = (
    ("now", "ways_on", "guide"),
    ("now", "choose", "guide"),
    ("promises", "facts", "promise"),
    ("promises", "since", "promise"),
)
"""The sort that a part of a guide names, the list the part stands in, and the field that names it."""
_SET: Final = "set:"
_CALLED: Final = {"now": "guide"}
"""What a sort is called where its own name says too little."""
_EVERY_KIND: Final = "all"
_TRIAGE_WORDS: Final = frozenset({"emergency", "owners"})
"""Words of the table of routes that stand for services found at run time."""


def reference_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every id that leads nowhere or to a replaced service."""
    for reference in _services_named(content, found):
        yield from _service_problem(content, found, reference)
    kinds = (*_kinds_named(content, found), *_kinds_in_files(found))
    questions = (
        *_named(content, found, _QUESTION_FIELDS),
        *_in_bodies(found, "form_order"),
    )
    for sort, known, references in (
        (
            "situations",
            content.situations,
            (*_named(content, found, _SITUATION_FIELDS), *_fits(content, found, "situations")),
        ),
        ("now", content.now, (*_named(content, found, _GUIDE_FIELDS), *_parts(content, found, "now"))),
        ("promises", content.promises, _parts(content, found, "promises")),
        ("guidance", content.guidance, _named(content, found, _PAGE_FIELDS)),
        ("kinds", content.kinds, kinds),
        ("questions", content.questions, questions),
        ("kind_sets", content.kind_sets, _kind_sets_named(content, found)),
    ):
        for reference in references:
            if reference[2] not in known:
                yield from _unknown(found, sort, reference)


def _service_problem(content: Content, found: Gathered, reference: Reference) -> Iterator[Problem]:
    tree, route, named = reference
    service = content.services.get(named)
    if service is None:
        yield from _unknown(found, "services", reference)
    elif service.status == "replaced" and service.replaced_by:
        yield tree.problem(
            route,
            f"The service `{named}` was replaced by `{service.replaced_by}`.",
            f"Write `{service.replaced_by}`.",
        )


def _unknown(found: Gathered, sort: str, reference: Reference) -> Iterator[Problem]:
    """Say that an id leads nowhere, unless its own file is there but broken."""
    tree, route, named = reference
    if (sort, named) not in found.pieces:
        thing = _CALLED.get(sort, sort.removesuffix("s").replace("_", " "))
        yield tree.problem(
            route,
            f"There is no {thing} `{named}`.",
            f"Correct the id, or declare the {thing}.",
        )


def _named(content: Content, found: Gathered, fields: Fields) -> Iterator[Reference]:
    for sort, name, field in fields:
        things: Mapping[str, object] = getattr(content, name)
        for thing_id, thing in things.items():
            tree = found.pieces[sort, thing_id].tree
            said = getattr(thing, field)
            if isinstance(said, tuple):
                yield from _each(tree, (field,), said)
            elif said:
                yield tree, (field,), said


def _services_named(content: Content, found: Gathered) -> Iterator[Reference]:
    yield from _named(content, found, _SERVICE_FIELDS)
    for sort in ("guidance", f"guidance{LOCAL}"):
        for page, tree in ((piece.id, piece.tree) for piece in found.of(sort)):
            sections = getattr(content, sort)[page].sections if page in getattr(content, sort) else ()
            yield from _guidance_named(tree, sections)
    yield from _ways_named(content, found)
    yield from _triage_named(content, found)
    yield from _owners_named(found)
    for piece in found.of("recording"):
        for at, body in enumerate(piece.tree.value["bodies"]):
            yield piece.tree, ("bodies", at, "service"), body["service"]


def _triage_named(content: Content, found: Gathered) -> Iterator[Reference]:
    for name, table in content.triage_tables.items():
        tree = found.pieces["triage", name].tree
        for country, service in table.emergency.items():
            yield tree, ("emergency", country), service
        for country, services in table.also_serves.items():
            yield from _each(tree, ("also_serves", country), services)
        for alias, places in table.aliases.items():
            for place, services in places.items():
                yield from _each(tree, ("aliases", alias, place), services)
        yield from _routes_name(tree, table)


def _routes_name(tree: Tree, table: TriageTable) -> Iterator[Reference]:
    known = {*table.aliases, *_TRIAGE_WORDS}
    for at, route in enumerate(table.routes):
        for field in ("first", "offer", "hide"):
            for reference in _each(tree, ("routes", at, field), getattr(route, field)):
                if reference[2] not in known:
                    yield reference


def _each(tree: Tree, route: Route, named: tuple[str, ...]) -> Iterator[Reference]:
    return ((tree, (*route, at), one) for at, one in enumerate(named))


def _owners_named(found: Gathered) -> Iterator[Reference]:
    for piece in found.of("owners"):
        for kind, named in piece.tree.value["owners"].items():
            young = named.get(UNDER_18, {})
            adults = {key: ids for key, ids in named.items() if key != UNDER_18}
            for inner, places in (((), adults), ((UNDER_18,), young)):
                for place, ids in places.items():
                    for at, service in enumerate(ids):
                        route = ("owners", kind, *inner, place, at)
                        yield piece.tree, route, service


def _guides(content: Content, found: Gathered) -> Iterator[tuple[Tree, NowParts]]:
    """Give every guide, and what is added to one, with where it is written."""
    for sort, guides in (("now", content.now), (f"now{LOCAL}", content.now_local)):
        for name, guide in guides.items():
            yield found.pieces[sort, name].tree, guide


def _ways_named(content: Content, found: Gathered) -> Iterator[Reference]:
    for tree, guide in _guides(content, found):
        for at, way in enumerate(guide.ways_on):
            yield from _each(tree, ("ways_on", at, "services"), way.services)
    for name, whole in content.now.items():
        tree = found.pieces["now", name].tree
        for at, step in enumerate(whole.steps):
            named = tuple(one for one in step.call if one != FIRST)
            yield from _each(tree, ("steps", at, "call"), named)


def _parts(content: Content, found: Gathered, wanted: str) -> Iterator[Reference]:
    """Give what the parts of guides name of one sort."""
    for tree, guide in _guides(content, found):
        for _sort, name, field in (part for part in _PARTS if part[0] == wanted):
            for at, part in enumerate(getattr(guide, name, ())):
                if getattr(part, field):
                    yield tree, (name, at, field), getattr(part, field)
        if wanted == "promises" and guide.clock:
            yield tree, ("clock", "promise"), guide.clock.promise


def _fits(content: Content, found: Gathered, field: str) -> Iterator[Reference]:
    """Give the situations or kinds by which guides are found."""
    for name, guide in content.now.items():
        for at, fit in enumerate(guide.fits):
            yield from _each(found.pieces["now", name].tree, ("fits", at, field), getattr(fit, field))


def _guidance_named(tree: Tree, sections: Sequence[GuidanceSection]) -> Iterator[Reference]:
    for s_at, section in enumerate(sections):
        for p_at, point in enumerate(section.points):
            for at, named in enumerate(point.services):
                route = ("sections", s_at, "points", p_at, "services", at)
                yield tree, route, named


def _kinds_named(content: Content, found: Gathered) -> Iterator[Reference]:
    for reference in (*_named(content, found, _KIND_FIELDS), *_fits(content, found, "kinds")):
        if reference[2] != _EVERY_KIND and ":" not in reference[2]:
            yield reference


def _kinds_in_files(found: Gathered) -> Iterator[Reference]:
    for piece in found.of("owners"):
        for kind in piece.tree.value["owners"]:
            yield piece.tree, ("owners", kind), kind
    for piece in found.of("kind_sets"):
        for name, kinds in piece.tree.value["kind_sets"].items():
            for at, kind in enumerate(kinds):
                yield piece.tree, ("kind_sets", name, at), kind
    yield from _in_bodies(found, "kinds")


def _in_bodies(found: Gathered, field: str) -> Iterator[Reference]:
    for piece in found.of("recording"):
        for at, body in enumerate(piece.tree.value["bodies"]):
            for place, named in enumerate(body.get(field, ())):
                yield piece.tree, ("bodies", at, field, place), named


def _kind_sets_named(content: Content, found: Gathered) -> Iterator[Reference]:
    for tree, route, named in _named(content, found, _KIND_FIELDS):
        if named.startswith(_SET):
            yield tree, route, named.removeprefix(_SET)
