"""What a session holds of a request for support: its id, and its code until it was noted down."""

import secrets
from uuid import UUID

from django.http import HttpRequest

from callpoint.pages.staying import REQUEST
from callpoint.records.keys import keyring
from callpoint.records.opened_requests import NoSuchRequestError, OpenedRequest, own_request
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

REQUEST_CODE = "support-code"


def hold_request(request: HttpRequest, request_id: UUID, code: str = "") -> None:
    """Bind the session to a request; a code that may still be shown is kept sealed."""
    request.session.cycle_key()
    request.session[REQUEST] = str(request_id)
    if code:
        request.session[REQUEST_CODE] = seal_for_session(
            keyring(), code.encode(), session=str(request_id), chance=secrets.token_bytes
        )


def held_request(request: HttpRequest) -> OpenedRequest | None:
    """Open the request of this session; None where it holds none."""
    held = request.session.get(REQUEST)
    if not held:
        return None
    try:
        return own_request(UUID(held))
    except NoSuchRequestError:
        forget_request(request)
        return None


def request_code(request: HttpRequest) -> str:
    """Give the code of the held request while this session may show it; '' for one that came back with it."""
    sealed = request.session.get(REQUEST_CODE)
    if not sealed:
        return ""
    try:
        return unseal_from_session(keyring(), sealed, session=request.session[REQUEST]).decode()
    except SessionValueNotOpenedError:
        return ""


def forget_request(request: HttpRequest) -> None:
    """Let go of the request only."""
    for name in (REQUEST, REQUEST_CODE):
        request.session.pop(name, None)
