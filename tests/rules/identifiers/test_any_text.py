"""What holds of any text: places are exact, nothing overlaps, nothing fails, and no text takes longer than its length."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.identifiers import HOSTILE
from callpoint.rules.identifiers import Found, IdentifierKind, find, kind_links, notes, read, read_any, show

PIECES = (
    "07700 900123",
    "+44 (0)20 7946 0123",
    "12-34-56 12345678",
    "sort code 12-34-56, account 12345678",
    "GB11 QXBK 2044 5512 3456 78",
    "bc1qygtmlw3ksuchekh82crr2vgtp5l39293dhh2vp",
    "0x651dC8650e2aB4027f0e5b23796F45744805B27b",
    "TNKfZPW2nXXxrX5Uns25Jaww92idoV17CT",
    "a.b@c.example",
    "a (at) b (dot) example",
    "hxxps://evil[.]example/x",
    "www.evil.example",
    "evil.example/path?x=1",
    "192.0.2.1",
    "2001:db8::1",
    "@name.surname on instagram",
    "telegram @name_1",
    "snap: name_1",
    "https://t.me/name_1",
    "wa.me/447700900123",
    "card ending 1234",
    "4532 0151 1283 0366",
    "xxxx-xxxx-xxxx-5620",
    "anydesk 123 456 789",
    "my",
    "his",
    "from",
    "\n",
    " ",
    ", ",
    ".",
    "\u200b",
    "\u00a0",
    "\ud800",
    "\u2013",
    "٠٧٧٠٠٩٠٠١٢٣",
    "\uff11\uff12",
    "é",
    "(",
    "]",
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map(" ".join),
    st.text(alphabet="0123456789+-.()/@: abcxOl#_[]", max_size=120),
)


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from(["GB", "US", "PL", "IE", "BR", "ZZ"]))
def test_places_are_exact_and_nothing_overlaps(text: str, region: str) -> None:
    found = find(text, region=region)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(left.end <= right.start for left, right in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_was_found_reads_the_same_when_it_is_shown(text: str) -> None:
    found = find(text)
    assert [read(one.kind, show(one.kind, one.value)) for one in found] == [one.value for one in found]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_search_box_takes_any_text(text: str) -> None:
    for kind, value in read_any(text):
        assert value
        assert isinstance(kind_links(kind, value), bool)
        assert isinstance(notes(kind, value), tuple)


@pytest.mark.parametrize("text", [piece for piece in PIECES if find(piece)])
def test_signs_that_nobody_sees_change_no_place(text: str) -> None:
    hidden = f"é \u200b{text}\u200e"
    before, after = find(text), find(hidden)
    assert [(one.kind, one.value, one.start + 3, one.end + 3) for one in before] == [
        (one.kind, one.value, one.start, one.end) for one in after
    ]


def test_a_card_is_never_kept_whole() -> None:
    (found,) = find("it was 4532 0151 1283 0366")
    assert (found.kind, found.value) == (IdentifierKind.CARD, "card:****0366")


def steps(text: str) -> int:
    """Count the calls that a text takes."""
    taken = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal taken
        taken += 1

    sys.setprofile(count)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return taken


@pytest.mark.parametrize("unit", list(HOSTILE.values()), ids=list(HOSTILE))
def test_the_steps_of_a_hostile_text_grow_no_faster_than_its_length(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (4_000, 16_000))
    find(short)
    assert steps(long) <= 4.6 * steps(short) + 400


def test_a_text_of_half_identifiers_is_left_in_the_end() -> None:
    assert steps("@a " * 200_000) <= 1.1 * steps("@a " * 100_000)


STATEMENT = "04 MAR 26  FASTER PAYMENT TO  K MENSAH  {sort:06}  {account:08}  REF LOAN  250.00  1,304.22\n"
ROWS = "{sort:06},{account:08}\n"
CHAT = "[04/03/2026, 18:22:10] Al: ok\n"
RECEIPTS = "On 04/03/2026 at 18:22:10 I paid order 88{sort:06}, it is @ the shop\n"


@pytest.mark.parametrize(
    ("line", "found_in_each"),
    [(STATEMENT, 1), (ROWS, 1), (CHAT, 0), (RECEIPTS, 0)],
    ids=["statement", "rows", "chat", "receipts"],
)
def test_an_ordinary_text_of_any_length_is_read_to_its_end(line: str, found_in_each: int) -> None:
    number = 120_000 // len(line)
    text = "".join(line.format(sort=300_000 + place, account=60_000_000 + place) for place in range(number))
    found = find(f"{text} and at last he rang from 07700 900123")
    assert (len(found), found[-1].value) == (number * found_in_each + 1, "+447700900123")


def test_many_real_identifiers_are_all_found() -> None:
    found: tuple[Found, ...] = find("He rang from 07700 900123.\n" * 3000)
    assert len(found) == 3000
