"""Opening a case asks the database as often for five reports with files as for one, and opens each report's answers once."""

from collections import Counter
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.cases_shown import read_case
from tests.actions.cases import a_case_of, an_investigator
from tests.actions.disclosure import a_png, with_file
from tests.makers import DESK, a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CUSTODY, LEAVES, STAFF = 'FROM "vault_custodyentry"', 'FROM "vault_journalleaf"', 'FROM "records_staffmember"'
ADDITIONS, DOORS = 'FROM "records_addition"', 'FROM "records_restriction"'


def a_report_with_files(number: int) -> UUID:
    report_id = a_report(unit=DESK, name="Ada Quint", suspect_phone="07700 900123")
    said = {"suspect_name": "J Smith"}
    add_to_report(report_id=report_id, answers=said, send_key="1", by=reporter(report_id), at=at(minutes=1))
    for each in range(number):
        with_file(report_id, a_png(), f"{each}.png")
    return report_id


def asked(*reports: UUID) -> Counter[str]:
    """How often each table was read to open a case of these reports, beside what writing the leaves takes."""
    by = an_investigator()
    case_id = a_case_of(*reports, by=by)
    with CaptureQueriesContext(connection) as seen:
        read_case(case_id=case_id, by=by, at=at(hours=1))
    asks = [each["sql"] for each in seen.captured_queries if each["sql"].startswith("SELECT")]
    found = Counter[str]()
    for table in (CUSTODY, ADDITIONS, DOORS, STAFF):
        found[table] = sum(table in each for each in asks)
    found[LEAVES] = sum(LEAVES in each and " IN (" in each for each in asks)
    return found


def test_the_custody_of_five_files_is_read_in_as_many_questions_as_that_of_one() -> None:
    assert asked(a_report_with_files(1)) == asked(a_report_with_files(5))


def test_five_reports_are_read_in_as_many_questions_as_one() -> None:
    assert asked(a_report_with_files(1)) == asked(*(a_report_with_files(1) for _ in range(5)))


def test_what_was_added_to_answers_is_read_once_beside_the_timeline() -> None:
    assert asked(*(a_report_with_files(1) for _ in range(5)))[ADDITIONS] == 2
