"""Keeps docs/ true: pages written from the code equal it, and the others name only what is there."""

import re

import pytest
from django.apps import apps
from django.db.models import Model

from callpoint.project.commands import EXAMPLES
from callpoint.records import fields as of_records
from callpoint.vault import fields as of_vault
from tests.structure.source import PROJECT
from tools.documents import DOCS, PAGES

WRITTEN_BY_HAND = sorted(
    path
    for path in (PROJECT / "README.md", *DOCS.rglob("*.md"))
    if "guide" not in path.relative_to(PROJECT).parts
)
NOT_THERE_YET = {"callpoint/locale/cy/LC_MESSAGES/django.po"}
"""Paths that a page tells its reader to make."""

IN_CODE = re.compile(r"`((?:callpoint|tests|docs|tools|frontend|benchmarks)/[\w./-]+)`")
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")
TEST = re.compile(r"`(test_\w+)`")
SILENT = {"salt", "code_hash", "wrapped_key", "submit_key", "send_key", "password"}
"""Columns that hold keys, salts, marks or hashes."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_written_from_the_code_is_up_to_date(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/{name} is behind the code: run python -m tools.documents"


def test_every_path_that_a_page_names_is_there() -> None:
    named = {name for page in WRITTEN_BY_HAND for name in IN_CODE.findall(page.read_text(encoding="utf-8"))}
    missing = sorted(name for name in named - NOT_THERE_YET if not (PROJECT / name).exists())
    assert not missing, f"\nCorrect these paths in README.md and docs/: {', '.join(missing)}"


def test_every_link_of_a_page_leads_to_a_file() -> None:
    broken = [
        f"{page.relative_to(PROJECT)}: {link}"
        for page in WRITTEN_BY_HAND
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if "docs/guide/" not in link and not (page.parent / link).exists()  # made by the browser tests
    ]
    assert not broken, "\nCorrect these links:\n" + "\n".join(broken)


def test_every_test_that_a_page_names_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py"))
    named = {name for page in WRITTEN_BY_HAND for name in TEST.findall(page.read_text(encoding="utf-8"))}
    missing = sorted(name for name in named if not re.search(rf"def {name}\(", code))
    assert not missing, f"\nThese tests are named in docs/ and are not there: {', '.join(missing)}"


def test_the_page_about_the_command_has_every_subcommand() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `callpoint ([\w-]+)`$", page, re.MULTILINE) == list(EXAMPLES)


def test_the_page_about_security_has_every_column() -> None:
    page = (DOCS / "security-properties.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in page.splitlines() if re.match(r"\| `(?:records|vault)_", line)]
    written = {row[0].strip(" `"): [set(re.findall(r"`(\w+)`", part)) for part in row[1:]] for row in rows}
    models = [*apps.get_app_config("records").get_models(), *apps.get_app_config("vault").get_models()]
    there = {model._meta.db_table: columns(model) for model in models}  # noqa: SLF001 - Django's documented model API
    assert written == there, "Write each column into its place in the table of docs/security-properties.md."


def columns(model: type[Model]) -> list[set[str]]:
    """The columns of a table: readable, sealed, and those that say nothing by themselves."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
    sealed = {
        field.attname for field in fields if isinstance(field, of_records.SealedField | of_vault.SealedField)
    }
    silent = {field.attname for field in fields} & SILENT
    return [{field.attname for field in fields} - sealed - silent, sealed, silent]
