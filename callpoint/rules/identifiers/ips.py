"""Addresses of the internet protocol, versions 4 and 6, in a text of versions, times and dates."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.digits import words_before
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind

_V4: Final = re.compile(r"\d{1,3}(?:(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{\.\})\d{1,3}){3}", re.IGNORECASE)
_NO_ADDRESS: Final = re.compile(
    r"(?:\b(?:version|versions|ver|v|vers|build|release|firmware|update|upgraded? to|upgrade from|section|clause|paragraph|"
    r"para|chapter|article|rule|point|step|item|schedule|driver|patch|software|app|ios|android|windows|chrome|firefox|safari|"
    r"edge|wersja|wersji|fersiwn)[ .:#]*(?:is |was |no\.? ?|number )?|[a-z]/|\bv)$"
)
_JOINED_BEFORE: Final = re.compile(r"[\w.$£€-]\Z")
_JOINED_AFTER: Final = re.compile(r"\w|[.-]\d")


def find_four(scene: Scene, start: int) -> Iterator[Hit]:
    """Find an address of version 4 that begins here."""
    found = _V4.match(scene.text, start)
    if found is None:
        return
    end = found.end()
    after = scene.text[end : end + 2]
    before = words_before(scene.text, start, 25)
    if _JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after) or _NO_ADDRESS.search(before):
        return
    value = _read(_V4_DOTS.sub(".", found[0]))
    if value is not None and value[0] != "0":
        yield Hit(IdentifierKind.IP, value, start, end)


_V4_DOTS: Final = re.compile(r"[\[({](?:\.|dot)[\])}]", re.IGNORECASE)


def find_six(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find an address of version 6; times and hardware addresses have no such shape."""
    text, start, end = scene.text, candidate.start, candidate.end
    said = candidate.text
    # A colon that ends a clause is none of the address; "::" at its end is.
    if said.endswith(":") and not said.endswith("::"):
        said, end = said[:-1], end - 1
    if len(said) < 5 or ("::" not in said and said.count(":") != 7):
        return
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return
    value = _read(said)
    if value is not None:
        yield Hit(IdentifierKind.IP, value, start, end)


def _read(said: str) -> str | None:
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return None


class Addresses:
    """Addresses of machines on the internet."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one address, also one spelt so that nobody clicks, with its port or network left out."""
        del region
        said = _V4_DOTS.sub(".", text.strip().strip("[]\"'<>,;"))
        return _read(_TAIL.sub("", said))

    def show(self, value: str) -> str:
        """Give it as it is."""
        return value

    def links(self, value: str) -> bool:
        """Say no for what many networks use inside, and what stands for no machine."""
        address = ipaddress.ip_address(value)
        return address.is_global or "documentation" in self.notes(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark private and reserved addresses, and those kept for examples."""
        address = ipaddress.ip_address(value)
        if any(address in network for network in _EXAMPLES if network.version == address.version):
            return ("documentation",)
        return () if address.is_global else ("private",) if address.is_private else ("reserved",)


_TAIL: Final = re.compile(
    r"(?<=\d)(?<!:\d)(?:/\d{1,3}|(?<=\.\d)(?::\d{1,5})|(?<=\.\d\d)(?::\d{1,5})|(?<=\.\d\d\d)(?::\d{1,5}))$"
)
_EXAMPLES: Final = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
