"""The pages of series: their list with its views and pages, one series whole, and its name."""

from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions import series as series_actions
from callpoint.actions.acting import system
from callpoint.actions.series import NAME_LIMIT
from callpoint.actions.warning import raise_where_due
from callpoint.analysis.settling import settle_report
from callpoint.pages.filters import held_together, moment
from callpoint.pages.staff import series_view
from callpoint.records.models import LostAmount, Report, Series, SeriesMember, SeriesName
from callpoint.rules.access import Role
from tests.actions.restrictions import restricted
from tests.makers import DESK, OTHER_DESK, a_report, at, deeds, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT, OTHER = "07700 900123", "07700 900456"
LIST, NOBODYS = "/staff/series/", "00000000-0000-4000-8000-000000000000"
NO_NEWS = "\N{EN DASH}"
BOX, KEEP = "What you call this series", "Keep the name"


def officer(role: Role = Role.ANALYST, *, unit: str = DESK) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role, unit=unit)
    return browser


def a_series(suspect: str = SUSPECT, *, reports: int = 2, **more: str) -> UUID:
    """Reports of different weeks, all long ago, that name one phone, put into their series."""
    made = [a_report(when=at(weeks=number - 60), suspect_phone=suspect, **more) for number in range(reports)]
    for report_id in made:
        settle_report(report_id=report_id, at=at(weeks=-50))
    return Series.objects.get(members__report=made[0]).id


def a_raised_series(suspect: str = SUSPECT) -> UUID:
    """A series of three reports, of a child too, that raised itself."""
    series_id = a_series(suspect, reports=3, who="child")
    raise_where_due(series_id=series_id, by=system("test"), at=at(weeks=-58, hours=1))
    return series_id


def here(series_id: UUID) -> str:
    return reverse("staff_series", args=[series_id])


