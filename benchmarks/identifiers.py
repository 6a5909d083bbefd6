"""Identifiers in narratives: megabytes a second of CPU, beside other finders in the same run, and hostile texts.

The narratives are made as in the study behind P5: a seed, some 0.93 kB each, with phones in five spellings, mails, web
addresses, wallets, IP addresses, accounts and IBANs, and with prices, dates, orders and run-on sentences between them.
ioc-finder, iocsearcher and the matcher of phonenumbers are measured where they are installed; none is needed.

Run: .venv/bin/python -m benchmarks.identifiers [narratives]
"""

import hashlib
import importlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import phonenumbers
from bip_utils import Base58Encoder
from stdnum import iban as iban_rules

from callpoint.rules.identifiers import find

NARRATIVES, PEER_NARRATIVES = 6000, 120
HOSTILE_BYTES = 1_000_000
ROUNDS = 3

FILLING = (
    "I was at home when it happened and did not think anything of it at first.",
    "They were very polite and knew my name and the first line of my address.",
    "On {date} I paid £{price} and then another £{price} two days later.",
    "It was order {order} and they said it would come between 9am and 5pm.",
    "He rang off at 10.30am.Then he rang again and said the same e.g.the fee was not enough.",
    "My nephew says the phone has version 1.2.3.{order} which is old.",
    "I have not slept since and I am worried about my pension and the house.",
    "The parcel never came and nobody answered when I complained.",
    "She said her husband had died in 2019 and that she worked on a ship.",
    "My bank said they would look into it within 15 working days.",
    "I feel so stupid but it all looked completely real to me at the time.",
    "They kept me on the line for 2 hours and 45 minutes and would not let me hang up.",
)
PHONES = ("0{a} {b} {c}", "0{a}{b}{c}", "+44 {a} {b}{c}", "+44{a}{b}{c}", "0{a}-{b}-{c}")
MAILS = ("{name}@{host}", "{name}[at]{host}", "{name}@{host_dots}")
URLS = (
    "https://{host}/{word}?id={order}",
    "hxxp://{host_dots}/{word}",
    "www.{host}/{word}",
    "(https://{host}/{word})",
)
ACCOUNTS = (
    "{s1}-{s2}-{s3} {account}",
    "sort code {s1}{s2}{s3} account {account}",
    "{account}, sort code {s1}-{s2}-{s3}",
)


class Chance:
    """Numbers from a seed, the same on every machine."""

    def __init__(self, seed: str) -> None:
        self.seed, self.turn = seed, 0

    def below(self, most: int) -> int:
        """Give a number from 0 up to, not with, most."""
        self.turn += 1
        return int.from_bytes(self.bytes(8)) % most

    def bytes(self, length: int) -> bytes:
        """Give so many bytes."""
        return hashlib.blake2b(f"{self.seed}{self.turn}".encode(), digest_size=length).digest()

    def one_of(self, among: tuple[str, ...]) -> str:
        """Give one of several."""
        return among[self.below(len(among))]


def narrative(number: int) -> str:
    """Make one narrative; each number gives the same on every machine."""
    chance = Chance(f"narrative {number}")
    sentences = [_filled(chance, chance.one_of(FILLING)) for _ in range(10)]
    for one in _identifiers(chance):
        sentences.insert(chance.below(len(sentences)), one)
    return " ".join(sentences)


def _filled(chance: Chance, said: str) -> str:
    date = f"{1 + chance.below(28):02}/{1 + chance.below(12):02}/2026"
    return said.format(
        date=date, price=f"{chance.below(9000)}.{chance.below(90):02}", order=1000 + chance.below(9000)
    )


def _identifiers(chance: Chance) -> Iterator[str]:
    a, b, c = (
        ("7700", "900", f"{chance.below(1000):03}")
        if chance.below(2)
        else ("7911", "123", f"{chance.below(1000):03}")
    )
    yield f"He rang from {chance.one_of(PHONES).format(a=a, b=b, c=c)} and said he was from my bank."
    host = f"{chance.one_of(('secure', 'verify', 'claims'))}-{chance.below(10**5)}.{chance.one_of(('example', 'co.uk', 'top'))}"
    fields = {
        "name": f"j.smith{chance.below(1000)}",
        "host": host,
        "host_dots": host.replace(".", "[.]"),
        "word": chance.one_of(("login", "refund", "track")),
        "order": chance.below(10**6),
    }
    yield f"He wrote from {chance.one_of(MAILS).format(**fields)} as well."
    yield f"The link was {chance.one_of(URLS).format(**fields)} and it looked real."
    sort, account = chance.below(10**6), chance.below(10**8)
    parts = {
        "s1": f"{sort:06}"[:2],
        "s2": f"{sort:06}"[2:4],
        "s3": f"{sort:06}"[4:],
        "account": f"{account:08}",
    }
    yield f"I sent it to {chance.one_of(ACCOUNTS).format(**parts)} the same day."
    more = (_bitcoin, _ethereum, _address, _iban)[chance.below(4)](chance)
    yield f"Then he gave me {more} for the rest."


