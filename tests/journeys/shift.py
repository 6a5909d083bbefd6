"""Lays out a shift over mixed reports, by keys alone: what lies there, what is done with each, what has to come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import Page

from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Ask, Closing, Judgement, Move, Report
from callpoint.rules.recording_codes import codes_of_kind
from tests.makers import DESK, OTHER_DESK, a_report

SHARED = "07700 900321"
STORIES: Mapping[str, str] = {
    "bank": "A man rang and said he was my bank. I moved {sum} pounds to a safe account yesterday.",
    "shop": "I bought shoes on a web shop for {sum} pounds. Nothing came, and the shop is gone.",
    "romance": "I met him online. He asked for money for a flight. I sent {sum} pounds by bank transfer.",
    "invest": "An advert promised profit with coins. I paid {sum} pounds and cannot take anything out.",
    "tickets": "I paid {sum} pounds for two tickets. They never came, and the seller does not answer.",
    "hacked": "Somebody got into my mail account and wrote to my friends for {sum} pounds.",
}


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a report stands at the end of the shift, as far as the officer has a say in it."""

    unit: str = DESK
    state: str = "reading"
    is_assessed: bool = False
    severity: int | None = None
    recorded_as: str = ""
    code: str = ""
    outcome: str = ""
    asked: int = 0
    judged: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way:
    """What is done with a report: the keys, and what they change of it; `types` is pressed letter by letter."""

    keys: tuple[str, ...]
    changes: Mapping[str, Any] = field(default_factory=dict)


ACCEPTED = {"is_assessed": True, "state": "with-officer"}
WAYS: Mapping[str, Way] = {
    "accept": Way(keys=("g",), changes=ACCEPTED),
    "accept, judged from the other side": Way(keys=("g",), changes={**ACCEPTED, "judged": ("same",)}),
    "accept, take that back, accept": Way(keys=("a", "z", "g"), changes=ACCEPTED),
    # The third value is how severe it is; its score is picked by its digit, the first reason by the first of its keys.
    "more severe": Way(keys=("3", "3", "s", "g"), changes={**ACCEPTED, "severity": 3}),
    "not severe": Way(keys=("3", "0", "d", "g"), changes={**ACCEPTED, "severity": 0}),
    "move": Way(keys=("u", "2", "s", "g"), changes={"unit": OTHER_DESK, "moved": (OTHER_DESK,)}),
    "ask": Way(keys=("m", "g"), changes={"asked": 1, "state": "waiting"}),
    "record a crime": Way(keys=("p", "1", "4", "s", "g"), changes={"recorded_as": "crime"}),
    "close": Way(
        keys=("c", "f", "s", "Tab", "Enter", "g"), changes={"outcome": "sent-in-error", "state": "closed"}
    ),
    # This outcome says no, so a second person reads the letter first.
    "propose to close": Way(
        keys=("c", "f", "1", "8", "Tab", "Enter", "g"), changes={"outcome": "outcome-18"}
    ),
    "judge a link": Way(keys=("l", "b", "1", "s", "g"), changes={"judged": ("same",)}),
}
PILE: tuple[tuple[str, str], ...] = (
    ("bank", "accept, judged from the other side"), ("shop", "accept"), ("romance", "more severe"), ("invest", "accept"),
    ("tickets", "ask"), ("hacked", "accept"), ("bank", "record a crime"), ("shop", "close"),
    ("romance", "accept"), ("invest", "accept, take that back, accept"), ("tickets", "accept"), ("hacked", "move"),
    ("bank", "accept"), ("shop", "not severe"), ("romance", "record a crime"), ("invest", "accept"),
    ("tickets", "ask"), ("hacked", "accept"), ("bank", "judge a link"), ("shop", "accept"),
    ("romance", "accept"), ("invest", "more severe"), ("tickets", "propose to close"), ("hacked", "accept"),
    ("bank", "move"), ("shop", "accept"), ("romance", "ask"), ("invest", "accept"),
    ("tickets", "not severe"), ("hacked", "accept"),
)  # fmt: skip
"""Which story, and what the officer does with it."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One report of the pile."""

    id: UUID
    reference: str
    way: Way
    expected: Ended


def a_pile() -> dict[str, Case]:
    """Send the reports of the pile, link two of them, and say how each must end; by reference."""
    made = [(_sent(number, story, way), WAYS[way]) for number, (story, way) in enumerate(PILE)]
    for report_id, _ in made:
        settle_report(report_id=report_id, at=now())
    cases = [_case(report_id, way) for report_id, way in made]
    return {case.reference: case for case in cases}


def _sent(number: int, story: str, way: str) -> UUID:
    told = STORIES[story].format(sum=100 + 37 * number)
    if way in LINKED:
        told += f" He rang from {SHARED}."
    return a_report(
        when=now() - timedelta(hours=2, minutes=number), unit=DESK, story=told, mail="ann@home.example"
    )


LINKED = ("judge a link", "accept, judged from the other side")
"""The two of which one is judged to belong to the other."""


def _case(report_id: UUID, way: Way) -> Case:
    report = Report.objects.get(id=report_id)
    code = _first_code(report) if way.changes.get("recorded_as") else ""
    expected = replace(Ended(severity=report.severity, code=code), **way.changes)
    return Case(id=report_id, reference=report.reference or "", way=way, expected=expected)


def _first_code(report: Report) -> str:
    return codes_of_kind(knowledge(), report.kind)[0].code


def ended(report_id: UUID) -> Ended:
    """Read how a report stands now."""
    report = Report.objects.get(id=report_id)
    closed = Closing.objects.filter(report=report).last()
    judged = Judgement.objects.filter(first=report) | Judgement.objects.filter(second=report)
    return Ended(
        unit=report.unit,
        state=report.state,
        is_assessed=report.assessed_at is not None,
        severity=report.severity,
        recorded_as=report.recorded_as,
        code=report.recorded_code,
        outcome=closed.outcome if closed else "",
        asked=Ask.objects.filter(report=report).count(),
        judged=tuple(judged.values_list("verdict", flat=True)),
        moved=tuple(Move.objects.filter(report=report, undone_at=None).values_list("to_unit", flat=True)),
    )


@dataclass
class Keys:
    """
    Hands on the keys, and nowhere else; counts each key that goes down.

    A letter of a typed word counts as one, as do Enter, an arrow, and each key that is held for another.
    """

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        """Press one after the other, each once the page has answered the one before."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += key.count("+") + 1 if len(key) > 1 else 1
            self.page.locator("html:not([aria-busy])").wait_for(state="attached")
