"""A form that came after its session had ended: its words are shown again, and the code brings them back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from callpoint.pages.filters import translated
from callpoint.pages.kept import KeptField
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.ended_late import WENT, answer_in_words
from callpoint.pages.public.ended_late import packed as packed_answer
from callpoint.pages.public.fields import ASKED, OFFER, ONLY, choice_lines, is_sheet
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import ExpiredPage
from callpoint.pages.public.steps import SITUATION, STORY, question_of
from callpoint.pages.public.talk_late import MINE, change_in_words, packed
from callpoint.records.knowledge import knowledge
from callpoint.rules.rows import split_key

FIELDS = {
    "question": "answer",
    "add_step": "answer",
    "own_report": "message",
    "own_statement": "text",
    "look_again": "words",
    WENT: "words",
    "withdraw": "words",
    "done": "number",
    "copy": "number",
    "evidence": "shows",
    MINE: "way",
}
"""Forms that need an open report, by the name of their address, with the field that is typed in."""

PACKED: Mapping[str, tuple[Callable[[Mapping[str, str]], str], Callable[[str], str]]] = {
    MINE: (packed, change_in_words),
    WENT: (packed_answer, answer_in_words),
}
"""Forms of several fields, by the name of their address: what makes one text of them, and what makes it words to read."""

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
    typed = request.POST.get(TEXT) or _typed_in(request, place, field)
    return Late(place=place, text=typed) if field and typed.strip() else None


def _typed_in(request: HttpRequest, place: str, field: str) -> str:
    """Give what was typed at an address as one text."""
    if name_at(place) in PACKED:
        as_text, _in_words = PACKED[name_at(place)]
        return as_text(request.POST.dict())
    if field == ONLY and _is_sheet(place):
        return _together(request, step_of(place))
    return request.POST.get(field, "")


def name_at(place: str) -> str:
    """Give the name of an address of ours."""
    return resolve(place).url_name or ""


def _is_sheet(place: str) -> bool:
    """Say whether the form at an address belongs to a sheet of questions."""
    return is_sheet(step_of(place))


def step_of(place: str) -> str:
    """Give the step whose form stands at an address; '' where it is no step's."""
    return str(resolve(place).kwargs.get("step", ""))


def _together(request: HttpRequest, step: str) -> str:
    """Give what was typed on a sheet as one text, each answer under its question's id; '' where all is blank."""
    typed = _by_question(request.POST.lists(), step=step)
    is_blank = not any(value.strip() for values in typed.values() for value in values)
    return "" if is_blank else urlencode(typed, doseq=True)


def _by_question(typed: Iterable[tuple[str, Sequence[str]]], *, step: str) -> Mapping[str, Sequence[str]]:
    """
    Give the fields of a form by question id, and what was ticked of the story by that id with `OFFER`.

    A question that was asked and left empty is there, too. Where nobody can say which question of its
    sheet an only field asked, it keeps its name.
    """
    fields = dict(typed)
    asked = [one for one in " ".join(fields.pop(ASKED, ())).split() if question_of(one)]
    sheet = knowledge().content.sheets.get(split_key(step)[0])
    may_be = asked or (sheet.questions if sheet else (step,))
    only = may_be[0] if len(may_be) == 1 else ONLY
    found: dict[str, Sequence[str]] = dict.fromkeys(asked, ("",))
    for field, values in fields.items():
        base = field.removesuffix(OFFER)
        name = only if base == ONLY else base
        if name == ONLY or question_of(name):
            found[f"{name}{field[len(base) :]}"] = values
    return found


def _field_of(place: str) -> str:
    """Give the field of the form at an address; '' where it is no form that needs an open report."""
    try:
        found = resolve(place)
    except Resolver404:
        return ""
    return "" if found.kwargs.get("step") in FIRST_STEPS else FIELDS.get(found.url_name or "", "")


def in_words(late: Late) -> str:
    """Give what was typed as words to read: a text as it is, several answers each behind its question."""
    if name_at(late.place) in PACKED:
        _as_text, words_of = PACKED[name_at(late.place)]
        return words_of(late.text)
    if not _is_sheet(late.place):
        return late.text
    return "\n".join(answers_in_words(parse_qs(late.text).items(), step=step_of(late.place)))


def answers_in_words(typed: Iterable[tuple[str, Sequence[str]]], *, step: str) -> Iterator[str]:
    """Give each answer of a form in words, behind its question; a story stands for itself."""
    for name, values in _by_question(typed, step=step).items():
        found = question_of(name.removesuffix(OFFER))
        given = tuple(value for value in values if value.strip())
        if not given:
            continue
        labels = {line.value: line.label for line in choice_lines(found, ())} if found else {}
        words = ", ".join(labels.get(value, value) for value in given)
        yield words if found is None or found.id == STORY else f"{translated(found.ask)} {words}"


def ask_for_code(request: HttpRequest, late: Late, *, error: str = "", status: int = 403) -> HttpResponse:
    """Show the words again and ask for the private code; with it they go back into their box, not yet sent."""
    is_joined = _is_sheet(late.place) or name_at(late.place) in PACKED
    page = ExpiredPage(
        heading=_("Please send this once more"),
        action=reverse("return"),
        asks_code=True,
        fields=(
            KeptField(name=PLACE, value=late.place, is_hidden=True),
            KeptField(name=TEXT, value=late.text, is_hidden=is_joined or _was_chosen(late)),
            *((KeptField(name="shown", value=in_words(late), is_hidden=False),) if is_joined else ()),
        ),
        code_error=error,
        errors=(FieldError(text=error, href="#code"),) if error else (),
        begin_url=reverse("begin"),
        **frame(request, has_form=True),
    )
    return show(request, page, status=status)


def _was_chosen(late: Late) -> bool:
    """Say whether an answer was chosen from a list: its value is then no words to read."""
    found = question_of(step_of(late.place))
    return found is not None and late.text in {line.value for line in choice_lines(found, "")}
