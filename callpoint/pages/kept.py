"""What somebody typed where nobody could take it, sealed in their session until its form is back."""

import json
import secrets
from dataclasses import dataclass
from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest

from callpoint.records.keys import keyring
from callpoint.sealing.index import SessionValueNotOpenedError, seal_for_session, unseal_from_session

TYPED, PLACE, ENDED = "typed", "typed-at", "ended-for"
WHOLE_FORM = "a whole form"
"""Stands for the address where a form is kept with all its fields, whatever its address was."""

NEVER_KEPT: Final = frozenset(
    {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"}
)
"""Fields that are not shown again: a person types them anew. No other field may have such a name."""


@dataclass(frozen=True, kw_only=True)
class KeptField:
    """A field of a form that was sent too late, with what was typed in it."""

    name: str
    value: str
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """A form that was sent too late, and where it was sent to."""

    action: str
    fields: tuple[KeptField, ...]


def keep_typed(request: HttpRequest, place: str, text: str) -> None:
    """Keep what was typed for the form at an address; the session holds one such text at most."""
    request.session[PLACE] = place
    request.session[TYPED] = seal_for_session(
        keyring(), text.encode(), session=place, chance=secrets.token_bytes
    )


def words_in(request: HttpRequest) -> tuple[str, ...]:
    """Give what somebody wrote in a form of ours, but for secrets: of more than one word, as ids and choices have one."""
    return tuple(
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT and len(value.split()) > 1
    )


def keep_words(request: HttpRequest, place: str) -> None:
    """Keep what somebody wrote for the page to which they are led, to be copied there."""
    if words := words_in(request):
        keep_typed(request, place, json.dumps(words))


def words_before(request: HttpRequest) -> tuple[str, ...]:
    """Give what was kept to be copied here."""
    kept = typed_before(request, request.path_info)
    return tuple(json.loads(kept)) if kept else ()


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


def note_whose_ended(request: HttpRequest, staff_id: int) -> None:
    """Note in a session that is new whose session it follows: what is kept in it now is theirs."""
    request.session[ENDED] = staff_id


def sign_out_but_for_form(request: HttpRequest) -> None:
    """Sign somebody out; a form that waits in their session is kept for whose it is, and shown to nobody else."""
    is_waiting, whose = request.session.get(PLACE) == WHOLE_FORM, request.session.get(ENDED, request.user.pk)
    typed = request.session.get(TYPED)
    logout(request)
    if is_waiting and whose is not None:
        request.session[PLACE], request.session[TYPED] = WHOLE_FORM, typed
        note_whose_ended(request, whose)


def keep_form(request: HttpRequest) -> None:
    """Keep every field of the form that this request sent, but for its token and secrets; files are not among them."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    own = [field for field in fields if field[0] not in NEVER_KEPT]
    keep_typed(request, WHOLE_FORM, json.dumps([request.get_full_path(), own]))


def form_before(request: HttpRequest) -> KeptForm | None:
    """
    Give the form that was kept, with what holds words to be read and the rest hidden; None where none was.

    It is shown to nobody but whose session had ended. Where that is not known, because their cookie was gone, whoever
    sent it had the form before their eyes.
    """
    kept = typed_before(request, WHOLE_FORM)
    if not kept or request.session.get(ENDED, request.user.pk) != request.user.pk:
        return None
    action, fields = json.loads(kept)
    return KeptForm(
        action=action,
        fields=tuple(
            KeptField(name=name, value=value, is_hidden=len(value.split()) <= 1) for name, value in fields
        ),
    )
