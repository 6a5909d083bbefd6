"""Make the lists under content/common/identifiers from MISP's warning lists and the list of disposable mail domains.

Run by maintainers when the sources have changed:

    python -m tools.build_common_lists SOURCES CONTENT

SOURCES holds `misp_warninglists/*.json` (github.com/MISP/misp-warninglists) and `disposable_email_domains.txt`
(github.com/disposable-email-domains/disposable-email-domains), both CC0; CONTENT is `callpoint/content`. `free-mail.txt`
is kept by hand. Say the new commits and the date in `SOURCES.md`.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from callpoint.rules.content.common_lists import HOST

OWN_SUBDOMAINS: Final = frozenset(
    [
        "archive.org",
        "box.com",
        "canva.com",
        "discord.com",
        "docusign.com",
        "doubleclick.net",
        "dropbox.com",
        "evernote.com",
        "facebook.com",
        "genius.com",
        "github.com",
        "gitlab.com",
        "icloud.com",
        "instagram.com",
        "mega.nz",
        "reddit.com",
        "slack.com",
        "trello.com",
        "twitter.com",
        "youtube.com",
    ]
)
"""Sites of the list of shared hosts on which people have pages, and no host of their own below them."""
INVITING: Final = frozenset({"chat.whatsapp.com", "discord.gg", "forms.gle", "t.me"})
"""Hosts of short addresses that the list of shorteners leaves out, as they are of one platform each."""
NO_BANKS: Final = frozenset({"paypal.com", "stripe.com"})
"""Sites of the list of banks on which people have pages of their own."""


def hosts(said: Iterable[str]) -> frozenset[str]:
    """Give the hosts among these, in lower case, without "www." or a dot before them."""
    plain = (each.strip().lower().lstrip(".").removeprefix("www.") for each in said)
    return frozenset(each for each in plain if HOST.fullmatch(each))


def lists_of(sources: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each list with its name; none of them holds what a public suffix list would."""

    def named(name: str) -> frozenset[str]:
        text = (sources / "misp_warninglists" / f"{name}.json").read_text(encoding="utf-8")
        return hosts(json.loads(text)["list"])

    busy = named("tranco10k") | named("cloudflare-top10k")
    disposable = hosts((sources / "disposable_email_domains.txt").read_text(encoding="utf-8").splitlines())
    shorteners, bios = named("url-shortener") | INVITING, named("link-in-bio")
    yield "bank-sites", named("bank-website") - NO_BANKS
    yield "shorteners", shorteners
    yield "link-in-bio", bios - shorteners
    # No list says which rank a site has: those that two lists of ten thousand agree on, and the 500 of a third.
    yield "top-sites", (named("tranco10k") & named("cloudflare-top10k")) | named("moz-top500")
    yield "shared-hosts", named("lots-project") - shorteners - OWN_SUBDOMAINS
    yield "disposable-mail", disposable
    # Of 35,000 names of dynamic DNS those that are met: what is below the others links by itself anyway.
    yield "dynamic-dns", named("dynamic-dns") & (busy | named("second-level-tlds") | disposable)


def main() -> None:
    """Write the lists, sorted, one value a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    parser.add_argument("content", type=Path)
    chosen = parser.parse_args()
    folder = chosen.content / "common" / "identifiers"
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in lists_of(chosen.sources):
        (folder / f"{name}.txt").write_text("".join(f"{each}\n" for each in sorted(values)), encoding="utf-8")


if __name__ == "__main__":
    main()
