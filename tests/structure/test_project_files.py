"""Holds the files of the project to our rules: layers, lock files, no trace of one machine, generated documents."""

import re
import tomllib
from pathlib import Path

from tests.structure.code_rules import MARKS
from tests.structure.source import PROJECT, project_files, text_of

NOT_CODE = {"content", "locale"}
THIS_MACHINE = re.compile(r"(?<![\w.$}/>-])/(?:work|tmp|root|home)/[A-Za-z0-9_.-]+")
WRITTEN_BY_OTHERS = (
    "frontend/",
    "callpoint/pages/static/",
    "callpoint/pages/components/fixtures/",
    "LICENSE",
)
OWN_RULES = "tests/structure/"


def requirements(name: str) -> dict[str, list[str]]:
    """The hashes of each pinned requirement of a lock file, by its line."""
    text = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {
        line.split("--hash")[0].strip(): re.findall(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines
    }


def own_texts() -> list[tuple[str, str]]:
    """Every text file we write ourselves, by its path in the project."""
    named = [(path.relative_to(PROJECT).as_posix(), path) for path in project_files()]
    ours = [(name, path) for name, path in named if not name.startswith((*WRITTEN_BY_OTHERS, OWN_RULES))]
    return [
        (name, text_of(path))
        for name, path in ours
        if not name.endswith((".lock", ".json", ".csv", ".jsonl"))
    ]


def lines_with(pattern: re.Pattern[str], texts: list[tuple[str, str]]) -> list[str]:
    return [
        f"{name}:{number} {found[0]}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def test_every_part_of_the_code_has_its_place_in_the_layers() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [layers] = [contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers"]
    placed = {name.strip() for layer in layers for name in layer.split("|")}
    there = {path.stem for path in (PROJECT / "callpoint").iterdir() if not path.name.startswith(("_", "."))}
    assert there - NOT_CODE == placed, (
        "Give each folder of callpoint/ its place in the layers of pyproject.toml."
    )


def test_content_holds_no_code() -> None:
    found = [str(path) for path in (PROJECT / "callpoint" / "content").rglob("*.py")]
    assert not found, f"\nContent is data; move the code to callpoint/rules: {', '.join(found)}"


def test_every_locked_requirement_is_pinned_and_hashed() -> None:
    locks = sorted(path.name for path in PROJECT.glob("*.lock"))
    loose = [
        line
        for lock in locks
        for line, hashes in requirements(lock).items()
        if not hashes or "==" not in line
    ]
    assert not loose, f"\nMake the lock files anew, by the command at their head: {', '.join(loose)}"


def test_the_development_lock_holds_all_that_the_other_holds() -> None:
    missing = sorted(set(requirements("requirements.lock")) - set(requirements("requirements-dev.lock")))
    assert not missing, f"\nMake both lock files anew on the same day; these differ: {', '.join(missing)}"


def test_no_file_names_a_place_of_one_machine() -> None:
    found = lines_with(THIS_MACHINE, own_texts())
    assert not found, "\nWrite paths from the project folder, or take them from settings:\n" + "\n".join(
        found
    )


def test_no_file_leaves_work_for_later() -> None:
    found = lines_with(MARKS, own_texts())
    assert not found, "\nDo it now, or write it where work is planned:\n" + "\n".join(found)


def test_a_place_of_one_machine_and_work_left_for_later_are_noticed() -> None:
    seeded = [
        ("notes.md", "see /home/" + "ann/notes\n"),
        ("run", "# TO" + "DO: more\n"),
        ("a.html", "<p></p>\n"),
    ]
    assert [len(lines_with(pattern, seeded)) for pattern in (THIS_MACHINE, MARKS)] == [1, 1]


def test_a_requirement_without_a_hash_is_noticed(tmp_path: Path) -> None:
    lock = tmp_path / "seeded.lock"
    lock.write_text("django==5.2.19\n", encoding="utf-8")
    assert requirements(str(lock)) == {"django==5.2.19": []}
