"""What looks odd together is shown, ordered by people, and never deleted; two people stop a reporter's words for a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from callpoint.actions.abuse import (
    BlockStandsError,
    NoBlockError,
    NothingChosenError,
    SaidBeforeError,
    confirm_block,
    disagree_with_block,
    end_block,
    look_at_blocks,
    lower_reports,
    propose_block,
    put_reports_back,
)
from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.reading import open_report
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.analysis.stories import sign_story
from callpoint.records.models import Lowering, Message, Report, ReporterBlock
from callpoint.records.opened import NoSuchReportError
from callpoint.records.opened_abuse import own_block
from callpoint.records.queries.abuse import all_suspected, blocks_open, suspect_lines
from callpoint.records.queries.queue import Asked, next_in_view, place_of_report, queue
from callpoint.rules.abuse import (
    DaysNotTakenError,
    NeedsAPersonNowError,
    ReporterBlockedError,
    SameProposerError,
    Sign,
)
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.closing_reasons import ReasonNotTakenError
from callpoint.rules.queue_order import FIRST, View
from callpoint.vault.exhibits import ExhibitWords
from tests.actions.abuse import STOP, a_calm_report, a_flood, stopped
from tests.actions.restrictions import a_boss
from tests.makers import OTHER_DESK, all_kept, an_actor, at, deeds
from tests.vault.files import a_picture
from tests.vault.makers import a_sealed_file

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def odd(**later: float) -> list[tuple[Sign, int]]:
    return [(group.sign, len(group.reports)) for group in all_suspected(at=at(**(later or {"hours": 1})))]


def test_one_contact_in_many_reports_of_a_day_is_a_sign_and_over_weeks_it_is_none() -> None:
    stories: dict[str, Any] = {"safe_contact": "yes", "phone": "07700 900188"}
    a_flood(4, **stories)
    few = odd()
    a_flood(1, apart=timedelta(0), **stories)
    many = odd()
    assert (few, many, odd(days=3)) == ([], [(Sign.SAME_CONTACT, 5)], [])


def test_the_same_words_in_many_reports_are_a_sign() -> None:
    for report_id in a_flood(
        5, story="The quokka took my wallet by the river and ran to the hills with it at noon."
    ):
        sign_story(report_id=report_id)
    assert odd() == [(Sign.SAME_TEXT, 5)]


def test_many_reports_against_one_suspect_are_a_sign() -> None:
    a_flood(20, suspect_phone="07700 900552")
    assert (odd(), odd(days=20)) == ([(Sign.ONE_TARGET, 20)], [])


def order(boss: Any, view: View = View.ALL) -> list[UUID]:
    page = queue(Asked(badge=boss.badge, staff_id=int(boss.id), view=view, at=at(hours=1)))
    assert page.total == len(page.rows) == sum(page.counts[each] for each in [view])
    return [row.id for row in page.rows]


def lowered(reports: list[UUID], **given: Any) -> int:
    said = {
        "reports": reports,
        "sign": Sign.SAME_CONTACT,
        "reason": "One phone.",
        "by": a_boss(),
        "at": at(hours=1),
    }
    return lower_reports(**{**said, **given})


def test_what_a_person_puts_below_others_stands_last_in_every_view_until_it_is_put_back() -> None:
    first, second, third = a_flood(3, apart=timedelta(hours=1))
    boss = a_boss()
    before = order(boss)
    assert lowered([first], by=boss) == 1
    low = (order(boss), queue(Asked(badge=boss.badge, staff_id=1, view=View.ALL, at=at())).rows[-1].is_low)
    assert put_reports_back(reports=[first, second], by=boss, at=at(hours=2)) == 1
    assert (before, low, order(boss)) == ([first, second, third], ([second, third, first], True), before)
    assert deeds()[-1] == "report.put-higher"


def test_the_way_on_from_report_to_report_comes_to_what_is_below_last() -> None:
    first, second, third = a_flood(3, apart=timedelta(hours=1))
    boss = a_boss()
    lowered([first], by=boss)
    asked, way, place = (
        Asked(badge=boss.badge, staff_id=int(boss.id), view=View.ALL, at=at(hours=1)),
        [],
        FIRST,
    )
    while (found := next_in_view(asked, after=place)) is not None:
        way.append(found)
        newer = place_of_report(found, badge=boss.badge)
        assert newer is not None
        place = newer
    assert (way, place_of_report(uuid4(), badge=boss.badge)) == ([second, third, first], None)


def test_what_needs_a_person_now_stays_where_it_is_whatever_was_said_of_it() -> None:
    danger, other = a_flood(2)
    Report.objects.filter(id=danger).update(urgency="now")
    assert (lowered([danger, other]), lowered([danger, other])) == (1, 0)
    Report.objects.filter(id=other).update(urgency="now")
    boss = a_boss()
    assert place_of_report(other, badge=boss.badge).rank == 0  # type: ignore[union-attr]  # it is there
    Report.objects.filter(id=danger).update(urgency="soon", critical=True)
    assert (lowered([danger]), Lowering.objects.count()) == (0, 1)


def test_nothing_is_deleted_or_shut_by_it() -> None:
    (report_id,) = a_flood(1)
    lowered([report_id])
    opened = open_report(report_id=report_id, by=an_actor(), at=at(hours=2)).lowering
    assert opened is not None
    assert (opened.reason, opened.lowered_at) == ("One phone.", at(hours=1))
    (line,) = suspect_lines([report_id, uuid4()])
    assert (line.is_low, Report.objects.count()) == (True, 1)


def test_putting_reports_below_needs_reports_a_reason_and_the_role_in_their_unit() -> None:
    (report_id,) = a_flood(1)
    inspector = an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK)
    wrong: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"reports": []}, NothingChosenError),
        ({"reason": " "}, ReasonNotTakenError),
        ({"reports": [uuid4()]}, NoSuchReportError),
        ({"by": an_actor()}, NotAllowedError),
        ({"by": inspector}, NotAllowedError),
    ]
    before = all_kept()["Lowering"]
    for given, refused in wrong:
        with pytest.raises(refused):
            lowered(**{"reports": [report_id], **given})
    with pytest.raises(NothingChosenError):
        put_reports_back(reports=[], by=a_boss(), at=at())
    assert all_kept()["Lowering"] == before == []


def an_exhibit() -> NewExhibit:
    return NewExhibit(file=a_sealed_file(a_picture()), words=ExhibitWords(name="a.png"), send_key="1")


def write(report_id: UUID, when: Any) -> None:
    write_to_staff(report_id=report_id, text="More", send_key="1", by=reporter(report_id), at=when)


def add(report_id: UUID, when: Any) -> None:
    add_to_report(
        report_id=report_id, answers={"claimed_name": "Bo"}, send_key="1", by=reporter(report_id), at=when
    )


def send_file(report_id: UUID, when: Any) -> None:
    take_in_exhibit(report_id=report_id, new=an_exhibit(), by=reporter(report_id), at=when)


def withdraw_with_words(report_id: UUID, when: Any) -> None:
    ask_to_withdraw(report_id=report_id, words="Because", send_key="1", by=reporter(report_id), at=when)


@pytest.mark.parametrize("say", [write, add, send_file, withdraw_with_words])
def test_a_reporter_who_was_stopped_by_two_people_sends_nothing_new_until_then(
    say: Callable[[UUID, Any], None],
) -> None:
    report_id = a_calm_report()
    stopped(report_id)
    before = all_kept()
    with pytest.raises(ReporterBlockedError) as refused:
        say(report_id, at(days=2))
    assert (refused.value.until, all_kept() == before) == (at(days=3, minutes=1), True)
    say(report_id, at(days=3, minutes=1))


@pytest.mark.parametrize("danger", [{"urgency": "now"}, {"critical": True}])
@pytest.mark.parametrize("say", [write, add, send_file, withdraw_with_words])
def test_nothing_stops_a_reporter_who_is_in_danger_by_now(
    say: Callable[[UUID, Any], None], danger: dict[str, Any]
) -> None:
    report_id = a_calm_report()
    stopped(report_id)
    Report.objects.filter(id=report_id).update(**danger)
    say(report_id, at(days=2))
    assert own_block(report_id, at=at(days=2)) is None


@pytest.mark.parametrize(
    ("answers", "critical"),
    [
        ({"safe_contact": "no"}, 0),
        ({"name": "Ann", "phone": "07700 900123", "safe_times": "after 6 pm", "update_way": "code"}, 0),
        ({"danger_now": "yes"}, 1),
    ],
)
def test_how_a_stopped_reporter_is_reached_and_new_danger_always_pass(
    answers: dict[str, Any], critical: int
) -> None:
    report_id = a_calm_report()
    stopped(report_id)
    told: dict[str, Any] = {"report_id": report_id, "send_key": "1", "by": reporter(report_id)}
    assert add_to_report(answers=answers, at=at(days=2), **told)
    assert Report.objects.filter(critical=True).count() == critical


def test_what_a_reporter_says_against_it_stays_listed_until_somebody_reads_it() -> None:
    report_id, boss = a_calm_report(), a_boss()
    stopped(report_id)
    disagree_with_block(report_id=report_id, words="No", by=reporter(report_id), at=at(hours=1))
    listed = [
        [(line.is_over, line.disagreed_at) for line in blocks_open(at=at(days=days))] for days in (1, 9)
    ]
    end_block(report_id=report_id, by=boss, at=at(days=1))
    listed.append([(line.is_over, line.disagreed_at) for line in blocks_open(at=at(days=1))])
    look_at_blocks(report_id=report_id, by=boss, at=at(days=9))
    before = ReporterBlock.objects.values().get()
    look_at_blocks(report_id=report_id, by=boss, at=at(days=10))
    said = at(hours=1)
    assert (
        listed,
        blocks_open(at=at(days=9)),
        before["seen_at"],
        before == ReporterBlock.objects.values().get(),
    ) == (
        [[(False, said)], [(True, said)], [(True, said)]],
        (),
        at(days=9),
        True,
    )


def test_the_largest_groups_come_first_whatever_their_sign() -> None:
    a_flood(5, phone="07700 900188", safe_contact="yes")
    a_flood(20, suspect_phone="07700 900552")
    assert odd() == [(Sign.ONE_TARGET, 20), (Sign.SAME_CONTACT, 5)]


def test_a_stopped_reporter_still_withdraws_in_our_words() -> None:
    report_id = a_calm_report()
    stopped(report_id)
    ask_to_withdraw(report_id=report_id, words="", send_key="1", by=reporter(report_id), at=at(hours=1))
    assert (Report.objects.get().withdraw_asked_at, Message.objects.count()) == (at(hours=1), 1)


def test_one_person_alone_stops_nobody() -> None:
    report_id, boss = a_calm_report(), a_boss()
    propose_block(report_id=report_id, stop=STOP, by=boss, at=at())
    write(report_id, at(minutes=1))
    with pytest.raises(SameProposerError):
        confirm_block(report_id=report_id, by=boss, at=at(minutes=2))
    with pytest.raises(NotAllowedError):
        confirm_block(report_id=report_id, by=an_actor(role=Role.INVESTIGATOR), at=at(minutes=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReporterBlock.objects.update(confirmed_by=int(boss.id), confirmed_at=at(), until=at(days=1))
    assert own_block(report_id, at=at(minutes=3)) is None


def test_anybody_of_them_lets_a_reporter_write_again_at_any_time() -> None:
    report_id = a_calm_report()
    stopped(report_id)
    end_block(report_id=report_id, by=an_actor(role=Role.INVESTIGATOR), at=at(minutes=2))
    write(report_id, at(minutes=3))
    propose_block(report_id=report_id, stop=STOP, by=a_boss(), at=at(minutes=4))
    end_block(report_id=report_id, by=a_boss(), at=at(minutes=5))
    with pytest.raises(NoBlockError):
        confirm_block(report_id=report_id, by=a_boss(), at=at(minutes=6))
    with pytest.raises(NoBlockError):
        end_block(report_id=report_id, by=a_boss(), at=at(minutes=6))


def test_who_may_be_in_danger_is_never_stopped() -> None:
    report_id = a_calm_report()
    propose_block(report_id=report_id, stop=STOP, by=a_boss(), at=at())
    Report.objects.update(urgency="now")
    with pytest.raises(NeedsAPersonNowError):
        confirm_block(report_id=report_id, by=a_boss(), at=at())
    end_block(report_id=report_id, by=a_boss(), at=at())
    Report.objects.update(urgency="soon", critical=True)
    with pytest.raises(NeedsAPersonNowError):
        propose_block(report_id=report_id, stop=STOP, by=a_boss(), at=at())


@pytest.mark.parametrize(
    ("stop", "refused"),
    [
        ({"reason": ""}, ReasonNotTakenError),
        ({"told": ""}, ReasonNotTakenError),
        ({"days": 365}, DaysNotTakenError),
    ],
)
def test_a_proposal_says_why_what_the_reporter_reads_and_for_how_long(
    stop: dict[str, Any], refused: type[Exception]
) -> None:
    report_id = a_calm_report()
    with pytest.raises(refused):
        stopped(report_id, **stop)
    assert not ReporterBlock.objects.exists()


def test_one_stands_at_a_time() -> None:
    report_id = a_calm_report()
    propose_block(report_id=report_id, stop=STOP, by=a_boss(), at=at())
    for step in (propose_block, propose_block):
        with pytest.raises(BlockStandsError):
            step(report_id=report_id, stop=STOP, by=a_boss(), at=at(minutes=1))
        if not ReporterBlock.objects.exclude(until=None).exists():
            confirm_block(report_id=report_id, by=a_boss(), at=at(minutes=2))


def test_a_stopped_reporter_reads_why_and_says_once_that_it_is_wrong() -> None:
    report_id = a_calm_report()
    me: dict[str, Any] = {"report_id": report_id, "by": reporter(report_id)}
    with pytest.raises(NoBlockError):
        disagree_with_block(words="No", at=at(), **me)
    stopped(report_id)
    with pytest.raises(ReasonNotTakenError):
        disagree_with_block(words=" ", at=at(hours=1), **me)
    disagree_with_block(words="It was my son.", at=at(hours=1), **me)
    with pytest.raises(SaidBeforeError):
        disagree_with_block(words="And again", at=at(hours=2), **me)
    own = own_block(report_id, at=at(hours=2))
    (row,) = look_at_blocks(report_id=report_id, by=a_boss(), at=at(hours=2)).rows
    (line,) = blocks_open(at=at(hours=2))
    assert own is not None
    assert (own.told, own.disagreed_at, row.disagreement, line.disagreed_at) == (
        STOP.told,
        at(hours=1),
        "It was my son.",
        at(hours=1),
    )
    assert blocks_open(at=at(days=9)) == ()
