"""Payment cards: only the last four digits ever leave this module."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.digits import joined, words_before
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.reading.cards import cards_in_groups, is_card_number, last_four

_NO_PAYMENT: Final = re.compile(
    r"(?:gift|steam|itunes|apple|google play|amazon|voucher|loyalty|nectar|club|points|sim|library|store|phone|prepaid phone)"
    r"[ -]?(?:gift )?(?:card|voucher)s?\b[^.;\n]*$"
    r"|\b(?:tracking|order|ref|reference|imei|parcel|consignment|invoice|barcode|voucher|serial|meter)"
    r"(?: (?:no|number|num|id|code|is|was))*[ .:#-]*$"
)
_CARD: Final = re.compile(r"\b(?:card|visa|mastercard|amex|debit|credit|maestro|pan)\b")
_ENDS: Final = re.compile(
    r"(?:\s|:|-|,|in|with|on|digits?|numbers?|are|is|was|of|the|my|it|card|4|four|na|cyfr[ąayi]\w*|â|gyda|efo|на|цифр\w*){0,8}?[ \"'(*xX.]*(\d{4})(?![\d\-/:]|[.,]\d)",
    re.IGNORECASE,
)
_CARDISH: Final = re.compile(
    r"\b(?:card|visa|mastercard|amex|debit|credit|maestro|barclaycard|revolut|monzo|karta|kart[ęy]|[cg]h?erdyn|ngherdyn|карт|کارڈ)\w{0,2}\b",
    re.IGNORECASE,
)
_SURE: Final = frozenset({15, 16})
"""Lengths that most cards have; others need the word card before them."""


_SHORTEST: Final = 14
"""Digits at least of a whole number."""


def find_whole(scene: Scene) -> Iterator[Hit]:
    """Find full card numbers in the runs of digits."""
    for run in scene.runs:
        if run.end - run.start < _SHORTEST or sum(len(group.digits) for group in run.groups) < _SHORTEST:
            continue
        before = words_before(scene.text, run.start, 60)
        if _NO_PAYMENT.search(before):
            continue
        for first, last in cards_in_groups([group.digits for group in run.groups]):
            digits = joined(run.groups[first:last])
            if len(digits) in _SURE or _CARD.search(before):
                yield Hit(
                    IdentifierKind.CARD,
                    f"card:****{digits[-4:]}",
                    run.groups[first].start,
                    run.groups[last - 1].end,
                )


def find_ending(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find "ending 1234", "last four 1234" after the words that say so."""
    found = _ENDS.match(scene.text, candidate.end)
    if found is None:
        return
    around = scene.text[max(0, candidate.start - 60) : candidate.start]
    after = scene.text[found.end() : found.end() + 40].partition(". ")[0]
    if (
        _NOT_A_CARD.search(around)
        or _NO_PAYMENT.search(around.lower())
        or not (
            _CARDISH.search(around)
            or _CARDISH.search(found[0])
            or _CARDISH.search(after)
            or _SPENT.search(after)
        )
    ):
        return
    yield Hit(IdentifierKind.CARD, f"card:****{found[1]}", *found.span(1))


_SPENT: Final = re.compile(r"\b(?:charged|statement|declined|contactless|refused|receipt|debited)\b")
"""What happens to cards, said after their last digits."""
_NOT_A_CARD: Final = re.compile(
    r"\b(?:phone|mobile|phone number|account|account number|acc|a/c|iban|wallet|postcode|reg|plate|ref|reference|order)s?\W{0,3}(?:number|no)?\W*$",
    re.IGNORECASE,
)
_MASK: Final = re.compile(r"(?:[xX*\u2022#]{2,6}[ -]?){1,4}(\d{4})")
_AMOUNT: Final = re.compile(r"[.,]\d")


def _is_year(candidate: Candidate) -> bool:
    """Say whether four digits behind crossed-out letters are a year: so are dates in papers that hide them."""
    return "1900" <= candidate.text[-4:] <= "2099"


_ENDING: Final = re.compile(r"\bend(?:ing|s|ed)?(?: in| with)?\W*$")
_CARD_OF: Final = re.compile(
    r"\b(?:(?<!gift )(?<!sim )card|visa|mastercard|amex|debit|credit)(?: (?:no|number|is|was))*[ :(]*$"
)
"""What stands right before a card of which only one sign is crossed out, as banks text it: card *1234."""
_SUM: Final = re.compile(r" ?(?:pounds?|quid|euros?|dollars?|gbp|eur|usd|pln|worth|k\b)", re.IGNORECASE)
_MASK_BACK: Final = frozenset("xX*\u2022# -")


def find_masked(scene: Scene, candidate: Candidate) -> Iterator[Hit]:
    """Find a card whose other digits are crossed out: the whole of it is the hit."""
    start = candidate.start
    while start > 0 and candidate.end - start < 30 and scene.text[start - 1] in _MASK_BACK:
        start -= 1
    while scene.text[start] in " -":
        start += 1
    before = words_before(scene.text, start, 30)
    if before[-1:].isalnum() or _NO_PAYMENT.search(before) or _NOT_A_CARD.search(before):
        return
    if _ENDING.search(before):
        return
    if _AMOUNT.match(scene.text, candidate.end) or (candidate.text[0] in "xX" and _is_year(candidate)):
        return
    if _is_crossed_card(scene.text, (start, candidate.end), before):
        yield Hit(IdentifierKind.CARD, f"card:****{candidate.text[-4:]}", start, candidate.end)


def _is_crossed_card(text: str, span: tuple[int, int], before: str) -> bool:
    """Say whether the signs crossed out are as many as on a card, or the words around speak of one."""
    start, end = span
    crossed = sum(sign not in " -" for sign in text[start:end]) - 4
    if crossed == 1 or text[start] in ".\u2026":
        return _CARD_OF.search(before) is not None and _SUM.match(text, end) is None
    if crossed in {8, 11, 12} or (crossed == 4 and text[start] not in "xX"):
        return True
    after = text[end : end + 40].partition(". ")[0]
    return bool(_CARDISH.search(before) or _CARDISH.search(after))


_TYPED: Final = re.compile(
    r"(?:[\s:.,'-]|my|his|her|debit|credit|card|number|no|visa|mastercard|amex|ending|ends|ended|last|four|4|digits|in|with|is|are|[*xX\u2022#])*[\d\s.-]+",
    re.IGNORECASE,
)


class Cards:
    """Cards: never a link, for many share their last four digits."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read a card's last four digits; the rest is thrown away at once."""
        del region
        digits = "".join(sign for sign in text if sign.isdecimal())
        if not _TYPED.fullmatch(text) or not (len(digits) == 4 or is_card_number(digits)):
            return None
        four = last_four(text)
        return f"card:****{four}" if four else None

    def show(self, value: str) -> str:
        """Give "card ending 1234"'s digits as printed on receipts."""
        return f"**** {value[-4:]}"

    def links(self, value: str) -> bool:
        """Say no: one card in ten thousand ends alike."""
        del value
        return False

    def notes(self, value: str) -> tuple[str, ...]:
        """Say nothing: four digits have no meaning."""
        del value
        return ()
