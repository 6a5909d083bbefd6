"""All texts people see, gathered for translation, and the made-up languages that show what escapes it.

The texts come from five places: the code, the templates, the content, the tables of the rules, and the few
messages of libraries that staff meet. They are written to one template, `callpoint.pot`, in an order that
changes only with the texts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract
from pydantic import BaseModel

from callpoint.project.catalogues import compile_messages
from callpoint.project.setting_models import Service
from callpoint.rules.content import (
    check,
    closing_model,
    criteria_model,
    export_model,
    model,
    now_model,
    publish,
    request_model,
    welfare_model,
)
from callpoint.rules.content.layout import COMMON
from callpoint.rules.content.load import read_content
from callpoint.rules.content.problems import BrokenContentError
from callpoint.rules.content.sheet_model import Sheet
from callpoint.rules.content.triage_model import SignFile, TriageTable
from callpoint.rules.letters import STANDARD
from callpoint.rules.places import Places
from callpoint.rules.questionnaire import Refusal
from callpoint.rules.reference import CODE_WHAT_TO_DO, WHAT_TO_DO
from callpoint.rules.request_letter import NO_POWER

PACKAGE: Final = Path(__file__).resolve().parents[1]
LOCALE: Final = PACKAGE / "locale"
TEMPLATE: Final = LOCALE / "callpoint.pot"

HEADER: Final = """\
# The texts of Callpoint, for translation. Written by `callpoint messages --extract`; docs/translating.md says how.
msgid ""
msgstr ""
"Project-Id-Version: Callpoint\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "_": None,
        "gettext": None,
        "gettext_noop": None,
        "lazystr": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }
)
JINJA_OPTIONS: Final[Mapping[str, Any]] = MappingProxyType(
    {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
)

TOLD: Final[Mapping[type[BaseModel], tuple[str, ...]]] = MappingProxyType(
    {
        model.Service: ("name", "for_whom", "takes", "does_not_take", "cost", "notes"),
        model.ServesWhom: ("age_rule",),
        model.Channel: ("value", "note"),
        model.Kind: ("label", "definition", "keep", "advice_now", "advice_prevent"),
        model.Choice: ("label", "hint"),
        model.Question: ("ask", "hint", "why"),
        model.QuestionSection: ("title", "lead"),
        Sheet: ("heading", "lead", "another"),
        model.Promise: ("title", "told"),
        model.GuidancePage: ("title", "lead"),
        model.GuidanceSection: ("heading", "lead"),
        model.GuidancePoint: ("text",),
        model.Unit: ("name",),
        export_model.ExportMapping: ("title",),
        closing_model.Outcome: ("title", "decision", "reason", "gap"),
        welfare_model.DistressSort: ("words",),
        request_model.RequestKind: ("title", "to", "asks", "confirm", "note"),
        request_model.RequestResult: ("label", "told"),
        model.Country: ("name",),
        model.Situation: ("label", "hint", "card", "card_text"),
        model.Jurisdiction: ("name",),
        criteria_model.Criterion: ("says", "told"),
        criteria_model.ClassCriterion: ("says", "told"),
        criteria_model.AxisCriteria: ("title", "lead", "steps"),
        criteria_model.ClassWords: ("title", "told"),
        criteria_model.ReasonCode: ("text",),
        criteria_model.CriteriaFile: ("never",),
        now_model.NowGuide: ("title", "lead", "do_not", "keep"),
        now_model.NowLocal: ("do_not", "keep"),
        now_model.NowStep: ("text", "detail"),
        now_model.NowWords: ("to", "words"),
        now_model.NowFact: ("text",),
        now_model.NowTime: ("text",),
        now_model.NowClock: ("heading", "ask", "event", "note"),
        now_model.NowWay: ("label", "text"),
        now_model.NowChoice: ("label",),
        TriageTable: ("reasons", "service_reasons"),
        SignFile: ("says",),
    }
)
"""The fields of the content that people read; ids, codes, sources and notes to writers are none of them."""

NOT_WORDS: Final = re.compile(r"https?://\S*|\S+@\S+|\W*[\d\W]+")
"""A channel's value that is an address or a number, the same in each language."""

TABLES: Final[Mapping[str, Iterable[str]]] = MappingProxyType(
    {
        "callpoint/project/setting_models.py": (Service.model_fields["organisation"].default,),
        "callpoint/rules/content/check.py": check.WHY.values(),
        "callpoint/rules/content/publish.py": publish.Why,
        "callpoint/rules/letters.py": (STANDARD.sorry,),
        "callpoint/rules/questionnaire.py": Refusal,
        "callpoint/rules/request_letter.py": (NO_POWER,),
        "callpoint/rules/reference.py": (*WHAT_TO_DO.values(), *CODE_WHAT_TO_DO.values()),
    }
)
"""Texts of modules that know no gettext: the pages translate them, then fill in the values."""

LIBRARY_TEXTS: Final[tuple[str | tuple[str, str], ...]] = (
    "Enter a valid value.",
    "Incorrect code.",
    "Incorrect password.",
    "Please type your current password.",
    "The password is too similar to the %(verbose_name)s.",
    "The username and/or password you specified are not correct.",
    "This field is required.",
    "This password is too common.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    "Too many failed login attempts. Try again later.",
    "You must type the same password each time.",
    "username",
)
"""What Django and django-allauth tell staff at the sign-in; here a language need not be one of theirs."""


@dataclass(frozen=True)
class Found:
    """One text and where it stands: path below the project folder, and line."""

    text: str | tuple[str, ...]
    path: str
    line: int = 0
    context: str | None = None


def template() -> Catalog:
    """Gather every text into one catalogue without translations.

    :raises BrokenContentError: the content has problems.
    """
    catalogue = Catalog()
    for found in sorted(_all_texts(), key=lambda one: (one.path, one.line)):
        catalogue.add(found.text, locations=[(found.path, found.line)], context=found.context)
    return catalogue


def template_text() -> str:
    """Write the template as text, without dates and line numbers."""
    written = BytesIO()
    write_po(written, template(), width=0, omit_header=True, include_lineno=False)
    return HEADER + written.getvalue().decode()


def extract() -> None:
    """Write the template."""
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_text(template_text(), encoding="utf-8")


def is_current() -> bool:
    """Say whether the template holds the texts as they are now."""
    return TEMPLATE.is_file() and TEMPLATE.read_text(encoding="utf-8") == template_text()


def compile_translations() -> None:
    """Compile the translations that changed, as each start does."""
    compile_messages([LOCALE])


def _all_texts() -> Iterator[Found]:
    yield from _texts_of_files("*.py", "python", {})
    yield from _texts_of_files("*.html", babel_extract, JINJA_OPTIONS)
    yield from _texts_of_content()
    yield from (Found(str(text), path) for path, table in TABLES.items() for text in table)
    yield from (Found(text, "libraries") for text in LIBRARY_TEXTS)


def _texts_of_files(names: str, method: Any, options: Mapping[str, Any]) -> Iterator[Found]:
    for file in sorted(PACKAGE.rglob(names)):
        path = file.relative_to(PACKAGE.parent).as_posix()
        for line, text, _comments, context in extract_from_file(
            method, file, KEYWORDS, options=dict(options)
        ):
            yield Found(text, path, line, context)


def _texts_of_content() -> Iterator[Found]:
    reading = read_content(PACKAGE / "content")
    if reading.problems:
        raise BrokenContentError(reading.problems)
    content = reading.content
    tables: Mapping[str, Mapping[str, BaseModel]] = {
        "countries": content.countries,
        "exports": content.exports,
        "criteria": {COMMON: content.criteria.file} if content.criteria else {},
        "guidance": content.guidance,
        "guidance_local": content.guidance_local,
        "jurisdiction": content.jurisdictions,
        "kinds": content.kinds,
        "now": content.now,
        "now_local": content.now_local,
        "promises": content.promises,
        "outcomes": content.outcomes,
        "questions": content.questions,
        "requests": content.requests,
        "sections": content.sections,
        "services": content.services,
        "sheets": content.sheets,
        "signs": content.signs,
        "situations": content.situations,
        "triage": content.triage_tables,
        "units": content.units,
        "welfare": content.welfare,
    }
    for sort, things in tables.items():
        for name, thing in things.items():
            tree = reading.found.pieces[sort, name].tree
            for text in told(thing):
                yield Found(text, f"{PACKAGE.name}/{tree.file}", tree.line())
    authorities = Places.load(PACKAGE / "content").uk.authorities.values()
    for area in sorted({one.police_area.name for one in authorities}):
        yield Found(area, f"{PACKAGE.name}/content/uk/places/authorities.csv")


def told(thing: BaseModel) -> Iterator[str]:
    """Give the texts of a piece of content that people read, its parts' included."""
    names = TOLD.get(type(thing), ())
    for name in type(thing).model_fields:
        yield from _told_in(getattr(thing, name), is_told=name in names)


def _told_in(value: object, *, is_told: bool) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from told(value)
    elif isinstance(value, str):
        if is_told and value and not NOT_WORDS.fullmatch(value):
            yield value
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _told_in(part, is_told=is_told)


ACCENTED: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒĝĥíĵķļɱñóþʠŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ",
)
"""Each Latin letter to a letter that is clearly it and clearly not: what stays plain was not translated."""
HEBREW: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהופגחיקלמנועץרסתשטצחזעאבגדהופגחיקלמנועץרסתשטצחזע",
)
"""Each Latin letter to one written from right to left."""
OPENING, CLOSING = "⟦", "⟧"
PLACEHOLDER: Final = re.compile(r"%(?:\(\w+\))?[sd]|%{1,2}\{\w+\}|\{\w*\}|%%")


def pseudo(text: str, letters: Mapping[int, int] = ACCENTED) -> str:
    """Write a text in a made-up language: other letters, in brackets, its placeholders kept."""
    ends = [*(found.span() for found in PLACEHOLDER.finditer(text)), (len(text), len(text))]
    parts, start = [], 0
    for begin, end in ends:
        parts += [text[start:begin].translate(letters), text[begin:end]]
        start = end
    return OPENING + "".join(parts) + CLOSING


def pseudo_catalogue(locale: str, letters: Mapping[int, int], texts: Catalog) -> Catalog:
    """Translate the texts of a template into a made-up language that takes the place of a real one."""
    catalogue = Catalog(locale=locale)
    for message in texts:
        if not message.id:
            continue
        one, *many = (message.id,) if isinstance(message.id, str) else message.id
        forms = [pseudo(form, letters) for form in (one, *many * (catalogue.num_plurals - 1))]
        catalogue.add(message.id, forms if many else forms[0], context=message.context)
    return catalogue