def rows(page: Browser, caption: str) -> list[list[str]]:
    """What stands in the cells of a table, row by row."""
    table = next(
        each for each in page.tree.iter("table") if any(text_of(c) == caption for c in each.iter("caption"))
    )
    lines = [[text_of(cell) for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    return lines[1:]


def test_the_list_names_each_series_with_its_size_and_what_is_new() -> None:
    a_raised_series(), a_series(OTHER)
    page = officer().go(LIST)
    lines = [[name, reports, news] for name, reports, _grown, news in rows(page, "Series")]
    assert (lines, "2 series" in page.text) == (
        [["Series 2", "2", NO_NEWS], ["Series 1", "3", "Raised"]],
        True,
    )


def test_the_list_has_a_view_of_those_that_raised_themselves() -> None:
    a_raised_series(), a_series(OTHER)
    page = officer().go(LIST).follow("Raised, not seen yet")
    assert (page.url, [line[0] for line in rows(page, "Series")]) == (f"{LIST}?which=raised", ["Series 1"])


def test_a_list_without_series_says_how_they_come_about() -> None:
    assert "No series here" in officer().go(LIST).text


def test_a_long_list_is_cut_into_pages_and_a_page_leads_to_its_neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(series_actions, "PAGE_SIZE", 1)
    a_raised_series(), a_raised_series(OTHER)
    page = officer().go(f"{LIST}?which=raised").follow("Next page")
    second = (page.url, [line[0] for line in rows(page, "Series")])
    page.follow("Previous page")
    assert (second, page.url) == ((f"{LIST}?which=raised&page=2", ["Series 1"]), f"{LIST}?which=raised")


@pytest.mark.parametrize("query", ["?page=x", "?page=²", "?page=-1", "?page=" + "9" * 30, "?which=%00"])
def test_a_list_asked_for_in_nonsense_is_still_the_list(query: str) -> None:
    a_series()
    page = officer().go(LIST + query)
    assert (page.status, [line[0] for line in rows(page, "Series")]) == (200, ["Series 1"])


def test_a_series_says_how_large_it_is_who_reported_when_and_what_joins_it() -> None:
    page = officer().go(here(a_raised_series()))
    facts = (
        "3 reports by 3 people who do not share a phone or e-mail.",
        f"The first came at {moment(at(weeks=-60))}, the last at {moment(at(weeks=-58))}.",
        "It raised itself. It waits on the page “Raised to you” until a person closes it.",
    )
    assert [words for words in facts if words not in page.text] == []
    assert rows(page, "What joins them") == [["1", "+44 7700 900123", "Phone", "3"]]


def test_a_series_says_what_went_in_all_its_reports_in_each_currency() -> None:
    series_id = a_series(reports=3, pay_amount="£1,250.40")
    report_id = Report.objects.values_list("id", flat=True)[0]
    for currency, units in (("EUR", 70), ("XMR", 2)):
        LostAmount.objects.create(report_id=report_id, currency=currency, units=units)
    text = officer().go(here(series_id)).text
    sums = ", ".join(map(held_together, ("£3,750", "€70", "2 XMR")))
    assert f"Lost in all, as far as reporters say: {sums}." in text
    assert "Lost in all" not in officer().go(here(a_series(OTHER))).text


def test_a_series_tells_when_and_where_its_reports_came_from() -> None:
    page = officer().go(here(a_series(reports=3)))
    assert [line[1] for line in rows(page, "Reports by week")] == ["1", "1", "1"]
    assert rows(page, "Reports by police area") == [["Derbyshire", "3"]]


def test_a_series_with_a_restricted_report_says_so_and_shows_no_number_that_counts_it() -> None:
    series_id = a_series(reports=3)
    newest = Report.objects.filter(membership__series=series_id).order_by("-submitted_at")[0]
    restricted(newest.id)
    page = officer(Role.SUPERVISOR).go(here(series_id))
    assert "2 reports that you may know of." in page.text
    assert "Some of its reports are restricted." in page.text
    assert (newest.reference or "") not in page.text
    assert BOX not in page.text
    assert page.client.post(here(series_id), {"name": "Parcels"}).status_code == 403
    listed = officer(Role.SUPERVISOR).go(LIST)
    assert rows(listed, "Series")[0][:2] == [
        "Series 1. Some of its reports are restricted and not counted",
        "2",
    ]


def test_the_picture_of_a_series_says_in_words_what_its_tables_say() -> None:
    page = officer().go(here(a_series(reports=3)))
    circles = [
        (link.get("aria-label"), link.get("href"))
        for link in page.tree.iter()
        if any(child.tag.endswith("circle") for child in link)
    ]
    assert circles == [
        (f"1: {held_together('+44 7700 900123')}, named by 3 reports", "#shared-1"),
        ("3 reports name 1", "#reports"),
    ]


def test_each_report_of_a_series_leads_to_itself_the_newest_first() -> None:
    series_id = a_series(reports=3)
    page = officer().go(here(series_id))
    newest = Report.objects.filter(membership__series=series_id).order_by("-submitted_at")
    lines = rows(page, "Reports of this series, the newest first")
    assert [(line[0], line[6]) for line in lines] == [(each.reference, "1") for each in newest]
    assert page.follow(lines[0][0]).heading == f"Report {lines[0][0]}"


def test_the_reports_of_a_large_series_are_cut_into_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series_view, "PAGE_SIZE", 2)
    series_id = a_series(reports=3)
    page = officer().go(here(series_id)).follow("Next page")
    caption = "Reports of this series, the newest first"
    assert (page.url, len(rows(page, caption))) == (f"{here(series_id)}?page=2#reports", 1)
    assert len(rows(page.follow("Previous page"), caption)) == 2


def test_who_may_not_open_its_reports_sees_of_them_only_what_is_no_secret() -> None:
    page = officer(Role.INVESTIGATOR, unit=OTHER_DESK).go(here(a_series()))
    assert rows(page, "What joins them") == [["1", "in reports of another unit only", "Phone", "2"]]
    links = [link for link in page.tree.iter("a") if "/staff/report/" in link.get("href", "")]
    assert (links, "900123" in page.text) == ([], False)


def test_a_name_is_kept_with_single_spaces_and_shown_in_the_list_and_can_be_taken_away() -> None:
    series_id = a_series()
    page = officer().go(here(series_id)).press(KEEP, {BOX: "  Parcel <b>  text "})
    named = (page.status, page.url, page.value_of(BOX), "Parcel <b> text" in page.text)
    listed = [line[0] for line in rows(page.go(LIST), "Series")]
    page.go(here(series_id)).press(KEEP, {BOX: ""})
    assert (named, listed, page.value_of(BOX)) == (
        (200, here(series_id), "Parcel <b> text", True),
        ["Series 1: Parcel <b> text"],
        "",
    )


def test_a_name_that_is_too_long_stays_in_its_box_with_what_to_do() -> None:
    name = "x" * (NAME_LIMIT + 2)
    page = officer().go(here(a_series())).press(KEEP, {BOX: name})
    advice = f"Make the name 2 letters shorter. It may have {NAME_LIMIT}."
    links = [text_of(link) for link in page.tree.iter("a") if link.get("href") == "#name"]
    assert (page.status, page.value_of(BOX), links) == (422, name, [advice])
    assert SeriesName.objects.exists() is False


def test_an_address_of_a_series_that_went_into_another_leads_there() -> None:
    first, second = a_series(reports=3), a_series(OTHER)
    settle_report(report_id=a_report(suspect_phone=SUSPECT, number_shown=OTHER), at=at(days=50))
    assert (officer().go(here(second)).url, Series.objects.get(id=second).size) == (here(first), 0)


def test_a_series_that_is_not_there_is_not_found() -> None:
    assert officer().go(here(UUID(NOBODYS))).status == 404


def test_a_series_whose_reports_all_went_is_not_found_and_breaks_no_page() -> None:
    series = a_series()
    SeriesMember.objects.all().delete()
    assert officer().go(here(series)).status == 404


def test_an_assessor_sees_a_series_and_is_offered_no_name_for_it() -> None:
    series_id = a_series()
    page = officer(Role.ASSESSOR).go(here(series_id))
    sent = page.client.post(here(series_id), {"name": "x"}).status_code
    assert (page.status, BOX in page.text, sent, SeriesName.objects.exists()) == (200, False, 403, False)


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.SUPPORT_WORKER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_works_on_no_report_sees_no_series(role: Role) -> None:
    page, series_id = officer(role), a_series()
    assert ([page.go(url).status for url in (LIST, here(series_id))], "series.open" in deeds()) == (
        [403, 403],
        False,
    )
