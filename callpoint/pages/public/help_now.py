"""What to do now: how a triage result becomes a page."""

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.page import FieldError, Link
from callpoint.pages.public.frame import Frame, exit_for
from callpoint.pages.public.help_pages import ClockForm, GuideView, HelpPage
from callpoint.pages.public.now_parts import AWARE, PAID, Told, clock_form, guide_view, seeker_of
from callpoint.pages.services_shown import (
    first_way,
    offered_here,
    reporting_page_of,
    view_for_country,
    view_of,
)
from callpoint.pages.shown import ChannelLine, ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Service
from callpoint.rules.content.now_model import NowGuide
from callpoint.rules.directory import Seeker, fit_of, is_answering, open_instead, open_state, services_for
from callpoint.rules.now import LISTENS, first_to_show, guide_for, guide_named, jurisdiction_at
from callpoint.rules.recording import recorder_of
from callpoint.rules.suggesting import Suggestion

MOST_INSTEAD = 3

MONEY_GONE = frozenset({"last-24h", "last-72h", "last-13-months", "earlier", "unsure"})
"""Answers that say, or may say, that money left."""


@dataclass(frozen=True, kw_only=True)
class WayOn:
    """Where a help page leads next, and the report that stands behind it, if one does."""

    heading: str
    """The heading of the page, unless a guide has one for it and no report stands behind it."""
    next_url: str
    next_text: str
    kept: bool = False
    """Whether a report stands behind it, so that the kind can be corrected and a copy taken."""
    code_groups: tuple[str, ...] = ()
    code_is_new: bool = False
    guide: str = ""
    """The guide that was asked for by its address; '' = the one that fits."""
    told: Told = field(default_factory=Told)


def help_page(suggestion: Suggestion, way: WayOn, frame: Frame) -> HelpPage:
    """Make the page of a suggestion."""
    result = suggestion.result
    guide = guide_of(suggestion, way)
    first, place = _first(suggestion), place_of(suggestion)
    shown = guide_view(guide, suggestion, way.told, place=place, first=first) if guide else None
    views = _views(suggestion, guide)
    rest = [view for view in views if view.id != first]
    kind = knowledge().content.kinds[suggestion.kind]
    advises = guide is None and (way.kept or result.critical)
    return HelpPage(
        heading=translated(guide.title) if guide and not way.kept else way.heading,
        lead=translated(guide.lead) if guide else _("Do the first thing now. The rest can wait."),
        guide=shown,
        main=next((view for view in views if view.id == first), None),
        instead=_instead(suggestion, first),
        others=tuple(view for view in rest if not listens(view)),
        support=tuple(view for view in rest if listens(view)),
        rescue=_rescue(suggestion),
        place_url=f"{reverse('question', args=['postcode'])}?from=check"
        if way.kept
        else reverse("directory"),
        assumed=tuple(translated(each.text) for each in result.reasons if each.id.endswith("-assumed")),
        kind_label=translated(kind.label) if way.kept else "",
        change_kind_url=reverse("kind") if way.kept else "",
        advice=tuple(translated(line) for line in kind.advice_now) if advises else (),
        elsewhere=elsewhere(suggestion),
        no_pictures=result.blocks_upload,
        warns_of_recovery=bool(guide and guide.follows_loss) or result.facts.money_left in MONEY_GONE,
        next_url=way.next_url,
        next_text=way.next_text,
        copy_url=reverse("copy") if way.kept else "",
        code_groups=way.code_groups,
        code_is_new=way.code_is_new,
        exit_url=exit_for(suggestion),
        errors=_errors(shown),
        **frame,
    )


def guide_of(suggestion: Suggestion, way: WayOn) -> NowGuide | None:
    """Find the guide that was asked for, or that fits what was told."""
    content, facts, place = knowledge().content, suggestion.result.facts, place_of(suggestion)
    if way.guide:
        return guide_named(content, way.guide, jurisdiction=place)
    return guide_for(
        content, jurisdiction=place, situation=facts.situation, kind=suggestion.kind, facts=facts
    )


