"""The layout and all components together: what the content security policy and a small screen ask of them."""

import gzip
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from callpoint.pages.components.environment import component_environment
from tests.pages.components.gallery_pages import ASSETS, NAMES, GalleryPage, render_gallery

FIRST_VIEW_LIMIT = 60_000


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Tags()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("name", NAMES)
def test_no_component_needs_an_inline_script_or_style(name: str) -> None:
    refused = [
        (tag, attributes)
        for tag, attributes in tags_of(render_gallery(name, GalleryPage()))
        if tag == "style"
        or "style" in attributes
        or any(attribute.startswith("on") for attribute in attributes)
        or (tag == "script" and not attributes.get("src"))
    ]
    assert refused == []


@pytest.mark.parametrize("name", NAMES)
def test_no_id_is_given_twice(name: str) -> None:
    ids = [
        attributes["id"]
        for _, attributes in tags_of(render_gallery(name, GalleryPage()))
        if "id" in attributes
    ]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


def test_the_first_view_is_small_enough_for_a_slow_phone() -> None:
    page = render_gallery("form", GalleryPage()).encode()
    parts = [page, *((ASSETS / name).read_bytes() for name in ("callpoint.css", "callpoint.js", "icon.svg"))]
    assert sum(len(gzip.compress(part, mtime=0)) for part in parts) <= FIRST_VIEW_LIMIT


def test_the_style_sheet_and_the_scripts_load_nothing_else() -> None:
    styles = (ASSETS / "callpoint.css").read_text(encoding="utf-8")
    scripts = [(ASSETS / name).read_text(encoding="utf-8") for name in ("callpoint.js", "uploads.js")]
    named = re.findall(r"url\(|@import|@font-face|https?://|import\(", styles + "".join(scripts))
    assert named == []


def test_no_script_stores_anything_in_the_browser() -> None:
    scripts = [(ASSETS / name).read_text(encoding="utf-8") for name in ("callpoint.js", "uploads.js")]
    assert (
        re.findall(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.", "".join(scripts)) == []
    )


def test_the_style_sheet_knows_no_left_and_no_right() -> None:
    styles = (ASSETS / "callpoint.css").read_text(encoding="utf-8")
    assert re.findall(r"[{;](?:(?:margin|padding)-)?(?:left|right):", styles) == []


def test_the_title_says_that_there_is_an_error() -> None:
    page = GalleryPage(title="Your report", has_errors=True)
    assert "<title>Error: Your report</title>" in render_gallery("form", page)


def test_what_a_page_does_not_have_is_not_shown() -> None:
    bare = GalleryPage(
        back_url="",
        exit_url="",
        help_lines=(),
        navigation=(),
        more_navigation=(),
        footer_links=(),
        contact_line="",
        languages=(),
        stay=None,
    )
    html = component_environment().get_template("components/layout.html").render(page=bare)
    shown = [
        part
        for part in ("back-link", "exit-this-page", "help-strip", "service-navigation", "app-footer__")
        if part in html
    ]
    assert shown == []


def test_a_deployment_may_add_its_colours_after_ours() -> None:
    page = replace(GalleryPage(), stylesheet_theme_url="/theme/colours.css")
    sheets = [
        attributes["href"]
        for tag, attributes in tags_of(render_gallery("form", page))
        if tag == "link" and attributes.get("rel") == "stylesheet"
    ]
    assert sheets == ["callpoint.css", "/theme/colours.css"]


def test_the_built_files_are_the_ones_in_the_manifest() -> None:
    lines = (ASSETS / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    written = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ASSETS.iterdir()
        if path.name != "manifest.sha256"
    }
    assert written == found
