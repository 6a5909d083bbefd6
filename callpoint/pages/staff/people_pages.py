"""The staff pages about accounts and sign-ins, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One account in the list."""

    name: str
    username: str
    url: str
    role: str
    unit: str
    standing: str
    is_open: bool
    reports: int
    last_in_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PeoplePage(StaffPage):
    """Everybody who has an account here."""

    template: ClassVar[str] = "staff/people.html"
    rows: tuple[PersonLine, ...]
    new_url: str


@dataclass(frozen=True, kw_only=True)
class PlaceForm:
    """The form for somebody's name, role and unit, with what was typed and what is wrong with it."""

    username: str
    username_error: str
    name: str
    name_error: str
    roles: tuple[ChoiceLine, ...]
    role_error: str
    units: tuple[ChoiceLine, ...]
    unit_error: str


@dataclass(frozen=True, kw_only=True)
class NewPersonPage(StaffPage):
    """Making an account."""

    template: ClassVar[str] = "staff/person_new.html"
    form: PlaceForm


@dataclass(frozen=True, kw_only=True)
class PersonPage(StaffPage):
    """One account; a one-time password is shown here until it was told, or its time is over."""

    template: ClassVar[str] = "staff/person.html"
    name: str
    username: str
    role: str
    unit: str
    standing: str
    is_open: bool
    reports: int
    last_in_at: datetime | None
    password: str
    good_for: str
    shown_minutes: int
    form: PlaceForm | None
    """None where this person may not change the account."""
    takers: tuple[ChoiceLine, ...]
    """Who may take over what a change takes away; none where it was not asked for."""
    taker_error: str
    may_close: bool
    may_open_again: bool
    colleagues: tuple[ChoiceLine, ...]
    """Who may take over open reports."""
    colleague_error: str


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One device that is signed in."""

    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class SessionsPage(StaffPage):
    """Where somebody is signed in."""

    template: ClassVar[str] = "staff/sessions.html"
    rows: tuple[SessionLine, ...]
    factor_url: str
    password_url: str


PEOPLE_PAGES: tuple[type[Page], ...] = (PeoplePage, NewPersonPage, PersonPage, SessionsPage)
"""Every page of this module."""
