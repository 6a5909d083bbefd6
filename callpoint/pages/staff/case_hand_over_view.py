"""The page of a hand-over: what changed, what falls due, what is promised and asked, and who may answer."""

from datetime import datetime, timedelta
from typing import Final, TypedDict
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import workers_on
from callpoint.actions.case_handing_over import may_end
from callpoint.actions.case_opened import Offer, OpenedCase
from callpoint.actions.case_times import DuePromise, due_promises, open_asks
from callpoint.pages.page import Link
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.case_pages import AskRow, CaseHandOverPage, DueRow, Field, OfferRow
from callpoint.pages.staff.case_view import Typed, errors_of, kept_words, report_rows, time_rows, urls_of
from callpoint.pages.staff.case_words import Wrong
from callpoint.pages.staff.clocks_view import promise_words
from callpoint.pages.staff.frame import StaffFrame
from callpoint.rules.access import Deed, may
from callpoint.rules.cases import DUE_SOON, CaseState, HandOverKind

SHIFTS: Final = (12, 24, 72, 168)
"""Hours back for which changes are shown; the second is what a person sees first."""
USUAL: Final = 24


def hand_over_page(
    case: OpenedCase,
    by: Actor,
    *,
    typed: Typed,
    wrong: Wrong,
    hours: int,
    frame: StaffFrame,
    at: datetime,
) -> CaseHandOverPage:
    """Make the page, with what was typed and could not be taken."""
    waiting = next((each for each in case.offers if each.answered_at is None), None)
    return CaseHandOverPage(
        heading=_("Hand over case %(reference)s") % {"reference": case.reference},
        name=case.title,
        case_url=reverse("staff_case", args=[case.id]),
        officer=case.officer or _("Nobody yet"),
        is_open=case.state is CaseState.OPEN,
        kept=() if case.state is CaseState.OPEN else kept_words(typed),
        views=_views(case, hours),
        since_words=_since_words(hours),
        changes=time_rows((line for line in case.timeline if line.at >= at - timedelta(hours=hours)), case),
        due=_due(case, at=at),
        asks=_asks(case),
        promises=report_rows(case, at=at),
        waiting=_offer(waiting) if waiting else None,
        **_answering(case, waiting, by),
        offers=tuple(_offer(each) for each in case.offers if each.answered_at is not None),
        colleagues=_colleagues(case, chosen=typed.get("to", "")),
        may_offer_force=may(by.badge, Deed.DISCLOSE, unit=case.unit),
        **_fields(typed, wrong),
        errors=errors_of(wrong),
        **frame,
    )


class Fields(TypedDict):
    """The fields of the forms."""

    to: Field
    note: Field
    body: Field
    purpose: Field
    answer: Field


def _fields(typed: Typed, wrong: Wrong) -> Fields:
    def field(name: str) -> Field:
        return Field(value=typed.get(name, ""), error=wrong.get(name, ""))

    return Fields(
        to=field("to"),
        note=field("note"),
        body=field("body"),
        purpose=field("purpose"),
        answer=field("answer"),
    )


class Answering(TypedDict):
    """What whoever looks may do with an offer that waits."""

    is_force: bool
    may_accept: bool
    may_refuse: bool
    pack_url: str


def _answering(case: OpenedCase, waiting: Offer | None, by: Actor) -> Answering:
    if waiting is None:
        return Answering(is_force=False, may_accept=False, may_refuse=False, pack_url="")
    is_force = waiting.to_id is None
    may_disclose = may(by.badge, Deed.DISCLOSE, unit=case.unit)
    return Answering(
        is_force=is_force,
        may_accept=is_force or str(waiting.to_id) == by.id,
        may_refuse=is_force or may_end(by, (waiting.to_id, waiting.by_id, case.officer_id)),
        pack_url=reverse("staff_case_pack", args=[case.id, waiting.id]) if is_force and may_disclose else "",
    )


def _colleagues(case: OpenedCase, *, chosen: str) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(value=str(each.pk), label=each.display_name, chosen=str(each.pk) == chosen)
        for each in workers_on(case.unit)
        if each.pk != case.officer_id
    )


def hours_of(said: str) -> int:
    """Read for how many hours back changes are wanted."""
    return int(said) if said in {str(hours) for hours in SHIFTS} else USUAL


def _views(case: OpenedCase, hours: int) -> tuple[Link, ...]:
    here = reverse("staff_case_hand_over", args=[case.id])
    return tuple(
        Link(
            text=ngettext("%(num)s hour", "%(num)s hours", each) % {"num": each}
            if each < 48
            else ngettext("%(num)s day", "%(num)s days", each // 24) % {"num": each // 24},
            url=f"{here}?hours={each}#changes",
            current=each == hours,
        )
        for each in SHIFTS
    )


def _since_words(hours: int) -> str:
    if hours < 48:
        return ngettext("Changes in the last %(num)s hour", "Changes in the last %(num)s hours", hours) % {
            "num": hours
        }
    days = hours // 24
    return ngettext("Changes in the last %(num)s day", "Changes in the last %(num)s days", days) % {
        "num": days
    }


def _due(case: OpenedCase, *, at: datetime) -> tuple[DueRow, ...]:
    """Give what is late or falls due soon: promises, tasks, the review."""
    until, urls = at + DUE_SOON, urls_of(case)
    promises = due_promises(_readable(case), until=until)
    rows = [_promise(each, urls[each.report_id], at=at) for each in promises]
    rows += [
        DueRow(at=None, on=each.due_on, what=each.words, reference="", url="", is_late=each.is_late)
        for each in case.tasks
        if each.done_at is None and each.due_on <= until.date()
    ]
    if case.review_on and case.review_on <= until.date():
        rows.append(
            DueRow(
                at=None,
                on=case.review_on,
                what=_("Review of the case"),
                reference="",
                url="",
                is_late=case.review_on < at.date(),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.on or (row.at or at).date()))


def _readable(case: OpenedCase) -> list[UUID]:
    return [each.report_id for each in case.reports if each.may_open]


def _promise(each: DuePromise, link: Link, *, at: datetime) -> DueRow:
    return DueRow(
        at=each.due_at,
        on=None,
        what=promise_words(each.promise),
        reference=link.text,
        url=link.url,
        is_late=each.due_at < at,
    )


def _asks(case: OpenedCase) -> tuple[AskRow, ...]:
    urls = urls_of(case)
    return tuple(
        AskRow(
            reference=urls[each.report_id].text,
            url=urls[each.report_id].url,
            asked_at=each.asked_at,
            due_at=each.due_at,
        )
        for each in open_asks(_readable(case))
    )


def _offer(one: Offer) -> OfferRow:
    answered = {
        (HandOverKind.COLLEAGUE, True): _("Accepted."),
        (HandOverKind.COLLEAGUE, False): _("Not accepted."),
        (HandOverKind.FORCE, True): _("Accepted there, as entered by"),
        (HandOverKind.FORCE, False): _("Not accepted there, as entered by"),
    }
    return OfferRow(
        to=one.to,
        note=one.note,
        by=one.by,
        at=one.at,
        answer_words=answered[one.kind, one.is_accepted] if one.answered_at else "",
        answer=one.answer,
        answered_by=one.answered_by,
        answered_at=one.answered_at,
    )
