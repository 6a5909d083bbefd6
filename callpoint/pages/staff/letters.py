"""The library of letters: the list, one letter with its grade and a preview, its versions."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from callpoint.actions.letter_library import (
    Draft,
    LetterChangedError,
    LetterNotTakenError,
    NothingToUndoError,
    add_letter,
    change_letter,
    remove_letter,
    undo_letter,
)
from callpoint.actions.letter_writing import in_this_language
from callpoint.clock import now
from callpoint.pages.access import opens_to
from callpoint.pages.closing_shown import letter_parts
from callpoint.pages.page import FieldError, show
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.closing_pages import LetterPage, LetterRow, LettersPage
from callpoint.pages.staff.closing_words import faults_by_part, outcome_label, outcome_words
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.closings import LetterLine, letter_versions, letters_in_use
from callpoint.rules.access import Deed, NotAllowedError, may
from callpoint.rules.closing import outcomes_for
from callpoint.rules.letters import (
    FILLED,
    HARDEST,
    MEASURED,
    STANDARD,
    Fault,
    Letter,
    NotPlainError,
    faults_of_template,
    filled,
    grade_of,
    unknown_names,
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A letter as it stands in the form, with what is wrong where it was to be kept."""

    draft: Draft
    faults: tuple[Fault, ...] = ()
    error: str = ""


@opens_to(Deed.CLOSE_REPORT)
@require_GET
def staff_letters(request: HttpRequest) -> HttpResponse:
    """List the letters of the library."""
    may_edit = may(signed_in_actor(request).badge, Deed.EDIT_LETTERS)
    page = LettersPage(
        heading=_("Library of letters"),
        rows=tuple(_row(line) for line in letters_in_use()),
        new_url=reverse("staff_letter_new") if may_edit else "",
        **staff_frame(request, back=reverse("staff_closings")),
    )
    return show(request, page)


@opens_to(Deed.EDIT_LETTERS)
@require_http_methods(["GET", "POST"])
def staff_letter_new(request: HttpRequest) -> HttpResponse:
    """Write a new letter for the library."""
    if request.method != "POST":
        draft = Draft(name="", outcome="", language=settings.LANGUAGE_CODE, letter=STANDARD)
        return _show(request, (), Typed(draft=draft))
    draft = _draft(request)
    if request.POST.get("do") != "keep":
        return _show(request, (), Typed(draft=draft))
    try:
        letter_id = add_letter(draft=draft, by=signed_in_actor(request), at=now())
    except (NotPlainError, LetterNotTakenError) as refused:
        return _show(request, (), _refused(draft, refused))
    return redirect("staff_letter", letter_id)


