"""What of cases and of requests to others falls due for one person, beside the reports of the view of what is due."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.pages.staff.queue_pages import DueLine
from callpoint.records.queries.due import Asker, DueSort, DueThing, due_things
from callpoint.rules.queue_order import SOON


def due_lines(by: Actor, *, at: datetime) -> tuple[DueLine, ...]:
    """Name what is due as soon as the reports of the same view, without a word that was sealed."""
    asker = Asker(staff_id=int(by.id), badge=by.badge, at=at, until=(at + SOON).date())
    return tuple(
        DueLine(words=_words(each), url=_url(each), due_on=each.due_on, is_late=each.is_late)
        for each in due_things(asker)
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
