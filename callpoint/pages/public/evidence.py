"""The files of a report: how to keep what shows it, and a box to add it, before sending and after."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import (
    NewExhibit,
    NoFilesHereError,
    NoSuchExhibitError,
    StaysError,
    TooManyFilesError,
    describe_exhibit,
    exhibit_lines,
    take_back_exhibit,
    take_in_exhibit,
)
from callpoint.actions.reporting import AlreadySentError, answer
from callpoint.actions.uploading import drop_upload
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.page import show
from callpoint.pages.public.evidence_page import Problems, evidence_page, refusal_words
from callpoint.pages.public.limits import may_add_files, places_for_files
from callpoint.pages.public.reporting import Held, held
from callpoint.pages.public.sent_report import without_a_report
from callpoint.pages.public.steps import EVIDENCE
from callpoint.pages.uploads import Allowance, Arrived, NotTaken, TakeInFiles
from callpoint.rules.exhibits import NOT_INTIMATE, Door, door_for
from callpoint.vault.errors import DiskFullError
from callpoint.vault.exhibits import ExhibitWords

FIELD = "files"
NO_ROOM, BUSY, TOO_OFTEN, REFUSED = 507, 503, 429, 422
Deed = Callable[[HttpRequest, Held], HttpResponse]


@opens_to(Audience.REPORTER)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest) -> HttpResponse:
    """
    Show the files of a report and take more.

    The token of the form stands in the body, so it is checked within: first it is settled here
    what becomes of files, before anything reads the body. Who holds no report, or may add no
    file, gets the handler that refuses every file.
    """
    mine = held(request)
    if mine is None or request.method != "POST" or door_of(request, mine) is not Door.OPEN:
        return _answer(request)
    if not may_add_files(request):
        words = _("Many files came from your network just now. Please try again in an hour.")
        return _refuse(request, mine, status=TOO_OFTEN, problems=Problems(files=(words,), is_unread=True))
    with places_for_files.one() as is_free:
        if not is_free:
            words = _("Many files are coming in just now. Please try again in a minute.")
            return _refuse(request, mine, status=BUSY, problems=Problems(files=(words,), is_unread=True))
        return _take_body(request, mine)


def _take_body(request: HttpRequest, mine: Held) -> HttpResponse:
    """Let the files of the form stream into the vault, and remove what the form did not bring home."""
    limits = settings.CALLPOINT.exhibits
    room = limits.most_files - len(exhibit_lines(report_id=mine.report.id))
    allowance = Allowance(field=FIELD, most_files=max(0, room), most_bytes=limits.most_bytes)
    handler = TakeInFiles(request, allowance=allowance)
    request.upload_handlers = [handler]
    try:
        return _answer(request)
    finally:
        handler.drop_untaken()


@csrf_protect
def _answer(request: HttpRequest) -> HttpResponse:
    mine = held(request)
    if mine is None:
        # Who was here has a report: its code brings them back, a first question would not.
        return without_a_report(request)
    if request.method != "POST":
        return show(request, evidence_page(request, mine, door=door_of(request, mine)))
    return DEEDS.get(request.POST.get("do", ""), _add)(request, mine)


def door_of(request: HttpRequest, mine: Held) -> Door:
    """Say whether files are taken; after sending, a word that was given stays with the session."""
    told, word = mine.report.answers, given_word(request, mine)
    return door_for(mine.suggestion, {**told, NOT_INTIMATE: word} if word else told)


def given_word(request: HttpRequest, mine: Held) -> str:
    """Give the word that was given in this visit, after sending or before; '' where none was."""
    return "yes" if request.session.get(NOT_INTIMATE) == str(mine.report.id) else ""


def _add(request: HttpRequest, mine: Held) -> HttpResponse:
    """Make exhibits of the files that arrived, and say which did not."""
    handler = request.upload_handlers[0]
    if not isinstance(handler, TakeInFiles):
        return _refuse_at_door(request, mine)
    typed = words_typed(request.POST)
    came = bool(handler.arrived or handler.not_taken)
    problems = [*_take_all(request, mine, handler), *map(refusal_words, handler.not_taken)]
    if handler.was_cut_off:
        problems.append(_("The line broke before the file was here. Please send it again."))
    if problems:
        is_full = any(isinstance(each.why, DiskFullError) for each in handler.not_taken)
        return _refuse(request, mine, *problems, status=NO_ROOM if is_full else REFUSED)
    if not came and any((typed.shows, typed.taken, typed.original)):
        return _refuse(request, mine, _("Choose the file these words are about. Your words are still here."))
    goes_on = request.POST.get("go") == "on"
    return redirect(after(mine) if goes_on else reverse(EVIDENCE))


def _take_all(request: HttpRequest, mine: Held, handler: TakeInFiles) -> list[str]:
    """Take every file that arrived; give what to say of those that could not stay."""
    typed, problems = words_typed(request.POST), []
    while arrived := handler.take():
        try:
            _take_one(request, mine, arrived=arrived, typed=typed)
        except TooManyFilesError:
            handler.drop(arrived)
            problems.append(refusal_words(NotTaken(name=arrived.name, why=None)))
        except NoFilesHereError:
            handler.drop(arrived)
            problems.append(_("We cannot take files for this report. It is kept without them."))
    return problems


def _take_one(request: HttpRequest, mine: Held, *, arrived: Arrived, typed: ExhibitWords) -> None:
    take_in_exhibit(
        report_id=mine.report.id,
        new=NewExhibit(
            file=arrived.file,
            words=replace(typed, name=arrived.name),
            send_key=request.POST.get("send_key", ""),
            word=given_word(request, mine),
        ),
        by=reporter(mine.report.id),
        at=now(),
    )


def words_typed(posted: Mapping[str, str]) -> ExhibitWords:
    """Read what was typed beside the box for files."""
    return ExhibitWords(
        name="", **{name: posted.get(name, "").strip() for name in ("shows", "taken", "original")}
    )


def _refuse_at_door(request: HttpRequest, mine: Held) -> HttpResponse:
    """Answer a form that was sent where there is no box for files: nothing of it was kept."""
    if door_of(request, mine) is Door.ASKS_FOR_WORD:
        return _give_word(request, mine)
    return _refuse(request, mine, _("We cannot take files for this report. It is kept without them."))


def _give_word(request: HttpRequest, mine: Held) -> HttpResponse:
    """Take an adult's word that a screenshot shows no private picture; without it there is no box."""
    given = request.POST.get(NOT_INTIMATE, "")
    if given not in {"yes", "no"}:
        return _refuse(request, mine, problems=Problems(word=_("Please choose yes or no.")))
    if not mine.report.reference:
        try:
            answer(
                report_id=mine.report.id,
                answers={NOT_INTIMATE: given},
                by=reporter(mine.report.id),
                at=now(),
            )
        except AlreadySentError:
            return redirect(EVIDENCE)
    if given == "no":
        request.session.pop(NOT_INTIMATE, None)
        return redirect(after(mine))
    request.session[NOT_INTIMATE] = str(mine.report.id)
    return redirect(EVIDENCE)


