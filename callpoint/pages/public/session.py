"""What a reporter's session holds: the id of their report, and its code until it was noted down."""

import secrets
from uuid import UUID

from django.http import HttpRequest

from callpoint.pages.public.talk_session import REQUEST_CODE
from callpoint.pages.staying import REQUEST, SHARED
from callpoint.records.keys import keyring
from callpoint.records.opened import code_mark_of
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

REPORT, CODE, NOTED = "report", "code", "noted"
CODE_MARK = "code-mark"
"""Of the private code that was in force when the session began: see `records.opened.code_mark_of`."""


def hold_report(request: HttpRequest, report_id: UUID, code: str = "") -> None:
    """Bind the session to a report; a code that may still be shown is kept sealed."""
    request.session.cycle_key()
    request.session[REPORT] = str(report_id)
    request.session[CODE_MARK] = code_mark_of(report_id)
    if code:
        request.session[CODE] = seal_for_session(
            keyring(), code.encode(), session=str(report_id), chance=secrets.token_bytes
        )


def held_report_id(request: HttpRequest) -> UUID | None:
    """Give the report of this session, if it has one."""
    held = request.session.get(REPORT)
    return UUID(held) if held else None


def has_old_code(request: HttpRequest, code_mark: str) -> bool:
    """Say whether the report got another private code since this session began."""
    return bool(request.session.get(CODE_MARK) != code_mark)


def shown_code(request: HttpRequest) -> str:
    """Give the private code while this session may show it; '' for a session that came back with it."""
    sealed = request.session.get(CODE)
    if not sealed:
        return ""
    try:
        return unseal_from_session(keyring(), sealed, session=request.session[REPORT]).decode()
    except SessionValueNotOpenedError:
        return ""


def is_first_sight(request: HttpRequest) -> bool:
    """Say whether the code is shown for the first time, and note that it now was."""
    if request.session.get(NOTED) or not request.session.get(CODE):
        return False
    request.session[NOTED] = True
    return True


def forget_report(request: HttpRequest) -> None:
    """Let go of the report only."""
    for name in (REPORT, CODE, CODE_MARK, NOTED):
        request.session.pop(name, None)


def end_report(request: HttpRequest) -> None:
    """End a session that holds a report which is gone; a request to be called that it also holds stays open."""
    stays = {
        name: request.session[name] for name in (REQUEST, REQUEST_CODE, SHARED) if name in request.session
    }
    request.session.flush()
    request.session.update(stays)


def let_go(request: HttpRequest) -> None:
    """End the session on the server; the browser's cookie then opens nothing."""
    request.session.flush()
