"""What to do now: how a triage result becomes a page."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.page import Link
from callpoint.pages.public.frame import Frame, exit_for
from callpoint.pages.public.pages import HelpPage
from callpoint.pages.services_shown import reporting_page_of, view_for_country
from callpoint.pages.shown import ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Service
from callpoint.rules.directory import Seeker, is_answering, open_instead, open_state, services_for
from callpoint.rules.recording import recorder_of
from callpoint.rules.suggesting import Suggestion

MOST_INSTEAD = 3

SUPPORT_SITUATION = "talk"
"""Services that listen; they stand apart from those that act."""


@dataclass(frozen=True, kw_only=True)
class WayOn:
    """Where a help page leads next, and the report that stands behind it, if one does."""

    heading: str
    next_url: str
    next_text: str
    kept: bool = False
    """Whether a report stands behind it, so that the kind can be corrected and a copy taken."""
    code_groups: tuple[str, ...] = ()
    code_is_new: bool = False


def help_page(suggestion: Suggestion, way: WayOn, frame: Frame) -> HelpPage:
    """Make the page of a suggestion."""
    result = suggestion.result
    views = _views(suggestion)
    rest = [view for view in views if view.id != result.first]
    kind = knowledge().content.kinds[suggestion.kind]
    return HelpPage(
        heading=way.heading,
        lead=_("Do the first thing now. The rest can wait."),
        main=next((view for view in views if view.id == result.first), None),
        instead=_instead(suggestion),
        others=tuple(view for view in rest if not listens(view)),
        support=tuple(view for view in rest if listens(view)),
        assumed=tuple(translated(each.text) for each in result.reasons if each.id.endswith("-assumed")),
        kind_label=translated(kind.label) if way.kept else "",
        change_kind_url=reverse("kind") if way.kept else "",
        advice=tuple(translated(line) for line in kind.advice_now) if way.kept or result.critical else (),
        elsewhere=elsewhere(suggestion),
        no_pictures=result.blocks_upload,
        next_url=way.next_url,
        next_text=way.next_text,
        copy_url=reverse("copy") if way.kept else "",
        code_groups=way.code_groups,
        code_is_new=way.code_is_new,
        exit_url=exit_for(suggestion),
        **frame,
    )


def _views(suggestion: Suggestion) -> tuple[ServiceView, ...]:
    """Show every offer as it stands for the person's country, and where that country takes reports."""
    result, services = suggestion.result, knowledge().content.services
    country = result.facts.country
    offers = tuple(
        view_for_country(services[offer.service_id], country, at=now(), why=offer.reason)
        for offer in result.offers
    )
    abroad = reporting_page_of(country) if country != knowledge().jurisdiction.country else None
    return (*offers, abroad) if abroad else offers


def _instead(suggestion: Suggestion) -> tuple[Link, ...]:
    """Name who answers the phone now, where the first service has hours and is closed (stories, rule R12)."""
    content = knowledge().content
    first = content.services[suggestion.result.first]
    zone = content.timezone_of(first.id)
    states = {
        open_state(channel, at=now(), timezone=zone).state
        for channel in first.channels
        if channel.type == "phone"
    }
    if "closed" not in states or "open" in states:
        return ()
    facts, place = suggestion.result.facts, suggestion.place
    country = facts.country or knowledge().jurisdiction.country
    seeker = Seeker(country=country, nation=facts.nation, areas=place.area_ids, age=facts.age, who=facts.who)
    open_now = open_instead(content, first, seeker, at=now()) or _listening(seeker)
    return tuple(
        Link(text=translated(each.name), url=reverse("service", args=[each.id]))
        for each in open_now[:MOST_INSTEAD]
    )


def _listening(seeker: Seeker) -> tuple[Service, ...]:
    """Give the lines that listen, for anybody there, and answer at this moment."""
    content = knowledge().content
    return tuple(
        one.service
        for one in services_for(content, SUPPORT_SITUATION, seeker)
        if not one.service.serves.who and is_answering(content, one.service, at=now())
    )


def listens(view: ServiceView) -> bool:
    """Say whether a service is there to listen and support rather than to act."""
    service = knowledge().content.services.get(view.id)
    return service is not None and SUPPORT_SITUATION in service.situations


def elsewhere(suggestion: Suggestion) -> str:
    """Say which other body records this, where this deployment is not that body; '' where it is."""
    recorder = recorder_of(knowledge(), suggestion, role=settings.CALLPOINT.service.role)
    if recorder is None:
        return ""
    name = translated(knowledge().content.services[recorder.service].name)
    return _("This does not yet report it to %(body)s. They record this kind of crime.") % {"body": name}
