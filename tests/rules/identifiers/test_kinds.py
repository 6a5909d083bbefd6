"""Each kind by itself: read in odd spellings, shown, noted, and whether it can link reports at all."""

import phonenumbers
import pytest

from callpoint.rules.identifiers import (
    IdentifierKind,
    Own,
    Whose,
    find,
    kind_links,
    notes,
    read,
    read_any,
    show,
)
from callpoint.rules.identifiers.phones import number_of

K = IdentifierKind
XMR = "44TiUJdhW1HUprhwJsd4WEfMJJyV8zLU3HV9naRqduqmeUpbgmQhjfU5Gvj5Xt92W5WEqpoqGYkGygzocfHKhDGrFL9yQJD"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (K.PHONE, "07700 900123", "+447700900123"),
        (K.PHONE, "447700900123", "+447700900123"),
        (K.PHONE, "7700 900 123", "+447700900123"),
        (K.PHONE, "+44 (0) 7700-900-123", "+447700900123"),
        (K.PHONE, "O77OO 9OO l23", "+447700900123"),
        (K.PHONE, "call him on 07700 900123", "+447700900123"),
        (K.PHONE, "0044 7700 900123", "+447700900123"),
        (K.PHONE, "٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        (K.PHONE, "12", None),
        (K.PHONE, "no number", None),
        (K.EMAIL, "Jo.Smith@Example.ORG", "jo.smith@example.org"),
        (K.EMAIL, "jo (at) example (dot) org", "jo@example.org"),
        (K.EMAIL, "mailto:jo@example.org", "jo@example.org"),
        (K.EMAIL, "jo@bücher.example", "jo@xn--bcher-kva.example"),
        (K.EMAIL, "jo at home", None),
        (K.EMAIL, "@example.org", None),
        (K.URL, "hxxps://evil[.]example/x", "https://evil.example/x"),
        (K.URL, "evil.example/x", "http://evil.example/x"),
        (K.URL, "evil", None),
        (K.URL, "two words.example", None),
        (K.DOMAIN, "Evil[.]Example", "evil.example"),
        (K.DOMAIN, "bücher.example", "xn--bcher-kva.example"),
        (K.DOMAIN, "evil", None),
        (K.IP, "192[.]0[.]2[.]1", "192.0.2.1"),
        (K.IP, "192.0.2.1:443", "192.0.2.1"),
        (K.IP, "2001:DB8::0001", "2001:db8::1"),
        (K.IP, "1.2.3.400", None),
        (K.BANK_ACCOUNT, "12-34-56 12345678", "GB:123456:12345678"),
        (K.BANK_ACCOUNT, "12345678, sort code 123456", "GB:123456:12345678"),
        (K.BANK_ACCOUNT, "12-34-56", None),
        (K.IBAN, "gb11 qxbk 2044 5512 3456 78", "GB11QXBK20445512345678"),
        (K.IBAN, "IBAN: GB11-QXBK-2044-5512-3456-78", "GB11QXBK20445512345678"),
        (K.IBAN, "GB12 QXBK 2044 5512 3456 78", None),
        (
            K.WALLET,
            "bitcoin:BC1QYGTMLW3KSUCHEKH82CRR2VGTP5L39293DHH2VP?amount=1",
            "btc:bc1qygtmlw3ksuchekh82crr2vgtp5l39293dhh2vp",
        ),
        (K.WALLET, f"XMR {XMR[:40]} {XMR[40:]}", f"xmr:{XMR}"),
        (K.WALLET, f"{XMR[:-1]}E", None),
        (K.WALLET, "bc1qygtmlw3ksuchekh82crr2vgtp5l39293dhh2vq", None),
        (K.WALLET, "0x651dC8650e2aB4027f0e5b23796F45744805B27B", None),
        (K.HANDLE, "telegram: @Gold_FX", "telegram:gold_fx"),
        (K.HANDLE, "t.me/gold_fx", "telegram:gold_fx"),
        (K.HANDLE, "@gold_fx on Instagram", "instagram:gold_fx"),
        (K.HANDLE, "discord ShadowMod#4821", "discord:shadowmod#4821"),
        (K.HANDLE, "@gold_fx", None),
        (K.HANDLE, "telegram: not a name", None),
        (K.CARD, "4532 0151 1283 0366", "card:****0366"),
        (K.CARD, "card ending 1234", "card:****1234"),
        (K.CARD, "1234", "card:****1234"),
        (K.CARD, "4532 0151 1283 0367", None),
        (K.CARD, "nothing", None),
        (K.REMOTE_ID, "AnyDesk 123 456 789", "anydesk:123456789"),
        (K.REMOTE_ID, "TeamViewer ID: 1 234 567 890", "teamviewer:1234567890"),
        (K.REMOTE_ID, "AnyDesk 12 345 678", None),
        (K.REMOTE_ID, "123 456 789", None),
        (K.PHONE, " ", None),
        (K.PHONE, "0" * 3000, None),
    ],
)
def test_one_value_is_read_as_typed(kind: IdentifierKind, typed: str, value: str | None) -> None:
    assert read(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (K.PHONE, "+447700900123", "+44 7700 900123"),
        (K.PHONE, "+999123456789", "+999123456789"),
        (K.BANK_ACCOUNT, "GB:123456:12345678", "12-34-56 12345678"),
        (K.IBAN, "GB11QXBK20445512345678", "GB11 QXBK 2044 5512 3456 78"),
        (K.CARD, "card:****1234", "**** 1234"),
        (K.HANDLE, "tiktok:ella", "TikTok @ella"),
        (K.REMOTE_ID, "anydesk:1234567890", "AnyDesk 1 234 567 890"),
        (K.WALLET, "btc:1FB8mcKz7CP9isFV4EiS9MCSJSZX6J1vAk", "BTC 1FB8mcKz7CP9isFV4EiS9MCSJSZX6J1vAk"),
        (K.EMAIL, "a@b.example", "a@b.example"),
        (K.URL, "https://b.example/", "https://b.example/"),
        (K.DOMAIN, "b.example", "b.example"),
        (K.IP, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_value_is_shown_as_people_read_it(kind: IdentifierKind, value: str, shown: str) -> None:
    assert show(kind, value) == shown


@pytest.mark.parametrize(
    ("kind", "value", "links", "noted"),
    [
        (K.PHONE, "+447700900123", True, ("fictional",)),
        (K.PHONE, "+447911123456", True, ()),
        (K.PHONE, "+447311123456", True, ()),
        (K.PHONE, "+446123456789", True, ("unallocated",)),
        (K.PHONE, "+449098790123", True, ("fictional", "premium-rate")),
        (K.PHONE, "+449061234567", True, ("premium-rate",)),
        (K.PHONE, "+999123456789", True, ()),
        (K.CARD, "card:****1234", False, ()),
        (K.IP, "10.0.0.1", False, ("private",)),
        (K.IP, "224.0.0.1", True, ()),
        (K.IP, "8.8.8.8", True, ()),
        (K.IP, "198.51.100.7", True, ("documentation",)),
        (K.BANK_ACCOUNT, "GB:123456:12345678", True, ()),
        (K.BANK_ACCOUNT, "GB:123456:00000000", False, ("placeholder",)),
        (K.IBAN, "GB11QXBK20445512345678", True, ()),
        (K.WALLET, "eth:0x000000000000000000000000000000000000dEaD", False, ("burn",)),
        (K.WALLET, "sol:11111111111111111111111111111111", False, ("burn",)),
        (K.WALLET, "btc:1FB8mcKz7CP9isFV4EiS9MCSJSZX6J1vAk", True, ()),
        (K.EMAIL, "noreply@firm.org", False, ("no-reply",)),
        (K.EMAIL, "jo@firm.example", True, ("fictional",)),
        (K.URL, "https://firm.example/x", True, ("fictional",)),
        (K.URL, "https://xn--pypal-4ve.com/", True, ("look-alike",)),
        (K.DOMAIN, "xn--bcher-kva.de", True, ()),
        (K.HANDLE, "x:jo", True, ()),
        (K.REMOTE_ID, "anydesk:123456789", True, ()),
    ],
)
def test_what_is_odd_about_a_value_is_noted(
    kind: IdentifierKind,
    value: str,
    links: bool,  # noqa: FBT001 - one column of a table
    noted: tuple[str, ...],
) -> None:
    assert (kind_links(kind, value), notes(kind, value)) == (links, noted)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("07700 900123", [K.PHONE]),
        ("12-34-56 12345678", [K.BANK_ACCOUNT]),
        ("192.0.2.10", [K.IP]),
        ("evil.example", [K.URL, K.DOMAIN]),
        ("jo@evil.example", [K.EMAIL]),
        ("1234", [K.CARD]),
        ("Telegram @gold_fx", [K.HANDLE]),
        ("Mrs Jones", []),
        ("", []),
    ],
)
def test_a_search_box_knows_what_a_text_may_be(typed: str, kinds: list[IdentifierKind]) -> None:
    assert [kind for kind, _value in read_any(typed)] == kinds


REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_come_out_as_the_library_says(region: str) -> None:
    example = phonenumbers.example_number(region)
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    national = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
    dialled = "".join(sign for sign in national if sign.isdecimal())
    # The example of North America is one of its numbers for stories.
    standing = "fictional" if e164.startswith("+120155501") else "allocated"
    assert (number_of(e164, "GB"), number_of(dialled, region)) == ((e164, standing), (e164, standing))


def test_what_is_the_reporters_own_is_theirs_whatever_the_words_say() -> None:
    own = Own(values=frozenset({(K.PHONE, "+447700900123")}), names=frozenset({"Sue Platt", "Jo"}))
    text = "he rang from 07700 900123, wrote from sue.platt7@inbox.example, then from jo@inbox.example"
    assert [one.whose for one in find(text, own=own)] == [Whose.REPORTER, Whose.REPORTER, Whose.SUSPECT]
