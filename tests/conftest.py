"""What every test shares: assets served from where they lie, accounts that are made fast, limits that start afresh."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from callpoint.project.catalogues import compile_messages
from tests.journeys.windows import Windows
from tests.tampering import guards

PROJECT = Path(__file__).resolve().parents[1]
MARKS = ("browser", "faults", "database")
"""The marks by which ./test chooses its parts; each stands as a word in the file whose tests bear it."""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before any worker reads one: Django keeps for good that a language had none."""
    if not hasattr(config, "workerinput"):
        compile_messages([PROJECT / "callpoint" / "locale"])


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read a file that cannot hold what `-m` asks for: reading all of them takes ten seconds."""
    if collection_path.suffix != ".py":
        return None
    words = collection_path.read_text(encoding="utf-8")
    return True if any(mark not in words for mark in marks_needed(config.option.markexpr)) else None


def marks_needed(expression: str) -> list[str]:
    """Give the marks that every test must bear that this expression chooses, as far as they are plain to see."""
    terms = expression.split(" and ")
    return [term for term in terms if term in MARKS] if " or " not in expression else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a mark that does not stand in the test's own file: a part of ./test would leave that test out."""
    words = {path: path.read_text(encoding="utf-8") for path in {item.path for item in items}}
    hidden = [
        item.nodeid
        for item in items
        for mark in MARKS
        if item.get_closest_marker(mark) and mark not in words[item.path]
    ]
    if hidden:
        message = f"These tests bear a mark that their file does not name: {hidden}"
        raise pytest.UsageError(message)


@pytest.fixture(autouse=True, scope="session")
def _assets_without_a_manifest() -> Iterator[None]:
    """Serve assets from where they lie: collecting them is the set-up's business, and tested there."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True, scope="session")
def _light_passwords() -> Iterator[None]:
    """Let accounts be made fast; what the service itself takes is set, and tested, by its own settings."""
    with override_settings(PASSWORD_HASHERS=["tests.makers.LightScrypt"]):
        yield


@pytest.fixture(autouse=True)
def _limits_start_afresh() -> None:
    """Let no test use up the tries of another."""
    from callpoint.pages.public.limits import forget_all  # noqa: PLC0415 - Django is set up by now

    forget_all()


@pytest.fixture(autouse=True)
def _journal_can_be_emptied_after_a_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """
    Take the journal's triggers away when a test that really commits is over, and put them back before the next.

    The test database is emptied between such tests, which the triggers rightly forbid.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        yield
        return
    really_commits = bool(marker.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if really_commits else "db")
    if not _has_triggers():
        guards("forbid")
    yield
    if really_commits:
        guards("allow")


@pytest.fixture(scope="class")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let all tests of a class find what a fixture of that class writes; what each test writes goes with that test."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _has_triggers() -> bool:
    tables = {
        "sqlite": "sqlite_master WHERE type = 'trigger' AND name",
        "postgresql": "pg_trigger WHERE tgname",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tables[connection.vendor]} LIKE 'journal_no_%'")  # noqa: S608 - our own words
        return bool(cursor.fetchone()[0])


QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no test asks another host
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once a run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("No chromium on this machine. Install it: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Open windows in profiles that are kept for the run."""
    return Windows(browser)
