"""Reports for a records system: each column filled as the mapping says, and no mapping with a field that is not ours."""

from datetime import UTC, datetime

import pytest

from callpoint.rules.case_exports import UnknownFieldError, as_elements, check_mapping, row_of
from callpoint.rules.content.export_model import ExportMapping


def a_mapping(**columns: str) -> ExportMapping:
    made = [{"name": name.replace("__", "."), "field": field} for name, field in columns.items()]
    return ExportMapping.model_validate({"id": "some", "title": "Some", "columns": made})


def test_every_sort_of_field_goes_into_its_column() -> None:
    mapping = a_mapping(
        Ref="reference",
        At="sent_at",
        Case="case.reference",
        Ways="answers.ways",
        None_="paid_at",
        Gone="answers.age",
    )
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    told: dict[str, str | datetime | None] = {"reference": "CP-1", "sent_at": at, "paid_at": None}
    row = row_of(mapping, case={"case.reference": "CPC-1"}, columns=told, answers={"ways": ["phone", "mail"]})
    assert dict(row) == {
        "Ref": "CP-1",
        "At": "2026-11-21T12:00:00Z",
        "Case": "CPC-1",
        "Ways": "phone; mail",
        "None_": "",
        "Gone": "",
    }


def test_a_dot_in_the_name_of_a_column_parts_elements() -> None:
    row = (("Victim.Name", "Ann"), ("Victim.Home.Town", "Derby"), ("Ref", "1"))
    assert as_elements(row) == {"Victim": {"Name": "Ann", "Home": {"Town": "Derby"}}, "Ref": "1"}


def test_a_mapping_of_known_fields_passes() -> None:
    mapping = a_mapping(Ref="reference", Case="case.title", Story="answers.story")
    check_mapping(mapping, questions={"story"})


@pytest.mark.parametrize("field", ["no_reference", "answers.stori", "case.aim", "answers."])
def test_a_field_that_no_report_has_is_named(field: str) -> None:
    with pytest.raises(UnknownFieldError) as refused:
        check_mapping(a_mapping(Ref="reference", Other=field), questions={"story"})
    assert refused.value.field == field
