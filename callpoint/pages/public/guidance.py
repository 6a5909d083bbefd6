"""The pages of guidance, open without a report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import Link, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import GuidanceListPage, GuidancePage, GuidancePoint, GuidanceSection
from callpoint.pages.services_shown import in_order, offered_here, view_of
from callpoint.records.knowledge import knowledge
from callpoint.rules.content import model
from callpoint.rules.directory import Seeker, fit_of
from callpoint.rules.now import guidance_named


@opens_to(Audience.ANYONE)
def guidance_list(request: HttpRequest) -> HttpResponse:
    """List the pages of guidance."""
    page = GuidanceListPage(heading=_("Guidance"), links=_links(""), **frame(request, back=reverse("start")))
    return show(request, page)


@opens_to(Audience.ANYONE)
def guidance(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page of guidance."""
    known = knowledge()
    found = guidance_named(known.content, name, jurisdiction=known.home)
    if found is None:
        raise Http404
    page = GuidancePage(
        heading=translated(found.title),
        lead=translated(found.lead),
        sections=tuple(_section(section) for section in found.sections),
        is_plan=found.style == "tick-plan",
        others=_links(name),
        share_url=request.build_absolute_uri(request.path),
        **frame(request, back=reverse("guidance_list")),
    )
    return show(request, page)


def _section(section: model.GuidanceSection) -> GuidanceSection:
    content = knowledge().content
    services, here = content.services, Seeker(country=knowledge().jurisdiction.country)
    return GuidanceSection(
        heading=translated(section.heading),
        lead=translated(section.lead),
        points=tuple(
            GuidancePoint(
                text=translated(point.text),
                services=tuple(
                    view_of(services[name], at=now())
                    for name in point.services
                    if offered_here(services[name]) and fit_of(content, services[name], here) != "no"
                ),
            )
            for point in section.points
        ),
    )


def _links(current: str) -> tuple[Link, ...]:
    return tuple(
        Link(text=translated(page.title), url=reverse("guidance", args=[page.id]))
        for page in in_order(knowledge().content.guidance.values())
        if page.id != current
    )
