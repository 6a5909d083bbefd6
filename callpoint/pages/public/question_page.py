"""The page of one step: whole where something is to be put right, else from its fixed HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import escape

from callpoint.pages.filters import translated
from callpoint.pages.fixed import show_fixed, slot
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.fields import FieldLine, field_of, name_of
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import QuestionPage
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.content.sheet_model import Sheet
from callpoint.rules.rows import split_key

CHOSEN_FROM = {"choices": "radio", "scale": "radio", "several": "checkbox"}
"""Sorts of field whose choices are marked one by one, and the input of each."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A step as it is put to one person."""

    step: str
    questions: tuple[Question, ...]
    given: Mapping[str, tuple[str, ...]]
    """Question id to what stands in its field."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """Question id to what is wrong with it."""
    offers: Mapping[str, tuple[ChoiceLine, ...]] = field(default_factory=dict)
    """Question id to what the story already says."""
    back_url: str
    skip_url: str
    finish_url: str = ""
    """The check page, for whoever has said all they want to; '' before there is enough to send."""
    progress: str
    code_groups: tuple[str, ...]
    code_is_new: bool
    no_pictures: bool
    exit_url: str
    is_for_another: bool = False
    """Whether it happened to somebody else than who fills it in."""

    @property
    def alone(self) -> bool:
        """Say whether one question is the whole page."""
        return len(self.questions) == 1

    @property
    def sheet(self) -> Sheet | None:
        """Give the sheet of the step; None for a question on a page of its own."""
        return knowledge().content.sheets.get(split_key(self.step)[0])


def show_step(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Answer with the page of a step; what is the same for everybody is rendered once."""
    if asked.errors:
        return show(request, question_page(request, asked), status=422)
    if any(asked.offers.values()):
        return show(request, question_page(request, asked))
    return _quick(request, asked)


def question_page(request: HttpRequest, asked: Asked) -> QuestionPage:
    """Make the whole page."""
    sheet = asked.sheet
    lines = tuple(_line(asked, one) for one in asked.questions)
    row = split_key(asked.step)[1]
    heading = translated(sheet.heading) if sheet else ""
    return QuestionPage(
        heading=lines[0].ask if asked.alone else heading,
        lead=translated(sheet.lead) if sheet and not asked.alone else "",
        row=_("Number %(row)s") % {"row": row} if row > 1 else "",
        fields=lines,
        another=translated(sheet.another) if sheet else "",
        errors=tuple(
            FieldError(text=asked.errors[one.id], href=f"#{name_of(one.id, alone=asked.alone)}")
            for one in asked.questions
            if one.id in asked.errors
        ),
        skip_url=asked.skip_url,
        finish_url=asked.finish_url,
        progress=asked.progress,
        code_groups=asked.code_groups,
        code_is_new=asked.code_is_new,
        exit_url=asked.exit_url,
        whose=_("Answer for the person it happened to. Tell only what you know.")
        if asked.is_for_another and sheet
        else "",
        warning=_("Do not send us the pictures. We never need them.") if asked.no_pictures else "",
        **frame(request, back=asked.back_url, has_form=True),
    )


def _line(asked: Asked, question: Question) -> FieldLine:
    line = field_of(
        question,
        asked.given.get(question.id, ()),
        alone=asked.alone,
        error=asked.errors.get(question.id, ""),
    )
    return replace(line, offers=asked.offers.get(question.id, ()))


def _quick(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Answer from the step's fixed HTML; what differs from person to person is filled in."""
    lines = tuple(_line(asked, one) for one in asked.questions)
    key = (
        knowledge().content.version,
        get_language(),
        settings.CALLPOINT.service,
        asked.step,
        tuple(one.id for one in asked.questions),
        bool(asked.skip_url),
        bool(asked.finish_url),
        len(asked.code_groups),
        asked.code_is_new,
        asked.no_pictures,
        asked.is_for_another,
        bool(asked.exit_url),
    )
    return show_fixed(
        request,
        key=key,
        make=lambda: _with_slots(request, asked),
        finish=lambda html: _with_choice_slots(html, lines),
        values=_values(request, asked, lines),
    )


def _with_slots(request: HttpRequest, asked: Asked) -> QuestionPage:
    """Make the page with a slot for everything that differs."""
    general = replace(
        asked,
        given={},
        back_url=slot("back"),
        skip_url=slot("skip") if asked.skip_url else "",
        progress=slot("progress"),
        code_groups=tuple(slot(f"code-{place}") for place in range(len(asked.code_groups))),
    )
    page = question_page(request, general)
    fields = tuple(
        line
        if line.kind in CHOSEN_FROM or line.kind == "list"
        else replace(line, value=slot(f"value-{place}"))
        for place, line in enumerate(page.fields)
    )
    return replace(page, fields=fields, csrf_token=slot("token"))


def _with_choice_slots(html: str, lines: tuple[FieldLine, ...]) -> str:
    """Add a slot to each choice that says whether it was chosen."""
    for at, line in enumerate(lines):
        for place, choice in enumerate(line.choices):
            value = escape(choice.value)
            mark = f'name="{line.id}" type="{CHOSEN_FROM.get(line.kind, "")}" value="{value}"'
            if line.kind == "list":
                mark = f'<option value="{value}"'
            html = html.replace(mark, f"{mark}{slot(f'chosen-{at}-{place}')}", 1)
    return html


def _values(request: HttpRequest, asked: Asked, lines: tuple[FieldLine, ...]) -> dict[str, str]:
    values = {
        "back": asked.back_url,
        "skip": asked.skip_url,
        "progress": asked.progress,
        "token": get_token(request),
    }
    values |= {f"code-{place}": group for place, group in enumerate(asked.code_groups)}
    for at, line in enumerate(lines):
        values[f"value-{at}"] = line.value
        mark = " selected" if line.kind == "list" else " checked"
        values |= {
            f"chosen-{at}-{place}": mark if choice.chosen else "" for place, choice in enumerate(line.choices)
        }
    return values
