"""A case with a shut report is as shut as that, and tells of a reporter without a name no more than their choice allows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_handing_over import accept_case, offer_case, offer_case_to_force, refuse_case
from callpoint.actions.case_log import NewTask, add_task, decide_in_case, finish_task, review_case
from callpoint.actions.case_packing import hand_out_pack
from callpoint.actions.case_schedule import judge_material, open_schedule
from callpoint.actions.cases import (
    add_to_case,
    close_case,
    open_case_again,
    rename_case,
    take_out_of_case,
)
from callpoint.actions.cases_listed import cases_to_choose, list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import NameAlert
from callpoint.rules.cases import Judged, Relevance
from callpoint.rules.restricting import COVER, DoorClosedError
from tests.actions.cases import TOMORROW, a_case_of, a_plain_paper, an_investigator, an_offer_to_a_force
from tests.actions.restrictions import a_boss, a_nameless, admitted, restricted
from tests.makers import DESK, a_report, a_staff_member, acting, at, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON_A_CASE: dict[str, Callable[..., Any]] = {
    "read": read_case,
    "schedule": open_schedule,
    "export": lambda **told: export_case(mapping_id="pattern", **told),
    "decide": lambda **told: decide_in_case(words="Ring the bank.", why="It froze it.", send_key="1", **told),
    "rename": lambda **told: rename_case(title="Other", aim="Other", **told),
    "close": lambda **told: close_case(reason="Done.", **told),
    "offer": lambda **told: offer_case_to_force(body="Another force", purpose="It went there.", **told),
    "offer to a colleague": lambda **told: offer_case(to=0, note="Yours now.", **told),
    "accept": lambda **told: accept_case(answer="PC Green", **told),
    "refuse": lambda **told: refuse_case(answer="Not ours.", **told),
    "review": lambda **told: review_case(words="Nothing new.", next_on=TOMORROW, send_key="1", **told),
    "task": lambda **told: add_task(
        task=NewTask(words="Ring.", assignee=0, due_on=TOMORROW, send_key="1"), **told
    ),
    "finish": lambda **told: finish_task(task_id=UUID(int=1), **told),
    "judge": lambda **told: judge_material(
        place=(None, "note"),
        judged=Judged(relevance=Relevance.UNUSED, description="A note.", reason=""),
        **told,
    ),
    "open again": lambda **told: open_case_again(reason="It goes on.", **told),
    "take out": lambda **told: take_out_of_case(report_id=UUID(int=1), reason="It stands alone.", **told),
}


@pytest.mark.parametrize("deed", ON_A_CASE)
def test_a_case_with_a_restricted_report_is_shut_to_whom_nobody_let_in(deed: str) -> None:
    ann, hidden = an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(hidden, a_report(unit=DESK), by=ann)
    restricted(hidden)
    before = len(leaves())
    with pytest.raises(DoorClosedError) as shut:
        ON_A_CASE[deed](case_id=case_id, by=ann, at=at(hours=1))
    assert (shut.value.report_id, len(leaves())) == (hidden, before)


@pytest.mark.parametrize("deed", ON_A_CASE)
def test_nothing_is_done_to_a_case_once_a_time_with_its_restricted_report_has_run_out(deed: str) -> None:
    boss, ann, hidden = a_boss(), an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(hidden, by=ann)
    restricted(hidden, by=boss)
    admitted(hidden, by=ann)
    before = len(leaves())
    with pytest.raises(DoorClosedError) as shut:
        ON_A_CASE[deed](case_id=case_id, by=ann, at=at(days=2))
    assert (shut.value.report_id, len(leaves())) == (hidden, before)


def test_no_pack_is_made_of_a_case_once_a_report_of_it_is_shut_again() -> None:
    boss, ann, hidden = a_boss(), an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(hidden, by=ann)
    restricted(hidden, by=boss)
    admitted(hidden, by=ann)
    offer_id = an_offer_to_a_force(case_id, by=ann)
    with pytest.raises(DoorClosedError):
        hand_out_pack(case_id=case_id, offer_id=offer_id, paper=a_plain_paper, by=ann, at=at(days=2))


def _seen(case_id: Any, *, by: Actor, hours: int) -> str:
    try:
        return read_case(case_id=case_id, by=by, at=at(hours=hours)).title
    except DoorClosedError:
        return ""


def test_it_opens_to_who_is_named_or_let_in_for_as_long_and_never_to_whom_it_is_kept_from() -> None:
    boss, ann, hidden = a_boss(), an_investigator(), a_report(unit=DESK)
    officer, _ = a_staff_member(unit=DESK, role="investigator")
    case_id = a_case_of(hidden, by=acting(officer))
    restricted(hidden, by=boss, kept_from=officer.pk)
    admitted(hidden, by=ann)
    seen = [
        _seen(case_id, by=by, hours=hours)
        for by, hours in ((boss, 1), (ann, 1), (ann, 48), (acting(officer), 1))
    ]
    assert seen == ["Bank calls", "Bank calls", "", ""]


def test_a_case_opens_again_to_all_once_the_restricted_report_is_taken_out() -> None:
    boss, ann, hidden = a_boss(), an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(hidden, a_report(unit=DESK), by=ann)
    restricted(hidden, by=boss)
    take_out_of_case(case_id=case_id, report_id=hidden, reason="It stands alone.", by=boss, at=at(hours=1))
    assert _seen(case_id, by=ann, hours=2) == "Bank calls"


def test_a_list_names_such_a_case_without_its_title_and_offers_it_to_nobody_who_cannot_open_it() -> None:
    boss, ann, hidden = a_boss(), an_investigator(), a_report(unit=DESK)
    a_case_of(hidden, by=ann, title="The second floor")
    a_case_of(a_report(unit=DESK), by=ann, title="Bank calls")
    restricted(hidden, by=boss)
    listed = {
        by: {(line.title, line.is_shut) for line in list_cases(by=by, at=at(hours=1)).lines}
        for by in (ann, boss)
    }
    assert (listed, [line.title for line in cases_to_choose(by=ann, at=at(hours=1))]) == (
        {
            ann: {("", True), ("Bank calls", False)},
            boss: {("The second floor", False), ("Bank calls", False)},
        },
        ["Bank calls"],
    )


def test_a_shut_report_comes_into_no_case() -> None:
    ann, hidden = an_investigator(), a_report(unit=DESK)
    case_id = a_case_of(a_report(unit=DESK), by=ann)
    restricted(hidden)
    with pytest.raises(DoorClosedError):
        add_to_case(case_id=case_id, report_id=hidden, by=ann, at=at(hours=2))


def test_a_case_covers_who_a_nameless_reporter_is() -> None:
    ann = an_investigator()
    case_id = a_case_of(a_nameless(), by=ann)
    found = read_case(case_id=case_id, by=ann, at=at(hours=1))
    assert [each.reporter for each in found.people] == [COVER]
    assert all("900461" not in each.shown.replace(" ", "") for each in found.identifiers)


@pytest.mark.parametrize("deed", ["read", "export"])
def test_who_meets_their_own_name_in_a_case_is_told_of_to_others_once(deed: str) -> None:
    officer, _ = a_staff_member(name="Bo Dunn", unit=DESK, role="investigator")
    named, other = a_report(unit=DESK, suspect_name="Bo Dunn"), a_report(unit=DESK)
    case_id = a_case_of(named, other, by=an_investigator())
    for hours in (1, 2):
        ON_A_CASE[deed](case_id=case_id, by=acting(officer), at=at(hours=hours))
    assert list(NameAlert.objects.values_list("report_id", "reader_id")) == [(named, officer.pk)]
