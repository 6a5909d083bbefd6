"""Questions put straight to the driver: they fail as all others do, and read nothing but their index."""

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError

from callpoint.records.asking import rows_of
from callpoint.records.queries.links import OWN_OF

pytestmark = pytest.mark.django_db


def test_the_rows_that_were_asked_for_come_back() -> None:
    assert rows_of("SELECT CAST(%s AS varchar(9)), 1 UNION ALL SELECT %s, 2", ["one", "two"]) == [
        ("one", 1),
        ("two", 2),
    ]


def test_what_the_database_refuses_is_an_error_of_django() -> None:
    with transaction.atomic(), pytest.raises((OperationalError, ProgrammingError)), transaction.atomic():
        rows_of("SELECT nothing FROM nowhere WHERE here = %s", ["x"])


def test_after_a_failure_nothing_more_is_asked_in_a_transaction() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            rows_of("SELECT %s", ["x"])


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL chooses an index by how many rows there are"
)
def test_who_reported_is_read_from_the_index_of_reporters_own_values_alone() -> None:
    plan = rows_of("EXPLAIN QUERY PLAN " + OWN_OF.format(places="%s, %s"), ["x", "y"])
    assert "COVERING INDEX own_sightings_of_a_report" in plan[0][-1]
