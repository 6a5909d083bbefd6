"""One row of the directory changes: every page follows at once, and none shows what no longer holds."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from callpoint.pages.public.limits import forget_all
from callpoint.records import knowledge
from callpoint.records.knowledge import _Shelf
from callpoint.records.models import SupportRequest
from tests.pages.walk import PICTURE_STORY, Walk

pytestmark = [pytest.mark.database, pytest.mark.words, pytest.mark.django_db]

CHILDLINE = ("0800 1111", "+448001111")
REPORT_FRAUD = ("0300 123 2040", "+443001232040")
NEW = ("0808 157 0199", "+448081570199")
"""From the block that is kept for drama: it rings nowhere."""
HEAD = r'<(?:div class="app-service-card(?: [\w-]+)?"|li class="app-directory__row")'
CARD = re.compile(rf"{HEAD}.*?(?={HEAD}|</main>)", re.DOTALL)
STALE = "We last checked this a long time ago."
ADDRESS = re.compile(r"\w+ (/\S*)")
NTH = re.compile(r" \(\d+\)$")

SHOP_STORY = "I paid 60 pounds in a web shop last month. The goods never came."

Change = Callable[[str], str]


@pytest.fixture
def content(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content, in force."""
    folder = Path(shutil.copytree(django_settings.CALLPOINT_CONTENT, tmp_path / "content"))
    settings.CALLPOINT_CONTENT = folder
    monkeypatch.setattr(knowledge, "_shelf", _Shelf())
    return folder


def change_rows(content: Path, change: Change, monkeypatch: pytest.MonkeyPatch, *, with_number: str) -> None:
    """Change each row that holds a number, and put the content in force."""
    for row in (content / "uk" / "services").glob("*.yaml"):
        text = row.read_text(encoding="utf-8")
        if with_number in text:
            row.write_text(change(text), encoding="utf-8")
    monkeypatch.setattr(knowledge, "_shelf", _Shelf())


def pages(settings: Settings) -> Mapping[str, str]:
    """Every page of the public, as it is shown now."""
    forget_all()
    SupportRequest.objects.all().delete()
    walk = Walk(settings, "en")
    walk.open_pages()
    for told in (SHOP_STORY, PICTURE_STORY):
        walk.browser = Client()
        walk.post("question", "story", answer=told)
        for name in ("help", "check", "copy"):
            walk.get(name)
        walk.post("check", submit_key="k", true_as_known="yes")
        for name in ("done", "copy", "help", "own_report"):
            walk.get(name)
    return walk.shown


def showing(shown: Mapping[str, str], number: tuple[str, str]) -> set[str]:
    """Name the pages on which a number stands, to read or to dial."""
    written, dialled = number
    forms = (written, dialled, written.replace(" ", ""))
    # By the name of the page: how often it was seen before has nothing to do with a number.
    return {NTH.sub("", name) for name, html in shown.items() if any(form in html for form in forms)}


def kinds_of(names: set[str]) -> set[str]:
    """Give the first part of each page's address."""
    found = (ADDRESS.search(name) for name in names)
    return {"/".join(place[1].strip("/").split("/")[:2]) for place in found if place}


@pytest.mark.parametrize(
    ("old", "seen_on"),
    [
        (
            CHILDLINE,
            {"guidance/feelings", "who-can-help/service", "who-can-help/talk", "report/help", "report/done"},
        ),
        (
            REPORT_FRAUD,
            {
                "",
                "now/organisation-attacked-now",
                "who-can-help/service",
                "report/help",
                "report/copy",
                "report/done",
            },
        ),
    ],
    ids=["childline", "report-fraud"],
)
def test_a_changed_number_stands_wherever_the_old_one_stood(
    old: tuple[str, str],
    seen_on: set[str],
    content: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = showing(pages(settings), old)
    change_rows(
        content,
        lambda text: text.replace(old[0], NEW[0]).replace(old[1], NEW[1]),
        monkeypatch,
        with_number=old[0],
    )
    after = pages(settings)
    assert (showing(after, old), showing(after, NEW)) == (set(), before)
    assert seen_on - kinds_of(before) == set()


def test_an_expired_row_is_said_to_be_old_wherever_it_stands(
    content: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_rows(content, lambda text: text + "expires: 2020-01-01\n", monkeypatch, with_number=CHILDLINE[0])
    cards = [
        (name, STALE in card)
        for name, html in pages(settings).items()
        for card in CARD.findall(html)
        if CHILDLINE[0] in card
    ]
    assert ({name for name, says in cards if not says}, len(cards) > 5) == (set(), True)
