"""No list tells what a restricted report is about to whom it is shut."""

from collections.abc import Sequence
from typing import Any

import pytest

from callpoint.actions.acting import Actor, reporter, system
from callpoint.actions.admitting import shut_to
from callpoint.actions.following_up import Answer, answer_follow_up, ask_follow_up
from callpoint.actions.reviewing import ask_review
from callpoint.records.models import FollowUp, Report
from callpoint.records.queries.closings import (
    answers_unread,
    closings_to_check,
    reviews_that_wait,
)
from callpoint.records.queries.doors import restricted_now
from callpoint.records.queries.queue import Asked, Filters, queue
from callpoint.rules.queue_order import View
from tests.actions.closings import a_read_report, closed, proposed
from tests.actions.restrictions import a_boss, restricted
from tests.makers import DESK, a_report, a_staff_member, acting, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = at(days=40)


def test_a_queue_narrowed_to_a_kind_or_an_area_neither_lists_nor_counts_what_is_shut() -> None:
    boss, other, hidden, whole = a_boss(), a_boss(), a_report(), a_report()
    Report.objects.update(kind="bank", police_area="north", urgency="now")
    restricted(hidden, by=boss)

    def listed(by: Actor, **filters: Any) -> tuple[set[Any], int, int]:
        asked = Asked(
            badge=by.badge, staff_id=int(by.id), view=View.ALL, at=LATER, filters=Filters(**filters)
        )
        page = queue(asked)
        return {row.id for row in page.rows}, page.total, page.counts[View.ALL]

    narrowed: Sequence[dict[str, Any]] = ({"kinds": ("bank",)}, {"police_area": "north"})
    assert [listed(other, **each) for each in narrowed] == [({whole}, 1, 1)] * 2
    assert [listed(boss, **each) for each in narrowed] == [({whole, hidden}, 2, 2)] * 2
    assert listed(other, urgency="now") == ({whole, hidden}, 2, 2)


def test_a_closing_a_review_and_an_answer_of_a_shut_report_stand_in_no_list() -> None:
    boss, other = a_boss(), a_boss()
    waits, ended = a_read_report(), a_read_report()
    proposed(waits, by=boss)
    closed(ended)
    asked = FollowUp.objects.get(report=ended)
    ask_follow_up(follow_up_id=asked.id, by=system("worker"), at=LATER)
    said = Answer(choice="again", words="")
    answer_follow_up(report_id=ended, answer=said, by=reporter(ended), at=LATER)
    ask_review(report_id=ended, words="", by=reporter(ended), at=LATER)
    for report_id in (waits, ended):
        restricted(report_id, by=boss)

    def listed(by: Actor) -> list[set[str]]:
        shut = shut_to(by, at=LATER)
        return [
            {line.reference for line in closings_to_check(badge=by.badge, shut=shut)},
            {line.reference for line in reviews_that_wait(badge=by.badge, staff_id=1, shut=shut)},
            {line.reference for line in answers_unread(badge=by.badge, shut=shut)},
        ]

    names = {report.id: report.reference for report in Report.objects.all()}
    assert (listed(other), listed(boss)) == (
        [set(), set(), set()],
        [{names[waits]}, {names[ended]}, {names[ended]}],
    )


def test_whom_a_report_is_kept_from_does_not_find_it_among_the_restricted() -> None:
    officer, _ = a_staff_member(role="supervisor")
    hidden, whole = a_report(unit=DESK), a_report(unit=DESK)
    restricted(hidden, kept_from=officer.pk)
    restricted(whole)
    by = acting(officer)
    found = restricted_now(badge=by.badge, staff_id=int(by.id), at=LATER)
    assert [line.report_id for line in found] == [whole]
