"""Time stamps for checkpoints, from an authority on the loopback: only a hash goes out, and only what holds is kept."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.actions.verifying import verify_database
from callpoint.delivery.errors import NotDeliveredError
from callpoint.delivery.stamping.authority import stamp_checkpoint
from callpoint.formats.time_stamp import ANSWER_TYPE, QUESTION_TYPE, stamped_at
from callpoint.vault.checkpoints import CheckedTree
from callpoint.vault.models import Checkpoint
from tests.formats.authority import Authority
from tests.makers import a_draft, all_kept, at, deeds, with_section

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Served(HTTPServer):
    """An authority on the loopback, and what it was asked."""

    asked: list[tuple[str | None, bytes]]
    authority: Authority
    spoil: bytes = b""


class Answers(BaseHTTPRequestHandler):
    """Answers with a stamp, or with what the test put in its place."""

    server: Served

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.headers["Content-Type"], question))
        answer = self.server.spoil or self.server.authority.answer(question)
        self.send_response(200)
        self.send_header("Content-Type", ANSWER_TYPE)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def served(authority: Authority, settings: Settings) -> Iterator[Served]:
    server = Served(("127.0.0.1", 0), Answers)
    server.asked, server.authority = [], authority
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/tsr"
    with_section(settings, "journal", timestamp_url=url, timestamp_certificate=authority.certificate)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def a_checkpoint() -> Checkpoint:
    a_draft()
    made = make_checkpoint(tree=CheckedTree(), origin="a", by=system("test"), at=at())
    assert made is not None
    return made


def stamps_found(root: bytes) -> tuple[int, int]:
    """How many stamps hold, and how many problems there are."""
    verified = verify_database(stamp_root=root, tell=lambda _words: None)
    return verified.stamps, len(verified.problems)


def test_a_checkpoint_is_stamped_once_and_the_stamp_holds(served: Served) -> None:
    made = a_checkpoint()
    for _each in range(2):
        stamp_checkpoint(size=made.size, at=at())
    made.refresh_from_db()
    stamped_at(bytes(made.token or b""), content=bytes(made.note), root=served.authority.root)
    ((kind, question),) = served.asked
    assert (kind, bytes(made.note) in question, deeds()[-1]) == (QUESTION_TYPE, False, "journal.stamp")
    assert stamps_found(served.authority.root) == (1, 0)


def test_an_answer_that_does_not_hold_is_not_kept(served: Served) -> None:
    made = a_checkpoint()
    served.spoil = b"a page of a captive portal"
    before = all_kept()
    with pytest.raises(NotDeliveredError) as failed:
        stamp_checkpoint(size=made.size, at=at())
    assert (failed.value.permanent, all_kept()) == (False, before)


def test_an_authority_that_is_away_is_asked_again_later(served: Served, settings: Settings) -> None:
    made = a_checkpoint()
    with_section(settings, "journal", timestamp_url=f"http://127.0.0.1:{served.server_port + 1}x/")
    with pytest.raises(NotDeliveredError):
        stamp_checkpoint(size=made.size, at=at())


def test_without_an_authority_or_a_checkpoint_nobody_is_asked(served: Served, settings: Settings) -> None:
    stamp_checkpoint(size=17, at=at())
    with_section(settings, "journal", timestamp_url="")
    stamp_checkpoint(size=a_checkpoint().size, at=at())
    assert served.asked == []


@pytest.mark.usefixtures("served")
def test_the_check_names_a_checkpoint_whose_stamp_is_of_another_authority(tmp_path: Path) -> None:
    made = a_checkpoint()
    stamp_checkpoint(size=made.size, at=at())
    assert stamps_found(Authority(tmp_path).root) == (0, 1)
