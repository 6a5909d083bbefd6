"""Difficult text through every field: shown as the words it is, never as markup, template or address."""

import re
from html import escape

import pytest

from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from tests.makers import signed_in_client
from tests.naughty import MARKUP, NAUGHTY, TEMPLATES, WITH_NUL
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY_LABEL, send, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RAW = tuple(text for text in MARKUP if "<" in text)
ALL = "\n".join((*MARKUP, *TEMPLATES))
FIELDS = {
    "you": "What is your name?",
    "suspect": "What name did they use?",
    "others": "Did someone see or hear it?",
}
PAGES = (
    "/report/question/story/",
    "/report/check/",
    "/report/help/",
    "/report/copy/",
    "/report/done/",
    "/return/report/",
)


MARKED = re.compile(r'<a class="app-marked[^>]*><bdi>(.*?)</bdi></a>')
"""An identifier that is marked within what somebody wrote."""


def raw_markup_in(page: str) -> list[str]:
    return [text for text in RAW if text in page]


def test_every_page_shows_markup_and_templates_as_the_words_they_are() -> None:
    person = told(ALL)
    for step, label in FIELDS.items():
        person.go(f"/report/question/{step}/").press("Continue", {label: ALL.replace("\n", " ")[:300]})
    seen = {url: raw_markup_in(person.go(url).response.content.decode()) for url in PAGES[:4]}
    send(person.go("/report/check/"))
    person.press(
        "Save the number", {"Did they give you a number? Keep it here": RAW[0]}
    ) if "Save the number" in person.text else None
    person.go("/return/report/").press("Send message", {"Write to us, or add something": ALL})
    seen |= {url: raw_markup_in(person.go(url).response.content.decode()) for url in PAGES[3:]}
    report = Report.objects.get()
    officer = signed_in_client(role="supervisor", name=RAW[0])
    staff_page = officer.get(f"/staff/report/{report.id}/?go-on=yes").content.decode()
    seen["staff"] = raw_markup_in(staff_page)
    staff_page = MARKED.sub(r"\1", staff_page)
    assert {place: found for place, found in seen.items() if found} == {}
    shown = staff_page.replace("&#34;", '"').replace("&#39;", "'")
    assert [text for text in RAW if escape(text, quote=False) not in shown] == []
    assert "{{ 7 * 7 }}" in staff_page


def test_scripts_on_a_page_are_our_own_files_only() -> None:
    person = sent(ALL)
    scripts = [(script.get("src", ""), script.text) for script in person.tree.iter("script")]
    assert [src for src, inside in scripts if inside or not src.startswith("/assets/")] == []


def test_a_story_is_kept_and_shown_to_the_last_character() -> None:
    person = told()
    assert [text for text in NAUGHTY if text.strip() and not comes_back(person, text)] == []


def comes_back(person: Browser, text: str) -> bool:
    """Whether a story, saved over the last one, is kept and shown as it was typed."""
    form = {"csrfmiddlewaretoken": token_of(person.go("/report/question/story/")), "answer": text}
    person.client.post("/report/question/story/", form)
    report = Report.objects.get()
    shown = person.go("/report/question/story/").written_in(STORY_LABEL)
    return ReportSeal.of(report).answers(report)["story"] == text and shown == as_a_browser_reads(text)


def token_of(person: Browser) -> str:
    """The form token of the page."""
    fields = person.tree.iter("input")
    return next(field.get("value", "") for field in fields if field.get("name") == "csrfmiddlewaretoken")


def as_a_browser_reads(text: str) -> str:
    """HTML knows one line end, and cannot hold these control characters otherwise than as they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_nul_becomes_a_visible_sign_instead_of_an_error() -> None:
    person = told(WITH_NUL).go("/report/question/story/")
    assert person.written_in(STORY_LABEL) == WITH_NUL.replace("\0", "\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("field", ["situation", "own_kind", "age", "who"])
def test_a_choice_that_was_not_offered_is_refused(field: str) -> None:
    person = told()
    url = "/report/kind/" if field == "own_kind" else f"/report/question/{field}/"
    token = next(
        each.get("value")
        for each in person.go(url).tree.iter("input")
        if each.get("name") == "csrfmiddlewaretoken"
    )
    answer = person.client.post(url, {"csrfmiddlewaretoken": token or "", "answer": "<b>none</b>"})
    assert (answer.status_code, "<b>none</b>" in answer.content.decode()) == (422, False)


@pytest.mark.parametrize("text", [*MARKUP, *TEMPLATES, "x" * 500, "\0"], ids=lambda text: ascii(text[:16]))
def test_a_place_and_a_code_are_shown_as_the_words_they_are(text: str) -> None:
    place = Browser().go("/return/")
    form = {"csrfmiddlewaretoken": token_of(place) or ""}
    answers = [
        place.client.post("/who-can-help/", {**form, "place": text, "age": text, "open": text}),
        place.client.post("/return/", {**form, "code": text, "reference": text}),
    ]
    assert [answer.status_code for answer in answers] == [200, 422]
    assert [raw for answer in answers for raw in RAW if raw == text and raw in answer.content.decode()] == []
