"""Alerts for the public: one person writes, another looks over and publishes, and either kind of person withdraws.

AlertError (rules.alerts)
├── NoSuchAlertError      no alert with this id
├── AlertClosedError      it was published or withdrawn meanwhile
├── AlertChangedError     its words are not those that were read
├── NotSaidError          who publishes did not say that it names nobody
├── NoSuchSubjectError    no such kind or police area
├── NotPlainError         it cannot be published as it is
└── SamePersonError       who wrote it cannot publish it
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Alert
from callpoint.records.queries.alerts import faults_here
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.alerts import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOVES,
    AlertError,
    AlertState,
    AlertWords,
    NotPlainError,
    SamePersonError,
    mark_of,
)
from callpoint.rules.areas import area_of_code
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE


class NoSuchAlertError(AlertError):
    """No alert with this id."""


class AlertClosedError(AlertError):
    """It was published or withdrawn meanwhile, so this step is over."""


class AlertChangedError(AlertError):
    """Its words are not those that were read; they are to be read again."""


class NotSaidError(AlertError):
    """Who publishes did not say that it names no person, and no business that is accused."""


class NoSuchSubjectError(AlertError):
    """No such kind or police area."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an alert is about: a kind, and the code of a police area, '' for every area."""

    kind: str
    area: str


@dataclass(frozen=True, kw_only=True)
class SecondLook:
    """What the second person read, and what they say of it."""

    mark: str
    """`rules.alerts.mark_of` the words that they read."""
    names_nobody: bool
    """It names no person, and no business that is accused."""


@writing
def draft_alert(
    *,
    subject: Subject,
    words: AlertWords,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> UUID:
    """
    Keep a new alert as a draft and return its id; nothing is public yet.

    :raises NoSuchSubjectError: no such kind or police area.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.WRITE_ALERT)
    known = knowledge()
    is_area = not subject.area or area_of_code(known.places, subject.area) is not None
    if subject.kind not in known.content.kinds or not is_area:
        raise NoSuchSubjectError
    alert = Alert.objects.create(
        id=UUID(bytes=chance(16), version=4),
        salt=chance(SALT_SIZE),
        state=AlertState.DRAFT,
        area=subject.area,
        kind=subject.kind,
        written_by_id=int(by.id),
        written_at=at,
        **_fitting(words),
    )
    write_leaf(what="alert.draft", about=alert.id, by=by, at=at, wrote=[alert])
    return alert.id


@writing
def rewrite_alert(*, alert_id: UUID, words: AlertWords, by: Actor, at: datetime) -> None:
    """
    Change the words of a draft; who changed them last is who wrote it, and cannot publish it.

    :raises NoSuchAlertError, AlertClosedError: there is none, or it is no draft any more.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.WRITE_ALERT)
    alert = _open(alert_id, to=AlertState.PUBLISHED)
    for name, value in _fitting(words).items():
        setattr(alert, name, value)
    alert.written_by_id, alert.written_at = int(by.id), at
    alert.save()
    write_leaf(what="alert.rewrite", about=alert.id, by=by, at=at, wrote=[alert])


@writing
def publish_alert(*, alert_id: UUID, look: SecondLook, by: Actor, at: datetime) -> None:
    """
    Publish a draft that another person wrote, in the words that `look` was at.

    :raises NoSuchAlertError, AlertClosedError: there is none, or it is no draft any more.
    :raises AlertChangedError: its words were changed since they were read.
    :raises NotSaidError: nobody says that it names nobody.
    :raises callpoint.rules.alerts.SamePersonError: this person wrote it.
    :raises callpoint.rules.alerts.NotPlainError: it is not plain enough, or says what no alert may say.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.PUBLISH_ALERT)
    alert = _open(alert_id, to=AlertState.PUBLISHED)
    if alert.written_by_id == int(by.id):
        raise SamePersonError
    words = AlertWords(title=alert.title, text=alert.text, what_to_do=alert.what_to_do)
    if mark_of(words) != look.mark:
        raise AlertChangedError
    faults = faults_here(words)
    if faults:
        raise NotPlainError(faults)
    if not look.names_nobody:
        raise NotSaidError
    alert.state = AlertState.PUBLISHED
    alert.published_by_id, alert.published_at = int(by.id), at
    alert.save(update_fields=["state", "published_by", "published_at"])
    write_leaf(what="alert.publish", about=alert.id, by=by, at=at, wrote=[alert])


@writing
def withdraw_alert(*, alert_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take an alert back: a draft goes nowhere, a published one leaves the public pages.

    :raises NoSuchAlertError, AlertClosedError: there is none, or it was withdrawn before.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.PUBLISH_ALERT)
    alert = _open(alert_id, to=AlertState.WITHDRAWN)
    alert.state = AlertState.WITHDRAWN
    alert.withdrawn_by_id, alert.withdrawn_at = int(by.id), at
    alert.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])
    write_leaf(what="alert.withdraw", about=alert.id, by=by, at=at, wrote=[alert])


def _open(alert_id: UUID, *, to: AlertState) -> Alert:
    """Lock and return an alert that may still move to a state."""
    alert = Alert.objects.select_for_update().filter(id=alert_id).first()
    if alert is None:
        raise NoSuchAlertError
    if to not in MOVES[AlertState(alert.state)]:
        raise AlertClosedError
    return alert


def _fitting(words: AlertWords) -> dict[str, str]:
    """Give the columns of the words; what no column holds is cut, which the page has said before."""
    return {
        "title": words.title.strip()[:LONGEST_TITLE],
        "text": words.text.strip()[:LONGEST_TEXT],
        "what_to_do": words.what_to_do.strip()[:LONGEST_TEXT],
    }
