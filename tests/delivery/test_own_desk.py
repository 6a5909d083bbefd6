"""Mail to members of staff who asked for it: neutral words, only where something waits, once a day."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.assigning import put_back_report, take_report
from callpoint.actions.case_log import NewTask, add_task
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.desk import choose_desk
from callpoint.delivery.errors import NotDeliveredError
from callpoint.delivery.mail.additions import tell_unit_of_message
from callpoint.delivery.mail.notice import CHANNEL
from callpoint.delivery.mail.own_desk import send_digests
from callpoint.project.desk_work import LOOK_EVERY, Desks
from callpoint.records.models import Case, CaseTask, Message, Report, StaffMember
from callpoint.records.queries.desk import Choices
from callpoint.rules.access import Role
from tests.actions.cases import TOMORROW, a_case_of
from tests.actions.interventions import a_paid_report, went_out
from tests.makers import DESK, OTHER_DESK, STORY, a_report, all_kept, an_actor, at, deeds, with_section

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 11, 21)
HERS = "ann@force.example"


@pytest.fixture(autouse=True)
def _a_mail_server(settings: Settings) -> None:
    with_section(settings, "mail", host="mail.example", from_address="us@callpoint.example")


def letters() -> list[tuple[list[str], str, str]]:
    return [(letter.to, str(letter.subject), str(letter.body)) for letter in mail.outbox]


def digests(hour: int = 12) -> int:
    return send_digests(hour=hour, today=TODAY, at=at())


def test_a_digest_goes_out_once_at_its_hour_and_tells_numbers_only() -> None:
    ann = an_actor()
    choose_desk(choices=Choices(mail=HERS, digest_hour=12), by=ann, at=at())
    reports = [a_report(unit=DESK) for _ in range(2)]
    Report.objects.filter(id=reports[0]).update(urgency="soon")
    Report.objects.filter(id=reports[1]).update(urgency="now")
    take_report(report_id=reports[0], by=ann, at=at())
    assert [digests(11), digests(), digests()] == [0, 1, 0]
    assert letters() == [
        ([HERS], "What waits today", "1 report is yours.\n1 is urgent now.\n\nSign in to see them.")
    ]
    assert deeds()[-1] == "desk.digest"


def test_a_digest_counts_all_that_is_due_however_much_it_is() -> None:
    ann = an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK)
    choose_desk(choices=Choices(mail=HERS, digest_hour=12), by=ann, at=at())
    case_id = a_case_of(a_report(unit=OTHER_DESK), by=ann)
    Report.objects.update(urgency="soon")
    task = NewTask(words="Ring", assignee=int(ann.id), due_on=TOMORROW, send_key="1")
    add_task(case_id=case_id, task=task, by=ann, at=at())
    row = CaseTask.objects.get()
    for each in range(59):
        row.pk, row.send_key = uuid4(), f"more {each}"
        row.save(force_insert=True)
    CaseTask.objects.update(due_on=TODAY)
    assert (digests(), letters()[0][2].splitlines()[0]) == (1, "60 tasks are due.")


def test_a_digest_counts_what_is_due_of_cases_and_requests_and_names_none_of_it() -> None:
    ann = an_actor(role=Role.INVESTIGATOR, unit=OTHER_DESK)
    choose_desk(choices=Choices(mail=HERS, digest_hour=12), by=ann, at=at())
    first = a_case_of(a_report(unit=OTHER_DESK), by=ann, title="Bank calls")
    task = NewTask(words="Ring Ada Quint", assignee=int(ann.id), due_on=TOMORROW, send_key="1")
    add_task(case_id=first, task=task, by=ann, at=at())
    Report.objects.update(urgency="soon")
    assert digests() == 0
    Case.objects.update(review_on=TODAY)
    CaseTask.objects.update(due_on=TODAY)
    went_out(a_paid_report(unit=OTHER_DESK), by=ann)
    Report.objects.update(urgency="soon")
    assert (digests(), letters()) == (
        1,
        [
            (
                [HERS],
                "What waits today",
                "1 answer to a request is due.\n1 task is due.\n1 case is due for review.\n\nSign in to see them.",
            )
        ],
    )


def test_where_nothing_waits_or_nobody_may_see_it_no_digest_goes_out() -> None:
    ann = an_actor()
    choose_desk(choices=Choices(mail=HERS, digest_hour=12), by=ann, at=at())
    seen = [digests()]
    a_report(unit=DESK)
    StaffMember.objects.filter(pk=int(ann.id)).update(role=Role.AUDITOR)
    seen.append(digests())
    StaffMember.objects.filter(pk=int(ann.id)).update(role=Role.ASSESSOR, is_active=False)
    seen.append(digests())
    assert (seen, mail.outbox) == ([0, 0, 0], [])


def test_without_a_mail_server_nothing_is_done(settings: Settings) -> None:
    with_section(settings, "mail", host="")
    ann, report_id = an_actor(), a_report(unit=DESK)
    choose_desk(choices=Choices(mail=HERS, digest_hour=12, tells_news=True), by=ann, at=at())
    take_report(report_id=report_id, by=ann, at=at())
    before = all_kept()
    digests()
    news_of(report_id)
    assert (mail.outbox, "desk.told-news" in deeds(), before["DeskChoice"]) == (
        [],
        False,
        all_kept()["DeskChoice"],
    )


def news_of(report_id: object) -> None:
    """Let the reporter write, and the worker tell of it."""
    write_to_staff(
        report_id=report_id,  # type: ignore[arg-type]  # an id, said as an object for brevity
        text=f"{STORY} {Message.objects.count()}",
        send_key="1",
        by=reporter(report_id),
        at=at(),
    )
    tell_unit_of_message(message_id=str(Message.objects.latest("sent_at", "id").id), at=at())


def to_her() -> list[str]:
    return [f"{letter.subject}{letter.body}" for letter in mail.outbox if letter.to == [HERS]]


def test_who_holds_a_report_is_told_of_news_where_they_asked_and_in_neutral_words() -> None:
    ann, report_id = an_actor(), a_report(unit=DESK)
    news_of(report_id)
    take_report(report_id=report_id, by=ann, at=at())
    news_of(report_id)
    choose_desk(choices=Choices(mail=HERS, tells_news=True), by=ann, at=at())
    before = len(deeds())
    news_of(report_id)
    told = to_her()
    assert deeds()[before:].count("desk.told-news") == 1
    put_back_report(report_id=report_id, by=ann, at=at())
    news_of(report_id)
    assert (told, to_her()) == (
        ["There is more to readThere is more to read in a report of yours. Sign in to see it."],
        told,
    )


def test_the_worker_looks_now_and_then_and_outlives_a_mail_server_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ann, desks = an_actor(), Desks()
    choose_desk(choices=Choices(mail=HERS, digest_hour=12), by=ann, at=at())
    a_report(unit=DESK)
    asked: list[int] = []

    def away(*, hour: int, **_more: object) -> int:
        asked.append(hour)
        raise NotDeliveredError(CHANNEL, permanent=False)

    with monkeypatch.context() as patched:
        patched.setattr("callpoint.project.desk_work.send_digests", away)
        for when in (at(), at(minutes=1), at() + LOOK_EVERY):
            desks.look(at=when)
    desks.look(at=at() + 2 * LOOK_EVERY)
    assert (asked, len(mail.outbox)) == ([12, 12], 1)
