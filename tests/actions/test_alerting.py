"""Alerts: one person writes, another publishes, and nothing that is not plain is ever public."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from callpoint.actions.acting import Actor
from callpoint.actions.alerting import (
    AlertChangedError,
    AlertClosedError,
    NoSuchAlertError,
    NoSuchSubjectError,
    NotSaidError,
    Subject,
    draft_alert,
    publish_alert,
    rewrite_alert,
    withdraw_alert,
)
from callpoint.records.models import Alert
from callpoint.records.queries.alerts import alert_of, alerts_for, alerts_in_force, alerts_of_staff
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.alerts import AlertState, Fault, NotPlainError, SamePersonError, mark_of
from tests.actions.trends import DERBYSHIRE, LOOK, WORDS, a_draft_alert, a_published_alert
from tests.makers import all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MAY = {Role.ANALYST, Role.SUPERVISOR}


def analyst() -> Actor:
    return an_actor(role=Role.ANALYST, unit="")


def publish(*, alert_id: UUID, by: Actor, at: datetime) -> None:
    """Publish what was read as it was written."""
    publish_alert(alert_id=alert_id, look=LOOK, by=by, at=at)


def state_of(alert_id: UUID) -> str:
    return Alert.objects.get(id=alert_id).state


def test_an_alert_is_public_once_another_person_published_it_and_no_more_once_withdrawn() -> None:
    alert_id, shown = a_draft_alert(), []
    for step in (publish, withdraw_alert):
        shown.append([line.id for line in alerts_for(DERBYSHIRE)])
        step(alert_id=alert_id, by=analyst(), at=at(minutes=1))
    shown.append([line.id for line in alerts_for(DERBYSHIRE)])
    assert shown == [[], [alert_id], []]


def test_who_wrote_it_cannot_publish_it_and_neither_can_the_database_be_told_so() -> None:
    by = analyst()
    alert_id = draft_alert(subject=Subject(kind="courier-fraud", area=""), words=WORDS, by=by, at=at())
    with pytest.raises(SamePersonError):
        publish_alert(alert_id=alert_id, look=LOOK, by=by, at=at())
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(id=alert_id).update(published_by=int(by.id))
    assert state_of(alert_id) == AlertState.DRAFT


def test_who_changed_the_words_last_wrote_it() -> None:
    by, alert_id = analyst(), a_draft_alert()
    rewrite_alert(alert_id=alert_id, words=replace(WORDS, title=" New "), by=by, at=at())
    with pytest.raises(SamePersonError):
        publish_alert(alert_id=alert_id, look=LOOK, by=by, at=at())
    assert Alert.objects.get().title == "New"


def test_what_is_not_plain_is_not_published() -> None:
    words = replace(WORDS, what_to_do="Ring 020 7946 0000.")
    alert_id, look = a_draft_alert(words=words), replace(LOOK, mark=mark_of(words))
    with pytest.raises(NotPlainError) as refused:
        publish_alert(alert_id=alert_id, look=look, by=analyst(), at=at())
    assert (refused.value.faults, state_of(alert_id)) == ((Fault.REACHES_SOMEBODY,), AlertState.DRAFT)


def test_words_that_were_changed_since_they_were_read_are_not_published() -> None:
    alert_id = a_draft_alert()
    rewrite_alert(alert_id=alert_id, words=replace(WORDS, text="Pay him."), by=analyst(), at=at(minutes=1))
    by = analyst()
    before = all_kept()
    with pytest.raises(AlertChangedError):
        publish(alert_id=alert_id, by=by, at=at(minutes=2))
    assert (state_of(alert_id), all_kept() == before) == (AlertState.DRAFT, True)


def test_nobody_publishes_without_saying_that_it_names_nobody() -> None:
    alert_id = a_draft_alert()
    with pytest.raises(NotSaidError):
        publish_alert(alert_id=alert_id, look=replace(LOOK, names_nobody=False), by=analyst(), at=at())
    assert state_of(alert_id) == AlertState.DRAFT


def test_words_that_were_published_or_withdrawn_stay() -> None:
    published, withdrawn = a_published_alert(), a_draft_alert()
    withdraw_alert(alert_id=withdrawn, by=analyst(), at=at())
    for alert_id in (published, withdrawn):
        with pytest.raises(AlertClosedError):
            rewrite_alert(alert_id=alert_id, words=WORDS, by=analyst(), at=at())
        with pytest.raises(AlertClosedError):
            publish_alert(alert_id=alert_id, look=LOOK, by=analyst(), at=at())
    with pytest.raises(AlertClosedError):
        withdraw_alert(alert_id=withdrawn, by=analyst(), at=at())


@pytest.mark.parametrize("subject", [Subject(kind="zzz", area=""), Subject(kind="courier-fraud", area="zzz")])
def test_an_alert_is_about_a_kind_and_an_area_of_ours(subject: Subject) -> None:
    with pytest.raises(NoSuchSubjectError):
        draft_alert(subject=subject, words=WORDS, by=analyst(), at=at())


@pytest.mark.parametrize("step", [publish, withdraw_alert])
def test_an_alert_that_is_not_there_is_named(step: Callable[..., None]) -> None:
    with pytest.raises(NoSuchAlertError):
        step(alert_id=uuid4(), by=analyst(), at=at())


@pytest.mark.parametrize("role", Role)
def test_writing_and_publishing_follow_the_table_of_access(role: Role) -> None:
    alert_id, by = a_draft_alert(), an_actor(role=role, unit="")
    before, refused = all_kept(), 0
    for step in (
        lambda: draft_alert(subject=Subject(kind="courier-fraud", area=""), words=WORDS, by=by, at=at()),
        lambda: publish_alert(alert_id=alert_id, look=LOOK, by=by, at=at()),
        lambda: withdraw_alert(alert_id=alert_id, by=by, at=at()),
        lambda: rewrite_alert(alert_id=a_draft_alert(), words=WORDS, by=by, at=at()) if role in MAY else None,
    ):
        try:
            step()
        except NotAllowedError:
            refused += 1
    assert (refused, all_kept() == before) == ((0, False) if role in MAY else (3, True))


def test_alerts_of_an_area_are_its_own_and_those_for_all_the_newest_first() -> None:
    own, other = a_published_alert(when=at()), a_published_alert(area="W15000002", when=at(hours=1))
    every = a_published_alert(area="", when=at(hours=2))
    assert [line.id for line in alerts_for(DERBYSHIRE)] == [every, own]
    assert [line.id for line in alerts_in_force()] == [every, other, own]


def test_staff_see_drafts_first_and_each_with_its_persons() -> None:
    published, draft = a_published_alert(), a_draft_alert()
    lines = alerts_of_staff()
    assert [(line.id, line.written_by, line.published_by) for line in lines] == [
        (draft, "Asha Patel", ""),
        (published, "Asha Patel", "Asha Patel"),
    ]
    assert (alert_of(draft), alert_of(uuid4())) == (lines[0], None)


def test_each_step_is_one_leaf() -> None:
    alert_id = a_published_alert()
    withdraw_alert(alert_id=alert_id, by=analyst(), at=at())
    assert [deed for deed in deeds() if deed.startswith("alert.")] == [
        "alert.draft",
        "alert.publish",
        "alert.withdraw",
    ]
