"""The curated lists of hosts that anybody may name: which there are, read once, and what is wrong with them.

`rules/linking/common.py` says what each does to links.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from callpoint.rules.content.problems import Problem

FOLDER: Final = Path(__file__).resolve().parents[2] / "content" / "common" / "identifiers"


class CommonList(StrEnum):
    """Why a value is common; where a host is on several lists, the first of these says it."""

    FREE_MAIL = "free-mail"
    DISPOSABLE_MAIL = "disposable-mail"
    SHORTENERS = "shorteners"
    LINK_IN_BIO = "link-in-bio"
    DYNAMIC_DNS = "dynamic-dns"
    SHARED_HOSTS = "shared-hosts"
    BANK_SITES = "bank-sites"
    TOP_SITES = "top-sites"
    SERVICES = "services"
    """What the content publishes of a service: its numbers, mail addresses and sites."""
    BRANDS = "brands"
    """The own sites of the firms, platforms and bodies of the content."""


FILED: Final = tuple(each for each in CommonList if each not in {CommonList.SERVICES, CommonList.BRANDS})
"""The lists that are files."""
HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


@cache
def listed_hosts() -> Mapping[str, CommonList]:
    """Give each host of the files with its list; they are read once."""
    found: dict[str, CommonList] = {}
    for each in FILED:
        text = (FOLDER / f"{each}.txt").read_text(encoding="utf-8")
        for host in text.splitlines():
            found.setdefault(host, each)
    return found


def list_problems(root: Path) -> Iterator[Problem]:
    """Give what is wrong with the lists below a folder of content: each a file of hosts, sorted, each host once."""
    for path in sorted((root / "common" / "identifiers").glob("*.txt")):
        name, before = f"{root.name}/{path.relative_to(root)}", ""
        if path.stem not in FILED:
            yield Problem(name, 1, "Nothing reads this list.", f"Known names: {', '.join(sorted(FILED))}.")
        for number, host in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not HOST.fullmatch(host) or host.startswith("www."):
                yield Problem(name, number, f"`{host}` is no host.", "Write it in lower case, without www.")
            elif host <= before:
                yield Problem(
                    name, number, f"`{host}` is not in its place.", "Sort the list; each host once."
                )
            before = host
