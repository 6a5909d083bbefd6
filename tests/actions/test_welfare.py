"""What is kept of how hard a report is, and what a person chooses for their own welfare."""

import pytest

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.welfare import choose_welfare
from callpoint.records.models import Distress
from callpoint.records.queries.welfare import Wishes, wishes_of
from tests.makers import a_draft, a_report, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def sorts() -> list[str]:
    return list(Distress.objects.order_by("sort").values_list("sort", flat=True))


def test_a_report_that_tells_of_self_harm_is_hard_once_it_is_sent() -> None:
    a_draft(story="I want it to end.", self_harm="yes")
    before = sorts()
    a_report(self_harm="yes")
    assert (before, sorts()) == ([], ["self-harm"])


def test_most_reports_are_not() -> None:
    a_report()
    assert sorts() == []


def test_what_is_added_later_counts() -> None:
    report_id = a_report(image_threat="no", self_harm="yes")
    told = {"image_threat": "yes"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=at(hours=1))
    assert sorts() == ["intimate-pictures", "self-harm"]


def test_who_chose_nothing_is_warned_and_told() -> None:
    assert wishes_of(int(an_actor().id)) == Wishes(is_warned=True, is_told_of_breaks=True)


def test_a_choice_holds_for_the_person_alone_and_has_its_leaf() -> None:
    mine, theirs = an_actor(), an_actor()
    for wishes in (Wishes(is_warned=False), Wishes(is_told_of_breaks=False)):
        choose_welfare(wishes=wishes, by=mine, at=at())
    assert (wishes_of(int(mine.id)), wishes_of(int(theirs.id))) == (Wishes(is_told_of_breaks=False), Wishes())
    assert deeds()[-2:] == ["welfare.choose"] * 2
