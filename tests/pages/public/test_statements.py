"""A reporter's own statement: read, kept, signed, refused, and taken back, on their own pages."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.stating import offer_statement, sign_statement, use_statement
from callpoint.clock import now
from callpoint.pages.statement_shown import agreed_words
from callpoint.records.models import Report, Statement
from callpoint.rules.access import Role
from callpoint.rules.statements import Signature, StatementKind
from tests.journeys.visiting import a_sender
from tests.makers import an_actor
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TEXT = "A man rang me."


def newest() -> UUID:
    return Report.objects.order_by("-created_at").values_list("id", flat=True)[0]


def offered(kind: StatementKind = StatementKind.WITNESS) -> UUID:
    by = an_actor(role=Role.SUPERVISOR, unit="")
    return offer_statement(report_id=newest(), kind=kind, text=TEXT, by=by, at=now())


def signed(kind: StatementKind = StatementKind.PERSONAL) -> UUID:
    statement_id = offered(kind)
    said = Signature(text=TEXT, name="Ada Quint", is_agreed=True)
    by = reporter(newest())
    sign_statement(report_id=newest(), statement_id=statement_id, signature=said, by=by, at=now())
    return statement_id


def a_reader() -> Browser:
    browser = Browser()
    browser.client = a_sender()
    return browser


def test_a_statement_is_read_corrected_and_signed_in_place() -> None:
    browser = a_reader()
    offered()
    browser.go(reverse("own_report")).follow("Statement of what happened")
    read = (browser.written_in("Your statement"), "Signing is your choice." in browser.text)
    browser.press("Keep it for later", {"Your statement": "A woman rang me."})
    kept = (browser.written_in("Your statement"), "Last kept" in browser.text)
    browser.press("Sign the statement", {"Your full name": "Ada"})
    unticked = browser.text.count("Tick the box to sign. You can also keep it for later.")
    browser.press("Sign the statement", {"These are my words. They are true as far as I know.": ""})
    row = Statement.objects.get()
    assert (read, kept, unticked) == ((TEXT, True), ("A woman rang me.", True), 2)
    assert ("A woman rang me." in browser.text, row.signed_at is not None) == (True, True)
    listed = browser.go(reverse("own_report")).text
    assert "Statement of what happened: Signed" in listed.replace(" :", ":")


def test_what_is_ticked_is_in_the_language_of_the_report_as_its_paper_says_it() -> None:
    client = a_sender()
    url = reverse("own_statement", args=[offered()])
    client.cookies["language"] = "pl"
    page = client.get(url).content.decode()
    ticked = re.search(r'<label(?=[^>]*for="agreed")(?=[^>]*lang="en")[^>]*>\s*([^<]+?)\s*</label>', page)
    assert ticked is not None
    with translation.override("pl"):
        here = agreed_words()
    assert (ticked[1], here in page) == ("These are my words. They are true as far as I know.", True)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"text": ""}, "Write your statement in the box."),
        ({"text": "x" * 20_001}, "Please make your statement 1 letter shorter."),
        ({"text": "zanzibar", "do": "sign"}, "Type your name to sign."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(told: dict[str, str], words: str) -> None:
    client = a_sender()
    url = reverse("own_statement", args=[offered()])
    answer = client.post(url, told)
    page = answer.content.decode()
    assert (answer.status_code, page.count(words), told["text"][:50] in page) == (422, 2, True)


def test_who_gave_no_name_is_told_that_a_statement_needs_one_and_who_may_read_it() -> None:
    browser = a_reader()
    add_to_report(
        report_id=newest(), answers={"anonymous": "yes"}, send_key="1", by=reporter(newest()), at=now()
    )
    browser.go(reverse("own_statement", args=[offered()]))
    asked = [
        words in browser.text
        for words in (
            "You chose to give no name. A statement needs one.",
            "Here, your name stays sealed. Few people see it, and each has to say why.",
            "The paper you sign has your name on it. Who gets the paper in the case can read your name.",
            "Do you not want to give it? Then do not sign. You can write us a message at any time.",
        )
    ]
    browser.press("Sign the statement", {"These are my words. They are true as far as I know.": "yes"})
    refused = browser.text.count("Type your name to sign, or choose “I do not want to sign”.")
    browser.press(
        "Sign the statement",
        {"Your full name": "Ada Quint", "These are my words. They are true as far as I know.": "yes"},
    )
    assert (asked, refused, Statement.objects.get().signed_at is not None) == ([True] * 4, 2, True)
    assert not any(word in browser.text for word in ("None", "You chose to give no name"))


def test_who_told_their_name_is_asked_for_it_without_more_words() -> None:
    browser = a_reader()
    browser.go(reverse("own_statement", args=[offered()]))
    assert "You chose to give no name" not in browser.text


def test_a_statement_that_came_too_late_is_back_in_its_box_after_the_code() -> None:
    person = sent()
    code, url = person.code(), reverse("own_statement", args=[offered()])
    person.go(url).client.cookies.clear()
    person.press("Keep it for later", {"Your statement": "A woman rang me.\nTwice."})
    shown = ["".join(area.itertext()) for area in person.tree.iter("textarea")]
    asked = (person.status, person.heading, shown)
    person.press("Open my report", {"Your private code": code})
    back = (person.url, person.written_in("Your statement"))
    person.press("Keep it for later").go(url)
    words = "A woman rang me.\nTwice."
    assert asked == (403, "Please send this once more", [words])
    assert (back, person.written_in("Your statement")) == ((url, words), words)


AGREED = "These are my words. They are true as far as I know."
BACK = "Your words are back. They are not kept or signed yet."
AGAIN = "To sign, type your name and tick the box once more."


def test_a_signature_that_came_too_late_is_to_be_given_anew_and_the_page_says_so_beside_the_words() -> None:
    person = sent()
    code, url = person.code(), reverse("own_statement", args=[offered()])
    before = BACK in person.go(url).text
    person.client.cookies.clear()
    person.press(
        "Sign the statement",
        {"Your statement": "A woman rang me.", "Your full name": "Ada Quint", AGREED: ""},
    )
    person.press("Open my report", {"Your private code": code})
    said = (BACK in person.text, AGAIN in person.text, person.written_in("Your statement"))
    boxes = [each for each in person.tree.iter("input") if each.get("name") == "agreed"]
    ticked = [each for each in boxes if each.get("checked") is not None]
    unsigned = Statement.objects.get().signed_at
    person.press("Keep it for later").go(url)
    assert (before, said, person.value_of("Your full name"), ticked, unsigned, BACK in person.text) == (
        False,
        (True, True, "A woman rang me."),
        "",
        [],
        None,
        False,
    )


def test_nobody_has_to_sign() -> None:
    browser = a_reader()
    browser.go(reverse("own_statement", args=[offered()])).press("I do not want to sign")
    assert ("Not wanted" in browser.text, Statement.objects.get().declined_at is not None) == (True, True)


def test_a_personal_statement_is_taken_back_until_it_is_used() -> None:
    browser = a_reader()
    first = signed()
    browser.go(reverse("own_statement", args=[first])).press("Take it back")
    taken = "Taken back" in browser.text
    second = signed()
    officer = an_actor(role=Role.SUPERVISOR, unit="")
    use_statement(report_id=newest(), statement_id=second, by=officer, at=now())
    browser.go(reverse("own_statement", args=[second]))
    assert (taken, "It is in use now." in browser.text, "Take it back" in browser.text) == (True, True, False)


def test_a_form_that_comes_too_late_changes_nothing() -> None:
    client = a_sender()
    statement_id = signed()
    answer = client.post(reverse("own_statement", args=[statement_id]), {"text": "Other", "do": "keep"})
    assert (answer.status_code, TEXT in client.get(answer["Location"]).content.decode()) == (302, True)


def test_a_signed_statement_is_saved_as_a_paper_and_an_unsigned_one_is_not() -> None:
    client = a_sender()
    open_one, closed = offered(), signed()
    answers = [client.get(reverse("own_statement_paper", args=[each])) for each in (open_one, closed)]
    assert [each.status_code for each in answers] == [404, 200]
    assert (answers[1]["Content-Type"], answers[1].content[:5]) == ("application/pdf", b"%PDF-")


def test_a_statement_of_somebody_else_is_not_there() -> None:
    a_sender()
    statement_id = signed()
    other, nobody = a_sender(), Client()
    names = ("own_statement", "own_statement_paper")
    codes = [other.get(reverse(name, args=[statement_id])).status_code for name in names]
    posted = other.post(reverse("own_statement", args=[statement_id]), {"text": "x"}).status_code
    out = [nobody.get(reverse(name, args=[statement_id]))["Location"] for name in names]
    assert (codes, posted, out) == ([404, 404], 404, [reverse("return")] * 2)
