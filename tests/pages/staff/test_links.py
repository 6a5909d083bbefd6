"""The page of what links a report: what it says and why, and what people say of it there."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.judging import REASON_LIMIT, judge
from callpoint.analysis import linking
from callpoint.analysis.settling import settle_report
from callpoint.pages.filters import held_together
from callpoint.records.models import Judgement, Report, Ruling, Sighting
from callpoint.rules.access import Role
from callpoint.rules.standing import RULED, RulingVerdict, Verdict
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, acting, at, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT, OTHER, MINE = "07700 900123", "07700 900456", "07700 900999"
KEEP, WHY = "Keep this judgement", "Why?"
OWN = "In your own words"
SAME, DIFFERENT, UNSURE = "They belong together", "They do not belong together", "Not sure"
TAKE_BACK = "Take this back"
NOBODYS = "00000000-0000-4000-8000-000000000000"


def officer(role: Role = Role.ANALYST, *, unit: str = DESK) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role, unit=unit)
    return browser


def here(report_id: UUID) -> str:
    return reverse("staff_links", args=[report_id])


def linked(**more: Any) -> tuple[UUID, UUID]:
    """Two reports that name one phone, settled."""
    made = a_report(suspect_phone=SUSPECT, **more), a_report(suspect_phone=SUSPECT)
    for report_id in made:
        settle_report(report_id=report_id, at=at(hours=1))
    return made


def reference_of(report_id: UUID) -> str:
    return Report.objects.get(id=report_id).reference or ""


def sent_status(browser: Browser, report_id: UUID, **told: str) -> int:
    """The answer to a form that the page did not offer like this."""
    return int(browser.client.post(here(report_id), told).status_code)


def links_to(page: Browser, url: str) -> list[str]:
    return [text_of(link) for link in page.tree.iter("a") if link.get("href") == url]


def test_a_linked_report_is_named_with_what_both_name_how_rare_it_is_and_how_strong_that_is() -> None:
    one, other = linked()
    page = officer().go(here(one))
    shown = (
        f"Links of {reference_of(one)}",
        f"{reference_of(other)} Fair link",
        f"Both name {held_together('+44 7700 900123')} (Phone), as do 2 reports in all.",
        "2 independent people reported these, this one included. We count people, never reports.",
        "Series 1 (2 reports, by 2 people)",
    )
    assert [words for words in shown if words not in page.text] == []
    assert links_to(page, reverse("staff_report", args=[other])) == [reference_of(other)]


def test_an_identifier_says_where_it_stands_who_else_names_it_and_what_it_does() -> None:
    one, _ = linked(story=f"He rang from {SUSPECT}.", phone=MINE, safe_contact="yes")
    page = officer().go(here(one))
    found = [
        text_of(each)
        for each in page.tree.iter("li")
        if "app-sighted" in each.get("class", "").split() or "app-sighted--linking" in each.get("class", "")
    ]
    told = {
        "+44 7700 900123 Phone": (
            "1 other report names it, 2 people in all. It links reports.",
            "In the story",
        ),
        "+44 7700 900999 Phone": ("No other report names it. The reporter's own links nothing.",),
    }
    assert [
        (start, words)
        for start, all_words in told.items()
        for words in all_words
        if not any(line.startswith(start) and words in line for line in found)
    ] == []


def test_people_are_left_out_where_they_were_not_counted() -> None:
    one, _ = (a_report(suspect_phone=SUSPECT) for _ in range(2))
    assert "1 other report names it. It links reports." in officer().go(here(one)).text


def test_where_there_are_more_links_than_are_shown_there_are_at_least_so_many_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linking, "MOST_LINKS", 1)
    one, _, _ = (a_report(suspect_phone=SUSPECT) for _ in range(3))
    assert "At least 2 independent people reported these, this one included." in officer().go(here(one)).text


def test_one_person_who_reported_twice_is_said_to_be_one() -> None:
    one, other = (
        a_report(phone=MINE, safe_contact="yes", suspect_phone=SUSPECT, story=story) for story in ("a", "b")
    )
    for report_id in (one, other):
        settle_report(report_id=report_id, at=at(hours=1))
    text = officer().go(here(one)).text
    assert ("One person sent both. They count once." in text, "1 independent person reported" in text) == (
        True,
        True,
    )


def test_a_report_that_shares_nothing_says_so_and_what_comes_next() -> None:
    report_id = a_report(story="I am sad.")
    settle_report(report_id=report_id, at=at(hours=1))
    text = officer().go(here(report_id)).text
    shown = (
        "No other report shares anything with this one",
        "We found no number, account, site or name in it.",
    )
    assert ([words for words in shown if words not in text], "still looking" in text) == ([], False)


def test_until_the_worker_has_looked_the_page_says_that_we_are_still_looking() -> None:
    report_id = a_report()
    page = officer()
    texts = [page.go(url).text for url in (here(report_id), reverse("staff_report", args=[report_id]))]
    assert ["still looking for" in text for text in texts] == [True, True]


@pytest.mark.parametrize("said", [SAME, DIFFERENT, UNSURE])
def test_a_judgement_is_shown_with_who_gave_it_and_why_and_can_be_taken_back(said: str) -> None:
    one, _ = linked()
    page = officer().go(here(one)).press(KEEP, {said: "x", OWN: "One voice <b> on both"})
    assert (
        page.status,
        page.url,
        f"{said} Asha Patel" in page.text,
        "One voice <b> on both" in page.text,
    ) == (
        200,
        here(one),
        True,
        True,
    )
    page.press(TAKE_BACK)
    assert (f"{said} Asha Patel" in page.text, Judgement.objects.filter(undone_at=None).exists()) == (
        False,
        False,
    )


def test_a_judgement_is_seen_from_both_reports_and_a_new_one_takes_its_place() -> None:
    one, other = linked()
    page = officer().go(here(one)).press(KEEP, {UNSURE: "x", OWN: "First"})
    page.go(here(other)).press(KEEP, {SAME: "x", OWN: "Second"})
    page.go(here(one))
    assert (f"{SAME} Asha Patel" in page.text, "Second" in page.text, f"{UNSURE} Asha" in page.text) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("fields", "advice", "field"),
    [
        ({OWN: "Same voice"}, "Choose whether they belong together.", "verdict"),
        ({SAME: "x", OWN: " "}, "Say why, in a few words. Others will read it.", "ready"),
        ({DIFFERENT: "x", OWN: "x" * (REASON_LIMIT + 2)}, "Make the reason 2 letters shorter.", "ready"),
    ],
)
def test_a_judgement_that_cannot_be_kept_stays_in_its_form_with_what_to_do(
    fields: dict[str, str], advice: str, field: str
) -> None:
    one, other = linked()
    page = officer().go(here(one))
    page.press(KEEP, fields)
    chosen = [box.get("value") for box in page.tree.iter("input") if box.get("checked") is not None]
    asked = {SAME: ["same"], DIFFERENT: ["different"]}
    kept = (chosen, page.written_in(OWN))
    assert (page.status, links_to(page, f"#{field}-{other}"), kept) == (
        422,
        [advice],
        (next((asked[words] for words in fields if words in asked), []), fields[OWN]),
    )
    forms = [part for part in page.tree.iter("details") if part.get("class") == "govuk-details"]
    opened = [part.get("open") is not None for part in forms]
    assert (opened, Judgement.objects.exists()) == ([True, False], False)


def test_a_judgement_of_a_report_that_shares_nothing_any_more_is_still_shown_and_undone() -> None:
    one, other = a_report(story="I am sad."), a_report(story="I am glad.")
    by = acting(a_staff_member(role=Role.ANALYST)[0])
    judge(report_id=one, other_id=other, verdict=Verdict.SAME, reason="One hand", by=by, at=at())
    page = officer().go(here(one))
    seen = ("Judged, and sharing nothing now" in page.text, reference_of(other) in page.text)
    assert (seen, "sharing nothing now" in page.press(TAKE_BACK).text) == ((True, True), False)


def test_a_value_is_ruled_not_to_link_and_links_again_when_that_is_taken_back() -> None:
    one, other = linked()
    page = officer().go(here(one)).press("Keep this", {WHY: "A helpline"})
    ruled = ("It links nothing Asha Patel", "A person said that it links nothing.", "A helpline")
    from_other = officer().go(here(other)).text
    assert [words for words in ruled if words not in page.text or words not in from_other] == []
    assert "It links reports." in page.press(TAKE_BACK).text


def test_a_value_that_anybody_may_name_is_ruled_to_link() -> None:
    one = a_report(true_domain="real-supplier.example", kind="invoice-fraud")
    page = officer().go(here(one))
    before = "It belongs to a genuine organisation, so it links nothing." in page.text
    page.press("Keep this", {WHY: "A page copied under it"})
    assert (before, "A person said that it links." in page.text) == (True, True)


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        (" ", "Say why, in a few words. Others will read it."),
        ("x" * (REASON_LIMIT + 1), "Make the reason 1 letter shorter."),
    ],
)
def test_a_ruling_that_cannot_be_kept_stays_in_its_form(reason: str, advice: str) -> None:
    one, _ = linked()
    sighting = Sighting.objects.get(report=one, standing__in=RULED)
    page = officer().go(here(one)).press("Keep this", {WHY: reason})
    box = next(each for each in page.tree.iter("textarea") if each.get("id") == f"ruling-{sighting.id}")
    assert (
        page.status,
        links_to(page, f"#ruling-{sighting.id}"),
        "".join(box.itertext()),
        Ruling.objects.exists(),
    ) == (422, [advice], reason, False)


def test_who_sees_the_page_and_may_not_rule_on_values_is_offered_no_ruling() -> None:
    one, _ = linked()
    page = officer(Role.INVESTIGATOR).go(here(one))
    assert (KEEP in page.text, "Say that it must not link" in page.text) == (True, False)
    sighting = Sighting.objects.get(report=one, standing__in=RULED)
    told = {"do": "rule", "about": str(sighting.id), "verdict": "links-not", "reason": "x"}
    assert (sent_status(page, one, **told), Ruling.objects.exists()) == (403, False)


def test_a_report_of_another_unit_is_named_without_a_link_to_it() -> None:
    one, other = linked()
    Report.objects.filter(id=other).update(unit=OTHER_DESK)
    page = officer(Role.INVESTIGATOR).go(here(one))
    assert (reference_of(other) in page.text, links_to(page, reverse("staff_report", args=[other]))) == (
        True,
        [],
    )


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.AUDITOR, Role.ADMINISTRATOR, Role.SUPPORT_WORKER])
def test_who_opens_no_reports_sees_no_links(role: Role) -> None:
    one, _ = linked()
    assert officer(role).go(here(one)).status == 403


def test_links_of_a_report_of_another_unit_are_shut_and_nothing_is_kept_of_what_is_sent() -> None:
    one, other = linked()
    page = officer(Role.INVESTIGATOR, unit=OTHER_DESK)
    told = {"do": "judge", "about": str(other), "verdict": "same", "reason": "x"}
    shut = (page.go(here(one)).status, sent_status(page, one, **told))
    assert (shut, Judgement.objects.exists()) == ((403, 403), False)


@pytest.mark.parametrize("do", ["judge", "undo", "rule", "unrule"])
@pytest.mark.parametrize("about", ["", "x", NOBODYS])
def test_what_names_nothing_that_is_there_is_not_found(do: str, about: str) -> None:
    one, _ = linked()
    told = {"do": do, "about": about, "verdict": "same", "reason": "x"}
    assert sent_status(officer(), one, **told) == 404


def test_what_belongs_to_another_report_is_not_found_here() -> None:
    one, other = linked()
    third = a_report(suspect_phone=OTHER)
    page = officer().go(here(one)).press(KEEP, {SAME: "x", OWN: "One voice"})
    judgement, foreign = Judgement.objects.get(), Sighting.objects.get(report=other, standing__in=RULED)
    told = (
        (third, {"do": "undo", "about": str(judgement.id)}),
        (one, {"do": "rule", "about": str(foreign.id), "verdict": "links", "reason": "x"}),
        (one, {"do": "unrule", "about": str(foreign.id)}),
    )
    assert [sent_status(page, report_id, **form) for report_id, form in told] == [404, 404, 404]


def test_a_report_that_is_not_there_is_not_found() -> None:
    assert officer().go(here(UUID(NOBODYS))).status == 404


def test_a_form_of_nothing_we_know_shows_the_page_again() -> None:
    one, _ = linked()
    assert sent_status(officer(), one, do="dance") == 200


def test_a_report_cannot_be_judged_against_itself() -> None:
    one, _ = linked()
    told = {"do": "judge", "about": str(one), "verdict": "same", "reason": "x"}
    assert (sent_status(officer(), one, **told), Judgement.objects.exists()) == (422, False)


def test_the_reporters_own_value_is_ruled_on_by_nobody() -> None:
    one, _ = linked(phone=MINE, safe_contact="yes")
    own = Sighting.objects.get(report=one, standing="own")
    told = {"do": "rule", "about": str(own.id), "verdict": RulingVerdict.LINKS.value, "reason": "x"}
    assert (sent_status(officer(), one, **told), Ruling.objects.exists()) == (422, False)
