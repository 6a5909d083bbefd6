"""The reporter's receipt on the pages, on paper and as a file; the program and the key that go with it."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from callpoint.actions.acting import reporter, system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.exhibits import NewExhibit, take_in_exhibit
from callpoint.actions.receipts import make_receipt
from callpoint.pages.public.receipts import CHECKER
from callpoint.pages.staying import SHARED
from callpoint.records.models import Report
from callpoint.rules.receipt import in_groups
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.models import Exhibit, JournalLeaf
from tests.formats.makers import read
from tests.makers import NOON, a_draft, at, deeds, sent
from tests.pages.public.browsing import Browser
from tests.pages.public.test_papers import holding, plain
from tests.tampering import without_triggers
from tests.vault.makers import a_sealed_file
from tests.verifier.makers import written_to
from tests.verifier.running import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RECEIPT, CHECK, KEY = "/report/papers/receipt.json", "/checkpoint/checker.py", "/checkpoint/key"
PAGES = ("/report/done/", "/return/report/")
CONTENT = b"what the screen showed"
STORY = "Zażółć: I sent 900 pounds.\r\nThen they rang."


def somebody_who_sent() -> Browser:
    """Somebody whose session holds a report that is sent, with one file."""
    begun = a_draft(when=NOON, story=STORY)
    new = NewExhibit(file=a_sealed_file(CONTENT), words=ExhibitWords(name="screen.png"), send_key="k")
    take_in_exhibit(report_id=begun.report_id, new=new, by=reporter(begun.report_id), at=NOON)
    sent(begun)
    return holding(begun)


def a_checkpoint(origin: str) -> None:
    make_checkpoint(tree=CheckedTree(), origin=origin, by=system("worker"), at=at(minutes=9))


@pytest.mark.parametrize("page", PAGES)
def test_the_receipt_stands_on_the_page_folded_away(page: str) -> None:
    person = somebody_who_sent()
    person.go(page)
    made = make_receipt(report_id=Report.objects.get().id, by=reporter(Report.objects.get().id))
    wanted = (
        "Your receipt",
        "You need not keep it.",
        "screen.png 22 bytes",
        " ".join(in_groups(Exhibit.objects.get().sha256)),
        " ".join(in_groups(made.receipt.text)),
        "It stands in 1 line of our log. The first is line 2.",
        " ".join(in_groups(made.fingerprint)),
        "python3 checker.py my-receipt.json",
    )
    assert [words for words in wanted if words not in person.text] == []


@pytest.mark.parametrize("page", PAGES)
def test_its_links_lead_to_the_receipt_the_checker_and_the_key(page: str) -> None:
    person = somebody_who_sent()
    found = str(person.client.get(page).content, "utf-8")
    assert [address for address in (RECEIPT, CHECK, KEY) if f'href="{address}"' not in found] == []


@pytest.mark.parametrize("page", PAGES)
def test_on_a_shared_device_it_says_that_a_file_stays_there(page: str) -> None:
    person, words = somebody_who_sent(), "A file that you save stays on it."
    before = person.go(page).text
    session = person.client.session
    session[SHARED] = True
    session.save()
    assert (words in before, words in person.go(page).text) == (False, True)


def test_the_file_the_copy_and_the_checker_fit_together(tmp_path: Path) -> None:
    person = somebody_who_sent()
    report_id = Report.objects.get().id
    write_to_staff(report_id=report_id, text="Hello?", send_key="b", by=reporter(report_id), at=at(minutes=4))
    key = str(person.client.get(KEY).content, "utf-8")
    a_checkpoint(key.partition("+")[0])
    receipt = written_to(tmp_path, "my-receipt.json", person.client.get(RECEIPT).content)
    copy = written_to(tmp_path, "my-copy.json", person.client.get("/report/papers/copy.json").content)
    said = verify(
        receipt,
        written_to(tmp_path, "mine.png", CONTENT),
        "--copy",
        copy,
        "--key",
        written_to(tmp_path, "k", key),
    )
    assert (
        said.code,
        said.answer.splitlines()[0],
        "The copy holds 2 text(s) word for word" in said.answer,
    ) == (
        0,
        "It holds.",
        True,
    )


def test_the_copy_shows_the_text_as_it_was_sent_with_its_hash() -> None:
    person = somebody_who_sent()
    copy = json.loads(person.client.get("/report/papers/copy.json").content)
    made = json.loads(person.client.get(RECEIPT).content)
    [part] = copy["as_sent"]
    assert (part["what"], part["content"]["answers"]["story"], part["sha256"], part["sent_at"]) == (
        "report",
        STORY,
        made["receipt"]["text"],
        copy["sent_at"],
    )


def test_the_paper_holds_the_receipt() -> None:
    person = somebody_who_sent()
    seen = plain(read(person.client.get("/report/papers/copy.pdf").content).text)
    groups = in_groups(Exhibit.objects.get().sha256)
    assert ("Your receipt" in seen, " ".join(groups).replace(" ", "") in seen.replace(" ", "")) == (
        True,
        True,
    )


def test_a_draft_has_no_receipt() -> None:
    person = holding(a_draft(when=NOON))
    seen = plain(read(person.client.get("/report/papers/copy.pdf").content).text)
    answer = person.client.get(RECEIPT)
    assert (answer["Location"], "Your receipt" in seen) == ("/report/check/", False)


def test_nobody_without_a_report_gets_a_receipt() -> None:
    assert Client().get(RECEIPT)["Location"] == "/report/"


def test_taking_a_receipt_leaves_no_trace() -> None:
    person = somebody_who_sent()
    before = deeds()
    for address in (*PAGES, RECEIPT, CHECK, KEY):
        person.client.get(address)
    assert deeds() == before


def test_the_checker_opens_to_anybody_without_a_cookie() -> None:
    client = Client()
    assert (client.get(CHECK).content, len(client.cookies)) == (CHECKER.read_bytes(), 0)


@pytest.mark.parametrize(("address", "name"), [(RECEIPT, "my-receipt.json"), (CHECK, "checker.py")])
def test_each_file_has_a_neutral_name_and_is_kept_by_nobody(address: str, name: str) -> None:
    answer = somebody_who_sent().client.get(address)
    assert (answer["Content-Disposition"], "no-store" in answer["Cache-Control"]) == (
        f'attachment; filename="{name}"',
        True,
    )


def test_where_a_row_was_changed_the_page_says_so_and_gives_no_receipt(
    caplog: pytest.LogCaptureFixture,
) -> None:
    person = somebody_who_sent()
    Exhibit.objects.update(sha256="0" * 64)
    shown = [str(person.client.get(page).content, "utf-8") for page in PAGES]
    answer = person.client.get(RECEIPT)
    paper = plain(read(person.client.get("/report/papers/copy.pdf").content).text)
    words = "We could not make your receipt. Please tell us so in a message."
    assert ([words in page for page in shown], answer["Location"], "Your receipt" in paper) == (
        [True, True],
        "/return/report/",
        False,
    )
    assert {record.getMessage() for record in caplog.records} == {
        "A row is not what its leaf took in: report.submit"
    }


def test_a_report_that_is_older_than_receipts_shows_none() -> None:
    person = somebody_who_sent()
    with without_triggers():
        for row in JournalLeaf.objects.all():
            body = json.loads(bytes(row.body)) | {"commitments": []}
            row.body = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
            row.save()
    shown = [str(person.client.get(page).content, "utf-8") for page in PAGES]
    assert (["Your receipt" in page for page in shown], person.client.get(RECEIPT)["Location"]) == (
        [False, False],
        "/return/report/",
    )


def test_where_the_log_does_not_lead_to_its_checkpoint_the_receipt_comes_without_a_proof() -> None:
    person = somebody_who_sent()
    a_checkpoint(settings.CALLPOINT.journal_origin)
    with without_triggers():
        JournalLeaf.objects.filter(index=0).update(leaf_hash=b"\0" * 32)
    given = json.loads(person.client.get(RECEIPT).content)
    assert (given["proof"], bool(given["signature"])) == (None, True)
