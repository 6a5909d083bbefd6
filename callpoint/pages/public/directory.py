"""Who can help: the directory as a plain list, by situation, place, age and open now."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from callpoint.clock import now
from callpoint.pages.access import Audience, opens_to
from callpoint.pages.filters import translated
from callpoint.pages.page import Link, show
from callpoint.pages.public.frame import frame
from callpoint.pages.public.pages import DirectoryPage, ServicePage
from callpoint.pages.services_shown import (
    in_order,
    offered_here,
    reporting_page_of,
    view_for_country,
    view_of,
)
from callpoint.pages.shown import ChoiceLine, ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.directory import Listed, Seeker, find, is_answering, services_for
from callpoint.rules.places import Place
from callpoint.rules.suggesting import place_told


@csrf_exempt
@opens_to(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: HttpRequest, situation: str = "") -> HttpResponse:
    """
    List who can help; the place is sent by form, so that it stands in no address and no log.

    The form only asks and changes nothing, so it needs no token, no session and no database.
    """
    known = knowledge()
    if situation and situation not in known.content.situations:
        raise Http404
    asked = _asked(request, situation)
    chosen = _all_shown(asked)
    page = DirectoryPage(
        heading=_("Who can help"),
        lead=_("Choose what is going on, or look through the list."),
        situations=_situations(situation),
        services=chosen,
        place=asked.typed,
        place_note=_place_note(asked.place, asked.typed),
        age=asked.age,
        ages=_ages(asked.age),
        open_only=asked.open_only,
        name=asked.name,
        station_note=_station_note(asked.place),
        bring=_to_bring(),
        shown=ngettext("%(count)s place can help.", "%(count)s places can help.", len(chosen))
        % {"count": len(chosen)},
        **frame(request, back=reverse("start")),
    )
    return show(request, page)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants the list narrowed to."""

    situation: str
    typed: str
    place: Place
    age: str
    open_only: bool
    name: str


def _asked(request: HttpRequest, situation: str) -> Asked:
    typed, age = request.POST.get("place", "")[:60], request.POST.get("age", "")
    return Asked(
        situation=situation,
        typed=typed,
        place=place_told({"postcode": typed}, knowledge()),
        age=age if age in {one.value for one in _ages("")} else "",
        open_only=request.POST.get("open") == "yes",
        name=request.POST.get("name", "")[:60],
    )


def _chosen(asked: Asked) -> list[Listed]:
    """Give the services that can be reached and fit what was asked."""
    content = knowledge().content
    listed = services_for(content, asked.situation, _seeker(asked.place, asked.typed, asked.age))
    if asked.name.strip():
        named = [match.service.id for match in find(content, asked.name)]
        listed = tuple(one for one in listed if one.service.id in named)
    reachable = [one for one in listed if one.service.channels]
    if not asked.open_only:
        return reachable
    return [one for one in reachable if is_answering(content, one.service, at=now())]


def _all_shown(asked: Asked) -> tuple[ServiceView, ...]:
    """Show what was chosen with the numbers of that country, and where that country takes reports."""
    country = asked.place.country
    shown = tuple(view_for_country(one.service, country, at=now(), why=one.rule) for one in _chosen(asked))
    narrowed = asked.name.strip() or asked.open_only
    abroad = reporting_page_of(country) if _is_abroad(asked.place) and not narrowed else None
    return (*shown, abroad) if abroad else shown


def _is_abroad(place: Place) -> bool:
    return place.country != knowledge().jurisdiction.country


def _station_note(place: Place) -> str:
    """Say what front desks take; '' in a country of whose stations we know nothing."""
    there = (each for each in knowledge().content.services.values() if place.country in each.serves.countries)
    if not any(channel.type == "in_person" for each in there for channel in each.channels):
        return ""
    return _("Any front desk can take a report. We do not know the hours of each station. Call first.")


def _to_bring() -> tuple[str, ...]:
    return (
        _("Your ready copy, or notes of what happened and when"),
        _("Your phone with the messages still on it"),
        _("Bank papers that show the payment"),
        _("Something with your name on it, if you have it"),
    )


def _seeker(place: Place, typed: str, age: str) -> Seeker:
    """Say what is known of who asks; a place that was not told leaves the areas open."""
    return Seeker(
        country=place.country,
        nation=place.nation,
        areas=place.area_ids if typed and place.certainty != "unknown" else None,
        age=age,
    )


def _situations(current: str) -> tuple[Link, ...]:
    links = [Link(text=_("Everything"), url=reverse("directory"), current=not current)]
    for each in in_order(knowledge().content.situations.values()):
        url = reverse("directory_situation", args=[each.id])
        links.append(Link(text=translated(each.label), url=url, current=each.id == current))
    return tuple(links)


def _ages(chosen: str) -> tuple[ChoiceLine, ...]:
    labels = (
        ("", _("Any age")),
        ("under-13", _("Under 13")),
        ("13-15", _("13 to 15")),
        ("16-17", _("16 or 17")),
        ("adult", _("18 or over")),
    )
    return tuple(ChoiceLine(value=value, label=label, chosen=value == chosen) for value, label in labels)


def _place_note(place: Place, typed: str) -> str:
    """Say how a place was understood."""
    if not typed:
        return _("You can leave this out.")
    if place.state.name:
        return _("State: %(state)s.") % {"state": translated(place.state.name)}
    if place.certainty == "unknown":
        return _unknown_note(place)
    if place.certainty == "ambiguous":
        return _("This place lies in more than one police area. Type the whole postcode to be exact.")
    return _("Police area: %(area)s.") % {"area": translated(place.police_area.name)}


def _unknown_note(place: Place) -> str:
    """Say that only the country is known, or not even that."""
    country = knowledge().content.countries.get(place.country)
    if country is None or not _is_abroad(place):
        return _("We do not know this place. The list is for the whole country.")
    return _("Country: %(country)s. The list is for the whole country.") % {
        "country": translated(country.name)
    }


@opens_to(Audience.ANYONE)
@require_safe
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Show everything about one service; a replaced one is answered with the one that took over."""
    services = knowledge().content.services
    found = services.get(name)
    if found is not None and not offered_here(found):
        found = services.get(found.replaced_by)
    if found is None:
        raise Http404
    page = ServicePage(
        heading=translated(found.name),
        service=view_of(found, at=now()),
        takes=tuple(translated(line) for line in found.takes),
        does_not_take=tuple(translated(line) for line in found.does_not_take),
        notes=tuple(translated(line) for line in found.notes),
        source=_("Last checked: %(day)s.") % {"day": found.checked.isoformat()}
        if found.checked
        else _("Not checked yet."),
        **frame(request, back=reverse("directory")),
    )
    return show(request, page)
