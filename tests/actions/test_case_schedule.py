"""The disclosure schedule of a case, and its reports for a records system."""

import csv
import io
import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import CaseClosedError
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_log import decide_in_case
from callpoint.actions.case_schedule import (
    NotOnScheduleError,
    Place,
    Thing,
    judge_material,
    open_schedule,
)
from callpoint.actions.case_times import Happened
from callpoint.actions.cases import close_case
from callpoint.actions.cases_shown import read_case
from callpoint.records.knowledge import knowledge
from callpoint.records.models import CaseEntry, CaseMaterial, Report
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.case_exports import NoSuchMappingError, UnknownFieldError
from callpoint.rules.cases import Judged, ReasonMissingError, Relevance
from callpoint.rules.content.export_model import ExportMapping
from tests.actions.cases import a_case, a_case_of, an_investigator
from tests.actions.declared import declare
from tests.actions.disclosure import a_case as a_report_with_all
from tests.actions.interventions import others_are_asked
from tests.makers import DESK, OTHER_DESK, a_report, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

USED = Judged(relevance=Relevance.USED, description="A picture of the chat", reason="")
OF_OTHERS = {Happened.STATEMENT_SIGNED, Happened.OTHERS_ANSWERED, Happened.OTHERS_ASKED}
SENSITIVE = Judged(relevance=Relevance.SENSITIVE, description="A message", reason="It names a source.")


def a_full_case(by: Actor) -> tuple[UUID, UUID]:
    """A case with a report in which there is everything and a line in its log, and that report."""
    report_id = a_report_with_all()
    Report.objects.filter(id=report_id).update(unit=DESK)
    case_id = a_case_of(report_id, by=by)
    decide_in_case(
        case_id=case_id, send_key="1", words="Zanzibar first", why="He rang", by=by, at=at(hours=1)
    )
    return case_id, report_id


def things(case_id: UUID, by: Actor) -> tuple[Thing, ...]:
    return open_schedule(case_id=case_id, by=by, at=at(hours=2)).things


def judged(case_id: UUID, place: Place, said: Judged, by: Actor, minutes: int = 0) -> None:
    judge_material(case_id=case_id, place=place, judged=said, by=by, at=at(hours=2, minutes=minutes))


def test_everything_there_is_stands_on_the_schedule_without_a_word_of_a_report() -> None:
    by = an_investigator()
    case_id, _report_id = a_full_case(by)
    before = len(deeds())
    seen = things(case_id, by)
    assert [(each.what, each.number) for each in seen] == [
        ("answers", 1),
        ("addition", 1),
        ("message", 1),
        ("message", 2),
        ("exhibit", 1),
        ("note", 1),
    ]
    assert [each.who for each in seen] == ["", "", "", "Asha Patel", "", "Asha Patel"]
    assert (deeds()[before:], "anzibar" in repr(seen)) == (["case.schedule"], False)


def test_what_is_said_of_a_thing_last_holds_and_what_was_said_before_is_kept() -> None:
    by = an_investigator()
    case_id, report_id = a_full_case(by)
    judged(case_id, (report_id, "exhibit:1"), USED, by)
    judged(case_id, (report_id, "exhibit:1"), SENSITIVE, by, minutes=1)
    note = (None, f"note:{CaseEntry.objects.get().id}")
    judged(case_id, note, USED, by)
    said = {(each.report_id, each.item): each for each in things(case_id, by) if each.judged}
    assert {place: thing.judged for place, thing in said.items()} == {
        (report_id, "exhibit:1"): SENSITIVE,
        note: USED,
    }
    assert (said[note].judged_by, said[note].judged_at) == ("Asha Patel", at(hours=2))
    assert CaseMaterial.objects.count() == 3


def test_only_what_is_there_is_judged_and_sensitive_material_needs_a_reason() -> None:
    by = an_investigator()
    case_id, report_id = a_full_case(by)
    for place in ((report_id, "exhibit:9"), (uuid4(), "answers"), (None, "answers")):
        with pytest.raises(NotOnScheduleError):
            judged(case_id, place, USED, by)
    with pytest.raises(ReasonMissingError):
        judged(case_id, (report_id, "answers"), replace(SENSITIVE, reason=""), by)
    close_case(case_id=case_id, reason="x", by=by, at=at(hours=2))
    with pytest.raises(CaseClosedError):
        judged(case_id, (report_id, "answers"), USED, by)
    assert not open_schedule(case_id=case_id, by=by, at=at(hours=3)).is_open


