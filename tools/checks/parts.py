"""The parts of ./test: what each runs, how long it may take, and what it needs on the machine."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tools.checks.cluster import programs

HTTPS_DEPLOYMENT: Final = {
    "CALLPOINT_WEB_HTTPS": "true",
    "CALLPOINT_WEB_PUBLIC_URL": "https://report.example.org",
    "CALLPOINT_WEB_ALLOWED_HOSTS": "report.example.org",
}


@dataclass(frozen=True)
class Command:
    """One program of the static part; it passes where it ends with 0."""

    words: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tests:
    """One run of pytest: which tests, whether two at a time, whether on our own PostgreSQL."""

    places: tuple[str, ...]
    marked: str
    workers: int = 2
    database: str = "SQLite"
    ignored: tuple[str, ...] = ()
    is_measured: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of ./test; `lacks` says what the machine lacks for it, with the package, or nothing."""

    name: str
    budget: int
    commands: tuple[Command, ...] = ()
    tests: tuple[Tests, ...] = ()
    lacks: Callable[[], str] = str


def lacks_postgresql() -> str:
    """Say which package brings the PostgreSQL server where it is missing."""
    return "" if programs() else "no PostgreSQL server here; install postgresql"


def lacks_browser() -> str:
    """Say which package brings Chromium where it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return "" if found else "no Chromium here; install chromium"


STATIC: Final = Part(
    name="static",
    budget=50,
    commands=(
        Command(("ruff", "format", "--check", ".")),
        Command(("ruff", "check", ".")),
        Command(("codespell",)),
        Command(("mypy",)),
        Command(("lint-imports", "--no-cache")),
        Command(("djlint", "--lint", "callpoint/pages")),
        Command(("python", "-m", "tools.unused")),
        Command(("callpoint", "django", "makemigrations", "--check", "--dry-run")),
        Command(
            ("callpoint", "django", "check", "--deploy", "--fail-level", "WARNING"),
            tuple(HTTPS_DEPLOYMENT.items()),
        ),
    ),
    tests=(Tests(("tests/structure",), "not database and not browser and not faults", workers=0),),
)

UNIT: Final = Part(
    name="unit",
    budget=80,
    tests=(Tests(("tests",), "not database and not browser and not faults", ignored=("tests/structure",)),),
)

DATABASE: Final = Part(
    name="database",
    budget=150,
    tests=(Tests(("tests",), "database and not browser and not faults", is_measured=True),),
)

ON_POSTGRESQL: Final = (
    *("tests/actions", "tests/delivery", "tests/project", "tests/records", "tests/recovery", "tests/vault"),
    *(
        f"tests/pages/public/test_{name}.py"
        for name in ("journey", "not_saved", "own_report", "talking", "tus")
    ),
    *(f"tests/pages/staff/test_{name}.py" for name in ("disclosing", "report_page", "retention", "sign_in")),
)
"""All that writes and asks, and the ways through the pages; what a page says does not hang on the database."""

POSTGRESQL: Final = Part(
    name="postgresql",
    budget=110,
    tests=(
        Tests(
            ON_POSTGRESQL,
            "database and not browser and not faults and not words and not sqlite",
            database="PostgreSQL",
            ignored=("tests/vault/test_hostile_files.py",),
        ),
    ),
    lacks=lacks_postgresql,
)

WAYS_THROUGH: Final = ("tests/journeys/test_thin_way.py", "tests/journeys/test_return.py")

BROWSER: Final = Part(
    name="browser",
    budget=190,
    tests=(
        Tests(("tests",), "browser"),
        # What a browser adds on PostgreSQL is the way through and back; pages are tested there without one.
        Tests(WAYS_THROUGH, "browser and database", database="PostgreSQL"),
    ),
    lacks=lambda: lacks_browser() or lacks_postgresql(),
)

FAULTS: Final = Part(name="faults", budget=80, tests=(Tests(("tests",), "faults"),))

WHOLLY_TESTED: Final = ",".join(f"callpoint/{name}/*" for name in ("rules", "sealing", "vault", "actions"))

COVERAGE: Final = Part(
    name="coverage",
    budget=30,
    commands=(
        Command(
            (
                "sh",
                "-c",
                f"coverage combine --quiet && coverage report --include='{WHOLLY_TESTED}' --fail-under=100",
            )
        ),
    ),
)
"""Every branch of what decides, seals, keeps and acts is tested; measured by --full only, as it takes twice the time."""

PARTS: Final = (STATIC, UNIT, DATABASE, POSTGRESQL, BROWSER, FAULTS)
INSTALL_BUDGET: Final = 60
MOST_SECONDS: Final = 12 * 60
"""What all budgets together may come to."""
