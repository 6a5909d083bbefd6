"""Values that anybody may name, by curated lists: a bank's site, a shortener by itself, a service's own number.

What belongs to everybody links nothing; what one person made there still does:

- A **host** alone is common where it is on a list, or below a bank's, a service's or a busy site. A host below a shared
  one (dynamic DNS, web space, a private public suffix) is its owner's, and links.
- A **web address** below a shortener, a page of links or a shared host links. Below a busy site it links where it leads
  to something of its own, such as one offer or one video. Below a bank's or a service's site none does.
- A **mail address** links as a whole, also at a free or disposable provider; not at a bank, a service, or a firm's own.
- A **phone number** or mail address that the content publishes for a service never links.

The lists and their sources: `callpoint/content/common/identifiers/`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

import ada_url

from callpoint.rules.content.common_lists import CommonList, listed_hosts
from callpoint.rules.content.whole import Content
from callpoint.rules.identifiers import IdentifierKind, read

LET: Final = frozenset(
    {
        CommonList.SHORTENERS,
        CommonList.LINK_IN_BIO,
        CommonList.DYNAMIC_DNS,
        CommonList.SHARED_HOSTS,
        CommonList.DISPOSABLE_MAIL,
    }
)
"""Whatever stands below these, host or page, is somebody's own."""
OFFICIAL: Final = frozenset({CommonList.BANK_SITES, CommonList.SERVICES})
"""All pages of these are theirs, and all mail addresses."""
OWN_MAIL: Final = OFFICIAL | {CommonList.BRANDS}
"""Mail from these is theirs, or pretends to be, which many do."""
OFFICIAL_SORTS: Final = frozenset({"bank", "public-body"})
"""Brands whose sites hold nobody else's pages."""
SHORTEST_NAME: Final = 4
"""Signs of a part of an address that may name one thing."""

Value = tuple[IdentifierKind, str]


@dataclass(frozen=True)
class CommonValues:
    """What the lists and one content say; ask `common_values` for it."""

    hosts: Mapping[str, CommonList]
    """What the content adds to the files."""
    own: frozenset[Value]
    """What the content publishes of services."""

    def list_of(self, kind: IdentifierKind, value: str) -> CommonList | None:
        """Say on which list a canonical value is; None for one that may link."""
        if (kind, value) in self.own:
            return CommonList.SERVICES
        if kind is IdentifierKind.DOMAIN:
            return self._of_host(value)
        if kind is IdentifierKind.EMAIL:
            found = self._of_host(value.rpartition("@")[2])
            return found if found in OWN_MAIL else None
        return self._of_url(value) if kind is IdentifierKind.URL else None

    def _of_url(self, value: str) -> CommonList | None:
        try:
            url = ada_url.URL(value)
        except ValueError:
            return None
        found = self._of_host(url.hostname)
        parts = [part for part in url.pathname.split("/") if part]
        asked = [part for part in (url.search[1:], url.hash[1:]) if part]
        if found is None or found in OFFICIAL or not (parts or asked):
            return found
        return None if found in LET or _leads_to_one(parts, asked) else found

    def _of_host(self, host: str) -> CommonList | None:
        host = host.removeprefix("www.")
        exactly = self._at(host)
        if exactly is not None:
            return exactly
        for above in _above(host):
            found = self._at(above)
            if found is not None:
                is_let = found in LET or (found not in OFFICIAL and _is_let(host, above))
                return None if is_let else found
        return None

    def _at(self, host: str) -> CommonList | None:
        filed = listed_hosts().get(host)
        said = self.hosts.get(host)
        # A mail provider or a busy site that is also a firm's own stays what it is on its list.
        return said if filed is None or (filed is CommonList.TOP_SITES and said is not None) else filed


def _above(host: str) -> Iterator[str]:
    """Give the hosts above a host, the nearest first."""
    rest = host.partition(".")[2]
    while "." in rest:
        yield rest
        rest = rest.partition(".")[2]


@cache
def _suffix_of() -> Callable[[str], str]:
    import tldextract  # noqa: PLC0415 - it reads a list of ten thousand suffixes

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
    return lambda host: extract(host).suffix


@lru_cache(maxsize=10_000)
def _is_let(host: str, above: str) -> bool:
    """Say whether names are given out between `above` and `host`, by the bundled list of public suffixes."""
    suffix = _suffix_of()(host)
    return suffix == above or suffix.endswith(f".{above}")


def _leads_to_one(parts: list[str], asked: list[str]) -> bool:
    """Say whether an address at a busy site leads to one thing, by a number in it or by its depth."""
    if any(len(part) >= SHORTEST_NAME and any(map(str.isdecimal, part)) for part in (*parts, *asked)):
        return True
    return sum(len(part) >= SHORTEST_NAME for part in parts) > 1


@dataclass(frozen=True, slots=True)
class _Versioned:
    version: str
    content: Content = field(compare=False)


def common_values(content: Content) -> CommonValues:
    """Give what is common by the lists and this content, made once a version."""
    return _of_version(_Versioned(content.version, content))


@lru_cache(maxsize=2)
def _of_version(versioned: _Versioned) -> CommonValues:
    content = versioned.content
    hosts: dict[str, CommonList] = {}
    for brand in content.brands.values():
        sort = CommonList.SERVICES if brand.sort in OFFICIAL_SORTS else CommonList.BRANDS
        hosts |= dict.fromkeys(brand.domains, sort)
    own = frozenset(_published(content))
    hosts |= {
        value.removeprefix("www."): CommonList.SERVICES
        for kind, value in own
        if kind is IdentifierKind.DOMAIN
    }
    return CommonValues(hosts=hosts, own=own)


READ_AS: Final[Mapping[str, IdentifierKind]] = MappingProxyType(
    {
        "phone": IdentifierKind.PHONE,
        "textphone": IdentifierKind.PHONE,
        "sms": IdentifierKind.PHONE,
        "email": IdentifierKind.EMAIL,
        "web": IdentifierKind.DOMAIN,
        "chat": IdentifierKind.DOMAIN,
    }
)
"""What the ways to reach a service are as identifiers; of a web address the host."""


def _published(content: Content) -> Iterator[Value]:
    """Give what services publish; words such as "the number on your card" are none."""
    for name, service in content.services.items():
        home = content.jurisdictions.get(content.homes[f"services/{name}"])
        for channel in service.channels:
            kind = READ_AS.get(channel.type)
            said = channel.e164 or channel.value
            if kind is IdentifierKind.DOMAIN:
                said = said.partition("//")[2].partition("/")[0]
            value = read(kind, said, region=home.country if home else "ZZ") if kind else None
            if kind and value:
                yield kind, value
