"""Names of hosts: their top level by the bundled public suffix list, and what in a sentence only looks like one."""

import re
from functools import cache
from typing import Final

import ada_url

_RESERVED: Final = frozenset({"example", "test", "invalid", "onion"})
"""Top levels that are set aside (RFC 2606, RFC 7686): no list of suffixes has them, stories and reports do."""
_FILES: Final = frozenset({"zip", "mov", "py", "md", "sh", "rs", "ps", "so", "cab", "bat", "pub", "gdn"})
"""Top levels that are also the endings of files: a bare name of one label with them is a file."""
_WORDS: Final = frozenset(
    "am as at be by do in is it la me my no now one pm re so to us we you tv ai how best here live love open then"
    " just only once did got can go st as na nu mu al si se mo men help work today call pay".split()
)
"""Top levels that are words: two sentences without a space between them look like a host."""
_PRODUCTS: Final = frozenset({"asp.net", "ado.net", "vb.net", "socket.io", "paint.net", "ml.net", "draw.io"})
_LABEL: Final = re.compile(r"(?:xn--)?[^\W_](?:[\w-]{0,61}[^\W_])?")
_SAID: Final = re.compile(
    r"\b(?:site|website|web|link|domain|url|page|visit|address|www|host|strona|gwefan|сайт|سائٹ)\b"
)


@cache
def _top_levels() -> frozenset[str]:
    import tldextract  # noqa: PLC0415 - it reads a list of ten thousand suffixes

    suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds
    single = {suffix.rpartition(".")[2] for suffix in suffixes}
    return frozenset(
        single | {name.encode("idna").decode() for name in single if not name.isascii()} | _RESERVED
    )


def is_top_level(label: str) -> bool:
    """Say whether a label is a top level that is in use, or set aside."""
    return label.lower() in _top_levels()


def host_of(said: str) -> str | None:
    """Give a host as the web writes it (lower case, IDNA); None where no host is spelt so."""
    labels = said.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return None
    found = said.lower() if said.isascii() else _ascii(said)
    return found or None


def _ascii(said: str) -> str:
    try:
        return str(ada_url.URL(f"http://{said}/").hostname)
    except ValueError:
        return ""


def is_bare_host(said: str, before: str) -> bool:
    """Say whether dotted words without a scheme or path are a host, not two sentences, a file or a product."""
    labels = said.split(".")
    last = labels[-1].lower()
    if not is_top_level(last) or said.lower() in _PRODUCTS or (len(labels) == 2 and last in _FILES):
        return False
    if labels[-1][0].isupper() and not said.isupper() and not _is_titled(labels):
        return False
    if all(len(label) == 1 for label in labels[:-1]) and len(last) <= 3:
        return len(labels) == 2 and bool(_SAID.search(before))
    if last in _WORDS:
        return len(labels) > 2 or _is_no_sentence(labels[0], labels[1], before)
    return not all(label.isdigit() for label in labels[:-1])


def _is_titled(labels: list[str]) -> bool:
    """Say whether each part has a capital, as in Booking.Com: two sentences have a short word in front, or a word."""
    return all(label[0].isupper() for label in labels) and labels[-1].lower() not in _WORDS


def _is_no_sentence(first: str, last: str, before: str) -> bool:
    if last[0].isupper() and not first.isupper():
        return False
    if first[:1].isdigit() and not first.isalpha() and first.rstrip("apm").isdigit():
        return False
    return "-" in first or any(sign.isdigit() for sign in first) or bool(_SAID.search(before))
