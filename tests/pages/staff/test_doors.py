"""Restricted reports and sealed identities in the pages: asked for, decided, and shown to nobody else."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.records.models import Admission, Restriction, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.restricting import COVER
from tests.actions.restrictions import REASON, a_boss, a_nameless, asked, restricted
from tests.makers import DESK, STORY, a_report, a_staff_member, acting, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page_of(client: Client, name: str, *args: object, **more: str) -> str:
    return client.get(reverse(name, args=args), more, follow=True).content.decode()


def person(client: Client) -> StaffMember:
    return StaffMember.objects.get(pk=int(client.session["_auth_user_id"]))


def test_whoever_works_on_a_report_restricts_it_and_others_are_led_to_the_door() -> None:
    report_id, ann = a_report(unit=DESK), signed_in_client()
    bo = a_staff_member(name="Bo Dunn")[0]
    told = {"do": "restrict", "why": "colleague", "reason": REASON, "kept_from": str(bo.pk)}
    answer = ann.post(reverse("staff_restrict", args=[report_id]), told)
    other = signed_in_client(name="Cy Moor")
    led = other.get(reverse("staff_report", args=[report_id]))
    seen = page_of(other, "staff_report", report_id)
    assert (answer.status_code, led["Location"]) == (
        302,
        f"{reverse('staff_door', args=[report_id])}?behind=report",
    )
    assert ("is restricted" in seen, STORY in seen, REASON in seen) == (True, False, False)
    assert (
        "Restricted." in page_of(ann, "staff_report", report_id),
        Restriction.objects.get().kept_from,
    ) == (
        True,
        bo,
    )


def test_the_queue_names_a_shut_report_and_says_nothing_of_it() -> None:
    report_id, ann = a_report(unit=DESK, claimed_name="Your bank"), signed_in_client()
    before = page_of(ann, "staff_queue")
    restricted(report_id)
    seen = page_of(ann, "staff_queue")
    reference = ">Restricted" in seen or "Restricted" in seen
    assert ("Peek" in before, "Peek" in seen, reference, "S40" in before, "S40" in seen) == (
        True,
        False,
        True,
        True,
        False,
    )


def test_asking_deciding_and_opening_end_to_end() -> None:
    report_id, ann = a_report(unit=DESK), signed_in_client()
    restricted(report_id)
    door = reverse("staff_door", args=[report_id])
    wrong = ann.post(door, {"reason": ""})
    ann.post(door, {"reason": "I have its twin."})
    boss = signed_in_client(role=Role.SUPERVISOR, name="Di Swan")
    admission = reverse("staff_admission", args=[Admission.objects.get(answer="").id])
    assert (
        "I have its twin." in page_of(boss, "staff_admission", Admission.objects.get(answer="").id)
    ) is True
    unchosen = boss.post(admission, {"do": "let-in", "hours": "9000"})
    boss.post(admission, {"do": "let-in", "hours": "24"})
    assert (wrong.status_code, unchosen.status_code, STORY in page_of(ann, "staff_report", report_id)) == (
        422,
        422,
        True,
    )


def test_nobody_decides_on_their_own_request_in_the_pages() -> None:
    report_id, boss = a_report(unit=DESK), signed_in_client(role=Role.SUPERVISOR)
    restricted(report_id)
    row = asked(report_id, by=acting(person(boss)))
    answer = boss.post(reverse("staff_admission", args=[row.id]), {"do": "let-in", "hours": "24"})
    assert (answer.status_code, Admission.objects.get(id=row.id).answer) == (403, "")


def test_a_bulk_deed_on_a_shut_report_says_that_it_is_restricted_and_does_the_rest() -> None:
    shut, other, ann = a_report(unit=DESK), a_report(unit=DESK), signed_in_client()
    restricted(shut)
    answer = ann.post(reverse("staff_queue"), {"do": "take", "report": [str(shut), str(other)]})
    assert (answer.status_code, "It is restricted." in answer.content.decode()) == (422, True)


def test_ending_the_restriction_is_for_who_is_let_in_and_may() -> None:
    report_id, boss = a_report(unit=DESK), signed_in_client(role=Role.SUPERVISOR)
    restricted(report_id, named={person(boss).pk})
    url = reverse("staff_restrict", args=[report_id])
    assert (
        boss.post(url, {"do": "lift", "reason": ""}).status_code,
        Restriction.objects.get().lifted_at,
    ) == (422, None)
    boss.post(url, {"do": "lift", "reason": "It was not her."})
    again = boss.post(url, {"do": "lift", "reason": "It was not her."})
    assert (Restriction.objects.get().lifted_at is not None, again.status_code) == (True, 302)


def test_no_page_of_a_report_shows_who_sent_it_before_somebody_asked_and_said_why() -> None:
    marks = ["Quill Larkspur", "900461", "quill@example.org", "7 Quill Lane"]
    report_id, boss = a_nameless(), signed_in_client(role=Role.SUPERVISOR)
    names = [
        "staff_report",
        "staff_peek",
        "staff_links",
        "staff_ask",
        "staff_record",
        "staff_close",
        "staff_restrict",
    ]
    shut = {name: page_of(boss, name, report_id) for name in (*names, "staff_disclose")}
    boss.post(f"{reverse('staff_door', args=[report_id])}?behind=identity", {"reason": "To call them."})
    opened = page_of(boss, "staff_report", report_id)
    assert [(name, mark) for name, page in shut.items() for mark in marks if mark in page] == []
    assert [mark for mark in marks if mark not in opened.replace(" ", "") and mark not in opened] == []


def test_a_message_goes_to_a_reporter_whose_name_nobody_sees() -> None:
    report_id, ann = a_nameless(), signed_in_client()
    sent = ann.post(reverse("staff_report", args=[report_id]), {"message": "Hello", "send_key": "1"})
    seen = page_of(ann, "staff_report", report_id)
    assert (sent.status_code, "Hello" in seen, COVER in seen, "Ask to see it" in seen) == (
        302,
        True,
        True,
        True,
    )


def test_a_bundle_of_a_nameless_reporter_leads_to_the_door() -> None:
    report_id, boss = a_nameless(), signed_in_client(role=Role.SUPERVISOR)
    told = {"authority": "Court", "purpose": "Trial", "item": "answers"}
    answer = boss.post(reverse("staff_disclose", args=[report_id]), told)
    assert (answer.status_code, "behind=identity" in answer.get("Location", "")) == (302, True)


def test_what_is_not_there_is_not_found_and_what_is_open_needs_no_asking() -> None:
    nobody, report_id = UUID(int=1), a_report(unit=DESK)
    boss = signed_in_client(role=Role.SUPERVISOR)
    for name in ("staff_door", "staff_restrict", "staff_admission"):
        assert boss.get(reverse(name, args=[nobody])).status_code == 404
    answer = boss.post(reverse("staff_door", args=[report_id]), {"reason": "why"})
    assert answer["Location"] == reverse("staff_report", args=[report_id])


def test_a_form_that_comes_after_somebody_else_changes_nothing() -> None:
    report_id, boss = a_report(unit=DESK), signed_in_client(role=Role.SUPERVISOR)
    restricted(report_id, named={person(boss).pk})
    row = asked(report_id, by=a_boss())
    url = reverse("staff_admission", args=[row.id])
    first = boss.post(url, {"do": "refuse", "words": "Bo has it."})
    second = boss.post(url, {"do": "let-in", "hours": "24"})
    third = boss.post(
        reverse("staff_restrict", args=[report_id]), {"do": "restrict", "why": "child", "reason": "x"}
    )
    assert (
        [first.status_code, second.status_code, third.status_code],
        Admission.objects.get(id=row.id).answer,
    ) == (
        [302, 200, 302],
        "refused",
    )
