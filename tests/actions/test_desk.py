"""A person's own desk: views that are kept, what is chosen; and a look at a report from the list."""

import pytest

from callpoint.actions.desk import (
    MOST_VIEWS,
    NAME_LIMIT,
    QUERY_LIMIT,
    MailNotTakenError,
    NameNotTakenError,
    TooManyViewsError,
    ViewNotTakenError,
    choose_desk,
    drop_view,
    keep_view,
)
from callpoint.actions.peeking import FIRST_SIGNS, peek_report
from callpoint.records.models import DeskChoice, Report, SavedView
from callpoint.records.presence import (
    forget_old_presences,
    note_absence,
    note_presence,
    who_has_open,
)
from callpoint.records.queries.colleagues import kept_views
from callpoint.records.queries.desk import Choices, choices_of, has_keys
from callpoint.rules.access import NotAllowedError, Role
from tests.makers import (
    DESK,
    OTHER_DESK,
    a_report,
    a_staff_member,
    all_kept,
    an_actor,
    at,
    deeds,
    leaves,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def mine(by: object) -> list[tuple[str, str]]:
    return [(each.name, each.query) for each in kept_views(int(by.id))]  # type: ignore[attr-defined]  # an actor


def test_a_view_is_kept_replaced_and_dropped_for_its_person_alone() -> None:
    ann, bob = an_actor(), an_actor()
    keep_view(name=" Mornings ", query="view=now", by=ann, at=at())
    keep_view(name="Mornings", query="view=due", by=ann, at=at())
    keep_view(name="Mornings", query="view=mine", by=bob, at=at())
    (theirs,) = kept_views(int(bob.id))
    drop_view(view_id=theirs.id, by=ann, at=at())
    seen = [mine(ann), mine(bob)]
    drop_view(view_id=kept_views(int(ann.id))[0].id, by=ann, at=at())
    assert [*seen, mine(ann)] == [[("Mornings", "view=due")], [("Mornings", "view=mine")], []]
    assert deeds()[-4:] == ["desk.keep-view"] * 3 + ["desk.drop-view"]


@pytest.mark.parametrize(
    ("name", "query", "error"),
    [
        (" ", "", NameNotTakenError),
        ("x" * (NAME_LIMIT + 1), "", NameNotTakenError),
        ("a\nb", "", NameNotTakenError),
        ("a", "x" * (QUERY_LIMIT + 1), ViewNotTakenError),
    ],
)
def test_what_cannot_be_kept_leaves_no_trace(name: str, query: str, error: type[Exception]) -> None:
    ann = an_actor()
    before = all_kept()
    with pytest.raises(error):
        keep_view(name=name, query=query, by=ann, at=at())
    assert all_kept() == before


def test_a_person_keeps_so_many_views_and_no_more() -> None:
    ann = an_actor()
    for number in range(MOST_VIEWS):
        keep_view(name=str(number), query="view=now", by=ann, at=at())
    keep_view(name="0", query="view=due", by=ann, at=at())
    with pytest.raises(TooManyViewsError):
        keep_view(name="one more", query="view=now", by=ann, at=at())
    assert SavedView.objects.count() == MOST_VIEWS


def test_who_sees_no_queue_keeps_and_drops_no_views() -> None:
    auditor = an_actor(role=Role.AUDITOR)
    view_id = a_report()
    with pytest.raises(NotAllowedError):
        keep_view(name="a", query="", by=auditor, at=at())
    with pytest.raises(NotAllowedError):
        drop_view(view_id=view_id, by=auditor, at=at())


def test_what_is_chosen_is_kept_with_its_mail_sealed_and_changed_by_the_next_choice() -> None:
    ann = an_actor()
    staff_id = int(ann.id)
    seen = [choices_of(staff_id), has_keys(staff_id)]
    first = Choices(has_keys=False, mail="ann@force.example", digest_hour=7, tells_news=True)
    choose_desk(choices=first, by=ann, at=at())
    seen += [choices_of(staff_id), has_keys(staff_id)]
    sealed = bytes(DeskChoice.objects.get().mail)
    choose_desk(choices=Choices(), by=ann, at=at())
    seen += [choices_of(staff_id), has_keys(staff_id)]
    assert seen == [Choices(), True, first, False, Choices(), True]
    assert (b"ann@force" in sealed, deeds()[-2:]) == (False, ["desk.choose"] * 2)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(mail="zzz"),
        Choices(mail="a@b.example\nc@d.example"),
        Choices(tells_news=True),
        Choices(digest_hour=0),
    ],
)
def test_a_notice_without_one_good_address_is_refused(choices: Choices) -> None:
    ann = an_actor()
    before = all_kept()
    with pytest.raises(MailNotTakenError):
        choose_desk(choices=choices, by=ann, at=at())
    assert all_kept() == before


def test_a_look_shows_the_first_lines_is_one_leaf_and_leaves_the_report_unread() -> None:
    report_id = a_report(unit=DESK, story="quokka " * 200)
    before = Report.objects.values().get()
    peeked = peek_report(report_id=report_id, by=an_actor(), at=at())
    assert (peeked.first_lines, peeked.has_more) == (("quokka " * 200)[:FIRST_SIGNS], True)
    leaf = leaves()[-1]
    assert (leaf.what, leaf.object_id, Report.objects.values().get()) == (
        "report.peek",
        str(report_id),
        before,
    )


def test_a_look_at_a_report_of_another_unit_is_refused() -> None:
    report_id, ann = a_report(unit=OTHER_DESK), an_actor()
    before = all_kept()
    with pytest.raises(NotAllowedError):
        peek_report(report_id=report_id, by=ann, at=at())
    assert all_kept() == before


def test_who_has_a_report_open_is_named_for_two_minutes_or_until_they_close_it() -> None:
    report_id = a_report()
    ann, bob = (a_staff_member(name=name)[0] for name in ("Ann", "Bob"))
    for member in (ann, bob):
        note_presence(report_id=report_id, staff_id=member.pk, at=at())
    seen = [
        who_has_open([report_id], but=ann.pk, at=at(minutes=2)),
        who_has_open([report_id], but=0, at=at(minutes=3)),
    ]
    note_presence(report_id=report_id, staff_id=bob.pk, at=at(minutes=3))
    note_absence(report_id=report_id, staff_id=ann.pk)
    seen.append(who_has_open([report_id], but=0, at=at(minutes=1)))
    forget_old_presences(at=at(minutes=9))
    seen.append(who_has_open([report_id], but=0, at=at(minutes=1)))
    assert [{key: list(names) for key, names in each.items()} for each in seen] == [
        {report_id: ["Bob"]},
        {},
        {report_id: ["Bob"]},
        {},
    ]
