"""What anybody may name, by curated lists; and what stands below it and is somebody's own."""

from pathlib import Path

import pytest

from callpoint.rules.content.common_lists import FILED, FOLDER, CommonList, list_problems, listed_hosts
from callpoint.rules.identifiers import IdentifierKind
from callpoint.rules.linking.common import common_values
from tests.rules.known import CONTENT, known
from tools.build_common_lists import lists_of

COMMON = common_values(known().content)
SOURCES = Path(__file__).parents[4] / "shared" / "data" / "indicators"
DOMAIN, EMAIL, PHONE, URL = (
    IdentifierKind.DOMAIN,
    IdentifierKind.EMAIL,
    IdentifierKind.PHONE,
    IdentifierKind.URL,
)


@pytest.mark.parametrize(
    ("kind", "value", "common"),
    [
        (DOMAIN, "bit.ly", CommonList.SHORTENERS),
        (DOMAIN, "linktr.ee", CommonList.LINK_IN_BIO),
        (DOMAIN, "duckdns.org", CommonList.DYNAMIC_DNS),
        (DOMAIN, "weebly.com", CommonList.SHARED_HOSTS),
        (DOMAIN, "gmail.com", CommonList.FREE_MAIL),
        (DOMAIN, "yopmail.com", CommonList.DISPOSABLE_MAIL),
        (DOMAIN, "wikipedia.org", CommonList.TOP_SITES),
        (DOMAIN, "en.wikipedia.org", CommonList.TOP_SITES),
        (DOMAIN, "www.amazon.co.uk", CommonList.BRANDS),
        (DOMAIN, "m.facebook.com", CommonList.BRANDS),
        (DOMAIN, "wellsfargo.com", CommonList.BANK_SITES),
        (DOMAIN, "online.barclays.co.uk", CommonList.SERVICES),
        (DOMAIN, "www.gov.uk", CommonList.SERVICES),
        (DOMAIN, "myshopify.com", CommonList.TOP_SITES),
        (DOMAIN, "evil.myshopify.com", None),
        (DOMAIN, "evil.weebly.com", None),
        (DOMAIN, "evil.duckdns.org", None),
        (DOMAIN, "barclays.co.uk.evil.example", None),
        (DOMAIN, "evil.example", None),
        (URL, "https://bit.ly/", CommonList.SHORTENERS),
        (URL, "https://bit.ly/3xYz", None),
        (URL, "https://linktr.ee/easymoney", None),
        (URL, "https://t.me/+abcdef", None),
        (URL, "https://www.facebook.com/marketplace/item/123456", None),
        (URL, "https://www.facebook.com/login", CommonList.BRANDS),
        (URL, "https://www.amazon.co.uk/?tag=hello", CommonList.BRANDS),
        (URL, "https://www.youtube.com/watch?v=dQw4w9WgXcQ", None),
        (URL, "https://en.wikipedia.org/wiki/Fraud", None),
        (URL, "https://www.wellsfargo.com/help/security/12345", CommonList.BANK_SITES),
        (URL, "https://www.gov.uk/report-fraud", CommonList.SERVICES),
        (URL, "https://pay.evil.example/", None),
        (URL, "no address", None),
        (EMAIL, "somebody@gmail.com", None),
        (EMAIL, "somebody@yopmail.com", None),
        (EMAIL, "help@wikipedia.org", None),
        (EMAIL, "security@wellsfargo.com", CommonList.BANK_SITES),
        (EMAIL, "billing@amazon.co.uk", CommonList.BRANDS),
        (EMAIL, "phishing@hmrc.gov.uk", CommonList.SERVICES),
        (PHONE, "+443001232040", CommonList.SERVICES),
        (PHONE, "+447700900123", None),
        (IdentifierKind.HANDLE, "telegram:gmail.com", None),
    ],
)
def test_what_belongs_to_everybody_is_common_and_what_one_person_made_there_is_not(
    kind: IdentifierKind, value: str, common: CommonList | None
) -> None:
    assert COMMON.list_of(kind, value) is common


def test_the_lists_are_well_and_none_is_missing_or_empty() -> None:
    assert (list(list_problems(CONTENT)), set(listed_hosts().values())) == ([], set(FILED))


def test_what_is_wrong_with_a_list_is_said_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "common" / "identifiers"
    folder.mkdir(parents=True)
    (folder / "bank-sites.txt").write_text("b.com\na.com\nwww.c.com\nNo Host\n", encoding="utf-8")
    (folder / "others.txt").write_text("a.com\n", encoding="utf-8")
    assert [(problem.file, problem.line) for problem in list_problems(tmp_path / "content")] == [
        ("content/common/identifiers/bank-sites.txt", 2),
        ("content/common/identifiers/bank-sites.txt", 3),
        ("content/common/identifiers/bank-sites.txt", 4),
        ("content/common/identifiers/others.txt", 1),
    ]


@pytest.mark.skipif(not SOURCES.is_dir(), reason=f"NOT COMPARED: no source lists in {SOURCES}")
def test_the_lists_are_what_the_tool_makes_of_their_sources() -> None:
    made = {name: sorted(values) for name, values in lists_of(SOURCES)}
    kept = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in made}
    assert kept == made
