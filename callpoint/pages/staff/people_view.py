"""Makes the pages about accounts from what is known of a person, with what was typed and could not be taken."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.people import Place
from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.given_code import SHOWN_FOR, given_code
from callpoint.pages.staff.people_pages import PersonLine, PersonPage, PlaceForm
from callpoint.pages.staff.words import role_words
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.held_work import HeldWork
from callpoint.records.queries.people import Person, people
from callpoint.rules.access import Badge, Deed, Role, may, may_give
from callpoint.rules.one_time import has_run_out


@dataclass(frozen=True, kw_only=True)
class PersonErrors:
    """What is wrong with the forms of an account; '' where nothing is."""

    username: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    takes_over: str = ""
    colleague: str = ""

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Give what is wrong, each with the place of its field."""
        wrong = (
            (self.username, "#username"),
            (self.name, "#name"),
            (self.role, "#role"),
            (self.unit, "#unit"),
            (self.takes_over, "#takes_over"),
            (self.colleague, "#hand_to"),
        )
        return tuple(FieldError(text=text, href=href) for text, href in wrong if text)


NOTHING_WRONG = PersonErrors()


def person_line(found: Person) -> PersonLine:
    """Make one line of the list."""
    return PersonLine(
        name=found.name,
        username=found.username,
        url=reverse("staff_person", args=[found.id]),
        role=role_words(Role(found.role)),
        unit=unit_words(found.unit),
        standing=standing_words(found),
        is_open=found.is_open,
        reports=found.reports,
        last_in_at=found.last_in_at,
    )


def person_page(
    request: HttpRequest, found: Person, *, typed: Place | None, wrong: PersonErrors
) -> PersonPage:
    """Make the page of one account."""
    by = signed_in_actor(request)
    is_other = by.id != str(found.id)
    may_change = is_other and found.is_open and may_give(by.badge, Role(found.role))
    place = typed or Place(display_name=found.name, role=found.role, unit=found.unit)
    return PersonPage(
        heading=_("An account"),
        name=found.name,
        username=found.username,
        role=role_words(Role(found.role)),
        unit=unit_words(found.unit),
        standing=standing_words(found),
        is_open=found.is_open,
        reports=found.reports,
        last_in_at=found.last_in_at,
        password=given_code(request, found.id),
        good_for=ngettext("It is good for %(days)s day.", "It is good for %(days)s days.", _good_days())
        % {"days": _good_days()},
        shown_minutes=SHOWN_FOR // timedelta(minutes=1),
        form=form_of(place, wrong, by=by) if may_change else None,
        takers=_colleagues(found, chosen=request.POST.get("takes_over", "")) if wrong.takes_over else (),
        taker_error=wrong.takes_over,
        may_close=is_other and found.is_open,
        may_open_again=is_other and not found.is_open and may_give(by.badge, Role(found.role)),
        colleagues=_colleagues(found, chosen=request.POST.get("hand_to", "")),
        colleague_error=wrong.colleague,
        errors=wrong.errors,
        **staff_frame(request, back=reverse("staff_people")),
    )


def form_of(place: Place, wrong: PersonErrors, *, by: Actor, username: str = "") -> PlaceForm:
    """Make the form for name, role and unit."""
    units = knowledge().content.units.values()
    return PlaceForm(
        username=username,
        username_error=wrong.username,
        name=place.display_name,
        name_error=wrong.name,
        roles=tuple(
            ChoiceLine(value=role, label=role_words(role), chosen=role == place.role)
            for role in Role
            if may_give(by.badge, role)
        ),
        role_error=wrong.role,
        units=(
            ChoiceLine(value="", label=_("No unit"), chosen=not place.unit),
            *(
                ChoiceLine(value=unit.id, label=translated(unit.name), chosen=unit.id == place.unit)
                for unit in units
            ),
        ),
        unit_error=wrong.unit,
    )


def left_words(work: HeldWork) -> str:
    """Say what somebody may work on no more with the change."""
    reports = ngettext("%(count)s open report", "%(count)s open reports", work.reports)
    cases = ngettext("%(count)s case", "%(count)s cases", work.cases)
    tasks = ngettext("%(count)s task", "%(count)s tasks", work.tasks)
    told = {
        "reports": reports % {"count": work.reports},
        "cases": cases % {"count": work.cases},
        "tasks": tasks % {"count": work.tasks},
    }
    return (
        _(
            "They may not work on this any more there: %(reports)s, %(cases)s, %(tasks)s. Choose who takes over."
        )
        % told
    )


def unit_words(unit_id: str) -> str:
    """Name a unit; that somebody has none is said too."""
    unit = knowledge().content.units.get(unit_id)
    return translated(unit.name) if unit else unit_id or _("No unit")


def _good_days() -> int:
    return int(settings.CALLPOINT.sign_in.one_time_password_days)


def standing_words(found: Person) -> str:
    """Say how far an account is set up."""
    if not found.is_open:
        return _("Closed")
    if found.is_new:
        is_over = has_run_out(found.password_given_at, days=_good_days(), at=now())
        return _("One-time password has run out") if is_over else _("Not used yet")
    return _("Open") if found.has_app else _("No second factor yet")


def _colleagues(leaver: Person, *, chosen: str) -> tuple[ChoiceLine, ...]:
    """Give who may take reports and has an open account, those of the same unit first."""
    able = [
        other
        for other in people()
        if other.is_open
        and other.id != leaver.id
        and may(Badge(role=other.role, unit=other.unit), Deed.TAKE_REPORT)
    ]
    able.sort(key=lambda other: other.unit != leaver.unit)
    return (
        ChoiceLine(value="", label=_("Nobody: back to the unit"), chosen=not chosen),
        *(
            ChoiceLine(
                value=str(other.id),
                label=f"{other.name} ({unit_words(other.unit)})",
                chosen=str(other.id) == chosen,
            )
            for other in able
        ),
    )
