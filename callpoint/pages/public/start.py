"""Start, and the urgent pages that need no answer at all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import Link, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.help_now import WayOn, help_page
from callpoint.pages.public.now_parts import AWARE, LONGEST, PAID, Told
from callpoint.pages.public.pages import NowCard, StartPage
from callpoint.pages.services_shown import first_phone, in_order, view_of
from callpoint.pages.shown import ChannelLine
from callpoint.records.knowledge import knowledge
from callpoint.rules.now import guide_named, guides_in
from callpoint.rules.suggesting import suggest
from callpoint.rules.triage.decide import TriageResult


@opens_to(Audience.ANYONE)
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    page = StartPage(
        heading=_("Report cybercrime and fraud"),
        cards=tuple(
            _card(each.id) for each in in_order(knowledge().content.situations.values()) if each.card
        ),
        more_now=guide_links(),
        begin_url=reverse("begin"),
        return_url=reverse("return"),
        directory_url=reverse("directory"),
        guidance=tuple(
            Link(text=translated(page.title), url=reverse("guidance", args=[page.id]))
            for page in in_order(knowledge().content.guidance.values())
        ),
        **frame(request),
    )
    return show(request, page)


@csrf_exempt
@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def help_now(request: HttpRequest, situation: str) -> HttpResponse:
    """
    Show what to do now in a named situation or by a named guide.

    What is typed there, a time, is answered on the same page and kept nowhere: the form changes
    nothing, so it needs no token, no session and no database.
    """
    known = knowledge()
    guide = guide_named(known.content, situation, jurisdiction=known.home)
    named = known.content.situations.get(situation)
    if guide is None and named is None:
        raise Http404
    answers: dict[str, str | list[str]] = {"situation": situation}
    if guide is not None and named is None:
        answers = {"situation": guide.situation, **guide.answers}
    way = WayOn(
        heading=translated(named.label) if named else "",
        next_url=reverse("begin_with", args=[answers["situation"]]),
        next_text=_("Tell us what happened"),
        guide="" if named else situation,
        told=Told(
            typed={name: request.POST[name][:LONGEST] for name in (PAID, AWARE) if name in request.POST},
            path=request.path,
        ),
    )
    page = help_page(suggest(answers, at=now(), known=known), way, frame(request, back=reverse("start")))
    return show(request, page, status=422 if page.errors else 200)


def guide_links() -> tuple[Link, ...]:
    """Give a link to each guide of this place."""
    known = knowledge()
    return tuple(
        Link(text=translated(guide.title), url=reverse("now", args=[guide.id]))
        for guide in guides_in(known.content, jurisdiction=known.home)
    )


def _card(name: str) -> NowCard:
    """Make one urgent card from its situation and the number that triage gives for it."""
    known = knowledge()
    situation = known.content.situations[name]
    answers: dict[str, str | list[str]] = {"situation": name}
    result = suggest(answers, at=now(), known=known).result
    phone = _phone_of(result)
    return NowCard(
        title=translated(situation.card),
        text=translated(situation.card_text),
        url=reverse("now", args=[name]),
        phone_text=phone.text if phone else "",
        phone_url=phone.url if phone else "",
    )


def _phone_of(result: TriageResult) -> ChannelLine | None:
    """
    Give the first number that anybody may dial now; None where there is none.

    A card knows no age, so a line for adults only, or for children only, waits on its page. The
    emergency number stands on a card only where it comes first.
    """
    services = knowledge().content.services
    rescue = {one.emergency_service for one in knowledge().content.jurisdictions.values()} - {result.first}
    offered = (services[each.service_id] for each in result.offers if each.service_id not in rescue)
    phones = (first_phone(view_of(one, at=now())) for one in offered if not one.serves.ages)
    return next((line for line in phones if line), None)
