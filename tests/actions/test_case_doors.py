"""A case shows of a shut report its reference, and of a reporter without a name no more than their choice allows."""

import pytest

from callpoint.actions.cases import add_to_case
from callpoint.actions.cases_shown import read_case
from callpoint.rules.restricting import COVER, DoorClosedError
from tests.actions.cases import a_case_of, an_investigator
from tests.actions.restrictions import a_boss, a_nameless, restricted
from tests.makers import DESK, a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_case_tells_of_a_shut_report_its_reference_and_of_a_nameless_reporter_no_name() -> None:
    ann, boss = an_investigator(), a_boss()
    nameless = a_nameless()
    hidden = a_report(unit=DESK, name="Wren Tully", suspect_name="Bo Dunn")
    case_id = a_case_of(nameless, hidden, by=ann)
    before = {
        (each.reporter, each.suspect) for each in read_case(case_id=case_id, by=ann, at=at(hours=1)).people
    }
    restricted(hidden, by=boss)
    found = read_case(case_id=case_id, by=ann, at=at(hours=2))
    assert (
        before,
        {(each.reporter, each.suspect) for each in found.people},
        [each.report_id for each in found.reports],
        [each.report_id for each in found.shut],
    ) == (
        {(COVER, ""), ("Wren Tully", "Bo Dunn")},
        {(COVER, "")},
        [nameless],
        [hidden],
    )
    assert all("900461" not in each.shown.replace(" ", "") for each in found.identifiers)
    with pytest.raises(DoorClosedError):
        add_to_case(case_id=case_id, report_id=hidden, by=ann, at=at(hours=2))
