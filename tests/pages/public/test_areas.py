"""What is going around: an area's numbers, alerts and feed are there for everybody, and no small number is."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import system
from callpoint.actions.alerting import withdraw_alert
from callpoint.actions.counting import week_of
from callpoint.actions.trend_counts import model_trend_week
from callpoint.clock import now
from callpoint.records.models import TrendCount
from callpoint.rules.access import Role
from callpoint.rules.trends import Line, Sum, folded
from tests.actions.trends import DERBYSHIRE, WORDS, a_draft_alert, a_modelled_year, a_published_alert
from tests.makers import an_actor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ATOM = "{http://www.w3.org/2005/Atom}"


def shown(name: str, *args: str) -> str:
    response = Client().get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def counted(**kinds: int) -> None:
    """The last whole week in Derbyshire."""
    cells = [
        (Line(kind=kind.replace("_", "-"), area=DERBYSHIRE), Sum(number)) for kind, number in kinds.items()
    ]
    week = week_of(now()) - timedelta(weeks=1)
    model_trend_week(week=week, counts=folded(cells), by=system("test"), at=now())
    TrendCount.objects.update(is_modelled=False)


def test_kinds_with_five_or_more_are_told_rounded_and_all_others_are_fewer() -> None:
    counted(courier_fraud=17, romance_fraud=4)
    page = shown("area", "derbyshire")
    assert ("about 20" in page, "For each other kind, there were fewer than 5." in page) == (True, True)
    assert (
        re.search(r"\b(17|21|4)\b", page.split("Reports each week")[0].split("Reports from here")[1]) is None
    )


def test_where_nothing_was_told_it_says_what_that_means() -> None:
    page = shown("area", "derbyshire")
    assert "For each kind, there were fewer than 5. That does not mean that nothing happens." in page


def test_an_alert_is_there_from_its_publishing_to_its_withdrawal() -> None:
    a_draft_alert(when=now())
    before = shown("area", "derbyshire")
    alert_id = a_published_alert(when=now())
    while_it_stands = [shown("area", "derbyshire"), shown("areas"), shown("area", "gwent")]
    withdraw_alert(alert_id=alert_id, by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())
    after = shown("area", "derbyshire")
    assert [WORDS.title in page for page in (before, *while_it_stands, after)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_made_up_counts_are_called_so() -> None:
    plain = shown("area", "derbyshire"), shown("areas")
    a_modelled_year(when=now())
    modelled = shown("area", "derbyshire"), shown("areas")
    assert [["made-up" in page for page in pages] for pages in (plain, modelled)] == [[False] * 2, [True] * 2]


def test_the_feed_holds_alerts_and_weeks_and_sets_no_cookie() -> None:
    counted(courier_fraud=17)
    alert_id = a_published_alert(when=now())
    response = Client().get(reverse("area_feed", args=["derbyshire"]))
    root = ET.fromstring(response.content)  # noqa: S314 - our own bytes
    entries = [
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}content")) for entry in root.iter(f"{ATOM}entry")
    ]
    assert (response["Content-Type"], response.cookies) == ("application/atom+xml; charset=utf-8", {})
    assert (entries[0][0], "about 20" in str(entries[1][1]), len(entries)) == (
        f"urn:uuid:{alert_id}",
        True,
        2,
    )


def test_the_list_leads_to_every_area_by_table_and_by_map_and_is_small() -> None:
    page = Client().get(reverse("areas")).content.decode()
    links = re.findall(r'href="(/area/[a-z-]+/)"', page)
    assert (len(links), len(set(links)), len(page.encode()) <= 60_000) == (90, 45, True)


@pytest.mark.parametrize("name", ["area", "area_feed"])
def test_an_area_that_is_none_is_not_there(name: str) -> None:
    assert Client().get(reverse(name, args=["atlantis"])).status_code == 404
