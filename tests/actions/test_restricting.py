"""A restricted report opens to who is named or let in, and a sealed identity on a reason or by a second person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from callpoint.actions.acting import Actor, system
from callpoint.actions.admitting import is_open_to, shows_identity, shut_to
from callpoint.actions.disclosing import make_disclosure
from callpoint.actions.doors_shown import look_at_door, open_request_to_decide
from callpoint.actions.judging import judge
from callpoint.actions.moving import move_report, undo_move
from callpoint.actions.peeking import peek_report
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import (
    AdmissionDecidedError,
    AlreadyRestrictedError,
    NoSuchAdmissionError,
    NoSuchPersonError,
    NotRestrictedError,
    ask_to_open,
    let_in,
    lift_restriction,
    refuse_to_let_in,
)
from callpoint.actions.searching import search_values, search_words
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Admission, Report, Restriction, StaffMember
from callpoint.records.queries.searching import Narrowed
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.disclosing import Terms as HandedOver
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.restricting import (
    COVER,
    Answer,
    Behind,
    DoorClosedError,
    HoursNotTakenError,
    KeptOutError,
    OwnRequestError,
)
from callpoint.rules.standing import Verdict
from tests.actions.restrictions import REASON, a_boss, a_nameless, admitted, asked, restricted
from tests.makers import (
    DESK,
    OTHER_DESK,
    STORY,
    a_report,
    a_staff_member,
    all_kept,
    an_actor,
    at,
    deeds,
    leaves,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def opens(report_id: UUID, by: Actor, **later: float) -> bool:
    try:
        open_report(report_id=report_id, by=by, at=at(**(later or {"minutes": 5})))
    except DoorClosedError:
        return False
    return True


def test_a_restricted_report_opens_to_who_is_named_and_to_nobody_else_not_even_a_supervisor() -> None:
    report_id, colleague, boss = a_report(unit=DESK), an_actor(), a_boss()
    restricted(report_id, by=boss, named={int(colleague.id)})
    assert [opens(report_id, by) for by in (boss, colleague, an_actor(), a_boss())] == [
        True,
        True,
        False,
        False,
    ]


def test_restricting_is_one_leaf_with_sealed_words_and_a_row_for_each_who_is_named() -> None:
    report_id, before = a_report(unit=DESK), len(deeds())
    restricted(report_id, named={int(an_actor().id)})
    leaf, row = leaves()[-1], Restriction.objects.get()
    assert (deeds()[before:][-1], [each.table for each in leaf.rows]) == (
        "report.restrict",
        ["records_restriction", "records_admission", "records_admission"],
    )
    assert (row.why, REASON.encode() in bytes(row.reason)) == ("colleague", False)


def test_it_is_restricted_once_and_a_reason_is_needed() -> None:
    report_id, boss = a_report(unit=DESK), a_boss()
    with pytest.raises(ReasonNotTakenError):
        restricted(report_id, by=boss, reason=" ")
    restricted(report_id, by=boss)
    before = all_kept()
    with pytest.raises(AlreadyRestrictedError):
        restricted(report_id, by=boss)
    assert all_kept() == before


def of_no_use(boss: Actor) -> list[dict[str, Any]]:
    elsewhere, gone = an_actor(unit=OTHER_DESK), a_staff_member()[0]
    StaffMember.objects.filter(pk=gone.pk).update(is_active=False)
    return [
        {"named": {0}},
        {"named": {int(elsewhere.id)}},
        {"named": {gone.pk}},
        {"kept_from": 0},
        {"kept_from": int(boss.id)},
    ]


def test_only_who_may_open_such_a_report_is_named_and_nobody_keeps_it_from_themselves() -> None:
    report_id, boss = a_report(unit=DESK), a_boss()
    for terms in of_no_use(boss):
        with pytest.raises(NoSuchPersonError):
            restricted(report_id, by=boss, **terms)
    assert not Restriction.objects.exists()


def test_a_second_person_lets_somebody_in_for_a_time() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    restricted(report_id)
    row = admitted(report_id, by=ann, hours=24)
    assert (row.answer, row.until) == (Answer.GRANTED, at(hours=24, minutes=3))
    assert [opens(report_id, ann, hours=hours) for hours in (1, 24, 25)] == [True, True, False]
    assert deeds()[-3:] == ["door.granted", "report.open", "report.open"]


def test_who_is_refused_reads_why_and_may_ask_again() -> None:
    report_id, ann, boss = a_report(unit=DESK), an_actor(), a_boss()
    restricted(report_id)
    row = asked(report_id, by=ann)
    with pytest.raises(ReasonNotTakenError):
        refuse_to_let_in(admission_id=row.id, words="", by=boss, at=at(minutes=3))
    refuse_to_let_in(admission_id=row.id, words="Bo has it.", by=boss, at=at(minutes=3))
    door = look_at_door(report_id=report_id, behind=Behind.REPORT, by=ann, at=at(minutes=4))
    assert (door.is_open, door.last and (door.last.answer, door.last.words)) == (
        False,
        (Answer.REFUSED, "Bo has it."),
    )
    assert (
        ask_to_open(report_id=report_id, behind=Behind.REPORT, reason="Now", by=ann, at=at(minutes=5))
        is False
    )
    assert Admission.objects.filter(staff=int(ann.id), answer="").count() == 1


def test_asking_needs_a_reason_and_a_door_and_a_repeat_asks_nothing_more() -> None:
    report_id, ann, boss = a_report(unit=DESK), an_actor(), a_boss()
    ask: dict[str, Any] = {"report_id": report_id, "behind": Behind.REPORT, "at": at(minutes=2)}
    with pytest.raises(NotRestrictedError):
        ask_to_open(**ask, reason="why", by=ann)
    restricted(report_id, by=boss)
    with pytest.raises(ReasonNotTakenError):
        ask_to_open(**ask, reason="", by=ann)
    with pytest.raises(NotAllowedError):
        ask_to_open(**ask, reason="why", by=an_actor(unit=OTHER_DESK))
    assert ask_to_open(**ask, reason="why", by=boss) is True
    asked(report_id, by=ann)
    before = all_kept()
    assert ask_to_open(**ask, reason="again", by=ann) is False
    assert all_kept() == before


Decide = Callable[[UUID, Actor], None]


def grants(admission_id: UUID, by: Actor, hours: int = 24) -> None:
    let_in(admission_id=admission_id, hours=hours, words="", by=by, at=at(minutes=4))


def refuses(admission_id: UUID, by: Actor) -> None:
    refuse_to_let_in(admission_id=admission_id, words="no", by=by, at=at(minutes=4))


@pytest.mark.parametrize("decide", [grants, refuses])
def test_nobody_decides_on_their_own_request_or_twice_or_on_none_or_without_the_role(decide: Decide) -> None:
    report_id, boss = a_report(unit=DESK), a_boss()
    restricted(report_id)
    row = asked(report_id, by=boss)
    with pytest.raises(OwnRequestError):
        decide(row.id, boss)
    with pytest.raises(NotAllowedError):
        decide(row.id, an_actor(role=Role.INVESTIGATOR))
    with pytest.raises(NoSuchAdmissionError):
        decide(uuid4(), boss)
    decide(row.id, a_boss())
    with pytest.raises(AdmissionDecidedError):
        decide(row.id, a_boss())


def test_the_table_itself_lets_nobody_in_by_themselves() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    restricted(report_id)
    row = asked(report_id, by=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        Admission.objects.filter(id=row.id).update(answer=Answer.GRANTED, decided_by=int(ann.id))


def test_nobody_is_let_in_for_longer_than_is_offered_or_who_may_open_none_any_more() -> None:
    report_id, ann = a_report(unit=DESK), an_actor()
    restricted(report_id)
    row = asked(report_id, by=ann)
    with pytest.raises(HoursNotTakenError):
        grants(row.id, a_boss(), hours=9000)
    StaffMember.objects.filter(pk=int(ann.id)).update(unit=OTHER_DESK)
    with pytest.raises(NotAllowedError):
        grants(row.id, a_boss())


def test_whom_it_is_kept_from_is_never_let_in_and_decides_nothing() -> None:
    report_id, suspect, ann = a_report(unit=DESK), a_boss(), an_actor()
    restricted(report_id, kept_from=int(suspect.id))
    own, other = asked(report_id, by=suspect), asked(report_id, by=ann)
    assert open_request_to_decide(admission_id=own.id, by=a_boss(), at=at(minutes=3)).is_kept_out
    for admission, decider in ((own, a_boss()), (other, suspect)):
        with pytest.raises(KeptOutError):
            grants(admission.id, decider)
    Admission.objects.filter(id=own.id).update(answer=Answer.NAMED)
    assert (opens(report_id, suspect), report_id in shut_to(suspect, at=at())) == (False, True)


def test_ending_the_restriction_opens_it_and_lets_nobody_in_the_next_time() -> None:
    report_id, boss, ann, bo = a_report(unit=DESK), a_boss(), an_actor(), an_actor()
    restricted(report_id, by=boss)
    admitted(report_id, by=ann, hours=168)
    asked(report_id, by=bo)
    with pytest.raises(ReasonNotTakenError):
        lift_restriction(report_id=report_id, reason="", by=boss, at=at(minutes=4))
    lift_restriction(report_id=report_id, reason="It was not her.", by=boss, at=at(minutes=4))
    assert [opens(report_id, by) for by in (ann, bo, an_actor())] == [True, True, True]
    with pytest.raises(NotRestrictedError):
        lift_restriction(report_id=report_id, reason="Again", by=boss, at=at(minutes=5))
    restricted(report_id, by=a_boss())
    assert [opens(report_id, by, minutes=6) for by in (boss, ann, bo)] == [False, False, False]


def test_only_who_may_open_it_ends_the_restriction() -> None:
    report_id = a_report(unit=DESK)
    restricted(report_id)
    with pytest.raises(DoorClosedError):
        lift_restriction(report_id=report_id, reason="why", by=a_boss(), at=at(minutes=4))


def test_a_part_of_the_service_meets_no_door() -> None:
    report_id = a_report(unit=DESK)
    restricted(report_id)
    worker = system("worker")
    assert (is_open_to(report_id, by=worker, at=at()), list(shut_to(worker, at=at()))) == (True, [])


def test_a_shut_report_is_found_by_nobody_who_searches_for_its_words_or_values() -> None:
    told: dict[str, Any] = {"suspect_phone": "07700 900552", "story": "The quokka rang from 07700 900552."}
    twin, hidden = a_report(unit=DESK, **told), a_report(unit=DESK, when=at(minutes=1), **told)
    boss, other = a_boss(), a_boss()
    restricted(hidden, by=boss)
    found = {}
    for by in (boss, other):
        words = search_words(words=["quokka"], narrowed=Narrowed(), after=None, by=by, at=at(minutes=5))
        values = search_values(values=[(IdentifierKind.PHONE, "+447700900552")], by=by, at=at(minutes=5))
        found[by] = ({hit.row.id for hit in words.hits}, {row.id for row, _ in values.rows}, values.more)
    assert found == {boss: ({twin, hidden}, {twin, hidden}, 0), other: ({twin}, {twin}, 0)}


def test_another_report_does_not_tell_what_it_shares_with_a_shut_one() -> None:
    told: dict[str, Any] = {
        "suspect_phone": "07700 900552",
        "story": "The quokka rang from 07700 900552. " + STORY,
    }
    twin, hidden = a_report(unit=DESK, **told), a_report(unit=DESK, **told)
    boss, other = a_boss(), a_boss()
    restricted(hidden, by=boss)
    seen = {by: open_report(report_id=twin, by=by, at=at(minutes=5)).linked for by in (boss, other)}
    assert {
        by: (
            [link.report_id for link in linked.links],
            [value.others for value in linked.values],
            linked.people > 0,
        )
        for by, linked in seen.items()
    } == {boss: ([hidden], [1], True), other: ([], [0], False)}


def test_a_shut_report_is_judged_with_no_other_and_its_move_is_not_undone() -> None:
    twin, hidden, mover = a_report(unit=DESK), a_report(unit=DESK), a_boss()
    move_report(report_id=hidden, unit=OTHER_DESK, reason="Theirs", by=mover, at=at())
    restricted(hidden)
    with pytest.raises(DoorClosedError):
        judge(
            report_id=twin, other_id=hidden, verdict=Verdict.SAME, reason="why", by=a_boss(), at=at(minutes=3)
        )
    with pytest.raises(DoorClosedError):
        undo_move(report_id=hidden, by=mover, at=at(minutes=3))
    with pytest.raises(DoorClosedError):
        peek_report(report_id=hidden, by=a_boss(), at=at(minutes=3))


def seen_of(report_id: UUID, by: Actor, **later: float) -> tuple[str, str, bool]:
    opened = open_report(report_id=report_id, by=by, at=at(**(later or {"minutes": 5})))
    values = [value.shown for value in opened.linked.values]
    told = opened.answers
    return str(told["name"]), str(told["phone"]), any("900461" in value.replace(" ", "") for value in values)


def test_who_reported_is_covered_until_asked_for_with_a_reason_and_for_a_day() -> None:
    report_id, ann = a_nameless(), an_actor()
    shut = seen_of(report_id, ann)
    with pytest.raises(ReasonNotTakenError):
        ask_to_open(report_id=report_id, behind=Behind.IDENTITY, reason=" ", by=ann, at=at(minutes=6))
    assert ask_to_open(
        report_id=report_id, behind=Behind.IDENTITY, reason="To call", by=ann, at=at(minutes=6)
    )
    assert [
        shut,
        seen_of(report_id, ann, minutes=7),
        seen_of(report_id, ann, hours=25),
        seen_of(report_id, a_boss()),
    ] == [
        (COVER, COVER, False),
        ("Quill Larkspur", "07700 900461", True),
        (COVER, COVER, False),
        (COVER, COVER, False),
    ]
    assert "door.ask-identity" in deeds()


def test_where_the_unit_says_so_a_second_person_shows_who_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(knowledge().content.units[DESK]), "identity_needs_second", True)
    report_id, ann = a_nameless(), an_actor()
    row = asked(report_id, by=ann, behind=Behind.IDENTITY)
    opened = open_report(report_id=report_id, by=ann, at=at(minutes=5))
    assert (row.answer, opened.identity.asked_at, opened.identity.shown_until) == ("", at(minutes=2), None)
    grants(row.id, a_boss())
    assert seen_of(report_id, ann)[0] == "Quill Larkspur"
    again = ask_to_open(report_id=report_id, behind=Behind.IDENTITY, reason="Again", by=ann, at=at(minutes=6))
    assert again is True


def test_of_a_unit_that_is_known_no_more_a_second_person_decides() -> None:
    report_id, boss = a_nameless(unit="gone-desk"), a_boss()
    assert not ask_to_open(report_id=report_id, behind=Behind.IDENTITY, reason="why", by=boss, at=at())


def test_who_gave_a_name_or_nothing_has_nothing_that_is_sealed() -> None:
    for report_id in (a_report(unit=DESK, name="Jo Vale"), a_report(unit=DESK, anonymous="yes", postcode="")):
        with pytest.raises(NotRestrictedError):
            ask_to_open(report_id=report_id, behind=Behind.IDENTITY, reason="why", by=an_actor(), at=at())
        assert open_report(report_id=report_id, by=an_actor(), at=at()).identity.is_sealed is False


def test_behind_a_shut_door_nobody_asks_who_reported() -> None:
    report_id = a_nameless()
    restricted(report_id)
    ask: dict[str, Any] = {"report_id": report_id, "behind": Behind.IDENTITY, "by": an_actor(), "at": at()}
    with pytest.raises(DoorClosedError):
        ask_to_open(**ask, reason="why")
    with pytest.raises(DoorClosedError):
        look_at_door(**ask)


def test_a_sealed_identity_is_found_by_no_search_and_leaves_in_no_bundle() -> None:
    report_id, boss = a_nameless(), a_boss()
    words = search_words(words=["Larkspur"], narrowed=Narrowed(), after=None, by=boss, at=at(minutes=5))
    values = search_values(values=[(IdentifierKind.PHONE, "+447700900461")], by=boss, at=at(minutes=5))
    terms = HandedOver(authority="Court", purpose="Trial", items=("answers",))
    with pytest.raises(DoorClosedError) as shut:
        make_disclosure(report_id=report_id, terms=terms, by=boss, at=at(minutes=5))
    assert (words.hits, values.rows, shut.value.behind) == ((), (), Behind.IDENTITY)


def test_the_service_itself_knows_who_reported() -> None:
    report = Report.objects.get(id=a_nameless())
    assert shows_identity(report, {"anonymous": "yes", "name": "Quill"}, by=system("worker"), at=at()) is True


def test_a_door_that_was_never_asked_at_says_so() -> None:
    report_id, ann = a_nameless(), an_actor()
    doors = [look_at_door(report_id=report_id, behind=each, by=ann, at=at(minutes=1)) for each in Behind]
    assert [(door.is_open, door.last) for door in doors] == [(True, None), (False, None)]
