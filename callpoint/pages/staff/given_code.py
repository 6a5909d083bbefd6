"""A code or password between the press that made it and the word that it was given, sealed in the officer's session."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest

from callpoint.clock import now
from callpoint.records.keys import keyring
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

GIVEN, GIVEN_UNTIL = "given-code", "given-until"
SHOWN_FOR = timedelta(minutes=10)
"""How long the code can be seen again, as after a page that was loaded anew."""


def keep_given(request: HttpRequest, about: UUID | int, code: str) -> None:
    """Keep the code that was made for a request, or the password for an account; a session holds one at most."""
    request.session[GIVEN] = seal_for_session(
        keyring(), code.encode(), session=str(about), chance=secrets.token_bytes
    )
    request.session[GIVEN_UNTIL] = (now() + SHOWN_FOR).timestamp()


def given_code(request: HttpRequest, about: UUID | int) -> str:
    """Give what was made for a request or an account; '' once its time is over, and for any other."""
    if now().timestamp() > request.session.get(GIVEN_UNTIL, 0):
        forget_given(request)
        return ""
    try:
        return unseal_from_session(keyring(), request.session[GIVEN], session=str(about)).decode()
    except SessionValueNotOpenedError:
        return ""


def forget_given(request: HttpRequest) -> None:
    """Drop the code: it was given, or its time is over."""
    for name in (GIVEN, GIVEN_UNTIL):
        request.session.pop(name, None)