def _rescue(suggestion: Suggestion) -> ChannelLine | None:
    """Give the emergency number that was offered, where somebody may hurt themselves."""
    if suggestion.result.facts.self_harm != "yes":
        return None
    content = knowledge().content
    rescue = {one.emergency_service for one in content.jurisdictions.values()}
    offered = (each.service_id for each in suggestion.result.offers if each.service_id in rescue)
    return next((first_way(view_of(content.services[name], at=now())) for name in offered), None)


def clock_of(suggestion: Suggestion, told: Told) -> ClockForm | None:
    """Give the clock that runs for what was told, such as the time to tell a regulator; None where none runs."""
    content, facts = knowledge().content, suggestion.result.facts
    guide = guide_for(
        content,
        jurisdiction=place_of(suggestion),
        situation=facts.situation,
        kind=suggestion.kind,
        facts=facts,
    )
    return clock_form(guide, guide.clock, told) if guide and guide.clock else None


def place_of(suggestion: Suggestion) -> str:
    """Give the jurisdiction whose facts hold for the person."""
    known = knowledge()
    return jurisdiction_at(known.content, home=known.home, country=suggestion.result.facts.country)


def _first(suggestion: Suggestion) -> str:
    """Give the service to show first: where it cannot wait, one that answers now."""
    result = suggestion.result
    if not result.critical:
        return result.first
    return first_to_show(knowledge().content, [offer.service_id for offer in result.offers], at=now())


def _errors(shown: GuideView | None) -> tuple[FieldError, ...]:
    forms = ((PAID, shown.paid), (AWARE, shown.clock)) if shown else ()
    return tuple(FieldError(text=form.error, href=f"#{name}") for name, form in forms if form and form.error)


def _views(suggestion: Suggestion, guide: NowGuide | None) -> tuple[ServiceView, ...]:
    """Show every offer as it stands for the person's country, what the guide adds, and where that country takes reports."""
    result, services = suggestion.result, knowledge().content.services
    country = result.facts.country
    offers = tuple(
        view_for_country(services[offer.service_id], country, at=now(), why=offer.reason)
        for offer in result.offers
    )
    offered = {offer.service_id for offer in result.offers}
    added = tuple(
        view_of(services[name], at=now())
        for name in (guide.services if guide else ())
        if name not in offered and offered_here(services[name]) and _may_help(services[name], suggestion)
    )
    abroad = reporting_page_of(country) if country and country != knowledge().jurisdiction.country else None
    return (*offers, *added, abroad) if abroad else (*offers, *added)


def _may_help(service: Service, suggestion: Suggestion) -> bool:
    """Say whether a service that a guide adds may be offered to this person."""
    return fit_of(knowledge().content, service, seeker_of(suggestion)) != "no"


def _instead(suggestion: Suggestion, shown: str) -> tuple[Link, ...]:
    """Name who answers the phone now, where the first service has hours and is closed (stories, rule R12)."""
    content = knowledge().content
    first = content.services[shown]
    zone = content.timezone_of(first.id)
    states = {
        open_state(channel, at=now(), timezone=zone).state
        for channel in first.channels
        if channel.type == "phone"
    }
    if "closed" not in states or "open" in states:
        return ()
    seeker = replace(seeker_of(suggestion), areas=suggestion.place.area_ids)
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
        for one in services_for(content, LISTENS, seeker)
        if not one.service.serves.who and is_answering(content, one.service, at=now())
    )


def listens(view: ServiceView) -> bool:
    """Say whether a service is there to listen and support rather than to act."""
    service = knowledge().content.services.get(view.id)
    return service is not None and LISTENS in service.situations


def elsewhere(suggestion: Suggestion) -> str:
    """Say which other body records this, where this deployment is not that body; '' where it is."""
    recorder = recorder_of(knowledge(), suggestion, role=settings.CALLPOINT.service.role)
    if recorder is None:
        return ""
    name = translated(knowledge().content.services[recorder.service].name)
    return _("This does not yet report it to %(body)s. They record this kind of crime.") % {"body": name}