def test_a_report_of_another_unit_is_not_on_the_schedule() -> None:
    by = an_investigator()
    case_id, report_id = a_full_case(by)
    Report.objects.filter(id=report_id).update(unit=OTHER_DESK)
    assert [each.what for each in things(case_id, by)] == ["note"]


def test_the_reports_of_a_case_are_exported_as_the_mapping_says_with_a_leaf_each() -> None:
    by = an_investigator()
    one = a_report(unit=DESK, story="=HYPERLINK(1)", name="Ann Lee", age="adult")
    theirs = a_report(unit=DESK)
    case_id = a_case_of(one, theirs, by=by)
    Report.objects.filter(id=theirs).update(unit=OTHER_DESK)
    before = len(leaves())
    exported = export_case(case_id=case_id, mapping_id="pattern", by=by, at=at(hours=1))
    read = [(leaf.what, leaf.object_id) for leaf in leaves()[before:]]
    assert read == [("report.export", str(one)), ("case.export", str(case_id))]
    (row,) = csv.DictReader(io.StringIO(exported.as_csv().decode()))
    (element,) = json.loads(exported.as_json())["reports"]
    reference = Report.objects.get(id=one).reference
    assert (row["Occurrence.Account"], row["Victim.Name"]) == ("'=HYPERLINK(1)", "Ann Lee")
    assert (element["Occurrence"]["Reference"], element["Victim"]["Name"]) == (reference, "Ann Lee")
    assert element["Occurrence"]["Account"] == "=HYPERLINK(1)"
    assert element["Case"]["Reference"] == exported.reference


def test_a_mapping_that_is_not_there_or_names_a_field_of_nobody_exports_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    wrong = ExportMapping.model_validate(
        {"id": "wrong", "title": "Wrong", "columns": [{"name": "A", "field": "answers.nothing"}]}
    )
    declare(monkeypatch, exports={**knowledge().content.exports, "wrong": wrong})
    before = len(deeds())
    with pytest.raises(NoSuchMappingError):
        export_case(case_id=case_id, mapping_id="none", by=by, at=at(hours=1))
    with pytest.raises(UnknownFieldError, match=r"answers\.nothing"):
        export_case(case_id=case_id, mapping_id="wrong", by=by, at=at(hours=1))
    assert deeds()[before:] == []


def test_who_may_not_work_on_a_case_sees_no_schedule_and_exports_nothing() -> None:
    case_id = a_case(by=an_investigator())
    for by in (an_actor(role=Role.ASSESSOR), an_investigator(OTHER_DESK)):
        with pytest.raises(NotAllowedError):
            open_schedule(case_id=case_id, by=by, at=at(hours=1))
        with pytest.raises(NotAllowedError):
            export_case(case_id=case_id, mapping_id="pattern", by=by, at=at(hours=1))


def test_statements_that_were_signed_requests_and_answers_are_on_the_schedule_and_the_timeline() -> None:
    by = an_investigator()
    others_are_asked("zanzibar")
    report_id = Report.objects.get().id
    Report.objects.update(unit=DESK)
    case_id = a_case_of(report_id, by=by)
    seen = [each for each in things(case_id, by) if each.kind]
    assert [(each.what, each.kind, each.number, each.at, each.who) for each in seen] == [
        ("statement", "witness", 1, at(hours=5), ""),
        ("request", "hold-money", 1, at(hours=1), "Asha Patel"),
        ("answer", "hold-money", 1, at(hours=3), "Asha Patel"),
    ]
    lines = [(line.what, line.at) for line in read_case(case_id=case_id, by=by, at=at(hours=9)).timeline]
    assert "anzibar" not in repr(seen) + repr(lines)
    assert [line for line in lines if line[0] in OF_OTHERS] == [
        (Happened.STATEMENT_SIGNED, at(hours=5)),
        (Happened.OTHERS_ANSWERED, at(hours=3)),
        (Happened.OTHERS_ASKED, at(hours=2)),
    ]
    judged(case_id, (report_id, seen[0].item), USED, by)
    assert CaseMaterial.objects.count() == 1