def _remove(request: HttpRequest, mine: Held) -> HttpResponse:
    try:
        take_back_exhibit(
            report_id=mine.report.id, exhibit_id=_meant(request), by=reporter(mine.report.id), at=now()
        )
    except StaysError:
        return _refuse(request, mine, _("Your report is sent. Its files stay with it."))
    return redirect(EVIDENCE)


def _describe(request: HttpRequest, mine: Held) -> HttpResponse:
    try:
        describe_exhibit(
            report_id=mine.report.id,
            exhibit_id=_meant(request),
            words=words_typed(request.POST),
            by=reporter(mine.report.id),
            at=now(),
        )
    except StaysError:
        return _refuse(request, mine, _("What you sent stays as it is. Write us a message."))
    except NoSuchExhibitError:
        return _refuse(request, mine, _("This file is no longer here."))
    return redirect(EVIDENCE)


def _forget(request: HttpRequest, mine: Held) -> HttpResponse:
    """Forget a file of which only a part is here."""
    drop_upload(
        report_id=mine.report.id, upload_id=_meant(request, "upload"), by=reporter(mine.report.id), at=now()
    )
    return redirect(EVIDENCE)


def _meant(request: HttpRequest, field: str = "exhibit") -> UUID:
    """Read which file is meant; an id that none has where the form does not say."""
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        return UUID(int=0)


DEEDS: Mapping[str, Deed] = {"remove": _remove, "describe": _describe, "forget": _forget, "word": _give_word}


def after(mine: Held) -> str:
    """Give the address of the page after this one; a sent report has its own page."""
    return reverse("own_report") if mine.report.reference else mine.way.after(EVIDENCE)


def _refuse(
    request: HttpRequest, mine: Held, *words: str, status: int = REFUSED, problems: Problems | None = None
) -> HttpResponse:
    page = evidence_page(
        request, mine, door=door_of(request, mine), problems=problems or Problems(files=words)
    )
    return show(request, page, status=status)
