"""How the settings are read: one file, `callpoint.toml`, which the environment may override.

SettingsNotReadError    one or more settings cannot be used; says each in one sentence
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from callpoint.project.setting_models import Settings
from callpoint.project.setting_section import Section
from callpoint.project.setting_values import CREDENTIALS

CODE_FOLDER: Final = Path(__file__).resolve().parents[2]
ALIASES: Final = {"CALLPOINT_PORT": ("web", "port")}
UNTOLD: Final = frozenset({"store.database"})  # where a person may have put a password
OPEN_TO_OTHERS: Final = 0o077
SECTIONS: Final = tuple(Settings.model_fields)


class SettingsNotReadError(Exception):
    """Some settings cannot be used; `problems` holds one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_settings(environment: Mapping[str, str], *, root: Path = CODE_FOLDER) -> Settings:
    """Read the settings file, lay the environment over it and check everything.

    The file is the one `CALLPOINT_CONFIG` names, else `callpoint.toml` in the var
    folder; where there is none, every setting has its default. Relative paths start at
    `root`. Raises SettingsNotReadError with every problem found, not just the first.
    """
    file = settings_file(environment, root)
    raw = _read_file(file)
    overridden, problems = _overridden(environment)
    for (section, name), (_, value) in overridden.items():
        raw.setdefault(section, {})[name] = value
    sources = {".".join(key): variable for key, (variable, _) in overridden.items()}
    places = _places(raw, environment, root)
    try:
        settings = Settings.model_validate({section: {} for section in SECTIONS} | raw, context=places)
    except ValidationError as refused:
        told = {error["loc"][:2]: _sentence(error, sources, file) for error in reversed(refused.errors())}
        raise SettingsNotReadError((*problems, *reversed(told.values()))) from None
    problems += _secret_problems(settings, places)
    if problems:
        raise SettingsNotReadError(tuple(problems))
    return settings


def secret_text(file: Path) -> str:
    """Return the secret a settings file names by its path, without the line end."""
    return file.read_text(encoding="utf-8").rstrip("\r\n")


def default_text(field: FieldInfo) -> str:
    """Return the default of a setting as it would stand in the settings file."""
    value = "" if field.default is None else field.default
    return json.dumps(str(value) if isinstance(value, Path) else value)


def settings_file(environment: Mapping[str, str], root: Path = CODE_FOLDER) -> Path | None:
    """Find the settings file; None where there is none, and every setting has its default."""
    named = environment.get("CALLPOINT_CONFIG")
    if named:
        file = root / named
        if not file.is_file():
            message = (
                f"CALLPOINT_CONFIG names {file}, which is not a file; "
                "name one that is there, or leave CALLPOINT_CONFIG out."
            )
            raise SettingsNotReadError((message,))
        return file
    file = root / environment.get("CALLPOINT_STORE_VAR", "var") / "callpoint.toml"
    return file if file.is_file() else None


def _read_file(file: Path | None) -> dict[str, dict[str, object]]:
    if file is None:
        return {}
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as refused:
        message = f"{file} cannot be read ({refused.strerror}); let this user read it."
        raise SettingsNotReadError((message,)) from None
    except ValueError as refused:  # not UTF-8, or not TOML
        message = f"{file} is not TOML ({refused}); correct that place."
        raise SettingsNotReadError((message,)) from None
    loose = [name for name, section in raw.items() if not isinstance(section, dict)]
    if loose:
        sentences = tuple(
            f"{name} in {file} stands outside a section; put it under one of {_bracketed(SECTIONS)}."
            for name in loose
        )
        raise SettingsNotReadError(sentences)
    return raw


def _bracketed(names: tuple[str, ...]) -> str:
    return ", ".join(f"[{name}]" for name in names)


def _overridden(
    environment: Mapping[str, str],
) -> tuple[dict[tuple[str, str], tuple[str, str]], list[str]]:
    """Return the settings the environment gives, with their variable, and the misspelt."""
    given: dict[tuple[str, str], tuple[str, str]] = {}
    problems: list[str] = []
    for variable, value in sorted(environment.items()):
        key = ALIASES.get(variable) or _key_of(variable)
        if key is None:
            continue
        if key in variables():
            given[key] = (variable, value)
        else:
            problems.append(
                f"{variable} names no setting; see docs/settings.md for the names, or take the variable away."
            )
    return given, problems


def _key_of(variable: str) -> tuple[str, str] | None:
    """Give the section and name that a variable of ours says; None where it says no section of ours."""
    head, _, rest = variable.partition("_")
    said = rest.lower()
    section = next((each for each in SECTIONS if said.startswith(f"{each}_")), None)
    return (section, said.removeprefix(f"{section}_")) if head == "CALLPOINT" and section else None


def sections() -> dict[str, type[Section]]:
    """Return the models of all sections, by the name that stands in brackets in the settings file."""
    kinds = {name: field.annotation for name, field in Settings.model_fields.items()}
    return {
        name: kind for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Section)
    }


def variables() -> dict[tuple[str, str], str]:
    """Return the environment variable of each setting, by its section and name."""
    return {
        (section, name): f"CALLPOINT_{section}_{name}".upper()
        for section, kind in sections().items()
        for name in kind.model_fields
    }


def _places(
    raw: Mapping[str, Mapping[str, object]], environment: Mapping[str, str], root: Path
) -> dict[str, Path]:
    """Return the folders a path may start from, by the name it may write with a `$`."""
    places = {"ROOT": root, "VAR": root / str(raw.get("store", {}).get("var", "var"))}
    if environment.get(CREDENTIALS):
        places[CREDENTIALS] = Path(environment[CREDENTIALS])
    return places


def _sentence(error: ErrorDetails, sources: Mapping[str, str], file: Path | None) -> str:
    """Say in one sentence which setting is wrong, what is wrong, and what to do."""
    setting = ".".join(str(part) for part in error["loc"][:2])
    where = sources.get(setting) or str(file or "callpoint.toml")
    if error["type"] == "extra_forbidden":
        return f"{setting} in {where} is not a setting; see docs/settings.md for the names, or take it out."
    wrong = error["msg"].removeprefix("Value error, ")
    wrong = wrong.replace("Input should", "it must").replace("String should", "it must")
    if len(error["loc"]) < 2:  # two settings that do not agree: the message names both
        return f"{wrong}."
    given = error["input"]
    told = isinstance(given, str | int | float) and setting not in UNTOLD
    value = f" is {given!r}, but" if told else ":"
    return f"{setting}{value} {wrong}; correct it in {where}."


def _secret_problems(settings: Settings, places: Mapping[str, Path]) -> Iterator[str]:
    """Find secret files that are missing or open to others.

    What lies in the credentials folder is guarded by the service manager, which may
    show it through an access list, so its mode is not looked at.
    """
    named = {
        "store.password_file": settings.store.password_file,
        "mail.password_file": settings.mail.password_file,
    }
    guarded = places.get(CREDENTIALS)
    for setting, file in named.items():
        if file is None:
            continue
        if not file.is_file():
            yield f"{setting} names {file}, which is not a file; put the password there."
        elif file.parent != guarded and file.stat().st_mode & OPEN_TO_OTHERS:
            yield (f"{setting} names {file}, which others may open; run chmod 600 {file}.")
