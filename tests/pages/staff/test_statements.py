"""Statements at the desk: drafted in the first person, offered, read once signed, printed, put to use."""

from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.stating import offer_statement, sign_statement
from callpoint.records.models import Report, Statement
from callpoint.rules.access import Role
from callpoint.rules.statements import Signature, StatementKind
from tests.actions.interventions import PAID, a_paid_report, an_officer
from tests.makers import at, deeds, signed_in_client
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def officer(report_id: UUID, role: Role = Role.INVESTIGATOR) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def a_signed(report_id: UUID, kind: StatementKind = StatementKind.PERSONAL) -> UUID:
    by, me = an_officer(), reporter(report_id)
    statement_id = offer_statement(report_id=report_id, kind=kind, text="x", by=by, at=at(hours=1))
    said = Signature(text="It took my sleep.", name="Ada Quint", is_agreed=True)
    sign_statement(report_id=report_id, statement_id=statement_id, signature=said, by=me, at=at(hours=2))
    return statement_id


def test_the_draft_is_in_the_first_person_from_the_reporters_own_words() -> None:
    browser = officer(a_paid_report(access_needs=["bsl"], email="ada@example.org"))
    draft = browser.follow("Draft a statement from this report").written_in("The draft")
    begin = f"My name is Ada Quint.\n\nThis is what happened, in my own words.\n\n{PAID['story']}\n\n"
    assert draft.startswith(begin)
    lines = ("- How much was it? £9,400.50", "- How did you pay? Bank transfer")
    private = ("ada@example.org", PAID["phone"], "BSL")
    assert [line in draft for line in lines] + [word in draft for word in private] == [True] * 2 + [False] * 3


def test_a_draft_is_offered_and_waits_and_a_personal_one_beside_it() -> None:
    report_id = a_paid_report()
    browser = officer(report_id).follow("Draft a statement from this report")
    browser.press("Offer it to the reporter", {"The draft": " "})
    empty = browser.text.count("Write the statement in the box.")
    browser.press("Offer it to the reporter", {"The draft": "I paid."})
    browser.press("Offer it")
    kinds = set(Statement.objects.values_list("kind", flat=True))
    assert (empty, kinds, "The draft" in browser.text, "Offer it" in browser.text) == (
        2,
        {"witness", "personal"},
        False,
        False,
    )


def test_a_draft_that_is_too_long_is_said_and_kept() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_statement", args=[report_id])
    answer = client.post(url, {"do": "witness", "text": "zanzibar" + "x" * 20_000})
    page = answer.content.decode()
    assert (answer.status_code, page.count("Make it 8 letters shorter."), "zanzibar" in page) == (
        422,
        2,
        True,
    )


def test_an_offer_that_waits_already_is_not_made_twice() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_statement", args=[report_id])
    first, second, bare = (
        client.post(url, {"do": "witness", "text": text}) for text in ("I paid.", "I paid a quokka.", "")
    )
    page = second.content.decode()
    shown = ("I paid a quokka." in page, page.count("One waits for the reporter already."))
    assert (first.status_code, second.status_code, bare.status_code) == (302, 422, 422)
    assert (shown, Statement.objects.count()) == ((True, 1), 1)


def test_a_personal_statement_that_waits_is_not_offered_twice() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_statement", args=[report_id])
    codes = [client.post(url, {"do": "personal"}).status_code for _ in range(2)]
    assert (codes, Statement.objects.count()) == ([302, 302], 1)


def test_what_was_signed_is_read_printed_and_put_to_use() -> None:
    report_id = a_paid_report()
    statement_id = a_signed(report_id)
    browser = officer(report_id).follow("Open the statements")
    read = ("It took my sleep." in browser.text, "SHA-256 of text, name and time" in browser.text)
    paper = browser.client.get(reverse("staff_statement_paper", args=[report_id, statement_id]))
    printed = deeds()[-1]
    browser.press("It was put to use")
    again = browser.client.post(
        reverse("staff_statement", args=[report_id]), {"do": "use", "statement": str(statement_id)}
    )
    assert (read, paper.content[:5], printed) == ((True, True), b"%PDF-", "statement.print")
    assert ("Put to use by" in browser.text, again.status_code) == (True, 302)


def test_what_is_not_there_is_not_found() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_statement", args=[report_id])
    unsigned = offer_statement(
        report_id=report_id, kind=StatementKind.PERSONAL, text="", by=an_officer(), at=at(hours=1)
    )
    codes = [
        client.post(url, {"do": "use", "statement": "seven"}).status_code,
        client.post(url, {"do": "use", "statement": str(report_id)}).status_code,
        client.get(reverse("staff_statement_paper", args=[report_id, unsigned])).status_code,
        client.get(reverse("staff_statement_paper", args=[report_id, report_id])).status_code,
    ]
    assert codes == [404] * 4


def test_who_may_not_offer_sees_how_it_stands_and_no_more() -> None:
    report_id = a_paid_report()
    statement_id = a_signed(report_id)
    browser = officer(report_id, Role.ANALYST)
    refused = browser.client.get(reverse("staff_statement_paper", args=[report_id, statement_id])).status_code
    seen = ("Personal statement : Signed" in browser.text, "Open the statements" in browser.text)
    assert (refused, seen[1], Report.objects.count()) == (403, False, 1)
