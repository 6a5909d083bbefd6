"""E-mail and web addresses as people type them, also those spelt so that nobody clicks: kept as text, never fetched."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 2048
"""Characters of the longest web address read: what browsers take at least."""
LONGEST_EMAIL: Final = 254
"""Characters of the longest e-mail address (RFC 5321, as its erratum 1690 counts)."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address with its marks put back (http, dots), and the host it names in lower case."""

    text: str
    host: str


LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
DOMAIN: Final = rf"(?:{LABEL}\.){{1,10}}(?:[^\W\d_]{{2,24}}|xn--[a-z\d-]{{2,59}})"
_IPV4: Final = r"(?:\d{1,3}\.){3}\d{1,3}"
EMAIL: Final = rf"(?P<local>[\w.+!#$%&'*/=?^`{{|}}~-]{{1,64}})@(?P<domain>{DOMAIN})"
_EMAIL: Final = re.compile(EMAIL, re.IGNORECASE)
_URL: Final = re.compile(
    rf"(?P<scheme>[a-z][a-z\d+.-]{{1,11}}://)?(?:[^\s/@]{{1,64}}@)?(?P<host>{DOMAIN}|{_IPV4})"
    r"(?P<port>:\d{1,5})?(?P<path>[/?#]\S*)?",
    re.IGNORECASE,
)
_DOTS: Final = re.compile(
    r" ?[\[({<]\.[\])}>] ?| ?[\[({<] ?(?:dot|punkt|kropka) ?[\])}>] ?|(?<=\w) dot (?=\w)", re.IGNORECASE
)
_ATS: Final = re.compile(r" ?[\[({<] ?(?:at|@) ?[\])}>] ?|(?<=\w) at (?=\w)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"^h(?:xx|\*\*|tt)p(s?)(?:\[:\]|:)(?:\[//\]|//)", re.IGNORECASE)
_NAMED: Final = re.compile(r"[^<>]{0,100}<([^<>]+)>")


def read_email(text: str) -> str | None:
    """Read one e-mail address; the domain in lower case, the name as typed. None where it is none."""
    if len(text) > LONGEST_EMAIL:
        return None
    said = _plain(text)
    named = _NAMED.fullmatch(said)
    said = (named[1] if named else said).removeprefix("mailto:")
    found = _EMAIL.fullmatch(_DOTS.sub(".", _ATS.sub("@", said)))
    if found is None or ".." in found["local"] or found["local"].startswith("."):
        return None
    return f"{found['local']}@{found['domain'].lower()}"


def read_address(text: str) -> WebAddress | None:
    """Read one web address, whole or bare, "hxxps://bad[.]example" too; None where it is none."""
    if len(text) > LONGEST:
        return None
    said = _SCHEME.sub(r"http\1://", _plain(text))
    said = _DOTS.sub(".", said).removesuffix(".")
    found = _URL.fullmatch(said)
    return WebAddress(text=said, host=found["host"].lower()) if found else None


def _plain(text: str) -> str:
    """Leave out signs nobody sees, and the marks that stand around an address in a sentence."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"})
    return seen.strip().strip("\"'\u201c\u201d\u2018\u2019,;").strip()
