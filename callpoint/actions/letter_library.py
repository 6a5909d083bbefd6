"""The library of letters that staff write: kept in versions, each step can be undone.

LibraryError
├── NoSuchLetterError      no letter with this id
├── LetterChangedError     somebody changed it since it was read
├── NothingToUndoError     there is no earlier version
└── LetterNotTakenError    it has no name, or one too long, or names no outcome or language of ours
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import LetterTemplate
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.closing import outcomes_for
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.letters import Letter, NotPlainError, faults_of_template

NAME_LIMIT = 80
"""Characters in the name of a letter."""
KEPT, REMOVED = "keep", "remove"
"""The deeds of a version, as the journal names them."""


class LibraryError(Exception):
    """A step about a letter of the library cannot be taken."""


class NoSuchLetterError(LibraryError):
    """No letter with this id."""


class LetterChangedError(LibraryError):
    """Somebody changed it since it was read."""


class NothingToUndoError(LibraryError):
    """There is no earlier version."""


class LetterNotTakenError(LibraryError):
    """It has no name, or one too long, or names no outcome or language of ours."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter of the library as typed."""

    name: str
    outcome: str
    """'' = it fits every outcome."""
    language: str
    letter: Letter


@writing
def add_letter(*, draft: Draft, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> UUID:
    """
    Put a new letter into the library and return its id.

    :raises LetterNotTakenError: name, outcome or language will not do.
    :raises callpoint.rules.letters.NotPlainError: it is not as it must be.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.EDIT_LETTERS)
    _check(draft)
    letter_id = UUID(bytes=chance(16), version=4)
    _keep(letter_id, 1, draft, by=by, at=at, chance=chance)
    return letter_id


@writing
def change_letter(
    *,
    letter_id: UUID,
    version: int,
    draft: Draft,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Put a new version of a letter in the place of `version`, which was read; that one is kept.

    :raises NoSuchLetterError: there is none.
    :raises LetterChangedError: a newer version is there.
    :raises LetterNotTakenError: name, outcome or language will not do.
    :raises callpoint.rules.letters.NotPlainError: it is not as it must be.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.EDIT_LETTERS)
    _newest(letter_id, read=version)
    _check(draft)
    _keep(letter_id, version + 1, draft, by=by, at=at, chance=chance)


@writing
def remove_letter(
    *, letter_id: UUID, version: int, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Take a letter out of the library; its versions are kept, and undoing brings it back.

    :raises NoSuchLetterError, LetterChangedError: there is none, or a newer version is there.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.EDIT_LETTERS)
    newest = _newest(letter_id, read=version)
    _keep(letter_id, version + 1, _draft_of(newest), by=by, at=at, chance=chance, what=REMOVED)


@writing
def undo_letter(
    *, letter_id: UUID, version: int, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Bring back the version before `version`, as a new one: nothing is lost, and this can be undone too.

    :raises NoSuchLetterError, LetterChangedError: there is none, or a newer version is there.
    :raises NothingToUndoError: there is no earlier version.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.EDIT_LETTERS)
    _newest(letter_id, read=version)
    before = LetterTemplate.objects.filter(letter=letter_id, version=version - 1).first()
    if before is None:
        raise NothingToUndoError
    what = REMOVED if before.is_gone else KEPT
    _keep(letter_id, version + 1, _draft_of(before), by=by, at=at, chance=chance, what=what)


def _draft_of(row: LetterTemplate) -> Draft:
    """Give a version of a letter as it was typed."""
    return Draft(
        name=row.name, outcome=row.outcome, language=row.language, letter=Letter.of(json.loads(row.parts))
    )


def _newest(letter_id: UUID, *, read: int) -> LetterTemplate:
    """Lock and return the newest version of a letter, which must be the one that was read."""
    versions = LetterTemplate.objects.select_for_update().filter(letter=letter_id).order_by("-version")
    newest = versions.first()
    if newest is None:
        raise NoSuchLetterError
    if newest.version != read:
        raise LetterChangedError
    return newest


def _check(draft: Draft) -> None:
    outcomes = {one.id for one in outcomes_for(knowledge(), role=settings.CALLPOINT.service.role)} | {""}
    is_named = bool(draft.name.strip()) and len(draft.name.strip()) <= NAME_LIMIT
    if not is_named or draft.outcome not in outcomes or draft.language not in dict(settings.LANGUAGES):
        raise LetterNotTakenError
    faults = faults_of_template(draft.letter)
    if faults:
        raise NotPlainError(faults)


def _keep(
    letter_id: UUID,
    version: int,
    draft: Draft,
    *,
    by: Actor,
    at: datetime,
    chance: Chance,
    what: str = KEPT,
) -> None:
    row = LetterTemplate.objects.create(
        id=UUID(bytes=chance(16), version=4),
        letter=letter_id,
        version=version,
        salt=chance(SALT_SIZE),
        name=" ".join(draft.name.split()),
        outcome=draft.outcome,
        language=draft.language,
        parts=json.dumps(draft.letter.parts(), ensure_ascii=False),
        is_gone=what == REMOVED,
        edited_by_id=int(by.id),
        edited_at=at,
    )
    write_leaf(what=f"letter.{what}", about=letter_id, by=by, at=at, wrote=[row])
