"""Pages whose HTML is nearly the same for everybody: rendered once, with slots that are filled in each time.

A question's fixed HTML is made once per content version, language and form of the page
(architecture, decision 12); token, values and addresses are escaped and put in.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.template import loader
from markupsafe import escape

from callpoint.pages.languages import languages_offered
from callpoint.pages.page import Page, send_uncompressed
from callpoint.pages.staying import stay_of

OPENS, CLOSES = "\ue000", "\ue001"
"""Private-use letters around a slot's name; escaping leaves them alone, and no text of ours has them."""
_SLOT = re.compile(f"{OPENS}([a-z0-9-]+){CLOSES}")

KNOWN_KEYS = ("from", "after")
"""Keys of an address that belong to a page; nothing else of a query is repeated in it."""
_KNOWN_VALUE = re.compile(r"[a-z0-9._-]{1,60}", re.ASCII)

MOST_KEPT = 2000
"""Pages kept in memory: about 240 questions in a handful of languages and forms, some 10 kB each."""


@dataclass(frozen=True)
class FixedHtml:
    """HTML cut at its slots: text, slot name, text, slot name … text."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "FixedHtml":
        """Cut rendered HTML at its slots."""
        return cls(tuple(_SLOT.split(html)))

    def fill(self, values: Mapping[str, str]) -> str:
        """Put each slot's value in, escaped."""
        filled = list(self.parts)
        for place in range(1, len(filled), 2):
            filled[place] = str(escape(values[filled[place]]))
        return "".join(filled)


def slot(name: str) -> str:
    """Give the mark of a slot; names have small letters, digits and hyphens."""
    return f"{OPENS}{name}{CLOSES}"


class _Made:
    """A page to be made, which counts as equal to every other of the same key."""

    def __init__(self, key: Hashable, make: Callable[[], Page], finish: Callable[[str], str]) -> None:
        self.key, self.make, self.finish = key, make, finish

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Made) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=MOST_KEPT)
def _fixed(made: _Made) -> tuple[FixedHtml, str, bool]:
    page = _with_frame_slots(made.make())
    html = loader.render_to_string(page.template, {"page": page})
    return FixedHtml.cut(made.finish(html)), page.language, page.shows_a_secret


def show_fixed(
    request: HttpRequest,
    *,
    key: Hashable,
    make: Callable[[], Page],
    finish: Callable[[str], str],
    values: Mapping[str, str],
) -> HttpResponse:
    """
    Answer with a page of this key, made at the first call only, and its slots filled.

    `make` gives the page with slots in place of what differs, `finish` may add slots to its HTML.
    The key must name everything else that the page depends on.
    """
    stay = stay_of(request)
    # Only the time differs within a key: the rest of what a page says about its session is part of the key.
    framed = (key, replace(stay, until="") if stay else None, bool(stay and stay.until), languages_offered())
    html, language, shows_a_secret = _fixed(_Made(framed, make, finish))
    own = {"here": address_here(request), "open-until": stay.until if stay else ""}
    response = HttpResponse(html.fill({**values, **own}))
    response["Content-Language"] = language
    if shows_a_secret:
        send_uncompressed(response)
    return response


def address_here(request: HttpRequest) -> str:
    """
    Give the address of a page, quoted so that it can stand within another address.

    Of its query only what a page of ours puts there is left: no link to us can put words of its own into a page.
    """
    asked = {key: request.GET.get(key, "") for key in KNOWN_KEYS}
    known = urlencode({key: value for key, value in asked.items() if _KNOWN_VALUE.fullmatch(value)})
    return quote(f"{request.path}?{known}" if known else request.path, safe="/")


def _with_frame_slots(page: Page) -> Page:
    """Put slots where the frame says something of this visit alone."""
    stay = replace(page.stay, until=slot("open-until")) if page.stay and page.stay.until else page.stay
    return replace(page, here=slot("here"), stay=stay)
