"""Find every piece of content on disk and decide which layer's piece counts.

A *home* is a folder of content: `common`, a jurisdiction such as `uk`, or an overlay
inside one such as `uk/derbyshire`. A sort of content lies in a home as one thing a file
(`services/<id>.yaml`) or as a list (`promises.yaml` with `promises:`). A deployment's own
overlay folder mirrors these names; what it says replaces the piece of the same id, and
`removed: true` takes that piece away.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from callpoint.rules.content.problems import Problem
from callpoint.rules.content.yaml_tree import Tree, read_tree

COMMON: Final = "common"
FOLDER_SORTS: Final = frozenset(
    {"kinds", "guidance", "services", "promises", "units", "questions", "signs", "now"}
)
"""Sorts that may lie in a folder of their name."""
LIST_SORTS: Final = frozenset(
    {"situations", "promises", "countries", "sheets", "brands", "outcomes", "exports", "requests"}
)
"""Sorts that may lie in one file as a list; each item has an id of its own."""
WHOLE_SORTS: Final = frozenset(
    {"jurisdiction", "owners", "recording", "kind_sets", "triage", "criteria", "criteria_amounts", "closing"}
    | {"welfare"}
)
"""Files of which a home has one."""
_OTHER_FOLDERS: Final = frozenset({"places", "identifiers"})
_READ_BY_PEOPLE: Final = frozenset({".md", ".txt"})
_SECTION: Final = "questions"
_ADDS_TO: Final = "adds_to"
LOCAL: Final = "_local"
"""Ends the sort of what a jurisdiction adds to a thing of everybody, such as `now_local`."""


@dataclass(frozen=True)
class Piece:
    """One thing somebody declared: its sort, id, home, layer and words."""

    sort: str
    id: str
    home: str
    rank: int
    """0 the base, 1 an overlay inside it, 2 and 3 the same of the deployment."""
    tree: Tree

    @property
    def jurisdiction(self) -> str:
        """The id of the jurisdiction that says it, or 'common'."""
        return self.home.rsplit("/", 1)[-1]


_NOTHING: Final = Tree("", {}, {})


@dataclass
class Gathered:
    """The pieces that count, in order, and the problems met while they were read."""

    pieces: dict[tuple[str, str], Piece] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, sort: str) -> Iterator[Piece]:
        """Give the pieces of one sort in the order in which they were declared."""
        return (piece for piece in self.pieces.values() if piece.sort == sort)

    def add(self, piece: Piece) -> None:
        """Take a piece in; a higher layer replaces a lower, the same layer may not."""
        key = (piece.sort, piece.id)
        earlier = self.pieces.get(key)
        if earlier is not None and earlier.rank >= piece.rank:
            self.problems.append(
                piece.tree.problem(
                    (),
                    f"`{piece.id}` is also declared in {earlier.tree.file}.",
                    "Give one of the two another id, or delete it.",
                )
            )
        elif piece.tree.value.get("removed") == "true":
            self._remove(piece, earlier)
        else:
            self.pieces[key] = piece

    def _remove(self, piece: Piece, earlier: Piece | None) -> None:
        if earlier is not None:
            del self.pieces[piece.sort, piece.id]
            return
        self.problems.append(
            piece.tree.problem(
                ("removed",),
                f"There is no `{piece.id}` to remove.",
                "Correct the id, or delete this file.",
            )
        )


def gather(root: Path, overlay: Path | None) -> Gathered:
    """Read every file under both folders; problems are collected, nothing is raised."""
    found = Gathered()
    for layer, top in enumerate((root, overlay)):
        if top is None:
            continue
        if not top.is_dir():
            found.problems.append(_missing(top))
            continue
        homes = tuple(_homes(top, root))
        for home in homes:
            blank = Piece("", "", home, 2 * layer + home.count("/"), _NOTHING)
            for piece in _pieces(top, blank, homes, problems=found.problems):
                found.add(piece)
    return found


def _missing(top: Path) -> Problem:
    return Problem(str(top), 1, "The folder is not there.", "Correct its path.")


def _homes(top: Path, root: Path) -> Iterator[str]:
    """Give common first, then each jurisdiction before the overlays inside it.

    A deployment's folder mirrors ours: a folder inside a jurisdiction counts where it or ours says what it is.
    """
    folders = sorted(
        (path for path in top.iterdir() if path.is_dir() and path.name[0].isalpha()),
        key=lambda path: (path.name != COMMON, path.name),
    )
    for folder in folders:
        yield folder.name
        for inner in sorted(folder.iterdir()):
            ours = root / folder.name / inner.name
            if any((home / "jurisdiction.yaml").is_file() for home in (inner, ours)):
                yield f"{folder.name}/{inner.name}"


def _pieces(top: Path, blank: Piece, homes: Container[str], *, problems: list[Problem]) -> Iterator[Piece]:
    folder = top / blank.home
    for path in sorted(folder.iterdir()):
        if f"{blank.home}/{path.name}" in homes:
            continue
        for file in _files_in(path, problems) if path.is_dir() else (path,):
            if file.suffix in _READ_BY_PEOPLE:
                continue
            tree, wrong = read_tree(file, f"{top.name}/{file.relative_to(top)}")
            problems.extend(wrong)
            piece = replace(blank, tree=tree)
            yield from _pieces_of(file.relative_to(folder), piece, problems)


def _files_in(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    if folder.name in FOLDER_SORTS:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".yaml":
                yield path
            elif path.is_file() and path.suffix not in _READ_BY_PEOPLE:
                problems.append(_unread(path))
    elif folder.name not in _OTHER_FOLDERS:
        problems.append(_unread(folder))


def _unread(path: Path) -> Problem:
    return Problem(
        str(path),
        1,
        "Nothing reads this.",
        f"Correct its name, or move it out. Folders: {_listed(FOLDER_SORTS)}.",
    )


def _pieces_of(path: Path, blank: Piece, problems: list[Problem]) -> Iterator[Piece]:
    """Split one file into its pieces by where it lies."""
    sort, tree = path.parts[0].removesuffix(".yaml"), blank.tree
    if len(path.parts) > 1:
        yield from _pieces_in_folder(path, blank, problems)
    elif sort in LIST_SORTS:
        yield from _items(sort, blank, problems)
    elif sort in WHOLE_SORTS:
        yield replace(blank, sort=sort, id=blank.jurisdiction)
    else:
        names = _listed((*WHOLE_SORTS, *LIST_SORTS))
        problems.append(tree.problem((), "Nothing reads this file.", f"Known names: {names}."))


def _pieces_in_folder(path: Path, blank: Piece, problems: list[Problem]) -> Iterator[Piece]:
    sort, tree = path.parts[0], blank.tree
    name = "/".join(path.parts[1:]).removesuffix(".yaml")
    if sort == _SECTION:
        yield replace(blank, sort="sections", id=name)
        yield from _items(sort, blank, problems)
    elif _ADDS_TO in tree.value:
        yield replace(blank, sort=sort + LOCAL, id=f"{blank.home}/{name}")
    else:
        yield replace(blank, sort=sort, id=name)


def _items(sort: str, blank: Piece, problems: list[Problem]) -> Iterator[Piece]:
    """Give the things of a list; what `each` says holds for every one that is silent."""
    tree = blank.tree
    shared, items = tree.value.get("each", {}), tree.value.get(sort, [])
    if not isinstance(items, list) or not isinstance(shared, dict):
        problems.append(
            tree.problem(
                (),
                f"`{sort}` is not a list, or `each` holds no named values.",
                "Begin each item with a dash, and each shared value with its name.",
            )
        )
        return
    for at, item in enumerate(items):
        part = tree.part(sort, at)
        said = {**shared, **item} if isinstance(item, dict) else {"id": item}
        name = str(said.get("id", f"{sort}[{at}]"))
        yield replace(blank, sort=sort, id=name, tree=replace(part, value=said))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
