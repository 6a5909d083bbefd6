"""The page for a form that could not be saved: what was typed is still there, and one press tries again."""

import errno
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from callpoint.pages.kept import NEVER_KEPT, KeptField
from callpoint.pages.page import show
from callpoint.pages.public.fields import ASKED, choice_lines
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import NotSavedPage
from callpoint.records.knowledge import knowledge
from callpoint.vault.errors import DiskFullError, VaultError

FULL, NOT_NOW, BROKEN = 507, 503, 500
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
SAYS_FULL: Final = ("disk is full", "no space left", "could not extend")
"""What SQLite and PostgreSQL say where there is no room; neither is in a reporter's language."""
NEVER_TYPED: Final = frozenset(
    {"submit_key", "send_key", "shared", ASKED, "do", "go", "then", "deed", "outcome", "exhibit", "began"}
    | {"after", "guide"}
)
"""Fields that a form or a button carries and nobody typed."""


def kept_fields(request: HttpRequest) -> tuple[KeptField, ...]:
    """Give every field of a form as it came, ready to be sent once more."""
    return tuple(
        KeptField(name=name, value=value, is_hidden=name in NEVER_TYPED)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
    )


def status_of(error: BaseException | None) -> int:
    """Give the status that says why something was not saved: no room (507), not now (503), or our own fault (500)."""
    if isinstance(error, DiskFullError) or getattr(error, "errno", 0) in NO_ROOM:
        return FULL
    if isinstance(error, DatabaseError) and any(words in str(error).lower() for words in SAYS_FULL):
        return FULL
    return NOT_NOW if isinstance(error, DatabaseError | OSError | VaultError) else BROKEN


def not_saved(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """
    Show what was typed in a form that could not be saved.

    It asks nothing of the database that may just be gone: the token that came with the form is still good.
    """
    page = NotSavedPage(
        heading=_("We could not save this"),
        action=request.path,
        token=request.POST.get("csrfmiddlewaretoken", ""),
        fields=tuple(_hidden_where_chosen(field) for field in kept_fields(request)),
        had_files=request.content_type == "multipart/form-data",
        **frame(request),
    )
    return show(request, page, status=status_of(error))


def _hidden_where_chosen(field: KeptField) -> KeptField:
    """Hide a value that was chosen from a list: it is sent again, but it is no words to read."""
    is_chosen = field.is_hidden or field.value in _choices()
    return KeptField(name=field.name, value=field.value, is_hidden=is_chosen)


def _choices() -> frozenset[str]:
    questions = knowledge().content.questions.values()
    return frozenset(line.value for question in questions for line in choice_lines(question, ()))
