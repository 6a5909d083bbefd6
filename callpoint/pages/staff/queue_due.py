"""What of cases and of requests to others falls due for one person, beside the reports of the view of what is due."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.pages.staff.queue_address import Seen
from callpoint.pages.staff.queue_pages import DueLine, DueList
from callpoint.records.queries.due import PAGE_SIZE, Asker, DueSort, DueThing, due_page
from callpoint.rules.queue_order import SOON

PLACE: Final = "#due"
"""Where the list stands on its page."""


def due_list(by: Actor, seen: Seen, *, said: str, at: datetime) -> DueList | None:
    """
    Name what is due as soon as the reports of the same view, without a word that was sealed; None where nothing is.

    `said` is the number of its page, as the address says it.
    """
    asker = Asker(staff_id=int(by.id), badge=by.badge, at=at, until=(at + SOON).date())
    found = due_page(asker, number=int(said) if said.isdecimal() and len(said) < len("1000000") else 1)
    if not found.things:
        return None
    more = found.total - found.number * PAGE_SIZE
    return DueList(
        lines=tuple(
            DueLine(words=_words(each), url=_url(each), due_on=each.due_on, is_late=each.is_late)
            for each in found.things
        ),
        more=ngettext("And %(num)s more.", "And %(num)s more.", more) % {"num": more} if more > 0 else "",
        number=found.number,
        pages=found.pages,
        previous_url=seen.url(due=found.number - 1) + PLACE if found.number > 1 else "",
        next_url=seen.url(due=found.number + 1) + PLACE if found.number < found.pages else "",
    )


def _words(thing: DueThing) -> str:
    named = {"reference": thing.reference}
    words = {
        DueSort.OFFER: _("Case %(reference)s is offered to you"),
        DueSort.ANSWER: _("Answer to a request of report %(reference)s"),
        DueSort.TASK: _("Task of case %(reference)s"),
        DueSort.REVIEW: _("Review of case %(reference)s"),
    }
    of_nobody = {
        DueSort.TASK: _("Task of case %(reference)s, which nobody has"),
        DueSort.REVIEW: _("Review of case %(reference)s, which nobody leads"),
    }
    return ((thing.is_nobodys and of_nobody.get(thing.sort)) or words[thing.sort]) % named


def _url(thing: DueThing) -> str:
    if thing.request:
        return reverse("staff_intervention", args=[thing.about, thing.request])
    if thing.sort is DueSort.OFFER:
        return reverse("staff_case_hand_over", args=[thing.about])
    places = {DueSort.TASK: "#tasks", DueSort.REVIEW: "#reviews"}
    return reverse("staff_case", args=[thing.about]) + places[thing.sort]
