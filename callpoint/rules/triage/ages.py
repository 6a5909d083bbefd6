"""Reads ages in a story: the writer's own, a child's, and the oldest person's."""

from collections.abc import Sequence

from callpoint.rules.triage.words import STOP

_CHILD = frozenset(
    [
        "son",
        "daughter",
        "kid",
        "kids",
        "lad",
        "boy",
        "girl",
        "teen",
        "teenager",
        "stepson",
        "stepdaughter",
        "granddaughter",
        "grandson",
        "niece",
        "nephew",
        "pupil",
        "student",
        "schoolgirl",
        "schoolboy",
        "goddaughter",
        "child",
        "brother",
        "sister",
        "cousin",
        "lass",
        "lassie",
        "children",
        "yo",
        "y/o",
        "aged",
        "age",
        "she",
        "her",
        "corka",
        "corki",
        "syn",
        "syna",
    ]
)
_YOUNG = range(9, 20)
"""Ages that people put at the end of their words."""
_YEAR_WORDS = frozenset(
    {
        "year",
        "years",
        "yo",
        "y",
        "yr",
        "yrs",
        "old",
        "lat",
        "oed",
        "saal",
        "ani",
        "anos",
        "ans",
        "років",
        "лет",
        "letni",
        "letnia",
        "letniej",
        "letniego",
        "latka",
        "mlwydd",
        "metu",
        "yas",
        "yasinda",
        "yasindaki",
        "jahre",
        "jahrige",
        "jahriger",
        "jahrigen",
        "anni",
        "річна",
        "річної",
        "річний",
        "летняя",
        "летней",
        "летний",
        "года",
        "роки",
        "سال",
        "ساله",
        "سنه",
        "عام",
        "عاما",
        "سنوات",
        "سنة",
        "साल",
        "ਸਾਲ",
        "বছর",
        "বছরের",
        "ਸਾਲਾਂ",
        "岁",
        "歲",
    }
)
_NOT_AGE = frozenset(
    [
        "stone",
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "week",
        "months",
        "month",
        "pounds",
        "percent",
        "k",
        "quid",
        "miles",
        "times",
        "people",
        "pm",
        "am",
        "st",
        "kg",
        "of",
        "other",
        "missed",
        "messages",
        "calls",
        "emails",
        "grand",
        "euros",
        "dollars",
        "thousand",
        "hundred",
        "million",
        "%",
        "bids",
        "items",
        "followers",
        "seconds",
        "in",
        "at",
        "to",
        "on",
        "from",
        "per",
    ]
)
_SPANS_AFTER = frozenset(
    [
        "ago",
        "temu",
        "together",
        "married",
        "later",
        "now",
        "in",
        "of",
        "atras",
        "urma",
        "тому",
        "назад",
        "yn",
        "and",
    ]
)
"""Words after "years" that make it a length of time, not an age."""
_SPANS_BEFORE = frozenset(
    [
        "for",
        "last",
        "past",
        "over",
        "after",
        "been",
        "since",
        "nearly",
        "hace",
        "desde",
        "depuis",
        "seit",
        "od",
        "przez",
        "together",
        "married",
        "in",
        "about",
        "within",
        "every",
        "next",
        "these",
        "acum",
        "ha",
    ]
)
_ALONE_AFTER = frozenset(
    [
        STOP,
        "mum",
        "mam",
        "dad",
        "parents",
        "please",
        "help",
        "thanks",
        "teacher",
        "scared",
        "me",
        "anyone",
        "school",
    ]
)
"""Words after which a number that ends the sentence is the writer's age."""
_LIED = frozenset(
    ["says", "said", "pretending", "pretended", "pretend", "claims", "claimed", "thought", "saying", "was"]
)
_WORDS = {
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "seven": 7, "six": 6, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCHOOL_YEARS = {"7": 11, "8": 12, "9": 13, "10": 14, "11": 15, "12": 16, "13": 17}


def ages_in(texts: Sequence[str]) -> tuple[str, str, int]:
    """Return the writer's age band, the youngest child's, and the highest age (0: none)."""
    own: list[int] = []
    others: list[int] = []
    for place, text in enumerate(texts):
        age = _WORDS.get(text) or (int(text) if text.isdigit() and len(text) < 3 else 0)
        school = _SCHOOL_YEARS.get(text, 0) if _before(texts, place, 1) == ("year",) else 0
        if school and _after(texts, place)[:1] != ("old",):
            (own if _before(texts, place, 4)[:2] == ("i", "am") else others).append(school)
        elif 4 <= age <= 105:
            _place_age(age, (texts, place), (own, others))
    return _band(own, 18), _band(others, 18), max((*own, *others), default=0)


def _place_age(age: int, at: tuple[Sequence[str], int], found: tuple[list[int], list[int]]) -> None:
    texts, place = at
    before, after = _before(texts, place, 5), _after(texts, place)
    own, others = found
    if after[:1] and after[0] in _NOT_AGE:
        return
    if _is_own(before, after) and (age in _YOUNG or not _stands_alone(before, after)):
        own.append(age)
    elif _is_others(before, after):
        others.append(age)


def _is_own(before: Sequence[str], after: Sequence[str]) -> bool:
    if after[:2] == ("like", "me") or _stands_alone(before, after):
        return True
    direct = before[-2:] == ("i", "am") or before[-3:-1] == ("i", "am")
    return direct or (before[-1:] == ("me",) and after[:1] in {("f",), ("m",)})


def _is_others(before: Sequence[str], after: Sequence[str]) -> bool:
    if _LIED & set(before[-4:]) and after[:1] != ("year",):
        return False
    if after[:1] and after[0] in _YEAR_WORDS:
        return not _is_span(before, after)
    return bool(_CHILD & set(before[-3:])) or before[-2:] in {
        ("he", "is"), ("is", "only"), ("is", "just"), ("they", "are")
    }  # fmt: skip


def _is_span(before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether the years are a length of time, as in "eleven years together"."""
    if "old" in after[:2]:
        return False
    return bool(_SPANS_AFTER & set(after[1:2])) or bool(_SPANS_BEFORE & set(before[-1:]))


def _stands_alone(before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether a number ends the words of a young person: "please help. 14"."""
    return after[:1] in {(), (STOP,)} and bool(_ALONE_AFTER & set(before[-1:]))


def _before(texts: Sequence[str], place: int, count: int) -> tuple[str, ...]:
    return tuple(texts[max(0, place - count) : place])


def _after(texts: Sequence[str], place: int) -> tuple[str, ...]:
    return tuple(texts[place + 1 : place + 4])


def _band(ages: Sequence[int], adult: int) -> str:
    if not ages:
        return ""
    youngest = min(ages)
    if youngest < 13:
        return "under-13"
    if youngest < 16:
        return "13-15"
    return "16-17" if youngest < adult else "adult"
