"""What to do now: how a triage result becomes a page."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import translated
from callpoint.pages.public.frame import Frame
from callpoint.pages.public.pages import HelpPage
from callpoint.pages.services_shown import reporting_page_of, view_for_country
from callpoint.pages.shown import ServiceView
from callpoint.records.knowledge import knowledge
from callpoint.rules.recording import recorder_of
from callpoint.rules.suggesting import Suggestion

SUPPORT_SITUATION = "talk"
"""Services that listen; they stand apart from those that act."""


def help_page(
    suggestion: Suggestion,
    *,
    heading: str,
    next_url: str,
    next_text: str,
    frame: Frame,
    kept: bool = False,
    code_groups: tuple[str, ...] = (),
    code_is_new: bool = False,
) -> HelpPage:
    """Make the page of a suggestion; `kept` says that a report stands behind it, so the kind can be corrected."""
    result = suggestion.result
    content = knowledge().content
    country = result.facts.country
    views = {
        offer.service_id: view_for_country(
            content.services[offer.service_id], country, at=now(), why=offer.reason
        )
        for offer in result.offers
    }
    abroad = reporting_page_of(country) if country != knowledge().jurisdiction.country else None
    rest = [view for name, view in views.items() if name != result.first]
    kind = content.kinds[suggestion.kind]
    return HelpPage(
        heading=heading,
        lead=_("Do the first thing now. The rest can wait."),
        main=views.get(result.first),
        others=(*(view for view in rest if not listens(view)), *((abroad,) if abroad else ())),
        support=tuple(view for view in rest if listens(view)),
        assumed=tuple(
            translated(reason.text) for reason in result.reasons if reason.id.endswith("-assumed")
        ),
        kind_label=translated(kind.label) if kept else "",
        change_kind_url=reverse("kind") if kept else "",
        advice=tuple(translated(line) for line in kind.advice_now) if kept or result.critical else (),
        elsewhere=elsewhere(suggestion),
        no_pictures=result.blocks_upload,
        next_url=next_url,
        next_text=next_text,
        copy_url=reverse("copy") if kept else "",
        code_groups=code_groups,
        code_is_new=code_is_new,
        exit_url=reverse("exit") if result.blocks_upload or kind.group == "harm-to-person" else "",
        **frame,
    )


def listens(view: ServiceView) -> bool:
    """Say whether a service is there to listen and support rather than to act."""
    return SUPPORT_SITUATION in knowledge().content.services[view.id].situations


def elsewhere(suggestion: Suggestion) -> str:
    """Say which other body records this, where this deployment is not that body; '' where it is."""
    recorder = recorder_of(knowledge(), suggestion, role=settings.CALLPOINT.service.role)
    if recorder is None:
        return ""
    name = translated(knowledge().content.services[recorder.service].name)
    return _("This does not yet report it to %(body)s. They record this kind of crime.") % {"body": name}
