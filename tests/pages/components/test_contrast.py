"""Every text colour on every ground it is used on, light and dark, states included (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[3] / "frontend" / "source"
TEXT_RATIO = 4.5
LINE_RATIO = 3.0
PAPERS = ("govuk-body-background-colour", "govuk-surface-background-colour", "app-paper", "app-quiet")
INKS = (
    "govuk-text-colour",
    "govuk-secondary-text-colour",
    "govuk-error-colour",
    "govuk-link-colour",
    "govuk-link-hover-colour",
    "govuk-link-active-colour",
    "govuk-link-visited-colour",
)
TAGS = ("blue", "green", "purple", "red", "orange", "teal", "magenta", "yellow", "grey")
TEXT_PAIRS = (
    *((ink, paper) for ink in INKS for paper in PAPERS),
    *((f"tag-{name}-ink", f"tag-{name}-paper") for name in TAGS),
    ("govuk-text-colour", "app-urgent-paper"),
    ("govuk-text-colour", "app-quiet-strong"),
    ("app-on-ink", "app-ink"),
    ("app-on-action", "app-action"),
    ("app-on-action", "app-action-hover"),
    ("app-on-warn", "app-warn"),
    ("app-on-warn", "app-warn-hover"),
    ("govuk-inverse-text-colour", "govuk-brand-colour"),
    ("govuk-inverse-text-colour", "govuk-success-colour"),
    ("govuk-focus-text-colour", "govuk-focus-colour"),
    ("tag-green-ink", "govuk-body-background-colour"),
    ("tag-red-ink", "govuk-body-background-colour"),
)
LINE_PAIRS = (
    ("govuk-input-border-colour", "app-paper"),
    ("govuk-input-border-colour", "govuk-body-background-colour"),
    ("govuk-error-colour", "app-paper"),
    ("app-quiet-shadow", "govuk-body-background-colour"),
)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: str) -> dict[str, str]:
    """Return the colour of each property, as the sources set it for a theme."""
    settings = (SOURCES / "_settings.scss").read_text(encoding="utf-8")
    found = {
        f"govuk-{name}-colour": value for name, value in re.findall(r'"([\w-]+)": (#[0-9a-f]{6})', settings)
    }
    light, _, rest = (SOURCES / "_tones.scss").read_text(encoding="utf-8").partition("@media screen")
    dark, _, _ = rest.partition("@media print")
    for text in (light, dark)[: 2 if theme == "dark" else 1]:
        found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme: str) -> None:
    known = colours(theme)
    weak = {
        pair: round(ratio, 2)
        for pair in TEXT_PAIRS
        if (ratio := _contrast(known[pair[0]], known[pair[1]])) < TEXT_RATIO
    }
    assert weak == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_every_field_can_be_seen(theme: str) -> None:
    known = colours(theme)
    weak = {
        pair: round(ratio, 2)
        for pair in LINE_PAIRS
        if (ratio := _contrast(known[pair[0]], known[pair[1]])) < LINE_RATIO
    }
    assert weak == {}
