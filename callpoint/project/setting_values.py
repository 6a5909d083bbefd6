"""The kinds of value a setting may have, each with its own check."""

import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationInfo,
)

LIGHT_PAGE: Final = "#ffffff"
DARK_PAGE: Final = "#0f191d"
READABLE_CONTRAST: Final = 4.5  # WCAG 2.2, success criterion 1.4.3

CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
CREDENTIAL: Final = "credential:"
"""Before the name of a credential that systemd hands over."""

Role = Literal["recording-body", "police-force", "support-service", "guide"]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours written as `#rrggbb` (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable_on(page: str) -> AfterValidator:
    def check_readable(colour: str) -> str:
        ratio = contrast(colour, page)
        if ratio < READABLE_CONTRAST:
            needed = f"the contrast of {colour} on {page} is {ratio:.1f} to 1"
            message = f"{needed}; text needs {READABLE_CONTRAST} to 1 to be readable"
            raise ValueError(message)
        return colour.lower()

    return AfterValidator(check_readable)


def _placed(value: object, info: ValidationInfo) -> object:
    """Turn `$VAR/…`, `$CREDENTIALS_DIRECTORY/…`, `credential:…` and relative paths into absolute ones."""
    if value == "":
        return None
    if not isinstance(value, (str, Path)):
        return value
    places: Mapping[str, Path] = info.context or {}
    if str(value).startswith(CREDENTIAL):
        return _credential(str(value).removeprefix(CREDENTIAL), places)
    first, _, rest = str(value).partition("/")
    if first.startswith("$"):
        if first[1:] not in places:
            message = f"{first} is not known here; start the path with / or set {first}"
            raise ValueError(message)
        return places[first[1:]] / rest
    return places.get("ROOT", Path()) / value


def _credential(name: str, places: Mapping[str, Path]) -> Path:
    """Return where systemd puts a credential of this name for a unit that loads it."""
    if not name or "/" in name or name.startswith("."):
        message = f"a credential has a plain name, as in {CREDENTIAL}callpoint-root"
        raise ValueError(message)
    if CREDENTIALS not in places:
        message = (
            f"systemd hands credential {name} over only to a unit or systemd-run with "
            f"LoadCredentialEncrypted={name}, and this is none"
        )
        raise ValueError(message)
    return places[CREDENTIALS] / name


def _known_zone(name: str) -> str:
    if name and name not in zoneinfo.available_timezones():
        message = f"{name!r} is not a time zone, as in Europe/London"
        raise ValueError(message)
    return name


def _web_address(address: str) -> str:
    if address:
        parts = urlsplit(str(TypeAdapter(HttpUrl).validate_python(address)))
        if parts.path.strip("/") or parts.query or parts.fragment:
            message = "a web address without a path is needed, as in https://report.example.org"
            raise ValueError(message)
    return address.rstrip("/")


def _secure_address(address: str) -> str:
    if address and urlsplit(str(TypeAdapter(HttpUrl).validate_python(address))).scheme != "https":
        message = "a web address that starts with https:// is needed"
        raise ValueError(message)
    return address


def _database_address(address: str) -> str:
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme != "postgresql" or not parts.path.strip("/"):
        message = "postgresql://user@host:port/name is needed, or nothing for SQLite"
        raise ValueError(message)
    if parts.password:
        message = "a password must not stand here; put it in a file and name that in store.password_file"
        raise ValueError(message)
    return address


def _listed(value: object) -> object:
    """Let the environment write a list as words with commas between."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


NeededPath = Annotated[Path, BeforeValidator(_placed)]
OptionalPath = Annotated[Path | None, BeforeValidator(_placed)]
Minutes = Annotated[int, Field(ge=5, le=24 * 60)]
Tries = Annotated[int, Field(ge=1, le=1_000_000)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(_listed)]
LightPageColour = Annotated[Colour, _readable_on(LIGHT_PAGE)]
DarkPageColour = Annotated[Colour, _readable_on(DARK_PAGE)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
SecureAddress = Annotated[str, AfterValidator(_secure_address)]
DatabaseAddress = Annotated[str, AfterValidator(_database_address)]
