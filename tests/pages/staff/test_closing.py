"""Closing at the desk, page by page and without a script: the letter, the second person, the library, reviews."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.closing import return_closing
from callpoint.actions.following_up import Answer, answer_follow_up
from callpoint.actions.reviewing import ask_review, decide_review
from callpoint.clock import now
from callpoint.records.models import Closing, LetterTemplate, Report, Review, StaffMember
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.access import Role
from callpoint.rules.closing import Result
from callpoint.rules.letters import STANDARD
from tests.actions.closings import OPEN_OUTCOME, SENSITIVE_OUTCOME, a_read_report, a_series, of_unit
from tests.makers import DESK, OTHER_DESK, a_report, an_actor, deeds, signed_in_client
from tests.pages.closing_walk import asked_now, closed_now, waiting_now
from tests.pages.public.browsing import Browser, NotSeenError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def officer(*, role: str = Role.INVESTIGATOR, unit: str = DESK, name: str = "Asha Patel") -> Browser:
    """A member of staff at their browser."""
    browser = Browser()
    browser.client = signed_in_client(role=role, unit=unit, name=name)
    return browser


def at_report(browser: Browser, report_id: UUID) -> Browser:
    return browser.go(reverse("staff_report", args=[report_id]))


def chosen(browser: Browser, report_id: UUID, outcome: str) -> Browser:
    """The letter of an outcome, as the form with the list of outcomes asks for it."""
    return browser.go(reverse("staff_close", args=[report_id]) + f"?outcome={outcome}")


def test_one_officer_closes_a_report_from_its_page() -> None:
    report_id = a_read_report()
    browser = at_report(officer(), report_id).follow("Close this report")
    assert browser.heading.startswith("Close report CP")
    letter = chosen(browser, report_id, OPEN_OUTCOME)
    assert "Reading grade" in letter.text
    letter.press("Send and close")
    assert Report.objects.get(id=report_id).outcome == OPEN_OUTCOME
    assert "Sent in error" in browser.text
    with pytest.raises(NotSeenError):
        browser.follow("Close this report")


def test_who_was_hurt_again_after_the_letter_stands_with_the_letters_to_check() -> None:
    report_id = a_read_report()
    closing = closed_now(report_id)
    asked_now(closing)
    said = Answer(choice="again", words="")
    answer_follow_up(report_id=report_id, answer=said, by=reporter(report_id), at=now())
    browser = officer().go(reverse("staff_closings"))
    assert "It happened again" in browser.text
    browser.follow(closing.report.reference or "")
    assert "It happened again" not in browser.go(reverse("staff_closings")).text


def test_the_key_of_closing_is_said_on_its_link() -> None:
    report_id = a_read_report()
    browser = at_report(officer(), report_id)
    link = next(each for each in browser.tree.iter("a") if each.get("data-key") == "c")
    assert (link.get("aria-keyshortcuts"), link.get("href")) == (
        "c",
        reverse("staff_close", args=[report_id]),
    )


def test_a_letter_that_says_no_goes_out_once_another_officer_has_read_it() -> None:
    report_id = a_read_report()
    writer, checker = officer(), officer(name="Ben Okoro")
    chosen(writer, report_id, SENSITIVE_OUTCOME).press("Pass to a second person")
    own = writer.go("/staff/closings/")
    assert "Yours: somebody else checks it." in own.text
    reference = Report.objects.get(id=report_id).reference or ""
    assert "Somebody else checks it." in own.follow(reference).text
    with pytest.raises(NotSeenError):
        writer.press("Send it and close the report")
    checker.go("/staff/closings/").follow(reference).press("Send it and close the report")
    assert (checker.heading, "Nothing to check" in checker.text) == ("Letters to check", True)
    assert (Report.objects.get(id=report_id).state, str(Closing.objects.get().checked_by)) == (
        "closed",
        "Ben Okoro",
    )


def test_a_post_of_ones_own_check_is_refused() -> None:
    report_id = a_read_report()
    writer = officer()
    chosen(writer, report_id, SENSITIVE_OUTCOME).press("Pass to a second person")
    url = reverse("staff_closing", args=[Closing.objects.get().id])
    writer.go(url)
    token = next(each for each in writer.tree.iter("input") if each.get("name") == "csrfmiddlewaretoken")
    refused = writer.client.post(url, {"do": "check", "csrfmiddlewaretoken": token.get("value", "")})
    assert (refused.status_code, Report.objects.get(id=report_id).state) == (403, "reading")


def test_what_is_wrong_with_a_letter_is_said_and_what_was_typed_stays() -> None:
    report_id = a_read_report()
    letter = chosen(officer(), report_id, OPEN_OUTCOME)
    letter.press("Send and close", {"Why": "You fell for it.", "We are sorry": ""})
    assert (letter.status, letter.written_in("Why")) == (422, "You fell for it.")
    assert "This may sound like blame: fell for" in letter.text
    assert "Write something here." in letter.text
    assert Closing.objects.count() == 0
    letter.press("Measure it again", {"Why": "It was a slip.", "We are sorry": "We are sorry."})
    assert (letter.status, "blame" in letter.text) == (200, False)
    letter.press("Send and close")
    assert ClosingSeal.of(Closing.objects.get().report).letter(Closing.objects.get()).why == "It was a slip."


def test_a_second_person_can_be_asked_for_where_none_must() -> None:
    report_id = a_read_report()
    chosen(officer(), report_id, OPEN_OUTCOME).press("Pass to a second person")
    assert (Closing.objects.get().because, Report.objects.get(id=report_id).state) == ("asked", "reading")


def test_a_returned_letter_comes_back_with_its_reason() -> None:
    report_id = a_read_report()
    writer, checker = officer(), officer(name="Ben Okoro")
    chosen(writer, report_id, SENSITIVE_OUTCOME).press("Pass to a second person")
    page = checker.go(reverse("staff_closing", args=[Closing.objects.get().id]))
    page.press("Return it")
    assert (page.status, "Say why, in a sentence or two." in page.text) == (422, True)
    page.press("Return it", {"Why it goes back": "Name the bank."})
    returned = writer.go("/staff/closings/")
    assert "Returned to you" in returned.text
    assert "Name the bank." in at_report(writer, report_id).text
    assert at_report(writer, report_id).follow("Close this report").status == 200


def test_whoever_comes_second_sees_that_it_is_done() -> None:
    closing = waiting_now(a_report(when=now()))
    boss = officer(role=Role.SUPERVISOR, unit="")
    page = boss.go(reverse("staff_closing", args=[closing.id]))
    return_closing(closing_id=closing.id, reason="A slip.", by=an_actor(role=Role.SUPERVISOR), at=now())
    page.press("Send it and close the report")
    assert ("It was returned." in page.text, Report.objects.get().state) == (True, "reading")


def test_a_report_that_was_recorded_meanwhile_is_returned() -> None:
    closing = waiting_now(a_report(when=now()))
    page = officer(role=Role.SUPERVISOR).go(reverse("staff_closing", args=[closing.id]))
    Report.objects.update(recorded_as="crime")
    page.press("Send it and close the report")
    assert (page.status, "The report has changed since." in page.text) == (422, True)


def test_staff_open_a_report_again() -> None:
    report_id = a_read_report()
    closed_now(report_id)
    page = at_report(officer(), report_id).press("Open it again")
    assert (page.status, "Say why, in a sentence or two." in page.text) == (422, True)
    page.press("Open it again", {"Why it is opened again": "A bank wrote to us."})
    assert (Report.objects.get().state, "A bank wrote to us." in page.text) == ("reading", True)


CLOSED = "The report is closed, or nobody has read it yet."


def closed_meanwhile(report_id: UUID) -> None:
    closed_now(report_id)


def proposed_meanwhile(report_id: UUID) -> None:
    waiting_now(report_id)


def recorded_meanwhile(report_id: UUID) -> None:
    Report.objects.filter(id=report_id).update(recorded_as="crime")


REFUSALS = [
    (closed_meanwhile, CLOSED),
    (proposed_meanwhile, "A closing of this report waits for a second person."),
    (recorded_meanwhile, "Choose another way for this report to end."),
]


@pytest.mark.parametrize(("meanwhile", "why"), REFUSALS)
def test_a_letter_that_cannot_be_sent_now_stays_in_its_form_with_the_reason(
    meanwhile: Callable[[UUID], None], why: str
) -> None:
    report_id = a_read_report()
    letter = chosen(officer(), report_id, OPEN_OUTCOME)
    meanwhile(report_id)
    letter.press("Send and close", {"Why": "It was a slip."})
    shown = (letter.status, f"Nothing was sent. {why}" in letter.text, letter.written_in("Why"))
    assert shown == (409, True, "It was a slip.")


def test_a_letter_whose_report_is_looked_at_again_stays_in_its_form() -> None:
    report_id = a_read_report()
    closed_now(report_id)
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=now())
    Report.objects.filter(id=report_id).update(state="reading")
    letter = chosen(officer(), report_id, OPEN_OUTCOME)
    letter.press("Send and close", {"Why": "It was a slip."})
    shown = (letter.status, "The reporter asked to look again." in letter.text, letter.written_in("Why"))
    assert shown == (409, True, "It was a slip.")


def test_a_letter_without_an_outcome_goes_out_with_the_one_that_is_chosen_then() -> None:
    report_id = a_read_report()
    letter = chosen(officer(), report_id, OPEN_OUTCOME)
    url, token = letter.url, {"do": "look", "outcome": "zzz", "why": "It was a slip."}
    page = letter.client.post(url, token).content.decode()
    assert ('id="other-outcome"' in page, "It was a slip." in page) == (True, True)
    assert chosen(officer(), report_id, "zzz").heading.startswith("Close report CP")


def test_a_reason_that_comes_second_is_shown_again_with_who_decided() -> None:
    closing = waiting_now(a_report(when=now()))
    page = officer(role=Role.SUPERVISOR, unit="").go(reverse("staff_closing", args=[closing.id]))
    first = an_actor(role=Role.SUPERVISOR)
    return_closing(closing_id=closing.id, reason="A slip.", by=first, at=now())
    page.press("Return it", {"Why it goes back": "Name the bank."})
    said = ("Somebody decided this meanwhile.", "Name the bank.", str(StaffMember.objects.get(pk=first.id)))
    assert (page.status, [words for words in said if words not in page.text]) == (422, [])


def test_reasons_of_a_review_that_come_second_are_shown_again_with_who_decided() -> None:
    report_id = a_read_report()
    closed_now(report_id)
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=now())
    review = Review.objects.get()
    page = officer(role=Role.SUPERVISOR).go(reverse("staff_review", args=[review.id]))
    first = an_actor(role=Role.SUPERVISOR)
    decide_review(review_id=review.id, result=Result.STANDS, reasons="We read it.", by=first, at=now())
    page.press("Go on with the report", {"Why, in plain words": "Name the bank."})
    said = ("Somebody decided this meanwhile.", "Name the bank.", str(StaffMember.objects.get(pk=first.id)))
    assert (page.status, [words for words in said if words not in page.text]) == (422, [])


def test_another_unit_and_another_role_see_no_closing() -> None:
    report_id = a_read_report()
    closing = waiting_now(a_report(when=now()))
    pages = (reverse("staff_close", args=[report_id]), reverse("staff_closing", args=[closing.id]))
    seen = {
        (role, unit): [signed_in_client(role=role, unit=unit).get(page).status_code for page in pages]
        for role, unit in (
            (Role.INVESTIGATOR, DESK),
            (Role.INVESTIGATOR, OTHER_DESK),
            (Role.ANALYST, DESK),
            (Role.ASSESSOR, DESK),
        )
    }
    assert seen == {
        (Role.INVESTIGATOR, DESK): [200, 200],
        (Role.INVESTIGATOR, OTHER_DESK): [403, 403],
        (Role.ANALYST, DESK): [403, 403],
        (Role.ASSESSOR, DESK): [200, 403],
    }
    listed = officer(unit=OTHER_DESK).go("/staff/closings/").text
    assert (closing.report.reference or "") not in listed


def test_a_letter_is_written_for_the_library_looked_at_changed_and_undone() -> None:
    browser = officer().go("/staff/letters/").follow("Write a letter")
    browser.press("Look at it first", {"We are sorry": "Thank you for {thing}."})
    assert ("Thank you for {thing}." in browser.text, LetterTemplate.objects.count()) == (True, 0)
    browser.press("Keep this letter")
    assert (browser.status, "Give the letter a short name." in browser.text) == (422, True)
    browser.press("Keep this letter", {"Name of the letter": "Thanks"})
    browser.press("Keep this letter", {"We are sorry": "Thanks a lot for this."})
    browser.press("Undo the last change")
    assert [row.version for row in LetterTemplate.objects.order_by("version")] == [1, 2, 3]
    assert browser.written_in("We are sorry") == "Thank you for {thing}."
    browser.press("Take it out of the library")
    assert "This letter was taken out of the library." in browser.text
    assert "No letter of your own yet" in browser.go("/staff/letters/").text


def test_a_new_letter_begins_in_the_language_it_is_for_whatever_its_writer_reads() -> None:
    browser = officer()
    browser.client.cookies["language"] = "pl"
    page = browser.go("/staff/letters/new/").response.content.decode()
    assert ('lang="pl"' in page, STANDARD.sorry in page) == (True, True)


def test_a_letter_is_looked_at_in_its_own_language() -> None:
    client = officer().client
    pages = [
        client.post("/staff/letters/new/", {"do": "look", "tongue": tongue, "sorry": STANDARD.sorry}).text
        for tongue in ("en", "pl", "../zz")
    ]
    counted = [[page.count(words) for words in ("What we did", STANDARD.sorry)] for page in pages]
    assert (counted, "Co zrobiliśmy" in pages[1]) == ([[2, 2], [1, 1], [2, 2]], True)


def test_a_letter_that_somebody_changed_meanwhile_is_looked_at_again() -> None:
    browser = officer().go("/staff/letters/new/").press("Keep this letter", {"Name of the letter": "One"})
    other = officer().go(browser.url)
    other.press("Keep this letter", {"Name of the letter": "Two"})
    browser.press("Keep this letter", {"Name of the letter": "Three"})
    assert (browser.status, "Somebody changed this letter meanwhile." in browser.text) == (422, True)


def test_an_assessor_reads_the_library_and_changes_nothing() -> None:
    made = officer().go("/staff/letters/new/").press("Keep this letter", {"Name of the letter": "One"})
    reader = officer(role=Role.ASSESSOR).go(made.url)
    with pytest.raises(NotSeenError):
        reader.press("Keep this letter")
    client = signed_in_client(role=Role.ASSESSOR)
    assert client.post(made.url, {"do": "remove", "version": "1"}).status_code == 403
    assert client.get("/staff/letters/new/").status_code == 403


def test_a_supervisor_who_had_no_part_in_it_decides_a_review() -> None:
    report_id = a_read_report()
    closing = closed_now(report_id)
    ask_review(report_id=report_id, words="Wrong bank.", by=reporter(report_id), at=now())
    boss = officer(role=Role.SUPERVISOR)
    reference = closing.report.reference or ""
    page = boss.go("/staff/reviews/").follow(reference)
    assert "Wrong bank." in page.text
    page.press("I take this on")
    assert "With Asha Patel" in page.text
    page.press("The closing stands")
    assert (page.status, Review.objects.get().result) == (422, "")
    page.press("The closing stands", {"Why, in plain words": "We read all of it."})
    assert (Review.objects.get().result, Report.objects.get().state) == ("stands", "closed")
    assert boss.go("/staff/reviews/").heading == "Asked to look again"
    page.go(reverse("staff_review", args=[Review.objects.get().id]))
    assert "We read all of it." in page.text


def test_who_closed_it_is_told_that_somebody_else_looks() -> None:
    report_id = a_read_report()
    boss = officer(role=Role.SUPERVISOR)
    chosen(boss, report_id, OPEN_OUTCOME).press("Send and close")
    ask_review(report_id=report_id, words="", by=reporter(report_id), at=now())
    page = boss.go(reverse("staff_review", args=[Review.objects.get().id]))
    assert "You had a part in the closing. Somebody else looks again." in page.text
    with pytest.raises(NotSeenError):
        page.press("The closing stands")


def test_a_series_is_closed_together_after_a_look() -> None:
    one, other, unread = a_read_report(), a_read_report(), a_report()
    series = a_series(one, other, unread)
    browser = officer().go(reverse("staff_series", args=[series])).follow("Close its reports together")
    browser.go(f"{browser.url}?outcome={OPEN_OUTCOME}")
    assert ("What would happen" in browser.text, Closing.objects.count()) == (True, 0)
    assert "nobody has read it yet" in browser.text
    url = browser.url
    token = next(each for each in browser.tree.iter("input") if each.get("name") == "csrfmiddlewaretoken")
    told = {"csrfmiddlewaretoken": token.get("value", ""), "outcome": OPEN_OUTCOME, "report": [str(one), "x"]}
    browser.shown(browser.client.post(url, told), url)
    assert "Its letter was sent." in browser.text
    assert {row.id: row.state for row in Report.objects.all()} == {
        one: "closed",
        other: "reading",
        unread: "received",
    }
    assert of_unit(one).badge.unit == DESK


def test_opening_a_page_about_a_closing_is_in_the_journal() -> None:
    closing = waiting_now(a_report(when=now()))
    boss = signed_in_client(role=Role.SUPERVISOR, unit="")
    boss.get(reverse("staff_closing", args=[closing.id]))
    assert deeds()[-1] == "closing.open"
