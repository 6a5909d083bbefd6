"""Holds every template to our rules: used, nothing inline, and naming only what its page declares."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

import pytest
from jinja2 import DictLoader, Environment

import callpoint.pages
from callpoint.pages.environment import page_environment
from callpoint.pages.page import Page
from tests.structure.template_rules import COMPONENTS, html_problems
from tests.structure.template_walk import Walk


@cache
def environment() -> Environment:
    from django.template import engines  # noqa: PLC0415  # only after Django is set up

    return engines.all()[0].env  # type: ignore[no-any-return,attr-defined]  # Django's Jinja2 backend


@cache
def template_names() -> tuple[str, ...]:
    """Every template file, by the name the environment knows it under."""
    names = environment().list_templates(extensions=["html"])
    return tuple(name for name in names if not name.startswith(("static/", "templates/")))


@cache
def page_classes() -> tuple[type[Page], ...]:
    """Every class of page that names a template of its own."""
    for found in pkgutil.walk_packages(callpoint.pages.__path__, "callpoint.pages."):
        importlib.import_module(found.name)
    return tuple(kind for kind in _below(Page) if "template" in vars(kind))


def _below(kind: type[Page]) -> Iterator[type[Page]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def walk(in_environment: Environment, template: str, scope: dict[str, Any]) -> Walk:
    done = Walk(in_environment)
    done.template(template, scope)
    done.finish()
    return done


def none_of(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def replaces_a_page_of_allauth(name: str) -> bool:
    return files("allauth").joinpath("templates", name).is_file()


def test_every_template_names_only_what_its_page_declares() -> None:
    none_of(
        [
            problem
            for kind in page_classes()
            for problem in walk(environment(), kind.template, {"page": kind}).problems
        ]
    )


def test_every_template_is_used() -> None:
    used = {
        name for kind in page_classes() for name in walk(environment(), kind.template, {"page": kind}).macros
    }
    roots = {
        name for name in template_names() if replaces_a_page_of_allauth(name) or name.startswith(COMPONENTS)
    }
    used |= roots | {name for root in roots for name in walk(environment(), root, {"page": Any}).macros}
    none_of(
        [
            f"{name} is used by no page: delete it, or name it in a page."
            for name in template_names()
            if name not in used
        ]
    )


def test_no_template_has_inline_code_foreign_addresses_or_untranslated_text() -> None:
    sources = {name: environment().loader.get_source(environment(), name)[0] for name in template_names()}  # type: ignore[union-attr]  # ours has a loader
    none_of(
        [
            problem
            for name, source in sources.items()
            for problem in html_problems(environment(), name, source)
        ]
    )


@dataclass(frozen=True)
class Row:
    label: str
    at: int


@dataclass(frozen=True)
class Seeded:
    """A page for the seeded breaches below."""

    template: ClassVar[str] = "page.html"
    heading: str
    rows: tuple[Row, ...]
    main: Row | None
    by_name: dict[str, Row]

    @property
    def first(self) -> Row:
        return self.rows[0]


def seeded(source: str) -> Environment:
    part = "{{ page.heading }}{% for row in page.rows %}{{ row.nothing }}{% endfor %}"
    macros = "{% macro line(row, size=1) %}{{ row.labell }}{{ size }}{% endmacro %}"
    parent = "<main>{% block body %}{% endblock %}</main>"
    templates = {"page.html": source, "part.html": part, "macros.html": macros, "parent.html": parent}
    return page_environment(loader=DictLoader(templates))


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.unheard }}",
        "{{ unheard }}",
        "{% if page.hnit %}a{% endif %}",
        "{% for row in page.rows %}{{ row.unsaid }}{% endfor %}",
        "{% for row in page.rows if row.unsaid %}{% endfor %}",
        "{% for row in page.heading_lines %}{% endfor %}",
        "{% for name, row in page.by_name.items() %}{{ row.unsaid }}{% endfor %}",
        "{% set row = page.first %}{{ row.unsaid }}",
        "{% with row = page.main %}{{ row.unsaid }}{% endwith %}",
        "{{ (page.main or page.first).unsaid }}",
        "{{ page.rows[0].unsaid }}",
        "{{ page.by_name['x'].unsaid }}",
        "{{ (page.rows | first).unsaid }}",
        "{{ page.rows | map(page.how) | join }}",
        "{% macro line(row) %}{{ row.unsaid }}{% endmacro %}{{ line(page.first) }}",
        "{% macro line(row) %}{{ page.unsaid }}{% endmacro %}",
        "{% from 'macros.html' import line %}{{ line(page.first) }}",
        "{% include 'part.html' %}",
        "{% extends 'parent.html' %}{% block body %}{{ page.unsaid }}{% endblock %}",
        "{% trans name=page.unsaid %}Hello {{ name }}{% endtrans %}",
    ],
)
def test_a_name_the_page_does_not_declare_is_noticed(source: str) -> None:
    assert len(walk(seeded(source), "page.html", {"page": Seeded}).problems) == 1


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.heading }}{{ page.first.label }}{% if page.main %}{{ page.main.label }}{% endif %}",
        "{% for row in page.rows %}{{ loop.index }}{{ row.label.upper() }}{{ row.at + 1 }}{% endfor %}",
        "{% for name, row in page.by_name.items() %}{{ name }}{{ row.label }}{% endfor %}",
        "{% macro line(row) %}{{ row.label }}{{ caller() }}{% endmacro %}{% call line(page.first) %}a{% endcall %}",
        "{% trans name=page.heading %}Hello {{ name }}{% endtrans %}{{ gettext('a') }}",
        "{% set rows = page.rows | sort(attribute='at') | list %}{{ rows[0].label }}",
    ],
)
def test_what_the_page_declares_passes(source: str) -> None:
    assert walk(seeded(source), "page.html", {"page": Seeded}).problems == []


@pytest.mark.parametrize(
    "source",
    [
        "<style>a { color: red }</style>",
        "<script>start()</script>",
        '<p style="color: red">{{ page.heading }}</p>',
        '<button onclick="go()">{{ page.heading }}</button>',
        '<img src="https://example.org/a.png" alt="">',
        '<a href="//example.org">{{ page.heading }}</a>',
        "<p>Untranslated words</p>",
        '<img src="{{ page.heading }}" alt="Untranslated words">',
        "{% if page.heading %}Untranslated words{% endif %}",
    ],
)
def test_a_breach_in_html_is_noticed(source: str) -> None:
    assert len(list(html_problems(seeded(source), "page.html", source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<script src="{{ page.heading }}" defer></script>',
        '<a href="{{ page.heading }}">{% trans %}Words{% endtrans %} {{ gettext("Words") }}</a>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<p class="a{% if page.main %} b{% endif %}">{{ page.heading }} · 12</p>',
    ],
)
def test_sound_html_passes(source: str) -> None:
    assert list(html_problems(seeded(source), "page.html", source)) == []
