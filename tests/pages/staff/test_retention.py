"""Erasing old reports and legal holds at the desk: two supervisors, one page, and what each of them reads there."""

import re
import secrets
from datetime import date
from html import unescape
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.holding_reports import place_hold
from callpoint.actions.shredding import confirm_erasure, propose_erasure
from callpoint.clock import now
from callpoint.records.models import Hold, ShredOrder
from callpoint.rules.access import Role
from callpoint.sealing.keyring import create_keyring
from tests.actions.retention import (
    Due,
    a_due_report,
    a_living_draft,
    a_month,
    a_supervisor,
    an_old_lost_code,
    an_old_request,
    carry_out,
)
from tests.makers import OTHER_DESK, a_report, at, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

URL = "/staff/retention/"


def seen_text(page: str) -> str:
    """The words of a piece of a page, one space apart."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace(" ,", ",").split())


def a_full_month() -> Due:
    due = a_month()
    a_due_report(due)
    held = a_due_report(due)
    place_hold(report_id=held, reason="A court asked", by=a_supervisor(), at=at())
    a_living_draft(due)
    an_old_request(due)
    an_old_lost_code(due)
    return due


def a_client(name: str) -> Client:
    return signed_in_client(role=Role.SUPERVISOR, name=name)


def section(client: Client, due: Due) -> str:
    """What the page says of one month, as people see it."""
    page = client.get(URL).content.decode()
    assert f'id="month-{due.month}"' in page
    return seen_text(page.split(f'id="month-{due.month}">')[1].split("</section>")[0])


def order_of(due: Due) -> UUID:
    return ShredOrder.objects.get(month=due.month).id


def test_a_month_that_is_due_says_what_goes_and_what_stays() -> None:
    due = a_full_month()
    assert section(a_client("Ann Lee"), due).split("Propose")[0].split()[2:] == [
        "Reports",
        "that",
        "go",
        "1",
        "Of",
        "these,",
        "not",
        "closed",
        "yet",
        "1",
        "Under",
        "legal",
        "hold,",
        "they",
        "stay",
        "1",
        "Drafts",
        "1",
        "Requests",
        "to",
        "talk",
        "or",
        "for",
        "a",
        "new",
        "code",
        "2",
    ]


def test_two_supervisors_order_it_and_until_it_is_done_each_can_stop_it() -> None:
    due, first, second = a_full_month(), a_client("Ann Lee"), a_client("Bob Ray")
    said = []
    for client, do in ((first, "propose"), (second, "confirm"), (first, "stop")):
        told = {"do": do, "month": due.month} if do == "propose" else {"do": do, "order": order_of(due)}
        assert client.post(URL, told)["Location"] == URL
        said.append((section(first, due), section(second, due)))
    (own, others), (confirmed, _), (stopped, _) = said
    assert ("You proposed it. Another supervisor must confirm it." in own, "Confirm: erase" in own) == (
        True,
        False,
    )
    assert ("Ann Lee proposed to erase it" in others, "Confirm: erase" in others) == (True, True)
    assert ("Bob Ray confirmed it." in confirmed, "Confirm: erase" in confirmed) == (True, False)
    assert "Propose to erase" in stopped
    assert [deed for deed in deeds() if deed.startswith("month.")] == [
        "month.propose",
        "month.confirm",
        "month.stop",
    ]


def test_who_proposed_it_is_told_that_another_must_confirm() -> None:
    due, me = a_full_month(), a_client("Ann Lee")
    me.post(URL, {"do": "propose", "month": due.month})
    answer = me.post(URL, {"do": "confirm", "order": order_of(due)})
    words = "You proposed this month yourself. Another supervisor must confirm it."
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert ShredOrder.objects.get().confirmed_at is None


def test_a_press_that_comes_too_late_or_too_early_is_said_to_be_so() -> None:
    due, me = a_full_month(), a_client("Ann Lee")
    told = {"do": "propose", "month": due.month}
    me.post(URL, told)
    again = me.post(URL, told)
    a_report()
    early = me.post(URL, {"do": "propose", "month": "2033-11"})
    seen = [(each.status_code, seen_text(each.content.decode())) for each in (again, early)]
    assert [(status, "Somebody was faster." in text, "not over yet" in text) for status, text in seen] == [
        (422, True, False),
        (422, False, True),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"do": "propose", "month": "1900-01"},
        {"do": "confirm", "order": str(uuid4())},
        {"do": "stop", "order": "x"},
        {"do": "burn"},
        {},
    ],
)
def test_what_is_not_there_is_not_found(told: dict[str, str]) -> None:
    assert a_client("Ann Lee").post(URL, told).status_code == 404


def test_a_month_that_was_erased_says_by_whom_and_when_it_is_complete() -> None:
    due = a_full_month()
    me = a_client("Ann Lee")
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=at())
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=at())
    carry_out(order_id, when=at(days=1))
    page = seen_text(me.get(URL).content.decode())
    erased = page.split("Erased months")[1]
    complete = "Complete on" if now().date() < date(2026, 12, 23) else "Complete since"
    assert f"{complete} Wednesday 23 December 2026" in erased
    assert "Proposed by Asha Patel Confirmed by Asha Patel" in erased
    assert f'id="month-{due.month}"' not in page


def test_a_month_half_way_says_how_many_went() -> None:
    due = a_full_month()
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=at())
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=at())
    ShredOrder.objects.update(reports=3)
    assert "3 reports are erased so far." in section(a_client("Ann Lee"), due)


def test_held_reports_are_listed_with_who_holds_them() -> None:
    due = a_full_month()
    hold = Hold.objects.select_related("report").get()
    page = a_client("Ann Lee").get(URL).content.decode()
    assert reverse("staff_report", args=[hold.report_id]) in page
    text = seen_text(page)
    assert f"{hold.report.reference} of" in text
    assert ("A court asked" in text, due.month in page) == (False, True)


def with_new_keys(settings: Settings, folder: Path) -> None:
    """Let the deployment have a keyring that no other test has used."""
    settings.CALLPOINT_KEYRING, settings.CALLPOINT_ROOT_KEY = folder / "ring", folder / "root"
    create_keyring(
        root_key_path=folder / "root", keyring_path=folder / "ring", at=at(), chance=secrets.token_bytes
    )


def test_where_nothing_was_kept_yet_no_month_is_due(settings: Settings, tmp_path: Path) -> None:
    with_new_keys(settings, tmp_path)
    text = seen_text(a_client("Ann Lee").get(URL).content.decode())
    assert all(
        words in text
        for words in (
            "No month is due",
            "Nothing was kept here yet.",
            "No report is held.",
            "No month was erased yet.",
        )
    )


def test_where_no_month_is_due_the_next_one_is_named(settings: Settings, tmp_path: Path) -> None:
    with_new_keys(settings, tmp_path)
    place_hold(report_id=a_report(), reason="Court", by=a_supervisor(), at=at())
    text = seen_text(a_client("Ann Lee").get(URL).content.decode())
    assert "The next one is December 2027. It is due from Saturday 1 January 2028 on." in text


def report_page(client: Client, report_id: UUID, **told: str) -> tuple[int, str]:
    url = reverse("staff_report", args=[report_id])
    answer = client.post(url, told, follow=True) if told else client.get(url)
    return answer.status_code, seen_text(answer.content.decode())


def test_a_hold_is_placed_and_lifted_with_a_reason_on_the_page_of_its_report() -> None:
    report_id, me = a_report(), a_client("Ann Lee")
    placed = report_page(me, report_id, do="hold", reason="A court <b>asked</b>")
    again = report_page(me, report_id, do="hold", reason="Twice")
    lifted = report_page(me, report_id, do="lift", reason="It was heard")
    words = "This report is under legal hold. It is not erased. A court <b>asked</b> Placed by Ann Lee"
    assert [(status, words in text, "Lift the legal hold" in text) for status, text in (placed, again)] == [
        (200, True, True)
    ] * 2
    assert (words in lifted[1], "It was heard Lifted by Ann Lee" in lifted[1]) == (False, True)
    assert (deeds().count("hold.place"), deeds().count("hold.lift")) == (1, 1)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (" ", "Say why. A court or another officer may ask."),
        ("x" * 2001, "Make the reason 1 letter shorter."),
        ("x" * 2002, "Make the reason 2 letters shorter."),
    ],
)
def test_a_reason_that_does_not_fit_is_kept_in_its_box(reason: str, words: str) -> None:
    report_id, me = a_report(), a_client("Ann Lee")
    answer = me.post(reverse("staff_report", args=[report_id]), {"do": "hold", "reason": reason})
    page = answer.content.decode()
    assert (answer.status_code, words in page, reason in page, Hold.objects.count()) == (422, True, True, 0)


@pytest.mark.parametrize(
    ("role", "seen", "lifting"),
    [
        (Role.SUPERVISOR, (True, True), 302),
        (Role.INVESTIGATOR, (True, False), 403),
        (Role.ASSESSOR, (False, False), 403),
        (Role.ANALYST, (False, False), 403),
    ],
)
def test_all_who_may_open_a_report_see_its_hold_and_some_may_change_it(
    role: Role, seen: tuple[bool, bool], lifting: int
) -> None:
    report_id, client = a_report(), signed_in_client(role=role)
    url = reverse("staff_report", args=[report_id])
    free = report_page(client, report_id)[1]
    lifted = client.post(url, {"do": "lift", "reason": "x"}).status_code
    place_hold(report_id=report_id, reason="A court asked", by=a_supervisor(), at=at())
    held = report_page(client, report_id)[1]
    assert ("Place a legal hold" in free, "Lift the legal hold" in held) == seen
    assert ("A court asked" in held, lifted) == (True, lifting)


def test_a_report_of_another_unit_is_not_held_by_an_investigator() -> None:
    report_id, client = a_report(unit=OTHER_DESK), signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_report", args=[report_id])
    assert client.post(url, {"do": "hold", "reason": "Court"}).status_code == 403
