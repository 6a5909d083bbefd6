"""Phones, accounts, e-mail and web addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from callpoint.rules.reading.accounts import Account, read_account
from callpoint.rules.reading.contacts import LONGEST, WebAddress, read_address, read_email
from callpoint.rules.reading.phones import Phone, read_phone

DRAMA = Phone("+447700900123", "07700 900123", "+44 7700 900123", "fictional")


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900123",
        "07700900123",
        "07700-900-123",
        "(07700) 900123",
        "+447700900123",
        "0044 7700 900123",
        "+44 (0)7700 900123",
        "mobile: 07700 900123.",
        "my number is 07700 900123",
        "tel:+447700900123",
    ],
)
def test_one_number_is_the_same_in_every_spelling(typed: str) -> None:
    assert read_phone(typed, region="GB") == DRAMA


@pytest.mark.parametrize(
    ("typed", "region", "standing"),
    [
        ("020 7946 0123", "GB", "fictional"),
        ("0113 496 0123", "GB", "fictional"),
        ("+1 415 555 0132", "GB", "fictional"),
        ("(415) 555-0132", "US", "fictional"),
        ("0300 123 2040", "GB", "allocated"),
        ("+48 22 621 02 51", "GB", "allocated"),
        ("07000 900123", "GB", "allocated"),
        ("0100 000 0000", "GB", "unallocated"),
        ("+44 1000 000000", "GB", "unallocated"),
    ],
)
def test_a_number_out_of_use_is_kept_and_marked(typed: str, region: str, standing: str) -> None:
    read = read_phone(typed, region=region)
    assert read is not None
    assert read.standing == standing


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "999",
        "call me",
        "07700 900123 and 07700 900456",
        "(415) 555-0132",
        "0800 123",
        "12/11/2026",
        "+999 123 456 789",
        "0" * 61,
    ],
)
def test_what_is_no_one_phone_number_is_left_as_it_is(typed: str) -> None:
    assert read_phone(typed, region="GB") is None


BRITISH = Account(sort_code="12-34-56", number="12345678")


@pytest.mark.parametrize(
    "typed",
    [
        "12-34-56 12345678",
        "12345678 12-34-56",
        "123456 12345678",
        "12345678, 123456",
        "12 34 56 1234 5678",
        "1234 5678 12 34 56",
        "Sort code: 12 34 56, Account number: 1234 5678",
        "acc no. 12345678; s/c 12-34-56",
        "sort 12-34-56\naccount 12345678",
        "12.34.56/12345678",
        "12345612345678",
        "12\u201334\u201356 1234-5678",
    ],
)
def test_one_british_account_is_the_same_in_every_spelling(typed: str) -> None:
    assert read_account(typed) == BRITISH


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("IBAN: de89370400440532013000", "DE89370400440532013000"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ],
)
def test_an_iban_is_read_where_its_check_digits_are_right(typed: str, number: str) -> None:
    assert read_account(typed) == Account(iban=number)


def test_what_looks_like_another_iban_within_one_is_a_part_of_it() -> None:
    inner = "NABZAB12000000001370 1944"
    typed = f"AZ{iban.calc_check_digits('AZ00' + inner)} NABZ AB12 {inner[8:]}"
    assert read_account(typed) == Account(iban=typed.replace(" ", ""))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Barclays",
        "12345678",
        "12-34-56",
        "GB82 WEST 1234 5698 7654 33",
        "GB82 WEST 1234",
        "ZZ82 WEST 1234 5698 7654 32",
        "GB82 WEST 1234 5698 7654 32 DE89 3704 0044 0532 0130 00",
        "12-34-56 12345678 Barclays" + " " * 99,
    ],
)
def test_what_is_no_one_account_is_left_as_it_is(typed: str) -> None:
    assert read_account(typed) is None


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("a.b+c@Mail.COM", "a.b+c@mail.com"),
        ("name at mail dot com", "name@mail.com"),
        ("a [at] b [dot] co [dot] uk", "a@b.co.uk"),
        ("a(at)b[.]com", "a@b.com"),
        ("Bob <bob@x.co.uk>", "bob@x.co.uk"),
        ("mailto:a@b.com", "a@b.com"),
        ("\u2066a@b.com\u2069", "a@b.com"),
        ("a@b", None),
        ("a..b@c.com", None),
        (".a@c.com", None),
        ("x", None),
        ("a@b.com c@d.com", None),
        ("a" * 250 + "@b.com", None),
    ],
)
def test_an_email_address_is_read_in_its_spellings(typed: str, email: str | None) -> None:
    assert read_email(typed) == email


@pytest.mark.parametrize(
    ("typed", "text", "host"),
    [
        ("hxxps://bad[.]Example[.]com/x?y=1", "https://bad.Example.com/x?y=1", "bad.example.com"),
        ("hxxp[:]//a[.]com", "http://a.com", "a.com"),
        ("www.x.com", "www.x.com", "www.x.com"),
        ("example.com.", "example.com", "example.com"),
        ("bad dot com", "bad.com", "bad.com"),
        ("http://1.2.3.4:80/x", "http://1.2.3.4:80/x", "1.2.3.4"),
        ("https://bank.com@evil.example/", "https://bank.com@evil.example/", "evil.example"),
        ("пример.рф", "пример.рф", "пример.рф"),
        ("xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_a_web_address_is_read_whole_or_bare_and_put_right(typed: str, text: str, host: str) -> None:
    assert read_address(typed) == WebAddress(text, host)


@pytest.mark.parametrize("typed", ["", "x", "http://localhost", "a b.com", "his shop", "a." * LONGEST])
def test_what_is_no_web_address_is_left_as_it_is(typed: str) -> None:
    assert read_address(typed) is None


@given(st.one_of(st.text(max_size=120), st.text("0123456789+-() .@GBx[]/:", max_size=120)))
def test_whatever_is_typed_is_read_the_same_again_or_not_at_all(text: str) -> None:
    phone, account = read_phone(text, region="GB"), read_account(text)
    email, address = read_email(text), read_address(text)
    assert (
        phone and read_phone(phone.e164, region="GB"),
        account and read_account(account.iban or f"{account.sort_code} {account.number}"),
        email and read_email(email),
        address and read_address(address.text),
    ) == (phone, account, email, address)
