"""A walk through deciding on what is suggested: accepted, changed, refused, taken back, and changed by new links."""

from uuid import UUID

from django.test import Client

from callpoint.actions.acting import system
from callpoint.actions.suggesting_again import suggest_again
from callpoint.clock import now
from callpoint.records.models import Assessment
from callpoint.rules.deciding import DECIDED
from tests.makers import a_report
from tests.pages.desk_walk import Pages

TOLD = {
    "story": "zzz £5 zzz zzz@example.org zzz",
    "money_left": "last-13-months",
    "pay_amount": "€5",
    "suspect_known": "yes",
}


def walk_assessing(walk: Pages, desk: Client) -> None:
    """Walk all of them."""
    walk.get("how_we_decide")
    one = a_report(when=now(), **TOLD)
    suggest_again(report_id=one, by=system("worker"), at=now())
    a_report(when=now(), **TOLD)
    walk.get("staff_report", one, of=desk)
    for name in DECIDED:
        walk.get("staff_change", one, name, of=desk)
    wrong: tuple[dict[str, str], ...] = ({}, {"value": "9"}, {"value": "2"}, {"value": "2", "why": "other"})
    for told in (*wrong, {"value": "2", "why": "other", "words": "zzz" * 400}):
        walk.post("staff_change", one, "severity", of=desk, **told)
    kept = {"value": "2", "why": "other", "words": "zzz"}
    walk.post("staff_change", one, "severity", of=desk, **kept)
    walk.post("staff_change", one, "severity", of=desk, value="1", why="other", words="zzz", decision="none")
    walk.get("staff_report", one, of=desk)
    walk.post("staff_report", one, of=desk, do="accept", decision="none")
    walk.post("staff_report", one, of=desk, do="accept-next")
    walk.get("staff_report", one, of=desk)
    walk.post("staff_report", one, of=desk, do="undo-decision", decision=_newest(one))
    walk.get("staff_report", one, of=desk)


def _newest(report_id: UUID) -> str:
    rows = Assessment.objects.filter(report_id=report_id, undone_at=None).exclude(made_by=None)
    return str(rows.order_by("-made_at")[0].id)
