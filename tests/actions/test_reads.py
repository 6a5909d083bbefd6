"""Reads are drawn each week for others to look at, and who opens a report of their own name is noticed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.disclosing import hand_out_bundle, make_disclosure
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.opening import open_exhibit
from callpoint.actions.own_names import (
    NAME_LIMIT,
    NameNotTakenError,
    add_family_name,
    drop_family_names,
)
from callpoint.actions.peeking import peek_report
from callpoint.actions.reading import open_report
from callpoint.actions.sampling_reads import NoSuchReadError, judge_name_alert, judge_sampled_read
from callpoint.actions.searching import search_words
from callpoint.actions.staffing import NoSuchStaffMemberError
from callpoint.pages.staff.read_words import deed_words
from callpoint.records.models import FamilyName, NameAlert, ReadWeek, Report, SampledRead, StaffMember
from callpoint.records.queries.reads import family_names, own_name_reads, reads_to_look_at, weeks_of_reads
from callpoint.records.queries.searching import Narrowed
from callpoint.records.sealed_restrictions import DoorSeal
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.disclosing import Terms
from callpoint.rules.own_names import Side, Whose
from callpoint.rules.sampled_reads import OF_REPORTS, SAMPLE, TIME_TO_LOOK, Allowed, OwnReadError, Verdict
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.reads import LATER, THIS_WEEK, draw
from tests.actions.restrictions import a_boss, admitted, restricted
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, acting, all_kept, an_actor, at, deeds
from tests.vault.files import a_picture
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def opened(by: Actor, *, times: int = 1, **told: Any) -> Any:
    report_id = a_report(**{"unit": DESK, **told})
    for minute in range(times):
        open_report(report_id=report_id, by=by, at=at(minutes=minute))
    return report_id


def drawn() -> list[SampledRead]:
    return list(SampledRead.objects.order_by("leaf"))


def test_some_reads_of_each_unit_are_drawn_once_a_week_and_say_who_what_and_why() -> None:
    ann, boss = an_actor(), an_actor(role=Role.SUPERVISOR, unit=OTHER_DESK)
    report_id = opened(ann, times=SAMPLE + 3)
    peek_report(report_id=report_id, by=boss, at=at(hours=1))
    assert (draw(), draw()) == (SAMPLE + 1, 0)
    assert {(row.unit, str(row.reader_id), row.what, row.allowed) for row in drawn()} == {
        (DESK, ann.id, "report.open", Allowed.OWN_UNIT),
        (OTHER_DESK, boss.id, "report.peek", Allowed.EVERY_UNIT),
    }
    assert deeds()[-1] == "reads.draw"


def test_an_opened_file_is_a_read_of_its_report() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    new = NewExhibit(file=a_sealed_file(a_picture()), words=ExhibitWords(name="a.png"), send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=at())
    open_exhibit(report_id=report_id, number=1, by=ann, at=at())
    draw()
    assert [(row.report_id, row.what) for row in drawn()] == [(report_id, "exhibit.open")]


def test_who_was_named_or_let_in_read_it_by_that() -> None:
    report_id, boss, ann = a_report(unit=DESK), a_boss(), an_actor()
    restricted(report_id, by=boss)
    admitted(report_id, by=ann)
    for by in (boss, ann):
        open_report(report_id=report_id, by=by, at=at(minutes=5))
    draw()
    assert {str(row.reader_id): row.allowed for row in drawn()} == {
        boss.id: Allowed.NAMED,
        ann.id: Allowed.LET_IN,
    }


def test_a_week_without_reads_and_the_reads_of_another_week_draw_nothing() -> None:
    opened(an_actor())
    assert (draw(THIS_WEEK - timedelta(days=7)), draw(THIS_WEEK + timedelta(days=7))) == (0, 0)
    assert [(row.unit, row.reads) for row in ReadWeek.objects.order_by("week")] == [("", 0), ("", 0)]


def test_a_read_of_a_report_that_went_is_not_drawn() -> None:
    ann = an_actor()
    leaf_of = opened(ann)
    Report.objects.filter(id=leaf_of).delete()
    assert draw() == 0


Judge = Callable[..., None]


def one_of(judge: Judge) -> tuple[Any, Actor]:
    """A read to be judged, and who read it."""
    member = a_staff_member(name="Jo Vale")[0]
    report_id = opened(acting(member), name="Jo Vale")
    draw()
    model = SampledRead if judge is judge_sampled_read else NameAlert
    return model.objects.get(report=report_id), acting(member)


@pytest.mark.parametrize("judge", [judge_sampled_read, judge_name_alert])
def test_somebody_else_says_whether_a_read_was_fine_and_why_not(judge: Judge) -> None:
    row, _reader = one_of(judge)
    say: dict[str, Any] = {"read_id": row.id, "by": a_boss(), "at": LATER}
    with pytest.raises(ReasonNotTakenError):
        judge(verdict=Verdict.NOT_FINE, note=" ", **say)
    judge(verdict=Verdict.NOT_FINE, note="She knows the man.", **say)
    row.refresh_from_db()
    said = (row.verdict, DoorSeal.of(row.report).note(row), b"knows" in bytes(row.note))
    judge(verdict=Verdict.FINE, note="", **say)
    row.refresh_from_db()
    assert (said, row.verdict, DoorSeal.of(row.report).note(row), deeds()[-1]) == (
        (Verdict.NOT_FINE, "She knows the man.", False),
        Verdict.FINE,
        "",
        "read.judge",
    )


@pytest.mark.parametrize("judge", [judge_sampled_read, judge_name_alert])
def test_nobody_judges_their_own_read_or_none_or_without_the_role(judge: Judge) -> None:
    row, reader = one_of(judge)
    say: dict[str, Any] = {"verdict": Verdict.FINE, "note": "", "at": LATER}
    StaffMember.objects.filter(pk=int(reader.id)).update(role=Role.SUPERVISOR)
    promoted = acting(StaffMember.objects.get(pk=int(reader.id)))
    before = all_kept()
    for who, read_id, refused in (
        (promoted, row.id, OwnReadError),
        (a_boss(), uuid4(), NoSuchReadError),
        (an_actor(), row.id, NotAllowedError),
    ):
        with pytest.raises(refused):
            judge(read_id=read_id, by=who, **say)
    assert all_kept()["SampledRead"] == before["SampledRead"]


def test_what_nobody_looked_at_in_time_is_shown() -> None:
    opened(an_actor(), times=3)
    draw()
    boss = a_boss()
    first, _second, _third = reads_to_look_at(staff_id=int(boss.id))
    judge_sampled_read(read_id=first.id, verdict=Verdict.ASK, note="Why twice?", by=boss, at=LATER)
    weeks = [
        [
            (each.reads, each.drawn, each.looked_at, each.asked, each.missed)
            for each in weeks_of_reads(at=when)
        ]
        for when in (LATER, LATER + TIME_TO_LOOK)
    ]
    assert (weeks, len(reads_to_look_at(staff_id=int(boss.id)))) == (
        [[(3, 3, 1, 1, 0)], [(3, 3, 1, 1, 2)]],
        2,
    )


def test_no_week_was_drawn_yet() -> None:
    assert weeks_of_reads(at=at()) == ()


def alerts() -> list[tuple[str, str]]:
    return list(NameAlert.objects.order_by("read_at").values_list("whose", "side"))


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ({"name": "Asha Patel"}, [(Whose.OWN, Side.REPORTER)]),
        ({"suspect_name": "Mrs. Asha J. Patel"}, [(Whose.OWN, Side.SUSPECT)]),
        ({"suspect_name": "Rowan Tansley"}, [(Whose.FAMILY, Side.SUSPECT)]),
        ({"suspect_name": "Rowan Patel"}, []),
        ({}, []),
    ],
)
def test_who_opens_a_report_of_their_own_name_or_family_is_noticed(
    told: dict[str, str], met: list[tuple[Whose, Side]]
) -> None:
    ann, boss = an_actor(), a_boss()
    for _twice in range(2):
        add_family_name(staff_id=int(ann.id), name="Rowan Tansley", by=boss, at=at())
    opened(ann, times=2, **told)
    assert (alerts(), deeds().count("read.own-name"), FamilyName.objects.count()) == (met, len(met), 1)


def test_the_alert_is_for_others_and_names_nobody_in_its_row() -> None:
    ann = an_actor()
    report_id = opened(ann, suspect_name="Asha Patel")
    assert own_name_reads(staff_id=int(ann.id)) == ()
    (line,) = own_name_reads(staff_id=int(a_boss().id))
    assert (line.report_id, line.reader, line.whose) == (report_id, "Asha Patel", "own")
    assert own_name_reads(staff_id=int(a_boss().id), shut=[report_id]) == ()
    assert "Patel" not in str(NameAlert.objects.values().get())


def _searched(report_id: UUID, by: Actor, hours: int) -> None:
    search_words(words=["jar"], narrowed=Narrowed(), after=None, by=by, at=at(hours=hours))
    del report_id


def _handed_out(report_id: UUID, by: Actor, hours: int) -> None:
    terms = Terms(authority="Court", purpose="Trial", items=("answers",))
    made = make_disclosure(report_id=report_id, terms=terms, by=by, at=at(hours=hours))
    hand_out_bundle(
        report_id=report_id, disclosure_id=made, paper=lambda _told: b"paper", by=by, at=at(hours=hours)
    )


SHOWN_ANOTHER_WAY: dict[str, Callable[[UUID, Actor, int], object]] = {
    "peek": lambda report_id, by, hours: peek_report(report_id=report_id, by=by, at=at(hours=hours)),
    "search": _searched,
    "bundle": _handed_out,
}


@pytest.mark.parametrize("way", SHOWN_ANOTHER_WAY)
def test_who_meets_their_own_name_another_way_than_by_opening_the_report_is_noticed_once(way: str) -> None:
    report_id = a_report(unit=DESK, story="A jar of coins.", suspect_name="Asha Patel")
    a_report(unit=DESK, story="A jar of coins.", suspect_name="Somebody Else")
    by = an_actor(role=Role.SUPERVISOR)
    for hours in (1, 2):
        SHOWN_ANOTHER_WAY[way](report_id, by, hours)
    assert list(NameAlert.objects.values_list("report_id", "whose", "side")) == [
        (report_id, Whose.OWN, Side.SUSPECT)
    ]


def test_every_leaf_that_says_that_sealed_text_was_shown_can_be_drawn() -> None:
    assert {"statement.print", "intervention.print", "intervention.hand-out"} <= OF_REPORTS
    assert all(deed_words(what) for what in OF_REPORTS)


def test_a_part_of_the_service_has_no_name_to_meet() -> None:
    worker = Actor(kind=system("worker").kind, id="worker", badge=a_boss().badge)
    open_report(report_id=a_report(unit=DESK, name="Asha Patel"), by=worker, at=at())
    assert alerts() == []


def test_dropped_names_are_compared_no_more_and_none_is_dropped_twice() -> None:
    ann, boss = an_actor(), a_boss()
    add_family_name(staff_id=int(ann.id), name="Rowan Tansley", by=boss, at=at())
    for _twice in range(2):
        drop_family_names(staff_id=int(ann.id), by=boss, at=at())
    opened(ann, suspect_name="Rowan Tansley")
    assert (alerts(), deeds().count("family.drop")) == ([], 1)
    assert (int(ann.id), "Asha Patel", 0) in family_names(but=int(boss.id))


def test_a_name_is_taken_for_somebody_else_who_works_here_and_if_it_is_one() -> None:
    ann, boss, gone = an_actor(), a_boss(), a_staff_member()[0]
    StaffMember.objects.filter(pk=gone.pk).update(is_active=False)
    for staff_id, name, refused in (
        (int(boss.id), "Rowan Tansley", OwnReadError),
        (gone.pk, "Rowan Tansley", NoSuchStaffMemberError),
        (int(ann.id), " J. ", NameNotTakenError),
        (int(ann.id), "x" * (NAME_LIMIT + 1), NameNotTakenError),
    ):
        with pytest.raises(refused):
            add_family_name(staff_id=staff_id, name=name, by=boss, at=at())
    with pytest.raises(OwnReadError):
        drop_family_names(staff_id=int(boss.id), by=boss, at=at())
    with pytest.raises(NotAllowedError):
        add_family_name(staff_id=int(boss.id), name="Rowan Tansley", by=ann, at=at())
