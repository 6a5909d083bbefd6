"""A pass for one file: used once, within a minute, by whoever holds it; what it opens lies sealed on the server.

NoSuchPassError   never given, used before, too late, or its giver has signed out

The second host name knows no session. So the main one gives out a random token, and keeps under a mark of it what the
file needs to be opened, sealed so that it takes both the token and our keys. It is deleted with its first use, and
swept with old sessions where it is never used.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from callpoint.records.keys import keyring
from callpoint.rules.chance import Chance
from callpoint.sealing.index import seal_for_session, unseal_from_session

PASS_PATH: Final = "/file/"  # noqa: S105 - an address, no secret
LASTS: Final = timedelta(seconds=60)
TOKEN_BYTES: Final = 32
SEALED: Final = "file"


class NoSuchPassError(Exception):
    """A pass that was never given, was used before, comes too late, or whose giver has signed out."""


@dataclass(frozen=True, kw_only=True)
class FilePass:
    """What one pass opens: a file, and of it the original or one picture."""

    exhibit_id: str
    name: str
    size: int
    media_type: str
    sha256: str
    identity: str = field(repr=False)
    picture: int = 0
    """The number of a picture of its preview; 0 for the original."""
    session: str = field(default="", repr=False)
    """The session of whom it was given to: where that has ended, the pass has too."""

    @property
    def id(self) -> UUID:
        """The id of the exhibit."""
        return UUID(self.exhibit_id)


def give_pass(given: FilePass, *, at: datetime, chance: Chance = secrets.token_bytes) -> str:
    """Keep what a file needs to be opened, and give the token that leads to it."""
    token = chance(TOKEN_BYTES).hex()
    sealed = seal_for_session(keyring(), json.dumps(asdict(given)).encode(), session=token, chance=chance)
    Session.objects.create(
        session_key=_mark(token), session_data=SessionStore().encode({SEALED: sealed}), expire_date=at + LASTS
    )
    return token


def use_pass(token: str, *, at: datetime) -> FilePass:
    """
    Give what a token opens, once.

    :raises NoSuchPassError: it opens nothing, or nothing any more.
    """
    mark = _mark(token)
    row = Session.objects.filter(session_key=mark).first()
    # Of two that come at once, one deletes the row.
    was_there = Session.objects.filter(session_key=mark).delete()[0]
    if row is None or not was_there or row.expire_date < at:
        raise NoSuchPassError
    sealed = SessionStore().decode(row.session_data).get(SEALED, "")
    if not sealed:
        raise NoSuchPassError
    opened = FilePass(**json.loads(unseal_from_session(keyring(), sealed, session=token)))
    if not SessionStore().exists(opened.session):
        raise NoSuchPassError
    return opened


def _mark(token: str) -> str:
    """Give the key of the row: who reads the table learns no token."""
    return "f" + hashlib.sha256(token.encode()).hexdigest()[:39]
