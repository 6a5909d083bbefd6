"""How a report ended, to its own reporter, without a script: the letter, another look, something new, how it went."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.corresponding import write_to_staff
from callpoint.clock import now
from callpoint.records.models import Alert, FollowUp, Report, Review
from callpoint.records.sealed_closings import ClosingSeal
from tests.actions.trends import a_published_alert
from tests.makers import a_report, with_section, with_service
from tests.pages.closing_walk import asked_now, closed_now
from tests.pages.public.browsing import Browser, NotSeenError
from tests.pages.public.journeys import sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN = "/return/report/"
LETTER = "It was not your fault."
WRONG, SAY = "What did we get wrong, or miss?", "Is there something you want to say with it?"


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def the_report() -> Report:
    return Report.objects.exclude(reference=None).order_by("-submitted_at")[0]


def ended() -> Browser:
    """Somebody whose report was closed."""
    person = sent()
    closed_now(the_report().id)
    return person.go(OWN)


def test_the_letter_stands_on_the_own_page_with_what_one_can_do() -> None:
    person = ended()
    said = (
        "Closed",
        LETTER,
        "We have closed your report.",
        "Ask us to look again by",
        "I have something new",
    )
    assert [words for words in said if words not in person.text] == []


def test_before_it_is_closed_there_is_no_letter() -> None:
    person = sent().go(OWN)
    assert LETTER not in person.text
    for url in ("/return/look-again/", "/return/how-it-went/", "/return/letter.pdf"):
        assert person.go(url).heading == "Your report"


def test_the_letter_comes_as_a_paper() -> None:
    person = ended()
    paper = person.client.get("/return/letter.pdf")
    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_asking_to_look_again_opens_the_report() -> None:
    person = ended().follow("Ask us to look again")
    person.press("Ask to look again", {"What did we get wrong, or miss?": "It was another bank."})
    review = Review.objects.get()
    assert ClosingSeal.of(review.report).words(review) == "It was another bank."
    assert ("Your report is open again." in person.text, "You asked us to look again:" in person.text) == (
        True,
        True,
    )
    with pytest.raises(NotSeenError):
        person.follow("Ask us to look again")


def test_a_late_request_is_taken_like_any_other() -> None:
    person = ended()
    later = now() - timedelta(days=400)
    closing = the_report().closings.get()
    closing.sent_at = later
    closing.save(update_fields=["sent_at"])
    person.go("/return/look-again/").press("Ask to look again")
    assert Review.objects.count() == 1


def test_too_many_words_and_too_many_messages_are_said_and_nothing_is_lost(settings: Settings) -> None:
    person = ended().follow("Ask us to look again")
    person.press("Ask to look again", {"What did we get wrong, or miss?": "x" * 3005})
    assert (person.status, "5 letters shorter" in person.text, Review.objects.count()) == (422, True, 0)
    with_section(settings, "limits", messages_per_source_per_hour=1)
    for _ in range(2):
        person.press("Ask to look again", {"What did we get wrong, or miss?": "y" * 3005})
    assert ("Many messages came from your network" in person.text, Review.objects.count()) == (True, 0)


def test_a_report_that_opened_meanwhile_needs_no_request() -> None:
    person = ended().follow("Ask us to look again")
    report_id = the_report().id
    write_to_staff(report_id=report_id, text="More.", send_key="9", by=reporter(report_id), at=now())
    person.press("Ask to look again")
    assert (person.heading, Review.objects.count()) == ("Your report", 0)


def test_something_new_opens_it_again() -> None:
    person = ended()
    person.press("Send message", {"Write to us, or add something": "I know his name now."})
    assert (the_report().state, "Your report is open again." in person.text) == ("reading", True)


def test_it_is_asked_once_how_it_went_and_three_choices_answer_it() -> None:
    person = ended()
    with pytest.raises(NotSeenError):
        person.follow("How are you now? One short question")
    asked_now(the_report().closings.get())
    question = person.go(OWN).follow("How are you now? One short question")
    question.press("Send")
    assert (question.status, "Choose one of these." in question.text) == (422, True)
    question.press(
        "Send", {"It is still hard": "yes", "Is there something you want to say with it?": "Tired."}
    )
    kept = FollowUp.objects.get()
    assert (kept.choice, ClosingSeal.of(kept.report).answer(kept)) == ("still-hard", "Tired.")
    assert (the_report().state, "One short question" in question.text) == ("closed", False)
    question.go("/return/how-it-went/")
    assert question.heading == "Your report"


def test_who_was_hurt_again_is_shown_the_way_to_tell_of_it() -> None:
    person = ended()
    asked_now(the_report().closings.get())
    person.go("/return/how-it-went/").press("Send", {"It happened again": "yes"})
    assert "You told us that it happened again. We will read that." in person.text
    assert person.follow("Tell us what happened now").status == 200


def test_an_answer_that_is_too_long_and_one_that_comes_twice() -> None:
    person = ended()
    asked_now(the_report().closings.get())
    question = person.go("/return/how-it-went/")
    words = "Is there something you want to say with it?"
    question.press("Send", {"Things are better": "yes", words: "x" * 5003})
    assert (question.status, "3 letters shorter" in question.text) == (422, True)
    other = Browser()
    other.client = question.client
    other.go("/return/how-it-went/").press("Send", {"Things are better": "yes", words: ""})
    question.press("Send", {"It happened again": "yes", words: ""})
    assert (question.heading, FollowUp.objects.get().choice) == ("Your report", "fine")


def too_late(url: str, button: str, fields: dict[str, str]) -> Browser:
    """Somebody whose session ended while they typed on a page of their closed report, back with their code."""
    person = sent()
    code = person.code()
    asked_now(closed_now(the_report().id))
    person.go(url).client.cookies.clear()
    person.press(button, fields)
    assert (person.status, person.heading) == (403, "Please send this once more")
    return person.press("Open my report", {"Your private code": code})


def test_what_was_typed_to_look_again_and_came_too_late_is_back_after_the_code() -> None:
    person = too_late("/return/look-again/", "Ask to look again", {WRONG: "Another bank."})
    back = (person.url, person.written_in(WRONG))
    person.press("Ask to look again")
    review = Review.objects.get()
    assert (back, ClosingSeal.of(review.report).words(review)) == (
        ("/return/look-again/", "Another bank."),
        "Another bank.",
    )


@pytest.mark.parametrize("words", ["Tired & worn\nout.", ""])
def test_how_it_went_that_came_too_late_is_back_after_the_code_with_its_choice(words: str) -> None:
    person = too_late("/return/how-it-went/", "Send", {"It is still hard": "yes", SAY: words})
    back = (person.url, person.written_in(SAY))
    person.press("Send")
    kept = FollowUp.objects.get()
    assert back == ("/return/how-it-went/", words)
    assert (kept.choice, ClosingSeal.of(kept.report).answer(kept)) == ("still-hard", words)


def test_the_page_that_asks_for_the_code_says_the_choice_in_words() -> None:
    person = sent()
    asked_now(closed_now(the_report().id))
    person.go("/return/how-it-went/").client.cookies.clear()
    person.press("Send", {"It is still hard": "yes", SAY: "Tired."})
    shown = ["".join(area.itertext()) for area in person.tree.iter("textarea")]
    assert shown == ["It is still hard\nTired."]


@pytest.mark.parametrize(
    ("url", "button", "label"),
    [("/return/look-again/", "Ask to look again", WRONG), ("/return/how-it-went/", "Send", SAY)],
)
def test_late_words_that_nobody_asks_for_any_more_can_go_as_a_message(
    url: str, button: str, label: str
) -> None:
    person = sent()
    code = person.code()
    asked_now(closed_now(the_report().id))
    person.go(url).client.cookies.clear()
    person.press(button, {label: "Another bank."})
    report_id = the_report().id
    write_to_staff(report_id=report_id, text="More.", send_key="9", by=reporter(report_id), at=now())
    person.press("Open my report", {"Your private code": code})
    assert (person.url, person.written_in("Write to us, or add something")) == (OWN, "Another bank.")


def test_nobody_without_a_report_comes_in() -> None:
    for url in ("/return/look-again/", "/return/how-it-went/", "/return/letter.pdf"):
        assert Browser().go(url).heading == "Come back to your report"


def test_what_a_report_helped_with_is_told_in_tens_and_public_days_only() -> None:
    person = ended()
    assert "Your report helped." not in person.text
    mine = the_report()
    for _ in range(13):
        other = a_report(when=now())
        Report.objects.filter(id=other).update(kind=mine.kind, police_area=mine.police_area)
    a_published_alert(when=now() + timedelta(minutes=1), area="")
    Alert.objects.update(kind=mine.kind)
    told = person.go(OWN).text
    assert "Your report helped. It is one of at least 10 like it from your area" in told
    assert "we warned people of this kind of thing." in told
    assert "14" not in told.partition("Your report helped.")[2][:80]
