"""A public client of the tus protocol (tuspy) against a live server: whole, interrupted, and gone on with."""

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from callpoint.actions.exhibits import exhibit_lines
from tests.pages.public.tus_sending import ADDRESS, Sender

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

SIZE = 9_000_000


@pytest.fixture
def film(tmp_path: Path, settings: Settings) -> BytesIO:
    """A file of some megabytes, and a vault of its own."""
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"
    return BytesIO(os.urandom(SIZE))


def client_of(sender: Sender, live_server: LiveServer) -> TusClient:
    """The client with the cookie of somebody's session and the token of our page."""
    session = sender.client.cookies["session"].value
    headers = {"Cookie": f"session={session}", "X-CSRFToken": sender.proof}
    return TusClient(f"{live_server.url}{ADDRESS}", headers=headers)


def kept(sender: Sender) -> list[tuple[str, int, str]]:
    return [(each.name, each.size, each.sha256) for each in exhibit_lines(report_id=sender.report_id)]


def as_sent(film: BytesIO) -> list[tuple[str, int, str]]:
    return [("film.mp4", SIZE, hashlib.sha256(film.getvalue()).hexdigest())]


@pytest.mark.parametrize("has_checksum", [True, False], ids=["with checksums", "without"])
@pytest.mark.parametrize("at_once", [SIZE, 1_000_000])
def test_a_file_arrives_whole(
    film: BytesIO, live_server: LiveServer, at_once: int, *, has_checksum: bool
) -> None:
    sender = Sender()
    uploader = client_of(sender, live_server).uploader(
        file_stream=film, chunk_size=at_once, metadata={"filename": "film.mp4"}, upload_checksum=has_checksum
    )
    uploader.upload()
    assert kept(sender) == as_sent(film)


def test_what_was_interrupted_goes_on_with_another_client(film: BytesIO, live_server: LiveServer) -> None:
    sender = Sender()
    first = client_of(sender, live_server).uploader(
        file_stream=film, chunk_size=2_000_000, metadata={"filename": "film.mp4"}
    )
    first.upload(stop_at=4_000_000)
    second = client_of(sender, live_server).uploader(file_stream=film, chunk_size=3_000_000, url=first.url)
    assert (second.offset, kept(sender)) == (4_000_000, [])
    second.upload()
    assert kept(sender) == as_sent(film)


def test_a_client_that_is_behind_asks_how_far_it_is_and_goes_on(
    film: BytesIO, live_server: LiveServer
) -> None:
    sender = Sender()
    uploader = client_of(sender, live_server).uploader(
        file_stream=film, chunk_size=2_000_000, metadata={"filename": "film.mp4"}, retries=1, retry_delay=0
    )
    uploader.upload_chunk()  # type: ignore[no-untyped-call]  # the client has no types here
    uploader.offset = 0
    uploader.upload()
    assert kept(sender) == as_sent(film)


def test_another_person_with_the_same_client_finds_nothing(film: BytesIO, live_server: LiveServer) -> None:
    owner = Sender()
    url = owner.begun(SIZE)
    other = client_of(Sender(), live_server)
    with pytest.raises(TusCommunicationError):
        other.uploader(file_stream=film, url=f"{live_server.url}{url}")


def test_a_client_without_the_token_of_our_page_is_turned_away(
    film: BytesIO, live_server: LiveServer
) -> None:
    sender = Sender()
    url = f"{live_server.url}{sender.begun(SIZE)}"
    uploader = client_of(sender, live_server).uploader(file_stream=film, url=url)
    assert uploader.client is not None
    del uploader.client.headers["X-CSRFToken"]
    with pytest.raises(TusUploadFailed):
        uploader.upload()
    assert sender.offset(url.removeprefix(live_server.url)) == 0
