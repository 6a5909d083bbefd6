"""What people typed is found nowhere in clear, and a sealed value opens in its own place only."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from callpoint.records.models import Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.sealing.envelope import NotOpenedError
from tests.actions.story import Told, everything_happens
from tests.makers import a_report

MARK = "quinquereme"
ROOT = Path(__file__).parents[2]


def spellings(mark: str) -> list[bytes]:
    """The bytes a text may lie about as: plain, two bytes a letter, hexadecimal, base64 at each of three offsets."""
    raw = mark.encode()
    encoded = [base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4] for shift in range(3)]
    return [raw, mark.upper().encode(), mark.encode("utf-16-le"), raw.hex().encode(), *encoded]


def found_in(content: bytes, mark: str = MARK) -> list[bytes]:
    return [spelling for spelling in spellings(mark) if spelling in content]


def every_value() -> Iterator[bytes]:
    """Every value of every table, as bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables' own names
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@pytest.mark.parametrize(
    "content", [b"a quinquereme", "quinquereme".encode("utf-16-le"), base64.b64encode(b"12quinquereme34")]
)
def test_the_search_itself_finds_a_mark(content: bytes) -> None:
    assert found_in(content)


WRITES_AND_DIES = """
import os, django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
from tests.actions.story import everything_happens
told = everything_happens("quinquereme", safe_contact="yes")
print(told.code, told.reference, flush=True)
os._exit(0)
"""


@pytest.mark.database
@pytest.mark.sqlite
def test_no_file_of_a_service_that_died_holds_a_word_that_was_typed_or_a_code(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for name in ("CALLPOINT_STORE_DATABASE", "CALLPOINT_STORE_PASSWORD_FILE"):
        environment.pop(name, None)
    program = "import tests.deployment\n" + WRITES_AND_DIES
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=120,
    )
    code, reference = ended.stdout.decode().split()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"callpoint.sqlite3", "callpoint.sqlite3-wal"} <= {file.name for file in files}
    everything = b"\n".join([*(file.read_bytes() for file in files), ended.stderr])
    assert reference.encode() in everything
    assert (found_in(everything), found_in(everything, code)) == ([], [])


@pytest.fixture(scope="class")
def two(kept: None) -> tuple[Told, Told]:
    """One deed of every kind, twice, for all tests of a class."""
    del kept
    return everything_happens(MARK, safe_contact="yes"), everything_happens("numbat")


@pytest.mark.database
@pytest.mark.django_db
class TestEverything:
    """Of one deed of every kind nothing lies in clear, and no value opens that was moved, swapped or changed."""

    @pytest.fixture
    def one(self, two: tuple[Told, Told]) -> Report:
        return Report.objects.get(id=two[0].report_id)

    @pytest.fixture
    def other(self, two: tuple[Told, Told]) -> Report:
        return Report.objects.get(id=two[1].report_id)

    def test_no_table_holds_a_word_that_was_typed_or_a_code(self, two: tuple[Told, Told]) -> None:
        told, _ = two
        everything = b"\n".join(every_value())
        assert told.reference.encode() in everything
        assert (found_in(everything), found_in(everything, told.code)) == ([], [])

    def test_answers_do_not_open_in_another_row(self, one: Report, other: Report) -> None:
        one.answers = other.answers
        with pytest.raises(NotOpenedError):
            ReportSeal.of(one).answers(one)

    def test_answers_do_not_open_in_another_row_even_with_their_key(self, one: Report, other: Report) -> None:
        one.answers, one.wrapped_key = other.answers, other.wrapped_key
        with pytest.raises(NotOpenedError):
            ReportSeal.of(one).answers(one)

    def test_a_value_does_not_open_in_another_column(self, one: Report) -> None:
        one.answers = one.other_number
        with pytest.raises(NotOpenedError):
            ReportSeal.of(one).answers(one)

    def test_a_number_does_not_open_in_another_row(self, one: Report, other: Report) -> None:
        one.other_number = other.other_number
        with pytest.raises(NotOpenedError):
            ReportSeal.of(one).other_number(one)

    def test_messages_of_one_report_cannot_be_swapped(self, one: Report) -> None:
        first, second = Message.objects.filter(report=one)[:2]
        first.text = second.text
        with pytest.raises(NotOpenedError):
            ReportSeal.of(one).message(first)

    def test_one_changed_byte_is_noticed(self) -> None:
        report = Report.objects.get(id=a_report())
        sealed = bytes(report.answers)
        report.answers = sealed[:-1] + bytes([sealed[-1] ^ 1])
        with pytest.raises(NotOpenedError):
            ReportSeal.of(report).answers(report)
