"""Names of hosts: their top level by the bundled public suffix list, and what in a sentence only looks like one."""

import re
from functools import cache
from typing import Final

import ada_url

from callpoint.rules.identifiers.words import word_set

_RESERVED: Final = frozenset({"example", "test", "invalid", "onion"})
"""Top levels that are set aside (RFC 2606, RFC 7686): no list of suffixes has them, stories and reports do."""
_FILES: Final = frozenset({"zip", "mov", "py", "md", "sh", "rs", "ps", "so", "cab", "bat", "pub", "gdn"})
"""Top levels that are also the endings of files: a bare name of one label with them is a file."""
_WORDS: Final = word_set(
    "am as at be by do in is it la me my no now one pm re so to us we you tv ai how best here live love open then just"
    " only once name due did got can go st as na nu mu al si se mo men help work today call pay life like win free xxx pa booking"
    " compare world fun cool show game games run map care family home house garden cafe bar pub beer pizza sale tips"
    " review reviews chat news money cash cheap gold plus wow yes ok zone place center dog kim hsbc case boo dad foo mom"
    " baby kids wedding dating party prof band bet bike blue black red pink green rich sexy tax taxi tennis theater"
    " tickets tips tools town toys travel vet vote watch weather works yoga cab camp city coffee dance date day design"
    " diet doctor energy estate events exchange express fail fan farm fashion film finance fish fit food football"
    " forsale fund gift gifts gives golf guide hair haus health hockey horse hospital hot hotel ice ing jobs joy kitchen"
    " land law lease legal loan loans lol ltd makeup meet menu mini nice observer parts photo photos play poker post press"
    " promo property pub quest racing radio read realty rent repair rest rip room safe safety salon save school science"
    " secure security services sex shoes singles ski sky smile soccer social song spa spot stream study style sucks"
    " supply support surf talk team tech tube university vacations video villas vision voice"
)
"""Top levels that are words: two sentences without a space between them look like a host."""
_SHORTEST_NAME: Final = 9
"""Signs of a label that is no single word, mostly: only with one so long is a host with a word for its top level."""
_ONION: Final = re.compile(r"(?:.*\.)?(?:[a-z2-7]{16}|[a-z2-7]{56})\.onion")
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
    if "" in labels or not is_top_level(last) or _is_something_else(said.lower(), labels):
        return False
    if all(len(label) == 1 for label in labels[:-1]) and len(last) <= 3:
        return len(labels) == 2 and bool(_SAID.search(before))
    if last in _WORDS:
        return labels[0].lower() == "www" or _is_no_sentence(labels, before)
    return True


def _is_something_else(said: str, labels: list[str]) -> bool:
    """Say whether it is a product, a file, a version, or a sentence that begins with a capital."""
    last = labels[-1]
    return (
        said in _PRODUCTS
        or (len(labels) == 2 and last.lower() in _FILES)
        or (last[0].isupper() and not "".join(labels).isupper() and not _is_titled(labels))
        or (last.lower() == "onion" and not _ONION.fullmatch(said))
        or all(_VERSION.fullmatch(label) for label in labels[:-1])
    )


def _is_titled(labels: list[str]) -> bool:
    """Say whether each part has a capital, as in Booking.Com: two sentences have a short word in front, or a word."""
    return all(label[0].isupper() for label in labels) and labels[-1].lower() in _BRANDED


_BRANDED: Final = word_set(
    "com net org uk info biz eu ie us ca au io app shop store online xyz top example test"
)
"""Top levels that firms write with a capital."""
_VERSION: Final = re.compile(r"[vV]?\d+")


def _is_no_sentence(labels: list[str], before: str) -> bool:
    """Say whether something shows that a word behind a dot is a top level: marks and digits in the name, or its length."""
    first, last = labels[0], labels[-1]
    if (last[0].isupper() and not first.isupper()) or _TIME.fullmatch(first):
        return False
    if any("-" in label or not label.isalpha() or len(label) >= _SHORTEST_NAME for label in labels[:-1]):
        return last.lower() not in _SHORT_WORDS or "-" in first
    return bool(_SAID.search(before))


_TIME: Final = re.compile(r"\d+(?:am|pm|p|k|m|st|nd|rd|th|day|ish|nite)?", re.IGNORECASE)
_SHORT_WORDS: Final = word_set("am as at be by do in is it me my no now one so to us we you he then")
"""Words that begin sentences: behind them a long word or a digit in front shows nothing."""
