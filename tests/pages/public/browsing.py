"""A reader of pages: finds links, fields and buttons by the words a person sees, and follows them."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

UNSEEN = {"script", "style", "title", "head"}


class NotSeenError(Exception):
    """The page shows no such words."""


class Browser:
    """One person's browser: keeps cookies, sends real form tokens, follows redirects."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.url = "/"
        self.status = 0
        self.urls: list[str] = []
        self.response: Any = None
        self.tree = Element("html")

    def go(self, url: str) -> "Browser":
        """Open an address."""
        return self.shown(self.client.get(url, follow=True), url)

    def follow(self, words: str) -> "Browser":
        """Follow the first link with these words."""
        for link in self.tree.iter("a"):
            if text_of(link) == words:
                return self.go(link.get("href", ""))
        raise NotSeenError(words)

    def press(self, button: str, fields: Mapping[str, str] | None = None) -> "Browser":
        """Fill fields by their labels, then press a button."""
        form = self._form_with(button)
        filled: dict[str, str | list[str]] = {**_together(form), **_pressed(form, button)}
        for label, value in (fields or {}).items():
            name, sent = self._field(form, label, value)
            filled[name] = sent
        url = form.get("action") or self.url
        return self.shown(self.client.post(url, filled, follow=True), url)

    @property
    def text(self) -> str:
        """Everything that is seen, with single spaces."""
        return text_of(self.tree)

    @property
    def title(self) -> str:
        """The title of the window."""
        found = next(self.tree.iter("title"))
        return (found.text or "").strip()

    @property
    def heading(self) -> str:
        """The first heading."""
        return text_of(next(self.tree.iter("h1")))

    def value_of(self, label: str) -> str:
        """What stands in the field with this label."""
        return self._by_id(self._label(self.tree, label).get("for", "")).get("value", "")

    def written_in(self, label: str) -> str:
        """What stands in the large field with this label, as a browser reads it."""
        return "".join(self._by_id(self._label(self.tree, label).get("for", "")).itertext())

    def code(self) -> str:
        """The private code, where the page shows one."""
        for part in self.tree.iter():
            if "app-reference" in part.get("class", "") and "Your private code" in text_of(part):
                digits = "".join(character for character in text_of(part) if character.isdigit())
                return digits[:20]
        return ""

    def shown(self, response: Any, asked: str) -> "Browser":
        """Read an answer of the test client as the page of an address."""
        chain = [url for url, _ in getattr(response, "redirect_chain", ())]
        self.urls += [asked, *chain]
        self.url = chain[-1] if chain else asked
        self.status, self.response = response.status_code, response
        self.tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
        return self

    def _form_with(self, button: str) -> Element:
        for form in self.tree.iter("form"):
            if any(text_of(each) == button for each in form.iter("button")):
                return form
        raise NotSeenError(button)

    def _label(self, within: Element, words: str) -> Element:
        for label in within.iter("label"):
            if text_of(label) == words:
                return label
        raise NotSeenError(words)

    def _by_id(self, name: str) -> Element:
        return next(part for part in self.tree.iter() if part.get("id") == name)

    def _field(self, form: Element, label: str, value: str) -> tuple[str, str]:
        field = self._by_id(self._label(form, label).get("for", ""))
        chosen = field.get("type") in {"radio", "checkbox"}
        return field.get("name", ""), field.get("value", "") if chosen else value


def _together(form: Element) -> dict[str, str | list[str]]:
    """What stands in a form; of a name with several ticked boxes, all of them."""
    found: dict[str, list[str]] = {}
    for name, value in _defaults(form):
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _pressed(form: Element, words: str) -> Mapping[str, str]:
    """What the pressed button itself sends."""
    pressed = next(each for each in form.iter("button") if text_of(each) == words)
    name = pressed.get("name")
    return {name: pressed.get("value", "")} if name else {}


def text_of(element: Element) -> str:
    """The words inside an element, with single spaces."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _defaults(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "textarea":
            yield name, "".join(field.itertext())
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            yield name, chosen.get("value", "")
        elif field.tag == "input" and (
            field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None
        ):
            yield name, field.get("value", "")
