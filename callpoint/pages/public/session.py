"""What a reporter's session holds: the id of their report, and its code until it was noted down."""

import secrets
from uuid import UUID

from django.http import HttpRequest

from callpoint.records.keys import keyring
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

REPORT, CODE, NOTED = "report", "code", "noted"


def hold_report(request: HttpRequest, report_id: UUID, code: str = "") -> None:
    """Bind the session to a report; a code that may still be shown is kept sealed."""
    request.session.cycle_key()
    request.session[REPORT] = str(report_id)
    if code:
        request.session[CODE] = seal_for_session(
            keyring(), code.encode(), session=str(report_id), chance=secrets.token_bytes
        )


def held_report_id(request: HttpRequest) -> UUID | None:
    """Give the report of this session, if it has one."""
    held = request.session.get(REPORT)
    return UUID(held) if held else None


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


def let_go(request: HttpRequest) -> None:
    """End the session on the server; the browser's cookie then opens nothing."""
    request.session.flush()
