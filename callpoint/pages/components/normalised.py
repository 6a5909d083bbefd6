"""HTML as a list of marks that is equal for two texts a browser would show and speak alike."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
IN_A_LINE: Final = frozenset({"a", "abbr", "b", "code", "em", "i", "input", "path", "span", "strong", "svg"})
KEEPS_SPACES: Final = frozenset({"pre", "textarea"})
BARE_ATTRIBUTE: Final = ""


@dataclass(frozen=True)
class Mark:
    """One start tag, end tag or run of text: attributes as a set, classes in alphabetical order."""

    kind: str
    name: str
    attributes: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        """Say the mark the way a template author would write it."""
        if self.kind == "text":
            return repr(self.name)
        if self.kind == "end":
            return f"</{self.name}>"
        return (
            "<"
            + " ".join([self.name, *(f'{name}="{value}"' for name, value in sorted(self.attributes))])
            + ">"
        )


def marks(html: str) -> tuple[Mark, ...]:
    """Return the marks of a piece of HTML.

    White space follows the rules of a browser: runs become one space, and a space next to the edge of a block is
    nothing. The content of a text area is kept, but for the one line break after its start tag that a browser drops.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Mark] = []
        self._space_waiting = False
        self._line_has_begun = False
        self._kept: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._meet(tag)
        self.found.append(Mark("start", tag, frozenset(_attribute(name, value) for name, value in attrs)))
        if tag in KEEPS_SPACES:
            self._kept = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._kept is not None and tag in KEEPS_SPACES:
            self.found.append(Mark("text", self._kept.removeprefix("\n")))
            self._kept = None
        self._meet(tag)
        self.found.append(Mark("end", tag))

    def handle_data(self, data: str) -> None:
        if self._kept is not None:
            self._kept += data
            return
        words = data.split()
        if not words:
            self._space_waiting = self._space_waiting or bool(data)
            return
        self._show_space(now=self._space_waiting or data[0].isspace())
        self.found.append(Mark("text", " ".join(words)))
        self._line_has_begun = True
        self._space_waiting = data[-1].isspace()

    def _show_space(self, *, now: bool) -> None:
        if now and self._line_has_begun:
            self.found.append(Mark("text", " "))

    def _meet(self, tag: str) -> None:
        if tag not in IN_A_LINE:
            self._line_has_begun = False
            self._space_waiting = False


def _attribute(name: str, value: str | None) -> tuple[str, str]:
    if name == "class":
        return name, " ".join(sorted(set((value or "").split())))
    return name, BARE_ATTRIBUTE if value is None else value
