"""
Phone numbers by the tables of phonenumbers (Google's libphonenumber).

The library reads some thousand numbers a second; a text has many runs of digits. So what its tables say of a country is
compiled once into one pattern, and the library itself is asked only where a country rewrites numbers (Brazil, Mexico).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, Final

from callpoint.rules.reading.phones import FICTIONAL, Standing, phone_of

_DESCRIPTIONS: Final = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
LONGEST: Final = 15
"""Digits of the longest number (E.164)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the numbers of one country code look: in use, and of a right length; and what is dialled before them."""

    code: str
    in_use: re.Pattern[str]
    lengths: frozenset[int]
    trunk: str
    needs_trunk: bool
    abroad: str
    is_simple: bool


def number_of(dialled: str, region: str) -> tuple[str, Standing] | None:
    """
    Give the number in E.164, and how it stands, of digits as dialled in a country, perhaps after a plus.

    None where no country has a number of that length, or where it does not begin as numbers do that are dialled there.
    """
    return _number_of(dialled, region)


@lru_cache(maxsize=4096)
def _number_of(dialled: str, region: str) -> tuple[str, Standing] | None:
    home = plan_of_region(region)
    if dialled.startswith("+"):
        return _abroad(dialled[1:], region)
    if home is None or not home.is_simple:
        return _by_library(dialled, region)
    if home.abroad and dialled.startswith(home.abroad):
        found = _abroad(dialled[len(home.abroad) :], region)
        if found:
            return found
    if home.trunk and dialled.startswith(home.trunk):
        return _judged(home, dialled[len(home.trunk) :])
    # Where a trunk digit is a must (the 0 of most countries), a number without it is none; in North America it is not.
    return None if home.needs_trunk else _judged(home, dialled)


def _abroad(digits: str, region: str) -> tuple[str, Standing] | None:
    for length in (1, 2, 3):
        plan = plan_of_code(digits[:length])
        if plan is not None:
            break
    else:
        return None
    if not plan.is_simple:
        return _by_library(f"+{digits}", region)
    national = digits[len(plan.code) :]
    if plan.trunk and national.startswith(plan.trunk) and not plan.in_use.fullmatch(national):
        national = national[len(plan.trunk) :]
    return _judged(plan, national)


def _judged(plan: Plan, national: str) -> tuple[str, Standing] | None:
    e164 = f"+{plan.code}{national}"
    if FICTIONAL.fullmatch(e164):
        return e164, "fictional"
    if plan.in_use.fullmatch(national):
        return e164, "allocated"
    return (e164, "unallocated") if len(national) in plan.lengths else None


def _by_library(dialled: str, region: str) -> tuple[str, Standing] | None:
    found = phone_of(dialled, region=region)
    return (found.e164, found.standing) if found else None


@cache
def plan_of_region(region: str) -> Plan | None:
    """Give the plan of a country (ISO 3166-1); None where it has none."""
    code = _library().country_code_for_region(region)
    return plan_of_code(str(code)) if code else None


@cache
def plan_of_code(code: str) -> Plan | None:
    """Give the plan of a country code, over all countries that share it; None where nobody has it."""
    library = _library()
    if not code.isdecimal() or code.startswith("0"):
        return None
    regions = library.COUNTRY_CODE_TO_REGION_CODE.get(int(code))
    if not regions:
        return None
    tables = [_table(region, code) for region in regions]
    main = tables[0]
    abroad = main.international_prefix or ""
    return Plan(
        code=code,
        in_use=re.compile("|".join(f"(?:{part})" for table in tables for part in _patterns(table))),
        lengths=frozenset(main.general_desc.possible_length),
        trunk=main.national_prefix or "",
        needs_trunk=bool(main.number_format)
        and all(one.national_prefix_formatting_rule for one in main.number_format),
        abroad=abroad if abroad.isdecimal() else "00",
        is_simple=_is_simple(main),
    )


def _is_simple(table: Any) -> bool:
    """Say whether a country's numbers are dialled as they are, at most behind one fixed trunk digit or two."""
    parsed = (table.national_prefix_for_parsing or "").split("|")
    return table.national_prefix_transform_rule is None and (table.national_prefix or "") in parsed


def _table(region: str, code: str) -> Any:
    metadata = _library().PhoneMetadata
    if region == "001":
        return metadata.metadata_for_nongeo_region(int(code))
    return metadata.metadata_for_region(region)


def _patterns(table: Any) -> list[str]:
    """Give the patterns of a country's numbers in use, each with the lengths that go with it."""
    found = []
    for name in _DESCRIPTIONS:
        description = getattr(table, name)
        if description is not None and description.national_number_pattern:
            lengths = "|".join(
                f"\\d{{{length}}}"
                for length in description.possible_length or table.general_desc.possible_length
            )
            found.append(f"(?=(?:{lengths})$)(?:{description.national_number_pattern})")
    return found


@cache
def _library() -> ModuleType:
    import phonenumbers  # noqa: PLC0415 - its tables are large, and few pages read a number

    return phonenumbers
