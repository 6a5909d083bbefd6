"""What somebody typed where nobody could take it, sealed in their session until its form is back."""

import secrets

from django.http import HttpRequest

from callpoint.records.keys import keyring
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

TYPED, PLACE = "typed", "typed-at"


def keep_typed(request: HttpRequest, place: str, text: str) -> None:
    """Keep what was typed for the form at an address; the session holds one such text at most."""
    request.session[PLACE] = place
    request.session[TYPED] = seal_for_session(
        keyring(), text.encode(), session=place, chance=secrets.token_bytes
    )


def typed_before(request: HttpRequest, place: str) -> str:
    """Give what was kept for the form at an address; '' where nothing was."""
    if request.session.get(PLACE) != place:
        return ""
    try:
        return unseal_from_session(keyring(), request.session[TYPED], session=place).decode()
    except SessionValueNotOpenedError:
        return ""


def forget_typed(request: HttpRequest, place: str) -> None:
    """Drop what was kept for a form once that form was sent."""
    if request.session.get(PLACE) == place:
        del request.session[PLACE], request.session[TYPED]
