"""Help from a support service on the reporter's own page: what is shared, yes, no, and a change of mind."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.caseload import accept_referral, pass_on_referral, return_referral
from callpoint.actions.support_consent import ask_for_consent
from callpoint.clock import now
from callpoint.records.models import Referral, Report
from callpoint.rules.access import Role
from callpoint.rules.support_service import ReturnReason
from callpoint.rules.way import DECLARATION
from tests.actions.support import a_supporter
from tests.makers import an_actor, with_service
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY, checked

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN, SUPPORT = "/return/report/", "/return/support/"


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def a_sender(**answers: str) -> Browser:
    """Somebody with their own sent report open; in Chesterfield unless they say otherwise."""
    person = Browser()
    person.client = Client()
    for step, answer in {"story": STORY, "postcode": "S40 1TB", **answers}.items():
        person.client.post(reverse("question", args=[step]), {"answer": answer})
    person.client.post(reverse("check"), {"submit_key": "k", DECLARATION: "yes"})
    return person.go(OWN)


def the_report() -> Report:
    return Report.objects.exclude(reference=None).get()


def states() -> list[str]:
    return list(Referral.objects.order_by("referred_at").values_list("state", flat=True))


def test_help_is_offered_to_everybody_and_says_what_is_shared_with_whom() -> None:
    text = a_sender().follow("Say yes or no").text
    assert [
        words in text
        for words in (
            "We tell one service, and no one else: Derbyshire Victim Services",
            "how to reach you, and when it is safe",
            "The police never read them.",
        )
    ] == [True] * 3


def test_a_yes_says_who_takes_them_on_by_when_and_can_be_taken_back() -> None:
    person = a_sender().follow("Say yes or no").press("Yes, please tell them", {})
    said = "Derbyshire Victim Services takes you on by" in person.text
    person.follow("See it, or change your mind").press("Take my yes back", {})
    assert (said, states()) == (True, ["withdrawn"])
    assert "You took your yes back. The service reads nothing about you." in person.text


def test_a_no_passes_nothing_on_and_a_mind_can_be_changed() -> None:
    person = a_sender().go(SUPPORT).press("No, tell no one", {})
    assert ("You said no. We pass nothing on." in person.text, states()) == (True, [])
    person.go(SUPPORT).press("Yes, please tell them", {"They may read my story too": ""})
    assert Referral.objects.get().shares_story


def test_somebody_who_was_asked_sees_it_first() -> None:
    person = a_sender()
    before = person.text.index("Help for you") > person.text.index("Messages")
    ask_for_consent(report_id=the_report().id, by=an_actor(role=Role.SUPERVISOR), at=now())
    text = person.go(OWN).text
    assert (before, text.index("Help for you") < text.index("Messages")) == (True, True)


def test_once_taken_on_the_page_says_so_and_after_a_return_another_can_be_chosen() -> None:
    person = a_sender().go(SUPPORT).press("Yes, please tell them", {})
    entry, by = Referral.objects.get(), a_supporter()
    accept_referral(referral_id=entry.id, by=by, at=now())
    taken = "Derbyshire Victim Services has taken you on." in person.go(OWN).text
    Referral.objects.update(state="new")
    return_referral(referral_id=entry.id, reason=ReturnReason.OTHER, words="Try theirs.", by=by, at=now())
    page = person.go(SUPPORT)
    assert (taken, "They have ended their work, or gave it back to us." in page.text) == (True, True)
    page.press("Keep my yes like this", {"Victim Support": ""})
    assert states() == ["returned", "new"]


def test_keeping_a_yes_on_an_old_page_leaves_them_with_the_service_that_has_them_by_now() -> None:
    person, by = a_sender().go(SUPPORT).press("Yes, please tell them", {}), a_supporter()
    person.go(SUPPORT)
    entry = Referral.objects.get()
    accept_referral(referral_id=entry.id, by=by, at=now())
    pass_on_referral(referral_id=entry.id, service="victim-support", words="Agreed.", by=by, at=now())
    person.press("Keep my yes like this", {})
    on_old_page = states()
    person.go(SUPPORT).press("Keep my yes like this", {})
    assert (on_old_page, states()) == (["closed", "new"], ["closed", "new"])


def test_who_is_contacted_by_nobody_reads_that_the_service_waits_for_them() -> None:
    person = a_sender().go(SUPPORT).press("Yes, please tell them", {})
    waits = "They do not contact you. They wait for you. You can call them: \u20660800 612 6505\u2069."
    before = waits in person.text
    accept_referral(referral_id=Referral.objects.get().id, by=a_supporter(), at=now())
    assert (before, waits in person.go(OWN).text) == (True, True)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"do": "yes", "service": "zzz"}, 422),
        ({"do": "withdraw"}, 302),
    ],
)
def test_a_form_that_says_nothing_or_names_no_service_changes_nothing(
    fields: dict[str, str], status: int
) -> None:
    person = a_sender()
    assert (person.client.post(SUPPORT, fields).status_code, states()) == (status, [])


def test_without_a_report_and_with_a_draft_it_leads_on() -> None:
    found = [Client().get(SUPPORT)["Location"], checked().client.get(SUPPORT)["Location"]]
    assert found == [reverse("return"), reverse("check")]


def test_where_no_service_takes_them_nothing_is_offered() -> None:
    person = a_sender(postcode="75001", country="FR")
    assert ("Help for you" in person.text, person.client.post(SUPPORT, {"do": "yes"}).status_code) == (
        False,
        422,
    )


def test_where_the_place_is_not_known_one_is_chosen() -> None:
    person = a_sender(postcode="").go(SUPPORT)
    assert "We tell the one service that you choose, and no one else." in person.text
    person.press("Yes, please tell them", {"Victim Support": ""})
    assert Referral.objects.get().service == "victim-support"
