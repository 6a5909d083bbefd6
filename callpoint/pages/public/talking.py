"""I only want to talk to somebody: who listens right now, and asking a support service to call."""

import secrets
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from callpoint.actions.acting import newcomer
from callpoint.actions.support_requests import LackingError, ask_for_support
from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.limits import may_ask_for_support
from callpoint.pages.public.session import held_report_id
from callpoint.pages.public.talk_pages import TalkAskPage, TalkPage
from callpoint.pages.public.talk_session import hold_request
from callpoint.pages.public.talk_words import FIELDS, id_of, lack_words, lines_of, service_lines, typed_form
from callpoint.pages.services_shown import view_of
from callpoint.pages.shown import ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.rules.asking_support import LIMITS, UNDER_18, services_to_ask
from callpoint.rules.content.model import Service
from callpoint.rules.dates import KEEPS_REPORTS
from callpoint.rules.directory import Seeker, is_answering, services_for
from callpoint.rules.places import Place
from callpoint.rules.suggesting import place_told
from callpoint.rules.turning_to_report import request_from_answers

TALK = "talk"
"""The situation under which the directory lists who listens."""


@opens_to(Audience.ANYONE)
@require_safe
def talk(request: HttpRequest) -> HttpResponse:
    """Show who answers right now, then the way to be called."""
    views = _listening(Place(country=knowledge().jurisdiction.country))
    page = TalkPage(
        heading=_("Talk to somebody"),
        open_now=tuple(view for service, view in views if _answers(service) and not _is_for_young(service)),
        young=young_lines(),
        later=tuple(view for service, view in views if not _answers(service)),
        ask_url=reverse("talk_ask") if takes_requests() else "",
        directory_url=reverse("directory"),
        exit_url=reverse("exit"),
        **frame(request, back=reverse("start")),
    )
    return show(request, page)


def takes_requests() -> bool:
    """Say whether this deployment takes requests: by its role, and by what its country has."""
    home = Place(country=knowledge().jurisdiction.country)
    return settings.CALLPOINT.service.role in KEEPS_REPORTS and bool(services_to_ask(knowledge(), home))


def young_lines() -> tuple[ServiceView, ...]:
    """Give who answers now for or about somebody under 18."""
    home = Place(country=knowledge().jurisdiction.country)
    return tuple(view for service, view in _listening(home) if _is_for_young(service) and _answers(service))


def _listening(place: Place) -> list[tuple[Service, ServiceView]]:
    """Give every line that listens to somebody there, without the emergency services."""
    content = knowledge().content
    known_place = place.certainty != "unknown"
    seeker = Seeker(country=place.country, nation=place.nation, areas=place.area_ids if known_place else None)
    rescue = {one.emergency_service for one in content.jurisdictions.values()}
    return [
        (one.service, view_of(one.service, at=now(), why=one.rule))
        for one in services_for(content, TALK, seeker)
        if one.service.channels and one.service.id not in rescue
    ]


def _answers(service: Service) -> bool:
    return is_answering(knowledge().content, service, at=now())


def _is_for_young(service: Service) -> bool:
    return bool(service.serves.ages) and set(service.serves.ages) <= UNDER_18


@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def talk_ask(request: HttpRequest) -> HttpResponse:
    """Take a request to be called; what a report of this session holds is filled in, and sent only by a press."""
    if not takes_requests():
        return redirect("talk")
    if request.method != "POST":
        return _show_ask(request, told=_from_report(request))
    told = {field: request.POST.get(field, "") for field in FIELDS}
    if not may_ask_for_support(request):
        words = _("Many requests came from your network. Please send this again in an hour.")
        return _show_ask(request, told=told, wrong={"service": words}, status=422)
    return _send(request, told)


def _send(request: HttpRequest, told: Mapping[str, str]) -> HttpResponse:
    try:
        taken = ask_for_support(
            told=told,
            service=request.POST.get("service", ""),
            send_key=request.POST.get("send_key", "")[:64] or secrets.token_hex(16),
            language=get_language() or settings.LANGUAGE_CODE,
            by=newcomer(),
            at=now(),
        )
    except LackingError as refused:
        wrong = {field: lack_words(lack, field) for field, lack in refused.lacks.items()}
        return _show_ask(request, told=told, wrong=wrong, status=422)
    hold_request(request, taken.request_id, taken.code)
    return redirect("talk_done")


def _from_report(request: HttpRequest) -> dict[str, str]:
    """Give what the report of this session already holds, to be shown."""
    report_id = held_report_id(request)
    try:
        return request_from_answers(own_report(report_id).answers) if report_id else {}
    except NoSuchReportError:
        return {}


def _show_ask(
    request: HttpRequest,
    *,
    told: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = wrong or {}
    place = place_told({"postcode": told.get("place", "")}, knowledge())
    services = services_to_ask(knowledge(), place)
    page = TalkAskPage(
        heading=_("Ask to be called"),
        form=typed_form(told, wrong),
        for_whom=lines_of("for_whom", told.get("for_whom", "")),
        ages=lines_of("age", told.get("age", "")),
        services=service_lines(services, request.POST.get("service", "")),
        consent=_consent(services),
        instead=() if services else tuple(view for _service, view in _listening(place)),
        young=young_lines(),
        is_filled_in=bool(told) and request.method != "POST",
        send_key=secrets.token_hex(16),
        limit=LIMITS["about"],
        errors=tuple(
            FieldError(text=wrong[field], href=id_of(field))
            for field in (*FIELDS, "service")
            if wrong.get(field)
        ),
        exit_url=reverse("exit"),
        **frame(request, back=reverse("talk"), has_form=True),
    )
    return show(request, page, status=status)


def _consent(services: tuple[Service, ...]) -> str:
    """Say exactly what is passed on, and to whom."""
    if len(services) == 1:
        return _("We pass on only what is on this page, only to %(service)s.") % {
            "service": translated(services[0].name)
        }
    return _("We pass on only what is on this page, only to the service you choose.")
