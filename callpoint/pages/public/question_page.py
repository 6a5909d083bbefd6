"""The page of one question: whole where something is to be put right, else from its fixed HTML."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import escape

from callpoint.pages.filters import translated
from callpoint.pages.fixed import show_fixed, slot
from callpoint.pages.page import FieldError
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import QuestionPage
from callpoint.pages.shown import ChoiceLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Question
from callpoint.rules.questionnaire import LIMIT, LIMITS

INPUT_TYPES = {"phone": "tel", "email": "email"}
CHOOSING = frozenset({"radio", "bool"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is put to one person."""

    found: Question
    value: str
    error: str
    back_url: str
    skip_url: str
    progress: str
    code_groups: tuple[str, ...]
    code_is_new: bool
    no_pictures: bool
    exit_url: str


def question_page(request: HttpRequest, asked: Asked) -> QuestionPage:
    """Make the whole page."""
    found = asked.found
    return QuestionPage(
        heading=translated(found.ask),
        question_id=found.id,
        kind_of_field=_field_of(found),
        hint=translated(found.hint),
        why=translated(found.why),
        choices=choice_lines(found, asked.value),
        value=asked.value,
        limit=found.limit or LIMITS.get(found.type, LIMIT),
        autocomplete=found.autofill or "off",
        input_type=INPUT_TYPES.get(found.type, "text"),
        error=asked.error,
        errors=(FieldError(text=asked.error, href="#answer"),) if asked.error else (),
        skip_url=asked.skip_url,
        progress=asked.progress,
        code_groups=asked.code_groups,
        code_is_new=asked.code_is_new,
        exit_url=asked.exit_url,
        warning=_("Do not send us the pictures. We never need them.") if asked.no_pictures else "",
        **frame(request, back=asked.back_url, has_form=True),
    )


def quick_question(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Answer from the question's fixed HTML; what differs from person to person is filled in."""
    lines = choice_lines(asked.found, asked.value)
    key = (
        knowledge().content.version,
        get_language(),
        settings.CALLPOINT.service,
        asked.found.id,
        bool(asked.skip_url),
        len(asked.code_groups),
        asked.code_is_new,
        asked.no_pictures,
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
        value="" if asked.found.type in CHOOSING else slot("value"),
        back_url=slot("back"),
        skip_url=slot("skip") if asked.skip_url else "",
        progress=slot("progress"),
        code_groups=tuple(slot(f"code-{place}") for place in range(len(asked.code_groups))),
    )
    return replace(question_page(request, general), csrf_token=slot("token"))


def _with_choice_slots(html: str, lines: tuple[ChoiceLine, ...]) -> str:
    """Add a slot to each choice that says whether it was chosen."""
    for place, line in enumerate(lines):
        mark = f'type="radio" value="{escape(line.value)}"'
        html = html.replace(mark, f"{mark}{slot(f'chosen-{place}')}", 1)
    return html


def _values(request: HttpRequest, asked: Asked, lines: tuple[ChoiceLine, ...]) -> dict[str, str]:
    values = {
        "value": asked.value,
        "back": asked.back_url,
        "skip": asked.skip_url,
        "progress": asked.progress,
        "token": get_token(request),
    }
    values |= {f"code-{place}": group for place, group in enumerate(asked.code_groups)}
    values |= {f"chosen-{place}": " checked" if line.chosen else "" for place, line in enumerate(lines)}
    return values


def _field_of(found: Question) -> str:
    """Say which field a question's type needs."""
    if found.type in CHOOSING:
        return "choices"
    return "long" if found.type == "long" else "text"


def choice_lines(found: Question, value: str) -> tuple[ChoiceLine, ...]:
    """Give the choices of a question with the one that was chosen."""
    if found.type == "bool" and not found.choices:
        labels = (("yes", _("Yes")), ("no", _("No")))
        return tuple(ChoiceLine(value=name, label=label, chosen=name == value) for name, label in labels)
    return tuple(
        ChoiceLine(
            value=choice.id,
            label=translated(choice.label),
            hint=translated(choice.hint),
            chosen=choice.id == value,
        )
        for choice in found.choices
    )
