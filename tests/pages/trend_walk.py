"""A walk through what is rising: for the staff, and for everybody."""

from collections.abc import Mapping
from typing import Any

from django.test import Client

from callpoint.clock import now
from callpoint.records.models import Alert
from callpoint.rules.alerts import AlertState, AlertWords
from tests.actions.trends import (
    DERBYSHIRE,
    LOOK,
    a_draft_alert,
    a_modelled_year,
    a_published_alert,
    a_warning,
)
from tests.pages.desk_walk import Pages

HARD = AlertWords(title="zzz", text="", what_to_do="zzz 020 7946 0000 " + "zzz " * 30)


def walk_areas(walk: Pages) -> None:
    """The list of areas and one of them, with nothing, with counts, and with alerts."""
    walk.get("areas")
    walk.get("area", "derbyshire")
    a_modelled_year(when=now())
    a_published_alert(when=now())
    a_published_alert(when=now(), area="")
    walk.get("areas")
    walk.get("area", "derbyshire")
    walk.get("area", "scotland")
    walk.get("area", "zzz")


def walk_trends(walk: Pages, desk: Client) -> None:
    """What is rising, with filters; warnings that wait and that were closed; alerts in every state."""
    walk.get("staff_trends", of=desk)
    for query in (
        "?kind=courier-fraud",
        f"?area={DERBYSHIRE}&weeks=13",
        "?channel=call",
        "?kind=zzz&weeks=zzz",
    ):
        walk.get("staff_trends", of=desk, query=query)
    walk.get("staff_warnings", of=desk)
    first, second = (a_warning(when=now(), people=people) for people in (3, 4))
    walk.get("staff_warnings", of=desk)
    walk.post("staff_warnings", of=desk, warning=first.id, do="seen", because="zzz")
    for warning, do, because in (
        (first, "seen", "known"),
        (first, "seen", "known"),
        (second, "dismissed", "too-small"),
    ):
        walk.post("staff_warnings", of=desk, warning=warning.id, do=do, because=because)
    walk.get("staff_warnings", of=desk)
    walk_alerts(walk, desk)


def walk_alerts(walk: Pages, desk: Client) -> None:
    """Writing an alert with what is refused, and each state of one."""
    walk.get("staff_alerts", of=desk)
    walk.get("staff_alert_new", of=desk, query=f"?kind=courier-fraud&area={DERBYSHIRE}")
    told: tuple[Mapping[str, Any], ...] = (
        {"kind": "courier-fraud"},
        {"title": "zzz", "kind": "zzz"},
        {"title": "zzz" * 50, "text": "zzz" * 600, "what_to_do": "zzz" * 600, "kind": "courier-fraud"},
        {"title": "zzz", "kind": "courier-fraud", "area": ""},
    )
    for words in told:
        walk.post("staff_alert_new", of=desk, **words)
    mine = Alert.objects.order_by("-written_at")[0]
    walk.get("staff_alert", mine.id, of=desk)
    walk.post("staff_alert", mine.id, of=desk, do="publish")
    walk.get("staff_alert_words", mine.id, of=desk)
    walk.post("staff_alert_words", mine.id, of=desk, title="")
    for alert_id in (
        a_draft_alert(words=HARD, when=now()),
        a_draft_alert(when=now()),
        a_published_alert(when=now()),
    ):
        walk.get("staff_alert", alert_id, of=desk)
        walk.post("staff_alert", alert_id, of=desk, do="publish")
        walk.post("staff_alert", alert_id, of=desk, do="publish", mark=LOOK.mark)
        walk.post("staff_alert", alert_id, of=desk, do="publish", mark=LOOK.mark, names_nobody="yes")
    gone = a_published_alert(when=now())
    Alert.objects.filter(id=gone).update(state=AlertState.WITHDRAWN, withdrawn_at=now())
    walk.get("staff_alert", gone, of=desk)
    walk.get("staff_alerts", of=desk)