@opens_to(Deed.CLOSE_REPORT)
@require_http_methods(["GET", "POST"])
def staff_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show a letter of the library with its versions; change it, take it out, undo that."""
    versions = letter_versions(letter_id)
    if not versions:
        raise Http404
    if request.method != "POST":
        return _show(request, versions, Typed(draft=_draft_of(versions[0])))
    step = _STEPS.get(request.POST.get("do", ""))
    if step is None:
        return _show(request, versions, Typed(draft=_draft(request)))
    number = request.POST.get("version", "")
    try:
        step(request, letter_id, int(number) if number.isdecimal() else 0)
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except (NotPlainError, LetterNotTakenError) as refused:
        return _show(request, versions, _refused(_draft(request), refused))
    except (LetterChangedError, NothingToUndoError):
        error = _("Somebody changed this letter meanwhile. Look at it again.")
        typed = _draft(request) if request.POST.get("do") == "keep" else _draft_of(versions[0])
        return _show(request, letter_versions(letter_id), Typed(draft=typed, error=error))
    return redirect("staff_letter", letter_id)


def _keep(request: HttpRequest, letter_id: UUID, version: int) -> None:
    by = signed_in_actor(request)
    change_letter(letter_id=letter_id, version=version, draft=_draft(request), by=by, at=now())


def _remove(request: HttpRequest, letter_id: UUID, version: int) -> None:
    remove_letter(letter_id=letter_id, version=version, by=signed_in_actor(request), at=now())


def _undo(request: HttpRequest, letter_id: UUID, version: int) -> None:
    undo_letter(letter_id=letter_id, version=version, by=signed_in_actor(request), at=now())


_STEPS: dict[str, Callable[[HttpRequest, UUID, int], None]] = {
    "keep": _keep,
    "remove": _remove,
    "undo": _undo,
}


def _draft(request: HttpRequest) -> Draft:
    given = request.POST
    return Draft(
        name=given.get("name", ""),
        outcome=given.get("outcome", ""),
        language=given.get("tongue", ""),
        letter=Letter.of({name: given.get(name, "") for name in given}),
    )


def _draft_of(line: LetterLine) -> Draft:
    return Draft(name=line.name, outcome=line.outcome, language=line.language, letter=line.letter)


def _refused(draft: Draft, refused: Exception) -> Typed:
    if isinstance(refused, NotPlainError):
        return Typed(draft=draft, faults=refused.faults)
    return Typed(draft=draft, error=_("Give the letter a short name. Then choose what it is for."))


def _show(request: HttpRequest, versions: tuple[LetterLine, ...], typed: Typed) -> HttpResponse:
    draft = typed.draft
    by = signed_in_actor(request)
    wrong = faults_by_part(typed.faults or faults_of_template(draft.letter))
    with translation.override(_known(draft.language)):
        example = filled(in_this_language(draft.letter), _example(draft.outcome))
        preview = letter_parts(example)
    page = LetterPage(
        heading=_("A letter of the library") if versions else _("Write a letter for the library"),
        is_new=not versions,
        is_gone=bool(versions) and versions[0].is_gone,
        may_edit=may(by.badge, Deed.EDIT_LETTERS),
        name=draft.name,
        outcome=draft.outcome,
        outcomes=_outcomes(),
        language_code=draft.language,
        tongues=tuple(ChoiceLine(value=code, label=name) for code, name in settings.LANGUAGES),
        parts=letter_parts(draft.letter, wrong),
        all_over=wrong.get("", ()),
        blanks=tuple(sorted(f"{{{name}}}" for name in FILLED)),
        gaps=tuple(f"{{{name}}}" for name in unknown_names(draft.letter)),
        preview=preview,
        grade=f"{grade_of(example):.1f}" if draft.language == MEASURED else "",
        hardest=f"{HARDEST:g}",
        version=versions[0].version if versions else 0,
        versions=tuple(_row(line) for line in versions),
        may_undo=len(versions) > 1,
        errors=_errors(typed, wrong),
        **staff_frame(request, back=reverse("staff_letters")),
    )
    return show(request, page, status=422 if page.errors else 200)


def _known(language: str) -> str:
    """Give a language that was chosen where we have it; what else may have been sent is the first of all."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _errors(typed: Typed, wrong: dict[str, tuple[str, ...]]) -> tuple[FieldError, ...]:
    if typed.error:
        return (FieldError(text=typed.error, href="#name"),)
    if not typed.faults:
        return ()
    return tuple(
        FieldError(text=text, href=f"#{part or 'grade'}") for part, said in wrong.items() for text in said
    )


def _outcomes() -> tuple[ChoiceLine, ...]:
    usable = outcomes_for(knowledge(), role=settings.CALLPOINT.service.role)
    return (
        ChoiceLine(value="", label=_("Any outcome")),
        *(ChoiceLine(value=one.id, label=outcome_label(one)) for one in usable),
    )


def _example(outcome_id: str) -> dict[str, str]:
    """Give made-up facts, so that a letter can be read as a whole; they are nobody's."""
    outcome = knowledge().content.outcomes.get(outcome_id)
    return {
        "reference": "CP-0000-0000",
        "sent_on": _("Monday 2 November 2026"),
        "read_on": _("Tuesday 3 November 2026"),
        "review_by": _("Monday 1 March 2027"),
        "service": settings.CALLPOINT.service.name,
        "crime_number": "00/00000/26",
        "did": _("You sent us your report on Monday 2 November 2026. One of us read it on the next day."),
        "decision": _(outcome.decision) if outcome else _("We have stopped looking for now."),
        "reason": _(outcome.reason) if outcome else _("We tried each lead we had."),
        "still": _("You can ask us to look again by Monday 1 March 2027. Someone else will then look at it."),
    }


def _row(line: LetterLine) -> LetterRow:
    return LetterRow(
        url=reverse("staff_letter", args=[line.id]),
        name=line.name,
        outcome=outcome_words(line.outcome) if line.outcome else _("Any outcome"),
        language=dict(settings.LANGUAGES).get(line.language, line.language),
        version=line.version,
        edited_by=line.edited_by,
        edited_at=line.edited_at,
    )
