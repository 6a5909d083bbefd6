"""The reports of a case as a file for a records system, by a mapping of the content; a leaf for each report read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import held_case, open_to, reports_of
from callpoint.actions.case_facts import facts_of
from callpoint.actions.journalling import write_leaf, write_reads
from callpoint.formats.csv_table import typed_csv_file
from callpoint.formats.plain_json import plain_json
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Case
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.case_exports import NoSuchMappingError, Row, as_elements, check_mapping, row_of
from callpoint.rules.content.export_model import ExportMapping


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The rows of an export, ready to be written in either form."""

    reference: str
    mapping: ExportMapping
    rows: tuple[Row, ...]

    def as_csv(self) -> bytes:
        """Write a table; no cell is a formula to a spreadsheet."""
        header = [column.name for column in self.mapping.columns]
        return typed_csv_file(header, [[value for _name, value in row] for row in self.rows])

    def as_json(self) -> bytes:
        """Write a list of elements."""
        elements: list[Mapping[str, Any]] = [as_elements(row) for row in self.rows]
        return plain_json({"mapping": self.mapping.id, "case": self.reference, "reports": elements})


@writing
def export_case(*, case_id: UUID, mapping_id: str, by: Actor, at: datetime) -> Exported:
    """
    Give the reports of a case that this person may open, as a records system wants them.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises callpoint.rules.case_exports.NoSuchMappingError: no mapping has this id.
    :raises callpoint.rules.case_exports.UnknownFieldError: it names a field that no report has.
    :raises callpoint.rules.access.NotAllowedError: this person may not work on the case, or disclose nothing.
    """
    case = held_case(case_id, by=by, at=at)
    check_may(by.badge, Deed.DISCLOSE, unit=case.unit)
    content = knowledge().content
    mapping = content.exports.get(mapping_id)
    if mapping is None:
        raise NoSuchMappingError
    check_mapping(mapping, questions=content.questions)
    readable, of_case = open_to(reports_of(case), by=by, at=at), _of_case(case)
    write_reads(what="report.export", reports=[each.id for each in readable], by=by, at=at)
    write_leaf(what="case.export", about=case.id, by=by, at=at)
    facts = [facts_of(report, by=by, at=at) for report in readable]
    rows = tuple(row_of(mapping, case=of_case, columns=each.columns, answers=each.answers) for each in facts)
    return Exported(reference=case.reference, mapping=mapping, rows=rows)


def _of_case(case: Case) -> dict[str, str | datetime | None]:
    return {
        "case.reference": case.reference,
        "case.title": CaseSeal.of(case).open(CaseText.TITLE, case),
        "case.officer": str(case.officer or ""),
        "case.unit": case.unit,
        "case.opened_at": case.opened_at,
    }
