"""Going live: others reach a service only once two shares of its recovery sheet gave the root key back."""

import os
from pathlib import Path

import pytest

from callpoint.project.configuration import load_settings
from callpoint.project.keys.going_live import (
    DEMONSTRATION,
    TRIAL,
    NotRehearsedError,
    reached_by,
    words_before_serving,
)
from callpoint.project.setting_models import Web
from tests.project.keys_makers import Terminal, a_terminal

PUBLIC = {
    "CALLPOINT_WEB_PUBLIC_URL": "https://report.example.org",
    "CALLPOINT_WEB_ALLOWED_HOSTS": "report.example.org",
    "CALLPOINT_WEB_HTTPS": "true",
}


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return a_terminal(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize(
    ("web", "why"),
    [
        (Web(), []),
        (Web(host="::1"), []),
        (Web(host="127.8.9.1"), []),
        (Web(host="localhost"), []),
        (Web(allowed_hosts=("callpoint.localhost", "LOCALHOST", "[::1]", "127.0.0.1")), []),
        (Web(host="0.0.0.0"), ["web.host is 0.0.0.0"]),  # noqa: S104 - judged, not opened
        (Web(host="::"), ["web.host is ::"]),
        (Web(host="192.0.2.7"), ["web.host is 192.0.2.7"]),
        (Web(host="report.example.org"), ["web.host is report.example.org"]),
        (Web(public_url="http://localhost:8000"), ["web.public_url is http://localhost:8000"]),
        (
            Web(allowed_hosts=("localhost", "report.example.org")),
            ["web.allowed_hosts has report.example.org"],
        ),
        (Web(allowed_hosts=("notlocalhost",)), ["web.allowed_hosts has notlocalhost"]),
        (Web(allowed_hosts=("*",)), ["web.allowed_hosts has *"]),
        (Web(proxies=1), ["web.proxies is 1"]),
        (
            Web(public_url="https://report.example.org", allowed_hosts=("report.example.org",), https=True),
            [
                "web.public_url is https://report.example.org",
                "web.https is on",
                "web.allowed_hosts has report.example.org",
            ],
        ),
    ],
)
def test_what_lets_others_reach_the_service(web: Web, why: list[str]) -> None:
    assert list(reached_by(web)) == why


@pytest.mark.parametrize(
    ("is_public", "is_rehearsed", "is_demo", "said"),
    [
        (False, False, False, (TRIAL,)),
        (False, False, True, (DEMONSTRATION,)),
        (False, True, False, ()),
        (False, True, True, ()),
        (True, False, False, NotRehearsedError),
        (True, False, True, (DEMONSTRATION,)),
        (True, True, False, ()),
        (True, True, True, ()),
    ],
)
def test_every_start_says_what_it_is_or_does_not_happen(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_public: bool,
    is_rehearsed: bool,
    is_demo: bool,
    said: tuple[str, ...] | type[NotRehearsedError],
) -> None:
    if is_rehearsed:
        terminal.keys("rehearse", typed="\n".join(terminal.shares()[:2]))
    for name, value in PUBLIC.items() if is_public else ():
        monkeypatch.setenv(name, value)
    settings = load_settings(os.environ)
    if isinstance(said, tuple):
        assert words_before_serving(settings, is_demo=is_demo) == said
        return
    with pytest.raises(said, match=r"callpoint keys sheet .* callpoint keys rehearse"):
        words_before_serving(settings, is_demo=is_demo)


def test_a_sheet_that_nobody_rehearsed_is_not_enough(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.shares()
    for name, value in PUBLIC.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NotRehearsedError):
        words_before_serving(load_settings(os.environ), is_demo=False)
