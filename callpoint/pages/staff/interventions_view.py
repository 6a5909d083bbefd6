"""Makes what staff see of requests to other bodies out of an opened report."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor
from callpoint.actions.intervention_words import sum_words
from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.staff.intervention_pages import (
    AnswerView,
    InterventionPart,
    InterventionView,
    OfferLine,
    WaitingLine,
)
from callpoint.pages.staff.intervention_words import (
    channel_words,
    result_words,
    standing_words,
    sums_words,
    title_words,
    total_words,
)
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_interventions import OpenedIntervention
from callpoint.records.queries.interventions import InterventionLine
from callpoint.rules.access import Deed, may
from callpoint.rules.offers import Offer, offers, told_of
from callpoint.rules.sums import Noted, recovered

MOST_OFFERED = 4
"""Offers on the page of a report; all of them stand on the page of its requests."""


def intervention_part(report: OpenedReport, by: Actor, *, at: datetime) -> InterventionPart:
    """Give what a report's page says of requests to others."""
    lines = offer_lines(report) if may(by.badge, Deed.ASK_OTHERS, unit=report.unit) else ()
    return InterventionPart(
        offers=lines[:MOST_OFFERED],
        more=max(0, len(lines) - MOST_OFFERED),
        made=tuple(intervention_view(report, one, at=at) for one in report.interventions),
        totals=totals_of(report),
        all_url=reverse("staff_interventions", args=[report.id])
        if may(by.badge, Deed.ASK_OTHERS, unit=report.unit)
        else "",
    )


def report_offers(report: OpenedReport) -> tuple[Offer, ...]:
    """Give every request that the facts of an opened report allow."""
    return offers(knowledge(), told_of(report.answers, report.linked.values, kind=report.kind))


def offer_lines(report: OpenedReport) -> tuple[OfferLine, ...]:
    """Give what can still be asked: a request that was made and not taken back is not offered again."""
    made = {(one.kind, one.about) for one in report.interventions if one.result != "taken-back"}
    return tuple(
        OfferLine(
            title=translated(offer.kind.title),
            label=offer.label,
            to=offer.to or translated(offer.kind.to),
            url=offer_url(report, offer),
            is_unsure=offer.is_unsure,
        )
        for offer in report_offers(report)
        if (offer.kind.id, offer.about) not in made
    )


def offer_url(report: OpenedReport, offer: Offer) -> str:
    """Give the address where a request is looked at before it is made."""
    chosen = urlencode({"ask": offer.kind.id, "about": offer.about})
    return f"{reverse('staff_interventions', args=[report.id])}?{chosen}"


def totals_of(report: OpenedReport) -> tuple[str, ...]:
    """Say what is held and came back of a report."""
    return total_words(
        recovered(
            Noted(
                about=one.about,
                currency=one.answers[0].held.currency,
                held=one.answers[0].held.minor,
                returned=one.answers[0].returned.minor,
                asked=one.sum.minor if one.sum else None,
            )
            for one in report.interventions
            if one.is_money and one.answers
        )
    )


def intervention_view(report: OpenedReport, one: OpenedIntervention, *, at: datetime) -> InterventionView:
    """Give one request as it stands."""
    state, colour = standing_words(one.standing(at=at))
    if one.result:
        state = result_words(one.kind, one.result)
    way = channel_words(one.channel) if one.channel else ""
    return InterventionView(
        title=title_words(one.kind),
        to=one.letter.to,
        url=reverse("staff_intervention", args=[report.id, one.id]),
        state=state,
        colour=colour,
        made_by=one.made_by,
        made_at=one.made_at,
        sent=f"{way}, {one.contact}" if one.contact else way,
        sent_by=one.sent_by,
        sent_at=one.sent_at,
        due_at=one.due_at,
        answers=tuple(
            AnswerView(
                result=result_words(one.kind, each.result),
                sums=sums_words(each.held, each.returned),
                words=each.words,
                noted_by=each.noted_by,
                noted_at=each.noted_at,
            )
            for each in one.answers
        ),
    )


def waiting_line(line: InterventionLine, *, at: datetime) -> WaitingLine:
    """Give one line of the list over all reports."""
    state, colour = standing_words(line.standing(at=at))
    return WaitingLine(
        reference=line.reference,
        url=reverse("staff_intervention", args=[line.report_id, line.id]),
        title=title_words(line.kind),
        sum=_("%(sum)s paid") % {"sum": sum_words(line.sum)} if line.sum else "",
        made_by=line.made_by,
        state=state,
        colour=colour,
        due_at=line.due_at,
    )
