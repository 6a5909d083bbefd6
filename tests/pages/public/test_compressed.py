"""Compressed answers: none where a private code is shown, and nothing of a link's own is repeated in a page."""

import pytest

from callpoint.actions.acting import newcomer
from callpoint.actions.lost_codes import ask_for_new_code, give_new_code
from callpoint.records.models import LostCodeRequest, Report
from callpoint.rules.access import Role
from callpoint.rules.lost_codes import IdentityCheck
from tests.makers import an_actor, at
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import checked, sent, told
from tests.pages.public.test_talking import asked
from tests.pages.public.test_visit import many_languages

__all__ = ["many_languages"]

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.words]


def coding(person: Browser) -> str:
    """How the page a person is on is coded for a browser that takes gzip."""
    answer = person.client.get(person.url, headers={"Accept-Encoding": "gzip"})
    return str(answer.headers.get("Content-Encoding", ""))


def test_a_page_with_a_private_code_is_never_compressed_and_one_without_is() -> None:
    with_a_code = [told().go("/report/question/suspect/"), checked(), sent(), asked()]
    assert [(person.url, coding(person)) for person in with_a_code if coding(person) != "identity"] == []
    without = [Browser().go("/"), Browser().go("/report/question/story/")]
    assert [coding(person) for person in without] == ["gzip", "gzip"]


@pytest.mark.usefixtures("many_languages")
@pytest.mark.parametrize("url", ["/", "/report/check/", "/report/question/story/", "/how-was-it/"])
def test_a_page_repeats_nothing_of_a_link_but_what_a_page_of_ours_puts_there(url: str) -> None:
    client = told().client
    page = client.get(
        f"{url}?marker-zq=12345678&from=%3Cb%3E87654321&after=gave-up", follow=True
    ).content.decode()
    assert [part for part in ("marker-zq", "12345678", "87654321") if part in page] == []
    assert f"next={url}%3Fafter%3Dgave-up" in page


def test_a_session_opened_with_the_old_code_ends_when_there_is_a_new_one() -> None:
    person = sent()
    assert person.go("/return/report/").heading == "Your report"
    ask_for_new_code(told={"name": "Ann", "contact": "x"}, send_key="k", by=newcomer(), at=at())
    give_new_code(
        request_id=LostCodeRequest.objects.get().id,
        reference=str(Report.objects.get().reference),
        checks=(IdentityCheck.ANSWERS,),
        by=an_actor(role=Role.SUPERVISOR),
        at=at(),
    )
    assert person.go("/return/report/").heading == "Come back to your report"
    assert "report" not in person.client.session
