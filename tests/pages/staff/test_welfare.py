"""Staff welfare: a warning before a hard report, breaks that nobody hears of, covered pictures, and who has how much."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.assigning import take_report
from callpoint.clock import now
from callpoint.pages.staff.breaks import SITTING
from callpoint.records.knowledge import _shelf, knowledge
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.welfare import welfare_rules
from tests.actions.restrictions import restricted
from tests.makers import (
    DESK,
    OTHER_DESK,
    STORY,
    a_report,
    a_staff_member,
    acting,
    deeds,
    signed_in_client,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PAGES = ("staff_report", "staff_peek")


def a_hard_report(*, unit: str = DESK) -> UUID:
    report_id = a_report(unit=unit, when=now() - timedelta(hours=1))
    Report.objects.filter(id=report_id).update(kind="sextortion")
    return report_id


def shown(client: Client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", PAGES)
def test_a_hard_report_is_warned_of_before_anything_of_it_is_read(name: str) -> None:
    client, report_id = signed_in_client(), a_hard_report()
    before = len(deeds())
    page = shown(client, name, report_id)
    said = ("It tells of threats with intimate pictures.", f"{reverse(name, args=[report_id])}?go-on=yes")
    assert ([words for words in said if words not in page], STORY in page) == ([], False)
    assert deeds()[before:] == []


@pytest.mark.parametrize("name", PAGES)
def test_who_goes_on_reads_it_with_its_leaf_and_is_asked_no_more_of_this_one(name: str) -> None:
    client, report_id, other = signed_in_client(), a_hard_report(), a_hard_report()
    before = len(deeds())
    pages = [shown(client, name, report_id, query=query) for query in ("?go-on=yes", "")]
    assert [STORY in page for page in pages] == [True, True]
    assert deeds()[before:] == [{"staff_report": "report.open", "staff_peek": "report.peek"}[name]] * 2
    assert STORY not in shown(client, name, other)


@pytest.mark.parametrize("name", PAGES)
def test_a_report_that_is_not_hard_opens_at_once(name: str) -> None:
    client, report_id = signed_in_client(), a_report(unit=DESK)
    assert STORY in shown(client, name, report_id)


@pytest.mark.parametrize("name", PAGES)
def test_who_does_not_want_to_be_warned_is_not(name: str) -> None:
    client, report_id = signed_in_client(), a_hard_report()
    client.post(reverse("staff_desk"), {"welfare": ["breaks"]})
    assert STORY in shown(client, name, report_id)


def test_a_warning_tells_nobody_of_a_report_that_they_may_not_open() -> None:
    client, report_id = signed_in_client(unit=DESK), a_hard_report(unit=OTHER_DESK)
    assert [client.get(reverse(name, args=[report_id])).status_code for name in PAGES] == [403, 403]


@pytest.mark.parametrize("name", PAGES)
def test_a_warning_tells_nothing_of_a_restricted_report(name: str) -> None:
    client, report_id = signed_in_client(unit=DESK), a_hard_report()
    restricted(report_id)
    shut = client.get(reverse(name, args=[report_id])).content.decode()
    assert ("intimate pictures" in shut, "go-on" in shut, STORY in shut) == (False, False, False)


def test_what_a_report_tells_is_warned_of_as_its_kind_is() -> None:
    client = signed_in_client()
    report_id = a_report(unit=DESK, self_harm="yes", when=now() - timedelta(hours=1))
    assert "It tells of self-harm, or of thoughts of it." in shown(client, "staff_report", report_id)


SHORT_BREAK = "A short break may do you good."


def hard_ones_read(client: Client) -> None:
    for _each in range(welfare_rules(knowledge()).breaks.after_reports):
        shown(client, "staff_report", a_hard_report(), query="?go-on=yes")


def test_after_several_hard_reports_a_break_is_offered_and_nothing_is_stopped() -> None:
    client = signed_in_client()
    before = shown(client, "staff_queue")
    hard_ones_read(client)
    after = shown(client, "staff_queue")
    assert (SHORT_BREAK in before, "You have read several hard reports." in after) == (False, True)
    assert STORY in shown(client, "staff_report", a_report(unit=DESK))


def test_a_press_takes_the_offer_away_and_leads_back() -> None:
    client = signed_in_client()
    hard_ones_read(client)
    back = client.post(reverse("staff_break"), {"back": "/staff/promises/"})
    assert (back["Location"], SHORT_BREAK in shown(client, "staff_queue")) == ("/staff/promises/", False)


@pytest.mark.parametrize("back", ["", "https://evil.example/", "//evil.example", "/staff//evil", "/"])
def test_a_press_leads_nowhere_else(back: str) -> None:
    leads = signed_in_client().post(reverse("staff_break"), {"back": back})["Location"]
    assert leads == (back if back.startswith("/staff/") else reverse("staff_queue"))


def test_a_long_time_at_the_desk_offers_one_too_and_time_away_takes_it_back() -> None:
    client = signed_in_client()
    breaks = welfare_rules(knowledge()).breaks
    began = (now() - timedelta(minutes=breaks.after_minutes)).isoformat()
    for seen, offered in ((now().isoformat(), True), (began, False)):
        session = client.session
        session[SITTING] = [began, seen, 0]
        session.save()
        assert ("You have been at it for a long time." in shown(client, "staff_queue")) is offered


def test_who_does_not_want_to_hear_of_breaks_does_not() -> None:
    client = signed_in_client()
    client.post(reverse("staff_desk"), {"welfare": ["warned"]})
    hard_ones_read(client)
    assert SHORT_BREAK not in shown(client, "staff_queue")


@pytest.mark.parametrize("is_warned", [True, False])
def test_one_hard_report_that_is_opened_again_and_again_counts_once(*, is_warned: bool) -> None:
    client, report_id, other = signed_in_client(), a_hard_report(), a_hard_report()
    client.post(reverse("staff_desk"), {"welfare": ["breaks", *(["warned"] if is_warned else [])]})
    for _each in range(welfare_rules(knowledge()).breaks.after_reports):
        for each in (report_id, other):
            shown(client, "staff_report", each, query="?go-on=yes")
    assert (client.session[SITTING][2], SHORT_BREAK in shown(client, "staff_queue")) == (2, False)


def test_nothing_of_breaks_is_kept_but_in_the_session_of_the_person() -> None:
    client = signed_in_client()
    shown(client, "staff_queue")
    before = len(deeds())
    client.post(reverse("staff_break"), {"back": ""})
    held = client.session[SITTING]
    assert (len(deeds()), [type(each) for each in held]) == (before, [str, str, int])


def test_the_own_desk_says_where_to_find_somebody_to_talk_to() -> None:
    page = shown(signed_in_client(), "staff_desk")
    assert ("Samaritans" in page, "116 123" in page, page.count("Lifeline")) == (True, True, 0)


def test_where_the_content_names_nobody_the_desk_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in_client()
    known = knowledge()
    nobody = {name: rules.model_copy(update={"help": ()}) for name, rules in known.content.welfare.items()}
    monkeypatch.setattr(_shelf, "held", replace(known, content=replace(known.content, welfare=nobody)))
    assert "Nobody is named here yet." in shown(client, "staff_desk")


def test_who_has_what_stands_by_name_with_what_is_hard_late_and_new() -> None:
    supervisor = signed_in_client(role=Role.SUPERVISOR, unit="", name="Zoe Quill")
    member, _password = a_staff_member(name="Bo Reed")
    for report_id in (a_hard_report(), a_report(unit=DESK, self_harm="yes"), a_report(unit=DESK)):
        take_report(report_id=report_id, by=acting(member), at=now())
    Report.objects.filter(kind="sextortion").update(assigned_at=now() - timedelta(days=9))
    Report.objects.update(next_due_at=now() + timedelta(days=1))
    Report.objects.filter(kind="sextortion").update(next_due_at=now() - timedelta(days=1))
    page = shown(supervisor, "staff_loads")
    numbers = page[page.index("Bo Reed") : page.index("</tr>", page.index("Bo Reed"))]
    told = [part.partition("<")[0] for part in numbers.split('numeric">')[1:]]
    assert told[1:] == ["3", "2", "1", "2"]
    assert "3 open reports are with somebody; 2 of them are hard to read." in page
    assert page.index("Bo Reed") < page.rindex("Zoe Quill")


def test_one_unit_shows_its_own_people_and_those_of_every_unit() -> None:
    supervisor = signed_in_client(role=Role.SUPERVISOR, unit="", name="Zoe Quill")
    a_staff_member(name="Bo Reed", unit=DESK)
    a_staff_member(name="Cy Marsh", unit=OTHER_DESK)
    page = shown(supervisor, "staff_loads", query=f"?unit={DESK}")
    wrong = shown(supervisor, "staff_loads", query="?unit=zzqq")
    assert [name in page for name in ("Bo Reed", "Cy Marsh", "Nobody holds an open report.")] == [
        True,
        False,
        True,
    ]
    assert ("Cy Marsh" in wrong, "zzqq" in wrong) == (True, False)
