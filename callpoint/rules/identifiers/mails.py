"""E-mail addresses, also spelt with "at" and "dot", in brackets or with spaces around their marks."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.hosts import host_of, is_top_level
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.words import word_set

_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
DOT: Final = rf"(?: ?{_OPEN} ?(?:dot|\.|punkt|kropka) ?{_CLOSE} ?|\.)"
_SPOKEN: Final = rf"(?:{DOT}| ?\. ?(?=[^\W_]+(?: ?\.|\b))| dot )"
_LOCAL_SIGN: Final = r"[\w+%&'~!#$*/=?^`{|}-]"
_LONGEST_LOCAL: Final = 64
_TOD: Final = r"(?: ?[\])}>] ?(?:tod|\.|tknup|akpork) ?[\[({<] ?|\.)"
_LOCAL: Final = re.compile(rf"{_LOCAL_SIGN}+(?:{_TOD}{_LOCAL_SIGN}+)*", re.IGNORECASE)
_LOCAL_SPACED: Final = re.compile(rf"{_LOCAL_SIGN}+(?:(?:{_TOD}| \. | tod ){_LOCAL_SIGN}+)*", re.IGNORECASE)
"""A name read from its end to its beginning, so that no place is tried twice."""
_LOCAL_TYPED: Final = re.compile(rf"{_LOCAL_SIGN}+(?:(?:{DOT}| \. | dot ){_LOCAL_SIGN}+)*", re.IGNORECASE)
_LEADING: Final = "'`*|/=#~&."
_DOMAIN: Final = re.compile(rf"[^\W_][\w-]*(?:{DOT}[^\W_][\w-]*)+", re.IGNORECASE)
_DOMAIN_SPACED: Final = re.compile(rf"[^\W_][\w-]*(?:(?:{DOT}| \. | dot )[^\W_][\w-]*)+", re.IGNORECASE)
_DOTS: Final = re.compile(rf"{DOT}| \. | dot ", re.IGNORECASE)
_AT: Final = re.compile(rf" ?{_OPEN} ?(?:at|@) ?{_CLOSE} ?| @ |@| at ", re.IGNORECASE)
_PRINTED: Final = re.compile(
    r"[^\W_][\w-]*(?:\.[^\W_][\w-]*)*(?:\. | \.)(?:co\. ?uk|org\. ?uk|com|net|org|example|test)(?![\w'\u2019-]| \w+ing\b)"
)
"""A host that a printer or a scanner has put a space into, before a plain top level."""
_SPACES: Final = re.compile(" ")
_LONGEST: Final = 254


def find_at(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find the address around an "@", or what stands for one."""
    text = scene.text
    at, after = _around(text, candidate)
    if at == 0:
        return
    plain = text[at:after] == "@"
    word = not plain and text[at:after].strip().lower() == "at"
    domain = (_DOMAIN if plain else _DOMAIN_SPACED).match(text, after, after + 300)
    back = text[max(0, at - _LONGEST_LOCAL - 20) : at][::-1]
    printed = _PRINTED.match(text, after, after + 300) if plain and domain is None else None
    domain = domain or printed
    found = (_LOCAL if plain else _LOCAL_SPACED).match(back) if domain else None
    if domain is None or found is None:
        return
    local = found[0][::-1].lstrip(_LEADING)
    name, start = _DOTS.sub(".", local), at - len(local)
    host, end = (_SPACES.sub("", printed[0]), printed.end()) if printed else _host(domain[0], domain.start())
    if word and not _is_said(name, domain[0]):
        return
    value = _value(name, host)
    if value is not None:
        yield Hit(IdentifierKind.EMAIL, value, start, end)


def _around(text: str, candidate: Candidate) -> tuple[int, int]:
    """Give where the "@" begins and ends with the spaces that belong to it."""
    start, end = candidate.start, candidate.end
    if candidate.text.startswith("@"):
        end = start + 1
        if text[start - 1 : start] == " " and text[end : end + 1] == " ":
            return start - 1, end + 1
        return start, end
    if candidate.text[:4].lower() == " at ":
        return start, start + 4
    if text[start - 1 : start] == " ":
        start -= 1
    if text[end : end + 1] == " ":
        end += 1
    return start, end


def _is_said(name: str, domain: str) -> bool:
    """Say whether "name at host" is an address: its dots are spelt too, or the name is no word."""
    if name.lower() in _NO_NAMES or not any(map(str.isalpha, name)):
        return False
    return _SAID_DOT.search(domain) is not None or any(sign in "._" or sign.isdigit() for sign in name[1:])


_NO_NAMES: Final = word_set(
    "or and look looks looked shop site website page is it was me us them him her available up out online here there store"
    " office home work back arrived bought ordered paid sold seen found stay stayed staying be been account link login"
)
"""Words that stand before "at" and are nobody's address."""
_SAID_DOT: Final = re.compile(r" dot |[\[({<] ?dot", re.IGNORECASE)


def _host(said: str, start: int) -> tuple[str, int]:
    """Give the host and its end, without the next sentence that stands against its last dot."""
    ends = [start + found.start() for found in _DOTS.finditer(said)]
    host = _DOTS.sub(".", said)
    end = start + len(said.rstrip("-_"))
    labels = host.rstrip("-_").split(".")
    while len(labels) > 2 and not is_top_level(labels[-1]) and is_top_level(labels[-2]):
        labels.pop()
        end = ends[len(labels) - 1]
    if (
        len(labels) > 2
        and labels[-1][:1].isupper()
        and not labels[-2][:1].isupper()
        and is_top_level(labels[-2])
    ):
        labels.pop()
        end = ends[len(labels) - 1]
    return ".".join(labels), end


def _value(name: str, said: str) -> str | None:
    labels = said.split(".")
    if labels[-1][:1].isupper() and labels[-2].islower() and not is_top_level(labels[-1]):
        return None  # the next sentence stands against a host without a dot
    host = host_of(said)
    if host is None or not name or len(name) > _LONGEST_LOCAL or name.endswith(".") or ".." in name:
        return None
    last = host.rpartition(".")[2]
    if not (last.isalpha() or last.startswith("xn--")) or len(last) < 2 or len(name) + len(host) >= _LONGEST:
        return None
    return f"{name.lower()}@{host}"


def read_email(said: str) -> str | None:
    """Give one address of a whole text, however its marks are spelt; None where it is none."""
    said = said.strip().strip("<>\"'.,;").removeprefix("mailto:")
    parts = [part for part in _AT.split(said, maxsplit=1) if part]
    if len(parts) != 2 or not _LOCAL_TYPED.fullmatch(parts[0]) or not _DOMAIN_SPACED.fullmatch(parts[1]):
        return None
    return _value(_DOTS.sub(".", parts[0]), _DOTS.sub(".", parts[1]))


class Emails:
    """E-mail addresses, in lower case, with their host as the web writes it."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one address typed in a field."""
        del region
        return read_email(text) if len(text) <= 400 else None

    def show(self, value: str) -> str:
        """Give it as it is."""
        return value

    def links(self, value: str) -> bool:
        """Say no for addresses that belong to everybody."""
        return value.partition("@")[0] not in {
            "noreply",
            "no-reply",
            "donotreply",
            "do-not-reply",
            "mailer-daemon",
        }

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark addresses at hosts that are set aside, and those that nobody reads."""
        reserved = value.rpartition(".")[2] in {"example", "test", "invalid"}
        return (("fictional",) if reserved else ()) + (() if self.links(value) else ("no-reply",))
