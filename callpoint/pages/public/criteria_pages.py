"""The page that says how it is decided what comes first."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class StepShown:
    """What one score or class stands for, and what leads to it."""

    title: str
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AxisShown:
    """One question that is asked of each report."""

    title: str
    lead: str
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, kw_only=True)
class CriteriaPage(Page):
    """How we decide what comes first: the criteria in force, in plain words."""

    template: ClassVar[str] = "public/criteria.html"
    version: str
    """'' where this deployment has none."""
    is_proposed: bool
    classes: tuple[StepShown, ...]
    axes: tuple[AxisShown, ...]
    never: tuple[str, ...]
    large: str
    very_large: str
    figures_url: str


CRITERIA_PAGES: tuple[type[Page], ...] = (CriteriaPage,)
