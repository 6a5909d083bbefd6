"""The states of the page of files, and of an officer's page with exhibits."""

from collections.abc import Callable, Iterator
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.clock import now
from callpoint.vault.exhibits import ExhibitWords
from tests.journeys.visiting import BANK_STORY, State, Visitor, a_teller, held, staff
from tests.makers import a_report
from tests.vault.makers import a_sealed_file

THREAT = "A girl online has naked pictures of me. She wants money or she sends them to my friends."


def a_filer() -> Client:
    """A client that began a report and added a file."""
    client = a_teller(situation="money-just-gone", story=BANK_STORY)
    file = SimpleUploadedFile("receipt of the bank.pdf", b"%PDF-1.7 a receipt")
    client.post(reverse("evidence"), {"do": "add", "files": file, "shows": "My receipt", "taken": "last May"})
    return client


def a_sent_filer() -> Client:
    """A client that added a file and sent the report."""
    client = a_filer()
    client.post(reverse("check"), {"submit_key": "k", "true_as_known": "yes"})
    return client


def evidence_states() -> Iterator[State]:
    """With and without a box for files, with files, with what is refused, and after sending."""
    threatened = partial(a_teller, story=THREAT, age="adult")
    ways: dict[str, Callable[[Visitor], None]] = {
        "evidence": held("evidence"),
        "evidence with a file": held("evidence", as_=a_filer),
        "evidence of a sent report": held("evidence", as_=a_sent_filer),
        "evidence under 18": held("evidence", as_=partial(a_teller, story=BANK_STORY, age="13-15")),
        "evidence before a word": held("evidence", as_=threatened),
        "evidence before an age": held("evidence", as_=partial(a_teller, story=THREAT)),
    }
    for name, reach in ways.items():
        yield State(name=name, address="evidence", reach=reach)
    yield State(name="words about no file", address="evidence", status=422, reach=_words_only)
    yield State(name="no word given", address="evidence", status=422, reach=_no_word(threatened))
    yield State(name="report with exhibits", address="staff_report", reach=_with_exhibit)


def _words_only(visitor: Visitor) -> None:
    held("evidence")(visitor)
    visitor.send(shows="My receipt")


def _no_word(as_: Callable[[], Client]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("evidence", as_=as_)(visitor)
        with visitor.page.expect_navigation() as led:
            visitor.page.get_by_role("button", name="Go on").click()
        visitor.status = led.value.status

    return reach


def _with_exhibit(visitor: Visitor) -> None:
    report_id = a_report(story=BANK_STORY)
    words = ExhibitWords(
        name="chat with the bank.zip", shows="The whole chat", taken="May", original="At home"
    )
    new = NewExhibit(file=a_sealed_file(), words=words, send_key="1")
    take_in_exhibit(report_id=report_id, new=new, by=reporter(report_id), at=now())
    held("staff_report", report_id, as_=staff)(visitor)
