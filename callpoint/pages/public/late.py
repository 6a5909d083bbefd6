"""A form that came after its session had ended: its words are shown again, and the code brings them back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import ExpiredPage, KeptField
from callpoint.pages.public.question_page import choice_lines
from callpoint.pages.public.steps import SITUATION, STORY, question_of

FIELDS = {"question": "answer", "own_report": "message", "done": "number", "copy": "number"}
"""Forms that need an open report, by the name of their address, with the field that is typed in."""

FIRST_STEPS = frozenset({SITUATION, STORY})
"""Questions that begin a report; every other one belongs to a report that is there already."""

PLACE, TEXT = "kept_place", "kept"


@dataclass(frozen=True, kw_only=True)
class Late:
    """What was typed, and the address of its form."""

    place: str
    text: str


def late_form(request: HttpRequest) -> Late | None:
    """Give what a form carries that needs an open report; None where it carries nothing or begins a report."""
    place = request.POST.get(PLACE) or request.path_info
    typed = request.POST.get(TEXT) or request.POST.get(_field_of(place), "")
    return Late(place=place, text=typed) if _field_of(place) and typed.strip() else None


def _field_of(place: str) -> str:
    """Give the field of the form at an address; '' where it is no form that needs an open report."""
    try:
        found = resolve(place)
    except Resolver404:
        return ""
    return "" if found.kwargs.get("step") in FIRST_STEPS else FIELDS.get(found.url_name or "", "")


def ask_for_code(request: HttpRequest, late: Late, *, error: str = "", status: int = 403) -> HttpResponse:
    """Show the words again and ask for the private code; with it they go back into their box, not yet sent."""
    page = ExpiredPage(
        heading=_("Please send this once more"),
        action=reverse("return"),
        asks_code=True,
        fields=(
            KeptField(name=PLACE, value=late.place, is_hidden=True),
            KeptField(name=TEXT, value=late.text, is_hidden=_was_chosen(late)),
        ),
        code_error=error,
        errors=(FieldError(text=error, href="#code"),) if error else (),
        begin_url=reverse("begin"),
        **frame(request, has_form=True),
    )
    return show(request, page, status=status)


def _was_chosen(late: Late) -> bool:
    """Say whether an answer was chosen from a list: its value is then no words to read."""
    found = question_of(resolve(late.place).kwargs.get("step", ""))
    return found is not None and late.text in {line.value for line in choice_lines(found, "")}
