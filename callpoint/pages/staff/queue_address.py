"""The address of a view of the queue: which view, narrowed to what; read from a request and written again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from callpoint.actions.acting import Actor
from callpoint.clock import now
from callpoint.pages.staff.frame import signed_in_actor
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.queue import Asked, Filters
from callpoint.rules.access import EVERY_UNIT
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.queue_order import View, first_view, views_for
from callpoint.rules.urgency import ORDER

AGES: Final = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
"""How old a report at least is."""
FILTERS: Final = ("state", "group", "unit", "channel", "urgency", "area", "unassigned", "age")
"""Names in the address, in the order in which they are written."""
CHANNELS: Final = ("web", "phone", "desk", "mail", "sms", "api", "bulk")
"""The ways by which reports come in."""
SEEN: Final = "view"
"""Where the session keeps the view from which a report was opened."""
LONGEST_QUERY: Final = 500
LONGEST: Final = 40


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What an address asks for: a view and the filters as they stand in it, without those that mean nothing."""

    view: View
    said: Mapping[str, str]

    def query(self, **more: object) -> str:
        """Write it for an address; `more` comes behind it."""
        known = {"view": self.view.value, **{name: self.said[name] for name in FILTERS if name in self.said}}
        return urlencode({**known, **more})

    def url(self, *, page: int = 1, **more: object) -> str:
        """Give the address of a page of the queue."""
        return f"{reverse('staff_queue')}?{self.query(**({'page': page} if page > 1 else {}), **more)}"

    def with_view(self, view: View) -> "Seen":
        """Give another view under the same filters."""
        return replace(self, view=view)

    def asked(self, by: Actor) -> Asked:
        """Give what to ask the records."""
        return Asked(badge=by.badge, staff_id=int(by.id), view=self.view, at=now(), filters=self._filters())

    def _filters(self) -> Filters:
        group = self.said.get("group", "")
        kinds = knowledge().content.kinds.values()
        return Filters(
            state=self.said.get("state", ""),
            kinds=tuple(kind.id for kind in kinds if kind.group == group) if group else (),
            unit=self.said.get("unit", ""),
            channel=self.said.get("channel", ""),
            urgency=self.said.get("urgency", ""),
            police_area=self.said.get("area", ""),
            is_unassigned=self.said.get("unassigned") == "yes",
            older_than=AGES.get(self.said.get("age", "")),
        )


def seen_by(request: HttpRequest) -> Seen:
    """Read the view and the filters of a request; what means nothing is left out."""
    return seen_in(request.GET.dict(), signed_in_actor(request))


def seen_before(request: HttpRequest) -> Seen:
    """
    Read the view from which a report was opened: as its address says, else as it was said last.

    What leads from the report to a page of its own and back names no view, and the way on is still that of the list.
    """
    if "view" in request.GET:
        request.session[SEEN] = request.GET.urlencode()[:LONGEST_QUERY]
    return seen_in(QueryDict(request.session.get(SEEN, "")).dict(), signed_in_actor(request))


def seen_in(said: Mapping[str, object], by: Actor) -> Seen:
    """Read them from names and values."""
    words = {name: str(said.get(name, ""))[:LONGEST] for name in ("view", *FILTERS)}
    allowed = views_for(by.badge)
    view = View(words["view"]) if words["view"] in allowed else first_view(by.badge)
    return Seen(view=view, said={name: words[name] for name in FILTERS if _means(name, words[name], by)})


def _means(name: str, value: str, by: Actor) -> bool:
    """Say whether a filter means something that this person may ask for."""
    content = knowledge().content
    known: Mapping[str, Collection[str]] = {
        "state": set(ReportState) - {ReportState.DRAFT},
        "group": {kind.group for kind in content.kinds.values()},
        "unit": set(content.units) if by.badge.role in EVERY_UNIT else set(),
        "age": set(AGES),
        "channel": CHANNELS,
        "urgency": ORDER,
        "unassigned": {"yes"},
    }
    # Areas are codes of tables that change with the years: those of old reports are still asked for.
    return value in known[name] if name in known else value.isascii() and value.isalnum()


def next_url(seen: Seen, *, after: object, place: object = "") -> str:
    """Give the address that leads to the report of a view after this one; `place` is where it stood when it was opened."""
    return f"{reverse('staff_next')}?{seen.query(after=after, **({'place': place} if place else {}))}"
