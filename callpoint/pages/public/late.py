"""A form that came after its session had ended: its words are shown again, and the code brings them back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.fields import ONLY, choice_lines
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import ExpiredPage, KeptField
from callpoint.pages.public.steps import SITUATION, STORY, question_of
from callpoint.records.knowledge import knowledge
from callpoint.rules.rows import split_key

FIELDS = {
    "question": "answer",
    "add_step": "answer",
    "own_report": "message",
    "withdraw": "words",
    "done": "number",
    "copy": "number",
    "evidence": "shows",
}
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
    field = _field_of(place)
    one = _together(request) if field == ONLY and _is_sheet(place) else request.POST.get(field, "")
    typed = request.POST.get(TEXT) or one
    return Late(place=place, text=typed) if field and typed.strip() else None


def _is_sheet(place: str) -> bool:
    """Say whether the form at an address asks several questions at once."""
    return split_key(resolve(place).kwargs.get("step", ""))[0] in knowledge().content.sheets


def _together(request: HttpRequest) -> str:
    """Give what was typed on a page of several questions as one text, each answer under its question's id."""
    typed = {name: values for name, values in request.POST.lists() if question_of(name) and any(values)}
    return urlencode(typed, doseq=True)


def _field_of(place: str) -> str:
    """Give the field of the form at an address; '' where it is no form that needs an open report."""
    try:
        found = resolve(place)
    except Resolver404:
        return ""
    return "" if found.kwargs.get("step") in FIRST_STEPS else FIELDS.get(found.url_name or "", "")


def in_words(late: Late) -> str:
    """Give what was typed as words to read: a text as it is, several answers each behind its question."""
    if not _is_sheet(late.place):
        return late.text
    return "\n".join(answers_in_words(parse_qs(late.text).items(), step=""))


def answers_in_words(typed: Iterable[tuple[str, Sequence[str]]], *, step: str) -> Iterator[str]:
    """Give each answer of a form in words, behind its question; a story stands for itself."""
    for name, values in typed:
        found = question_of(step if name == ONLY else name)
        given = tuple(value for value in values if value.strip())
        if found is None or not given:
            continue
        labels = {line.value: line.label for line in choice_lines(found, ())}
        words = ", ".join(labels.get(value, value) for value in given)
        yield words if found.id == STORY else f"{translated(found.ask)} {words}"


def ask_for_code(request: HttpRequest, late: Late, *, error: str = "", status: int = 403) -> HttpResponse:
    """Show the words again and ask for the private code; with it they go back into their box, not yet sent."""
    page = ExpiredPage(
        heading=_("Please send this once more"),
        action=reverse("return"),
        asks_code=True,
        fields=(
            KeptField(name=PLACE, value=late.place, is_hidden=True),
            KeptField(name=TEXT, value=late.text, is_hidden=_is_sheet(late.place) or _was_chosen(late)),
            *(
                (KeptField(name="shown", value=in_words(late), is_hidden=False),)
                if _is_sheet(late.place)
                else ()
            ),
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