def _bitcoin(chance: Chance) -> str:
    return str(Base58Encoder.CheckEncode(b"\0" + chance.bytes(20)))


def _ethereum(chance: Chance) -> str:
    return f"0x{chance.bytes(20).hex()}"


def _address(chance: Chance) -> str:
    return f"198.51.100.{chance.below(256)}"


def _iban(chance: Chance) -> str:
    body = f"QXBK{chance.below(10**14):014}"
    check = iban_rules.calc_check_digits(f"GB00{body}")
    said = f"GB{check}{body}"
    return said if chance.below(2) else " ".join(said[at : at + 4] for at in range(0, len(said), 4))


HOSTILE = {
    "a@a@a@…": "a@",
    "1-1-1-…": "1-",
    "+44 +44 …": "+44 ",
    "a.a.a.…": "a.",
    "a.co.a.co.…": "a.co.",
    "://://…": "://",
    "http://http://…": "http://",
    "bc1 bc1 …": "bc1q ",
    "GB82 GB82 …": "GB82 WEST ",
    "12-34-56 …": "12-34-56 ",
    "07700 900123 …": "07700 900123 ",
    "4000 4000 …": "4000 ",
    "a[.]a[.]…": "a[.]",
    "0.0.0.…": "0.",
    "0123, 456, …": "0123, 456, ",
    "@a @a …": "@a telegram ",
    "snap is snap is …": "snap is ",
    "a at a dot …": "a at a dot ",
    "(((…": "(",
    "0x0x…": "0x",
    "1:1:1:…": "1:",
    "T T T …": "T1aaaaaaaa\n",
    "words": "the quick brown fox ",
}


def cpu_seconds(call: Callable[[], object]) -> float:
    """Give the least CPU seconds of some rounds."""
    least = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        call()
        least = min(least, time.process_time() - before)
    return least


def peers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Give the other finders that are installed."""
    yield "phonenumbers matcher (phones only)", lambda text: list(phonenumbers.PhoneNumberMatcher(text, "GB"))
    for module, attribute in (("ioc_finder", "find_iocs"), ("iocsearcher.searcher", "Searcher")):
        try:
            found = getattr(importlib.import_module(module), attribute)
        except ImportError:
            print(f"{module}: not installed, not measured")
            continue
        yield module, found if attribute == "find_iocs" else found().search_data


def speed(texts: Iterable[str], call: Callable[[str], object]) -> float:
    """Give megabytes a second of CPU."""
    texts = list(texts)
    size = sum(len(text.encode()) for text in texts)
    return size / cpu_seconds(lambda: [call(text) for text in texts]) / 1e6


def main() -> None:
    """Print the tables."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NARRATIVES
    texts = [narrative(place) for place in range(number)]
    find(" ".join(texts[:50]))
    size = sum(len(text.encode()) for text in texts)
    kinds = sum(len(find(text)) for text in texts)
    print(
        f"{number} narratives, {size / 1e6:.2f} MB, {kinds} identifiers; load {Path('/proc/loadavg').read_text()[:4]}"
    )
    ours = speed(texts, find)
    print(f"{'callpoint':<40}{ours:>8.2f} MB/s a core")
    print(f"{'split into words (floor)':<40}{speed(texts, lambda text: text.lower().split()):>8.2f}")
    for name, call in peers():
        theirs = speed(texts[:PEER_NARRATIVES], call)
        print(f"{name:<40}{theirs:>8.2f}   we are {ours / theirs:.0f} times as fast")
    for name, unit in HOSTILE.items():
        text = (unit * (HOSTILE_BYTES // len(unit) + 1))[:HOSTILE_BYTES]
        print(f"{name:<40}{cpu_seconds(partial(find, text)) * 1000:>8.0f} ms for 1 MB")


if __name__ == "__main__":
    main()
