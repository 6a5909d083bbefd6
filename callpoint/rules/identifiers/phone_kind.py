"""Phone numbers in a text: where they begin and end among other digits, and how people read them."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.candidates import Candidate, Shape
from callpoint.rules.identifiers.digits import Group, Run, joined, run_of, words_before
from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.phones import LONGEST, number_of, plan_of_region

_CALLED: Final = re.compile(
    r"order|ref|reference|tracking|invoice|inv|booking|parcel|consignment|policy|claim|crime|case|ticket|customer|serial"
    r"|imei|isbn|gtin|ean|barcode|sku|utr|vat|po|grn|job|log|incident|cad|meter|mpan|nhs|passport|licence|license|company"
    r"|charity|registration|reg|transaction|txn|auth|terminal|member|membership|otp|passcode|zip|archeb|zam[oó]wienia"
    r"|tracking id|item|lot|batch|model|part|product|account|acc|docket|fax ref|voucher|coupon|(?<!caller )id|nino|roll|mid"
)
_NO_PHONE: Final = re.compile(
    rf"\b(?:{_CALLED.pattern})s?(?:[ .](?:no|number|num|nr|id|code|ref|reference|is|was))*[ .:#=-]*[#]?$"
)
_CUE: Final = re.compile(
    r"\b(?:phone|mobile|mob|tel|telephone|call|called|caller|calls|rang|ring|rung|text|texted|whatsapp|sms|number|cell|dial"
    r"|landline|contact|ph|telefon\w*|numer\w*|rhif|ff[oô]n|dzwoni\w*|zadzwoni\w*|номер\w*|телефон\w*|نمبر|فون"
    r"|anruf\w*|angerufen|nummer|handy|appel\w*|num[eé]ro|t[eé]l[eé]phone|llam\w*|tel[eé]fono|numero|chiamat\w*)\b"
)
_WORD_FOR: Final = re.compile(
    r"(?:\b|_)(?:tel|te1|mob|mobile|phone|ph|no|num|call|whatsapp|text|from|t|m|te|p)$"
)
_MUST: Final = 9
"""Digits at least, save for short numbers that are in use, such as 0800 1111."""
_SPACED: Final = re.compile(r"[ ().\-/]+")


def find(scene: Scene) -> Iterator[Hit]:
    """Find the phone numbers in the runs that other kinds have left."""
    plan = plan_of_region(scene.region)
    heads = ("0", plan.code, "7") if plan and plan.needs_trunk else ()
    for run in scene.runs:
        at = 0
        while at < len(run.groups):
            first = run.groups[at]
            if heads and not first.digits.startswith(heads) and not _has_plus(scene.text, first):
                at += 1
                continue
            found = _begins(scene, run, at)
            if found is None:
                at += 1
                continue
            hit, at = found
            yield hit


def _begins(scene: Scene, run: Run, at: int) -> tuple[Hit, int] | None:
    """Give the number that begins at a group, and the group after it; the longest one in use, or else a whole one."""
    start, plus = _start(scene.text, run, at)
    if start is None or not _may_begin(scene, run.groups[at].digits, plus):
        return None
    best: tuple[str, int] | None = None
    digits = ""
    for place in range(at, min(len(run.groups), at + LONGEST + 2)):
        digits += run.groups[place].digits
        if len(digits) > LONGEST + 3:
            break
        if len(digits) < 8 or not _ends_well(scene.text, run.groups[place]):
            continue
        value = _number(scene, plus + digits, run.groups[at : place + 1])
        if value is not None:
            best = value, place + 1
    if best is None:
        return None
    value, after = best
    return Hit(IdentifierKind.PHONE, value, start, run.groups[after - 1].end), after


def _has_plus(text: str, first: Group) -> bool:
    """Say whether a plus stands before digits: then a number may begin with other than what is dialled first."""
    return "+" in text[max(0, first.start - 3) : first.start]


def _start(text: str, run: Run, at: int) -> tuple[int | None, str]:
    """Give where a number begins, with its plus and bracket; None where what stands before it says it is none."""
    start = run.groups[at].start
    plus = ""
    opening = text[max(0, start - 3) : start]
    # "07700 900123 + 07700 900456": a plus with a space after it, before a 0, is an "and".
    signs = ("(+", "+(", "+ ", "+", "(") if run.groups[at].digits[0] != "0" else ("(+", "+(", "+", "(")
    for sign in signs:
        if opening.endswith(sign) and ("(" not in sign or _CLOSED.match(text, start)):
            start -= len(sign)
            plus = "+" if "+" in sign else ""
            break
    before = words_before(text, start, 32)
    if (
        sign_before(text, start)
        and not (plus and not text[start - 1].isalnum())
        and not _WHOLE.search(before)
    ):
        return None, ""
    if not plus and _NO_PHONE.search(before):
        return None, ""
    return start, plus


_WHOLE: Final = re.compile(r"(?:\d[ -]?){10,}/$")
"""A whole number before a stroke: what follows is the next one."""
_CLOSED: Final = re.compile(r"\d{1,6} ?\)")
"""A bracket around a part of a number: one around the whole number is none of it."""


def sign_before(text: str, start: int) -> bool:
    """Say whether the sign before belongs to what follows it, so that this is the middle of something."""
    sign = text[start - 1 : start]
    if not sign:
        return False
    if sign.isalpha():
        return not _WORD_FOR.search(words_before(text, start, 9))
    if sign == "." and _WORD_FOR.search(words_before(text, start - 1, 9)):
        return False
    return sign.isdigit() or sign in "_£$€#@=&%" or (sign in "-/.," and text[start - 2 : start - 1].isalnum())


def _may_begin(scene: Scene, digits: str, plus: str) -> bool:
    if plus:
        return digits[0] != "0"
    plan = plan_of_region(scene.region)
    if plan is None or not plan.needs_trunk:
        return True
    return digits[0] == "0" or digits.startswith((plan.code, "7"))


_GOES_ON: Final = re.compile(r"[^\W\dxXe]|[%_@£$€]")
"""What shows that digits are a part of something else; an x or e may begin an extension."""


def _ends_well(text: str, group: Group) -> bool:
    after = text[group.end : group.end + 2]
    return _GOES_ON.match(after) is None


def _number(scene: Scene, dialled: str, groups: list[Group]) -> str | None:
    """Give the number that groups are; those out of use count only in a shape that phones are written in."""
    found = number_of(dialled, scene.region)
    if found is not None and found[1] != "unallocated":
        return found[0] if _is_shaped(scene, dialled, groups) else None
    if dialled.startswith("+"):
        return found[0] if found and _MUST <= len(dialled) - 1 <= LONGEST else None
    bare = _without_start(scene, dialled, groups)
    if bare is not None:
        return bare
    if found is None or len(found[0]) < 11 or dialled.startswith("000"):
        return None
    return found[0] if _is_grouped(groups) or _has_cue(scene, groups) else None


def _without_start(scene: Scene, dialled: str, groups: list[Group]) -> str | None:
    """Give a number whose plus or first 0 was left out, as 447700900123 or 7700 900123."""
    plan = plan_of_region(scene.region)
    if plan is None or not plan.needs_trunk or dialled.startswith("0"):
        return None
    for whole, sure in ((f"+{dialled}", dialled.startswith(f"{plan.code}7")), (f"0{dialled}", False)):
        found = number_of(whole, scene.region)
        if found and found[1] != "unallocated" and (sure or _has_cue(scene, groups)):
            return found[0]
    return None


def _is_shaped(scene: Scene, dialled: str, groups: list[Group]) -> bool:
    """Say whether digits without a plus or 0 before them are written as a phone, or said to be one."""
    if dialled.startswith(("+", "0")):
        first = groups[0]
        is_fraction = first.digits == "0" and scene.text[first.end : first.end + 1] == "."
        return not is_fraction and (len(dialled) >= 10 or _has_cue(scene, groups))
    return _is_grouped(groups) or _has_cue(scene, groups)


def _is_grouped(groups: list[Group]) -> bool:
    """Say whether groups are of the sizes that phones are written in: three and more digits, two to four groups."""
    sizes = [len(group.digits) for group in groups]
    if sizes[0] == 1:
        sizes = sizes[1:]
    return 2 <= len(sizes) <= 4 and all(size >= 3 for size in sizes)


def _has_cue(scene: Scene, groups: list[Group]) -> bool:
    around = words_before(scene.text, groups[0].start, 45)
    return bool(_CUE.search(around.rpartition(". ")[2]))


class Phones:
    """Phone numbers."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one number typed in a field."""
        groups = run_of(text, Candidate(Shape.NUMBER, 0, len(text), text)).groups
        digits = joined(groups)
        rest = _SPACED.sub("", text[groups[-1].end :]) if groups else "?"
        plus = "+" if groups and "+" in text[: groups[0].start] else ""
        if not groups or len(digits) > LONGEST + 3 or len(text) > 80 or rest.strip(" ,;"):
            return None
        for dialled in (plus + digits, f"+{digits}", f"0{digits}"):
            found = number_of(dialled, region)
            if found and len(found[0]) > 7 and (found[1] != "unallocated" or dialled == plus + digits):
                return found[0]
        return None

    def show(self, value: str) -> str:
        """Give it with its spaces, as dialled from anywhere."""
        import phonenumbers  # noqa: PLC0415 - its tables are large

        try:
            number = phonenumbers.parse(value, None)
        except phonenumbers.NumberParseException:
            return value
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))

    def links(self, value: str) -> bool:
        """Say whether it is the number of somebody: short service numbers are not."""
        return len(value) > 8

    def notes(self, value: str) -> tuple[str, ...]:
        """Mark numbers set aside for stories, out of use, and of a dear rate."""
        found = number_of(value, "GB")
        notes = [found[1]] if found and found[1] != "allocated" else []
        return (*notes, *_rates(value))


def _rates(value: str) -> tuple[str, ...]:
    import phonenumbers  # noqa: PLC0415 - its tables are large

    try:
        sort = phonenumbers.number_type(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(code for kind, code in _RATES if getattr(phonenumbers.PhoneNumberType, kind) == sort)


_RATES: Final = (
    ("PREMIUM_RATE", "premium-rate"),
    ("TOLL_FREE", "free"),
    ("VOIP", "internet"),
    ("PERSONAL_NUMBER", "follow-me"),
    ("SHARED_COST", "shared-cost"),
)
