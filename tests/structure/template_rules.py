"""Our own rules about the HTML of templates: nothing inline, nothing from elsewhere, no untranslated word."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment

WORDS_IN = {"alt", "title", "placeholder", "aria-label", "aria-description"}
COMPONENTS = "components/"
ADDRESSES = {"src", "href", "action", "formaction", "srcset", "poster", "data"}
ELSEWHERE = re.compile(r"^\s*(https?:|//|javascript:|data:)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")
PIECE = re.compile(r'[\w-]+="[^"]*"?|\S*[-_]\S*')
SENTENCE = re.compile(r"\b[A-Z][a-z]+")
VALUE = "0"  # stands in the text where a template shows a value


class Reader(HTMLParser):
    """Reads the fixed text of a template and keeps what breaks a rule."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.problems: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self._add("has a <style>: put it into the style sheet")
        if tag == "script" and not given.get("src"):
            self._add("has an inline <script>: put it into a file")
        for name, value in given.items():
            self._attribute(name, value)

    def handle_data(self, data: str) -> None:
        if self.within not in {"script", "style"} and self._has_words(data):
            self._add(f"shows untranslated text {data.strip()[:40]!r}: put it between trans and endtrans")

    def _attribute(self, name: str, value: str) -> None:
        if name == "style":
            self._add("has a style attribute: use a class of the style sheet")
        if re.fullmatch(r"on[a-z]+", name):
            self._add(f"has the handler {name}: listen in a script file")
        if name in ADDRESSES and ELSEWHERE.match(value):
            self._add(f"has the fixed address {value[:40]!r}: take it from the page, or from our own files")
        if name in WORDS_IN and WORD.search(value):
            self._add(f"has an untranslated {name} {value[:40]!r}: write it with gettext")

    def _has_words(self, text: str) -> bool:
        """Whether people read words here; in a component, pieces of attributes stand in the open and do not count."""
        if self.name.startswith(COMPONENTS):
            return bool(SENTENCE.search(PIECE.sub("", text)))
        return bool(WORD.search(text))

    def _add(self, wrong: str) -> None:
        self.problems.append(f"{self.name}:{self.getpos()[0]} {wrong}.")


def html_problems(environment: Environment, name: str, source: str) -> Iterator[str]:
    """Yield what breaks a rule in the fixed text of a template, with its line."""
    reader = Reader(name)
    reader.feed(fixed_text(environment, source))
    reader.close()
    yield from reader.problems


def fixed_text(environment: Environment, source: str) -> str:
    """The text of a template without its logic and translated parts; line breaks stay where they were."""
    shown: list[str] = []
    depth = 0
    tokens = list(environment.lex(source))
    for number, (_, kind, value) in enumerate(tokens):
        if kind == "block_begin":
            word = next((text for _, sort, text in tokens[number + 1 :] if sort == "name"), "")
            depth += (word == "trans") - (word == "endtrans")
        if kind == "variable_begin" and not depth:
            shown.append(VALUE)
        is_shown = kind == "data" and not depth
        shown.append(value if is_shown else "\n" * value.count("\n"))
    return "".join(shown)
