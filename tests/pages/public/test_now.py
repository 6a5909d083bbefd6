"""The urgent cards and their pages at night: what may be dialled, and who answers meanwhile."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.pages.public.browsing import Browser

NIGHT = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
"""A Saturday night."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday."""
ADULTS_ONLY = "tel:+443456000459"


def seen(url: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Browser:
    for module in ("start", "help_now"):
        monkeypatch.setattr(f"callpoint.pages.public.{module}.now", lambda: at)
    return Browser().shown(Client().get(url), url)


def dialled(page: Browser) -> list[str]:
    return [link.get("href", "") for link in page.tree.iter("a") if link.get("href", "").startswith("tel:")]


@pytest.mark.parametrize("at", [NIGHT, NOON], ids=["night", "noon"])
def test_a_card_dials_only_what_anybody_may_call_at_that_hour(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dialled(seen("/", at, monkeypatch)) == ["tel:999", "tel:159", "tel:101", "tel:+443001232040"]


@pytest.mark.parametrize(("at", "meanwhile"), [(NIGHT, True), (NOON, False)], ids=["night", "noon"])
def test_threatened_pictures_show_both_ages_and_who_answers_while_the_first_is_closed(
    at: datetime, monkeypatch: pytest.MonkeyPatch, *, meanwhile: bool
) -> None:
    page = seen("/now/pictures-threatened/", at, monkeypatch)
    told = (
        "Nobody answers there now. These answer meanwhile: Childline Samaritans Victim Support" in page.text
    )
    names = [name for name in ("Childline", "Report Remove", "CEOP") if name not in page.text]
    assert (dialled(page)[0], told, names) == (ADULTS_ONLY, meanwhile, [])
