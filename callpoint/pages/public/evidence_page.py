"""Makes the page of the files of a report: the guide for its kind, what was added, and what was refused."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.exhibits import WORDS_LIMIT, exhibit_lines
from callpoint.actions.uploading import unfinished_uploads
from callpoint.clock import now
from callpoint.pages.filters import held_together, translated
from callpoint.pages.page import FieldError
from callpoint.pages.public.evidence_pages import EvidencePage, FileView, TypedOfFiles, UnfinishedView
from callpoint.pages.public.frame import exit_for, frame
from callpoint.pages.public.pages import GuidancePoint, GuidanceSection
from callpoint.pages.public.reporting import Held
from callpoint.pages.public.steps import EVIDENCE
from callpoint.pages.sizes import size_words
from callpoint.pages.uploads import NotTaken
from callpoint.records.knowledge import knowledge
from callpoint.rules.exhibits import NOT_INTIMATE, Door
from callpoint.vault.errors import DiskFullError, EmptyFileError, TooLargeError

GUIDE = "keep-proof"
"""The page of guidance that is shown here part by part."""
DOORS = {Door.OPEN: "open", Door.ASKS_FOR_WORD: "word", Door.ASKS_AGE: "age", Door.SHUT: "shut"}


@dataclass(frozen=True, kw_only=True)
class Problems:
    """What has to be put right: with files, or with the word that was asked for."""

    files: tuple[str, ...] = ()
    word: str = ""
    is_unread: bool = False
    """Whether the form was turned away before its body was read: reading it would hold a thread."""


def evidence_page(
    request: HttpRequest, mine: Held, *, door: Door, problems: Problems | None = None
) -> EvidencePage:
    """Make the page; with problems it keeps what was typed."""
    wrong = problems or Problems()
    sent, limits = bool(mine.report.reference), settings.CALLPOINT.exhibits
    files = tuple(_views(mine))
    asked = knowledge().content.questions[NOT_INTIMATE]
    typed = request.POST if wrong.files and not wrong.is_unread else {}
    return EvidencePage(
        heading=_("What can you show us?"),
        keep=tuple(translated(line) for line in knowledge().content.kinds[mine.suggestion.kind].keep),
        guide=_guide(),
        files=files,
        unfinished=tuple(_unfinished(mine)),
        uploads_url=reverse("uploads"),
        may_change=not sent,
        door=DOORS[door],
        word_ask=translated(asked.ask),
        word_hint=translated(asked.hint),
        age_url="" if sent else reverse("question", args=["age"]),
        limits=limit_words(),
        most_bytes=limits.most_bytes,
        typed=TypedOfFiles(**{name: typed.get(name, "") for name in ("shows", "taken", "original")}),
        word_limit=WORDS_LIMIT,
        send_key=secrets.token_hex(16),
        file_error=wrong.files[0] if wrong.files else "",
        word_error=wrong.word,
        next_url=reverse("own_report") if sent else mine.way.after(EVIDENCE),
        next_text=_("Back to your report") if sent else _("Continue"),
        skip_text="" if sent or files else _("Skip this page"),
        exit_url=exit_for(mine.suggestion),
        errors=_errors(wrong, door),
        **frame(
            request,
            back=reverse("own_report") if sent else mine.way.before(EVIDENCE),
            has_form=True,
        ),
    )


def _errors(wrong: Problems, door: Door) -> tuple[FieldError, ...]:
    box = "#files" if door is Door.OPEN else "#no-files"
    of_files = tuple(FieldError(text=words, href=box) for words in wrong.files)
    return (*of_files, FieldError(text=wrong.word, href=f"#{NOT_INTIMATE}")) if wrong.word else of_files


def _views(mine: Held) -> list[FileView]:
    return [
        FileView(
            id=str(each.id),
            number=each.number,
            name=each.name,
            size=size_words(each.size),
            sha256=each.sha256,
            shows=each.shows,
            taken=each.taken,
            original=each.original,
            is_withheld=each.is_withheld,
        )
        for each in exhibit_lines(report_id=mine.report.id)
    ]


def _unfinished(mine: Held) -> list[UnfinishedView]:
    return [
        UnfinishedView(
            id=str(each.id),
            name=each.said.words.name,
            size=size_words(each.length),
            bytes=each.length,
            percent=100 * each.received // each.length,
        )
        for each in unfinished_uploads(report_id=mine.report.id, at=now())
        if each.received
    ]


def _guide() -> tuple[GuidanceSection, ...]:
    page = knowledge().content.guidance.get(GUIDE)
    return tuple(
        GuidanceSection(
            heading=translated(section.heading),
            lead=translated(section.lead),
            points=tuple(GuidancePoint(text=translated(point.text), services=()) for point in section.points),
        )
        for section in (page.sections if page else ())
    )


def limit_words() -> str:
    """Say how much may be added."""
    limits = settings.CALLPOINT.exhibits
    return ngettext(
        "%(num)s file at most. It may have %(size)s.",
        "Up to %(num)s files. Each may have %(size)s.",
        limits.most_files,
    ) % {"num": limits.most_files, "size": size_words(limits.most_bytes)}


def refusal_words(refused: NotTaken) -> str:
    """Say which file was not taken, why, and what to do."""
    name = held_together(refused.name)
    match refused.why:
        case None:
            return _("%(name)s: there is no room for more files. Tell us of it in the report.") % {
                "name": name
            }
        case TooLargeError(most_bytes=most):
            return _("%(name)s is too big. It may have %(size)s. Keep it. We may ask for it.") % {
                "name": name,
                "size": size_words(most),
            }
        case EmptyFileError():
            return _("%(name)s is empty. Please look at it and choose it again.") % {"name": name}
        case DiskFullError():
            return _("%(name)s: our disk is full. Your words are safe. Keep the file. Try again later.") % {
                "name": name
            }
        case _:
            return _("%(name)s did not reach us whole. Please send it again.") % {"name": name}
