"""The queue as staff see it: lines, views, filters, ticked reports, looks, the next report, news, and who is there."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.clock import now
from callpoint.records.models import LostAmount, Move, Report
from callpoint.records.presence import note_presence
from callpoint.rules.access import Role
from tests.makers import (
    DESK,
    OTHER_DESK,
    STORY,
    a_report,
    a_staff_member,
    deeds,
    leaves,
    signed_in_client,
)
from tests.records.queue_makers import some_reports

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUEUE = "/staff/"


def officer(role: Role = Role.SUPERVISOR, unit: str = "") -> Client:
    return signed_in_client(role=role, unit=unit)


def page(client: Client, query: str = "?view=all") -> str:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(client: Client, query: str = "?view=all") -> list[str]:
    """The text of each row."""
    rows = re.findall(r"<tr class=\"app-queue__row.*?</tr>", page(client, query), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def references(client: Client, query: str = "?view=all") -> list[str]:
    return re.findall(r"data-row-link data-swap>([^<]+)<", page(client, query))


def reference(report_id: UUID) -> str:
    return str(Report.objects.get(id=report_id))


def test_a_line_says_why_money_harm_clock_way_and_with_whom_in_words_and_opens_nothing() -> None:
    client = officer()
    report_id, ann = a_report(when=now() - timedelta(hours=5), unit=DESK), a_staff_member(name="Ann Lee")[0]
    Report.objects.filter(id=report_id).update(
        severity=3,
        vulnerability=None,
        paid_at=now() - timedelta(minutes=20),
        next_promise="first-read",
        next_due_at=now() - timedelta(hours=2),
        assignee=ann,
        kind="phishing-text",
        urgency="now",
        critical=True,
        platform="",
        contact_by="",
    )
    LostAmount.objects.filter(report=report_id).delete()
    LostAmount.objects.create(report_id=report_id, currency="GBP", units=9400)
    note_presence(report_id=report_id, staff_id=ann.pk, at=now())
    before = len(deeds())
    (line,) = lines(client)
    expected = [
        *(
            "Gravest harm",
            "Needs not known",
            "9,400",
            "Golden hour: 40 minutes left",
            "2 hours late",
            "5 hours",
        ),
        *("Danger, a child, or money going now", "Money went less than an hour ago", "A promise is late"),
        *("Ann Lee has it open", "Web", "S40", "Not read yet"),
    ]
    assert [words for words in expected if words not in line] == []
    assert (STORY in line, deeds()[before:]) == (False, [])


def test_views_and_filters_choose_and_survive_in_every_address() -> None:
    client = officer()
    made = some_reports(60, urgency="soon", unit=DESK)
    Report.objects.filter(id=made[3]).update(urgency="now", channel="phone")
    query = "?view=now&channel=phone&unit=" + DESK
    assert references(client, query) == [reference(made[3])]
    text = page(client, "?view=all&urgency=soon&area=&zzz=1")
    assert "/staff/?view=mine&amp;urgency=soon" in text
    assert "/staff/?view=all&amp;urgency=soon&amp;page=2" in text
    assert f"/staff/report/{made[0]}/?view=all&amp;urgency=soon" in text


def test_what_means_nothing_is_left_out_of_a_view_and_another_unit_is_not_asked_for() -> None:
    a_report(unit=DESK), a_report(unit=OTHER_DESK)
    client = officer(Role.ASSESSOR, DESK)
    for query in ("", "?view=all", "?view=zzz&state=draft&age=eon", f"?unit={OTHER_DESK}", "?page=zzz"):
        assert len(lines(client, query)) == 1


def test_a_view_without_reports_says_so_and_one_that_is_narrowed_too_far_says_that() -> None:
    client = officer()
    assert "Nothing waits here" in page(client)
    assert "Nothing fits" in page(client, "?view=all&channel=phone")


def ticked(client: Client, *ids: UUID, query: str = "?view=all", **told: str) -> str:
    """Send the form of the ticked reports, and give what is seen then."""
    answer = client.post(QUEUE + query, {"report": [str(each) for each in ids], **told}, follow=True)
    text = answer.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text[text.index("<main") :]).split())


def test_ticked_reports_are_done_one_by_one_with_a_leaf_each_and_refusals_are_named() -> None:
    client = officer(Role.ASSESSOR, DESK)
    mine, held, theirs = a_report(unit=DESK), a_report(unit=DESK), a_report(unit=OTHER_DESK)
    ann = a_staff_member(name="Ann Lee")[0]
    Report.objects.filter(id=held).update(assignee=ann)
    before = len(deeds())
    seen = ticked(client, mine, held, theirs, query="", do="take")
    assert deeds()[before:] == ["report.take"]
    assert "1 report is now yours." in seen
    assert f"{reference(held)}: Ann Lee has it. Ask them, or give it to yourself." in seen
    assert "A report: It is with another unit now." in seen
    assert ticked(client, mine, query="", do="put-back").count("1 report was put back.") == 1


def test_nothing_ticked_or_nothing_said_is_refused_in_words() -> None:
    client, report_id = officer(), a_report()
    for ids, do in (((), "take"), ((report_id,), "zzz"), ((report_id,), "")):
        answer = client.post(QUEUE, {"report": [*ids, "zzz"], "do": do})
        assert (answer.status_code, "Tick at least one report." in answer.content.decode()) == (422, True)


def test_ticked_reports_go_to_another_unit_and_come_back_by_one_press() -> None:
    client = officer(Role.ASSESSOR, DESK)
    ids = [a_report(unit=DESK) for _ in range(2)]
    refused = ticked(client, *ids, query="", do="move", unit=OTHER_DESK, reason="")
    assert refused.count("Say why it goes to another unit.") >= 2
    seen = ticked(client, *ids, query="", do="move", unit=OTHER_DESK, reason="They live there.")
    assert "2 reports went to the other unit. Take that back" in seen
    assert set(Report.objects.values_list("unit", flat=True)) == {OTHER_DESK}
    seen = ticked(client, *ids, query="", do="undo-move")
    assert ("2 reports are back with their units." in seen, Move.objects.exclude(undone_at=None).count()) == (
        True,
        2,
    )


def test_ticked_reports_are_given_to_a_colleague() -> None:
    client, report_id = officer(), a_report(unit=DESK)
    ann = a_staff_member(name="Ann Lee")[0]
    assert "1 report was given away." in ticked(client, report_id, do="give", to=str(ann.pk))
    for to in ("zzz", "9" * 30, ""):
        assert "Choose a colleague" in ticked(client, report_id, do="give", to=to)
    assert Report.objects.get().assignee_id == ann.pk


def test_the_page_of_a_report_takes_gives_moves_and_leads_on_in_its_view() -> None:
    client = officer(Role.ASSESSOR, DESK)
    first, second = some_reports(2, urgency="soon", unit=DESK)
    there = f"/staff/report/{first}/?view=unit&urgency=soon"
    text = client.get(there).content.decode()
    (leads_on,) = re.findall(r'href="(/staff/next/[^"]+)"', text)
    Report.objects.filter(id=first).update(severity=0, vulnerability=0)
    answer = client.get(leads_on.replace("&amp;", "&"))
    assert answer["Location"] == f"/staff/report/{second}/?view=unit&urgency=soon"
    taken = client.post(there, {"do": "take"})
    assert taken["Location"] == there
    assert "It is yours." in client.get(there).content.decode()
    refused = client.post(there, {"do": "move", "unit": OTHER_DESK, "reason": " "})
    assert (refused.status_code, "Say why it goes" in refused.content.decode()) == (422, True)
    moved = client.post(there, {"do": "move", "unit": OTHER_DESK, "reason": "The quokka"}, follow=True)
    assert "1 report went to the other unit." in moved.content.decode()
    assert "The quokka" in officer().get(there).content.decode()


def test_a_report_that_somebody_took_meanwhile_says_so_where_it_is_taken() -> None:
    (report_id,) = some_reports(1, unit=DESK)
    held_by_ann = a_staff_member(name="Ann Lee")[0]
    Report.objects.filter(id=report_id).update(assignee=held_by_ann, assigned_at=now())
    answer = officer(Role.ASSESSOR, DESK).post(f"/staff/report/{report_id}/", {"do": "take"})
    text = answer.content.decode()
    assert (answer.status_code, 'href="#holder"' in text, 'href="#move-unit"' in text) == (422, True, False)


def test_the_way_on_stays_in_the_view_after_a_page_of_the_report_that_names_none() -> None:
    client = officer(Role.ASSESSOR, DESK)
    first, _second = some_reports(2, urgency="soon", unit=DESK)
    client.get(f"/staff/report/{first}/?view=unit&urgency=soon")
    client.get(f"/staff/report/{first}/links/")
    text = client.get(f"/staff/report/{first}/").content.decode()
    (leads_on,) = re.findall(r'href="(/staff/next/[^"]+)"', text)
    assert ("view=unit" in leads_on, "urgency=soon" in leads_on) == (True, True)


def test_at_the_end_of_a_view_one_is_back_at_it_and_a_place_that_is_none_is_passed_by() -> None:
    client = officer()
    first, second = some_reports(2, urgency="soon")
    ends = [
        client.get(f"/staff/next/?view=all&{said}")["Location"]
        for said in (f"after={second}", f"after={first}&place=zzz", "after=zzz", "", f"after={UUID(int=99)}")
    ]
    report_url = "/staff/report/{}/?view=all"
    assert ends == ["/staff/?view=all&end=yes", report_url.format(second), *[report_url.format(first)] * 3]
    assert "That was the last one of this view." in page(client, "?view=all&end=yes")


def test_a_look_shows_the_first_lines_with_one_leaf_and_is_not_there_for_another_unit() -> None:
    client = officer(Role.ASSESSOR, DESK)
    mine, theirs = a_report(unit=DESK), a_report(unit=OTHER_DESK)
    before = len(leaves())
    answers = [client.get(reverse("staff_peek", args=[each])) for each in (mine, theirs, UUID(int=9))]
    assert [answer.status_code for answer in answers] == [200, 403, 404]
    assert STORY in answers[0].content.decode()
    assert [leaf.object_id for leaf in leaves()[before:]] == [str(mine)]


def test_news_are_counted_since_the_page_was_made_and_a_repeat_has_no_body() -> None:
    client = officer()
    begun = (now() - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    a_report(when=now())
    url = f"/staff/news/?view=all&since={begun}"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (first.json(), again.status_code, again.content) == (
        {"number": 1, "words": "1 new report"},
        304,
        b"",
    )
    for since in ("", "zzz", "2026-11-21T10:00"):
        assert client.get(f"/staff/news/?since={since}").json()["number"] == 0


def test_who_has_a_report_open_is_seen_by_a_colleague_until_it_is_closed() -> None:
    report_id = a_report(unit=DESK)
    ann, bob = (signed_in_client(unit=DESK, name=name) for name in ("Ann Lee", "Bob Ray"))
    ann.get(reverse("staff_report", args=[report_id]))
    presence = reverse("staff_presence", args=[report_id])
    before = len(deeds())
    seen = [bob.post(presence).content.decode()]
    ann.post(presence, {"do": "leave"})
    seen.append(bob.post(presence).content.decode())
    assert (seen, deeds()[before:]) == (["Ann Lee has it open", ""], [])
    assert bob.post(reverse("staff_presence", args=[a_report(unit=OTHER_DESK)])).status_code == 404


def test_views_are_kept_by_name_shared_by_address_and_dropped() -> None:
    client = officer()
    query = "?view=due&channel=phone"
    assert client.post(QUEUE + query, {"do": "keep-view", "name": "By phone"})["Location"] == QUEUE + query
    text = page(client)
    (saved,) = re.findall(r'name="saved" value="([^"]+)"', text)
    assert (f'href="{QUEUE}?view=due&amp;channel=phone" data-swap><bdi>By phone' in text) is True
    for name in ("", "x" * 41):
        refused = client.post(QUEUE, {"do": "keep-view", "name": name})
        assert (refused.status_code, "Give the view a name" in refused.content.decode()) == (422, True)
    assert client.post(QUEUE, {"do": "drop-view", "saved": "zzz"}).status_code == 404
    client.post(QUEUE, {"do": "drop-view", "saved": saved})
    assert "By phone" not in page(client)


def test_one_more_view_than_a_page_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callpoint.actions.desk.MOST_VIEWS", 0)
    refused = officer().post(QUEUE, {"do": "keep-view", "name": "one"})
    assert (refused.status_code, "Drop one first." in refused.content.decode()) == (422, True)


def test_who_may_only_see_the_list_has_no_boxes_no_looks_and_is_refused_what_they_send() -> None:
    client = officer(Role.CALL_HANDLER, DESK)
    report_id = a_report(unit=DESK)
    text = page(client, "")
    assert ("data-peek" in text, 'name="report"' in text) == (False, False)
    assert "It is with another unit now." in ticked(client, report_id, query="", do="take")


def test_a_desk_is_set_up_and_keys_are_switched_off_for_every_page() -> None:
    client = officer()
    assert 'data-desk="on"' in page(client)
    refused = client.post("/staff/desk/", {"hour": "7", "mail": "zzz"})
    assert (refused.status_code, "Type one mail address" in refused.content.decode()) == (422, True)
    kept = client.post(
        "/staff/desk/", {"hour": "7", "mail": "a@b.example", "notices": ["tells_news"]}, follow=True
    )
    assert ("Kept." in kept.content.decode(), 'value="a@b.example"' in kept.content.decode()) == (True, True)
    assert 'data-desk="off"' in page(client)
