"""Accounts of staff: the list, making one, and one account, which can be changed, set back, closed and opened again."""

from collections.abc import Callable
from typing import TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from callpoint.actions.people import (
    CannotTakeOverError,
    HandedTo,
    NoNameError,
    NoSuchUnitError,
    OwnAccountError,
    PeopleError,
    Place,
    RoleNotGivenError,
    WorkLeftError,
    change_place,
    close_account,
    invite,
    open_again,
    set_back_sign_in,
)
from callpoint.actions.staffing import NameTakenError, NoSuchStaffMemberError
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.page import show
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.given_code import forget_given, keep_given
from callpoint.pages.staff.people_pages import NewPersonPage, PeoplePage
from callpoint.pages.staff.people_view import (
    NOTHING_WRONG,
    PersonErrors,
    form_of,
    left_words,
    person_line,
    person_page,
)
from callpoint.records.queries.people import id_of, people, person
from callpoint.rules.access import Deed, NotAllowedError

USERNAME_LIMIT = 60


@opens_to(Deed.MANAGE_STAFF)
@require_safe
def staff_people(request: HttpRequest) -> HttpResponse:
    """List everybody who has an account."""
    page = PeoplePage(
        heading=_("People"),
        rows=tuple(person_line(each) for each in people()),
        new_url=reverse("staff_person_new"),
        **staff_frame(request),
    )
    return show(request, page)


@opens_to(Deed.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def staff_person_new(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password is shown on its own page."""
    if request.method != "POST":
        return _show_new(request, NOTHING_WRONG)
    username = request.POST.get("username", "").strip()
    if not username or len(username) > USERNAME_LIMIT or not username.isprintable():
        words = _("Type a user name, at most %(most)s letters.") % {"most": USERNAME_LIMIT}
        return _show_new(request, PersonErrors(username=words))
    try:
        made = invite(username=username, place=_typed(request), by=signed_in_actor(request), at=now())
    except NameTakenError:
        return _show_new(request, PersonErrors(username=_("Somebody has this user name. Choose another.")))
    except _REFUSED as refused:
        return _show_new(request, _wrong(refused))
    staff_id = id_of(made.username)
    keep_given(request, staff_id, made.password)
    return redirect("staff_person", staff_id)


@opens_to(Deed.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def staff_person(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Show one account; change it, set its sign-in back, close it, or open it again."""
    deed = _DEEDS.get(request.POST.get("do", "")) if request.method == "POST" else None
    if deed is None:
        return _show(request, staff_id, NOTHING_WRONG)
    try:
        deed(request, staff_id)
    except NoSuchStaffMemberError as missing:
        raise Http404 from missing
    except (NotAllowedError, OwnAccountError) as refused:
        raise PermissionDenied from refused
    except _REFUSED as refused:
        return _show(request, staff_id, _wrong(refused, is_change=request.POST.get("do") == "change"))
    return redirect("staff_person", staff_id)


def _change(request: HttpRequest, staff_id: int) -> None:
    chosen = request.POST.get("takes_over")
    hand_to = None if chosen is None else HandedTo(colleague=_number_of(chosen))
    change_place(
        staff_id=staff_id, place=_typed(request), hand_to=hand_to, by=signed_in_actor(request), at=now()
    )


def _set_back(request: HttpRequest, staff_id: int) -> None:
    made = set_back_sign_in(staff_id=staff_id, by=signed_in_actor(request), at=now())
    keep_given(request, staff_id, made.password)


def _close(request: HttpRequest, staff_id: int) -> None:
    hand_to = _number_of(request.POST.get("hand_to", ""))
    close_account(staff_id=staff_id, hand_to=hand_to, by=signed_in_actor(request), at=now())


def _number_of(chosen: str) -> int | None:
    """Give the number of a colleague; None for nobody."""
    return int(chosen) if chosen.isdecimal() and len(chosen) < len("1" * 18) else None


def _open_again(request: HttpRequest, staff_id: int) -> None:
    made = open_again(staff_id=staff_id, by=signed_in_actor(request), at=now())
    keep_given(request, staff_id, made.password)


def _was_told(request: HttpRequest, staff_id: int) -> None:
    """Show the password no more: it was told."""
    del staff_id
    forget_given(request)


PersonDeed: TypeAlias = Callable[[HttpRequest, int], None]
_DEEDS: dict[str, PersonDeed] = {
    "change": _change,
    "set-back": _set_back,
    "close": _close,
    "open-again": _open_again,
    "told": _was_told,
}
_REFUSED = (NoNameError, NoSuchUnitError, RoleNotGivenError, CannotTakeOverError, WorkLeftError)


def _typed(request: HttpRequest) -> Place:
    return Place(
        display_name=request.POST.get("name", ""),
        role=request.POST.get("role", ""),
        unit=request.POST.get("unit", ""),
    )


def _wrong(refused: PeopleError, *, is_change: bool = False) -> PersonErrors:
    """Say what is wrong, at the field where it can be put right."""
    if isinstance(refused, WorkLeftError):
        return PersonErrors(takes_over=left_words(refused.work))
    if isinstance(refused, CannotTakeOverError):
        words_of_it = _(
            "This person may not take all of these reports and cases. Choose somebody else, or nobody."
        )
        return PersonErrors(takes_over=words_of_it) if is_change else PersonErrors(colleague=words_of_it)
    words: dict[type[PeopleError], PersonErrors] = {
        NoNameError: PersonErrors(name=_("Type the name that colleagues and reporters see.")),
        NoSuchUnitError: PersonErrors(unit=_("Choose a unit from the list.")),
        RoleNotGivenError: PersonErrors(
            role=_("Choose a role that you may give. A supervisor gives roles that open reports.")
        ),
    }
    return words[type(refused)]


def _show_new(request: HttpRequest, wrong: PersonErrors) -> HttpResponse:
    page = NewPersonPage(
        heading=_("Make an account"),
        form=form_of(
            _typed(request), wrong, by=signed_in_actor(request), username=request.POST.get("username", "")
        ),
        errors=wrong.errors,
        **staff_frame(request, back=reverse("staff_people")),
    )
    return show(request, page, status=422 if page.errors else 200)


def _show(request: HttpRequest, staff_id: int, wrong: PersonErrors) -> HttpResponse:
    found = person(staff_id)
    if found is None:
        raise Http404
    typed = _typed(request) if request.POST.get("do") == "change" else None
    page = person_page(request, found, typed=typed, wrong=wrong)
    return show(request, page, status=422 if page.errors else 200)
