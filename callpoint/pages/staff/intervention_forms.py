"""The forms of a request: what stands in them, what is wrong with it in words, and the page of one that was made."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callpoint.actions.reading import OpenedReport
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.frame import staff_frame
from callpoint.pages.staff.intervention_pages import FactLine, InterventionPage
from callpoint.pages.staff.intervention_words import channel_words, facts_of
from callpoint.pages.staff.interventions_view import intervention_view
from callpoint.records.knowledge import knowledge
from callpoint.records.opened_interventions import OpenedIntervention
from callpoint.rules.content.request_model import RequestKind
from callpoint.rules.intervening import (
    TAKEN_BACK,
    WORDS_LIMIT,
    Channel,
    InterventionError,
    NoBodyError,
    NoChannelError,
    NoReasonGivenError,
    NoSuchResultError,
    NotConfirmedError,
    TooManyWordsError,
    Wording,
)

Errors = Mapping[str, str]
"""The name of a field to what is wrong with it."""


def wording_of(said: QueryDict, *, drafted_to: str) -> Wording:
    """Give what stands in the form of a new request: as drafted until somebody sent it."""
    if not said:
        return Wording(to=drafted_to)
    return Wording(
        to=said.get("to", ""),
        words=said.get("words", ""),
        authority=said.get("authority", ""),
        is_confirmed=said.get("confirmed") == "yes",
        tells=said.get("tells") == "yes",
    )


def typed_lines(said: QueryDict) -> tuple[FactLine, ...]:
    """Give what somebody typed for a request, where its form is no more."""
    terms = {
        "to": _("Who is asked?"),
        "words": _("Do you want to add something?"),
        "authority": _("On what power of law, if any?"),
    }
    return tuple(
        FactLine(term=term, value=said.get(name, "")) for name, term in terms.items() if said.get(name)
    )


def wrong_words(refused: InterventionError) -> Errors:
    """Say what to do, by field."""
    if isinstance(refused, TooManyWordsError):
        words = ngettext(
            "Make it %(over)s letter shorter.", "Make it %(over)s letters shorter.", refused.over
        ) % {"over": refused.over}
        return {refused.field: words}
    return {
        NoBodyError: {"to": _("Type who is asked.")},
        NotConfirmedError: {"confirmed": _("Look at these facts, then tick the box.")},
        NoChannelError: {"channel": _("Choose how it went out.")},
        NoSuchResultError: {"result": _("Choose what came of it.")},
        NoReasonGivenError: {"words": _("Write down why.")},
    }[type(refused)]


def intervention_page(
    request: HttpRequest, report: OpenedReport, one: OpenedIntervention, *, wrong: Errors, at: datetime
) -> InterventionPage:
    """Make the page of a request that was made, with what was typed and could not be taken."""
    kind, said = knowledge().content.requests.get(one.kind), request.POST
    places = [report.id, one.id]
    return InterventionPage(
        heading=_("Request for %(reference)s") % {"reference": report.reference},
        view=intervention_view(report, one, at=at),
        asks=tuple(translated(each) for each in one.letter.asks),
        facts=facts_of(one.letter),
        words=one.letter.words,
        authority=translated(one.letter.authority),
        paper_url=reverse("staff_request_paper", args=places),
        bundle_url=reverse("staff_request_bundle", args=places),
        contacts=_contacts(kind),
        may_send=one.sent_at is None and not one.result,
        channels=tuple(
            ChoiceLine(value=each, label=channel_words(each), chosen=said.get("channel") == each)
            for each in Channel
        ),
        channel_error=wrong.get("channel", ""),
        contact=said.get("contact", ""),
        contact_error=wrong.get("contact", ""),
        results=_results(kind if one.sent_at else None, said.get("result", "")),
        result_error=wrong.get("result", ""),
        has_sums=bool(one.sent_at and kind and any(result.sums for result in kind.results)),
        held=said.get("held", ""),
        returned=said.get("returned", ""),
        sum_error=wrong.get("held", ""),
        reply=said.get("reply", ""),
        reply_error=wrong.get("words", ""),
        send_key=said.get("send_key") or secrets.token_hex(16),
        limit=WORDS_LIMIT,
        errors=tuple(FieldError(text=text, href=f"#{name}") for name, text in wrong.items()),
        **staff_frame(request, back=reverse("staff_interventions", args=[report.id])),
    )


def _contacts(kind: RequestKind | None) -> tuple[str, ...]:
    services = knowledge().content.services
    return tuple(translated(services[name].name) for name in (kind.services if kind else ()))


def _results(kind: RequestKind | None, chosen: str) -> tuple[ChoiceLine, ...]:
    lines = [
        ChoiceLine(value=result.id, label=translated(result.label), chosen=result.id == chosen)
        for result in (kind.results if kind else ())
    ]
    back = ChoiceLine(value=TAKEN_BACK, label=_("We take it back"), chosen=chosen == TAKEN_BACK)
    return (*lines, back)
