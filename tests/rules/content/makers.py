"""A small whole content on disk, to be changed in one place by each test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from callpoint.rules.content.load import Problem, load_content, read_content
from callpoint.rules.content.model import Channel, Service
from callpoint.rules.content.whole import Content


@dataclass(frozen=True)
class Broken:
    """A file of the small content with words swapped, and what is then reported."""

    name: str
    file: str
    swaps: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


REAL = Path(__file__).parents[3] / "callpoint" / "content"

PLACE = """id: {id}
name: {name}
country: {country}
timezone: {zone}
currency: GBP
emergency_service: {emergency}
"""

SERVICE = """id: {id}
name: {name}
status: current
for_whom: For people in need.
serves:
  countries: [{countries}]
channels:
  - type: phone
    value: '{number}'
    hours: 24/7
    confidence: seen
source: a test
checked: 2026-11-21
confidence: seen
"""

FILES: Mapping[str, str] = {
    "common/kinds/fake-shop.yaml": """id: fake-shop
group: fraud
label: A shop that is not real
definition: You paid and nothing came.
words: [nothing came]
codes: {ic3: [Non-payment]}
codes_confidence: {ic3: seen}
support_offered: true
urgency: {base: soon}
ask: [story]
""",
    "common/questions/first.yaml": """id: first
title: What happened
each:
  section: first
questions:
  - id: who
    ask: Who are you?
    type: radio
    choices:
      - {id: self, label: Me}
      - {id: child, label: A child}
  - id: story
    ask: What happened?
    type: long
    kinds: ['set:money']
    ask_if:
      who: [self]
""",
    "common/kind_sets.yaml": "kind_sets:\n  money: [fake-shop]\n",
    "common/situations.yaml": ("situations:\n  - id: danger-now\n    label: Someone is in danger\n"),
    "common/guidance/after.yaml": """id: after
title: What comes next
lead: We tell you.
sections:
  - heading: First
    points:
      - text: You get a reference.
        services: [rescue]
""",
    "common/signs/en/money.yaml": "language: en\n",
    "uk/jurisdiction.yaml": PLACE.format(
        id="uk",
        name="United Kingdom",
        country="GB",
        zone="Europe/London",
        emergency="rescue",
    ),
    "uk/services/rescue.yaml": SERVICE.format(id="rescue", name="Rescue", countries="GB", number="999"),
    "uk/services/fraud-line.yaml": SERVICE.format(
        id="fraud-line", name="Fraud line", countries="GB", number="0300 123 2040"
    ),
    "uk/owners.yaml": "owners:\n  fake-shop: {default: [fraud-line]}\n",
    "uk/recording.yaml": ("bodies:\n  - countries: [GB]\n    service: fraud-line\n    form_order: [story]\n"),
    "uk/promises/first-read.yaml": """id: first-read
title: A person reads it
nature: proposed
bound: this service
starts: you send it
duration: P1D
days: working
told: The day.
stops: It was read.
source: a test
checked: 2026-11-21
confidence: seen
""",
    "uk/exports.yaml": """exports:
  - id: records
    title: Records
    columns:
      - name: Ref
        field: reference
      - name: Kind
        field: kind
""",
    "uk/outcomes.yaml": """outcomes:
  - id: ended
    number: 18
    title: Ended
    decision: It ends. {gap}
    reason: We found nobody.
    gap: name the next body
    used_by: [police-force]
    source: a test
    confidence: seen
""",
    "uk/requests.yaml": """requests:
  - id: block-number
    title: Block a number
    to: the telephone firm
    target: phone
    asks: [Please block it.]
    due: P1D
    days: working
    due_now: PT4H
    services: [rescue]
    results:
      - {id: blocked, label: Blocked}
      - {id: refused, label: Refused, reason: true}
    source: a test
    confidence: seen
""",
    "common/closing.yaml": """second_person:
  kinds: [fake-shop]
  facts:
    danger_now: ['yes']
""",
    "common/welfare.yaml": """distress:
  - id: shops
    words: It tells of a shop.
    kinds: [fake-shop]
breaks:
  after_reports: 4
  after_minutes: 120
  away_minutes: 15
help: [rescue]
""",
    "uk/units/desk.yaml": """id: desk
name: Desk
duty_hours: Mo-Fr 09:00-17:00
fallback: true
""",
    "uk/triage.yaml": ("countries: [GB]\nemergency: {GB: rescue}\nroutes: []\nreasons: {}\n"),
    "uk/places/towns.csv": "nobody reads this here\n",
    "uk/README.md": "For people.\n",
    "world/jurisdiction.yaml": PLACE.format(
        id="world", name="Elsewhere", country="ZZ", zone="UTC", emergency="rescue-112"
    ),
    "world/services/rescue-112.yaml": SERVICE.format(
        id="rescue-112", name="Rescue abroad", countries="'*'", number="112"
    ),
    "world/countries.yaml": """each:
  source: a test
  confidence: seen
countries:
  - {id: FR, name: France, dial_code: '+33', emergency: ['15', '112']}
""",
}


def write_files(folder: Path, files: Mapping[str, str | None]) -> Path:
    """Write files below a folder, but for those that are None."""
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def with_file(folder: Path, name: str, *swaps: tuple[str, str]) -> Path:
    """Write the small content with words of one file swapped."""
    text = FILES[name]
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return write_files(folder, {**FILES, name: text})


def problems_of(root: Path, overlay: Path | None = None) -> tuple[Problem, ...]:
    """Give the problems of a content."""
    return read_content(root, overlay=overlay).problems


@cache
def real_content() -> Content:
    """Load the content that ships with the service."""
    return load_content(REAL)


def a_channel(**said: object) -> Channel:
    """Make a phone channel."""
    return Channel.model_validate({"type": "phone", "value": "0300 123 2040", "confidence": "seen", **said})


def a_service(**said: object) -> Service:
    """Make a service that was checked on 21 November 2026."""
    return Service.model_validate(
        {
            "id": "a-line",
            "name": "A line",
            "status": "current",
            "for_whom": "For people.",
            "source": "a test",
            "checked": date(2026, 11, 21),
            "confidence": "seen",
            **said,
        }
    )
