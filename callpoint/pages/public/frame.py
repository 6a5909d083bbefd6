"""The frame around every public page: where help is, where to go back to."""

from typing import TypedDict

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.fixed import address_here
from callpoint.pages.languages import LanguageLine, languages_offered
from callpoint.pages.page import Link
from callpoint.pages.staying import Stay, stay_of
from callpoint.records.knowledge import knowledge
from callpoint.rules.followups import ON_BEHALF
from callpoint.rules.suggesting import Suggestion, suggest

QUICK_EXIT = "https://www.bbc.co.uk/weather"
"""Where the exit link leads unless the content names another page of everyday use (design system, exit this page)."""


def quick_exit() -> str:
    """Give the page of everyday use to which the exit link leads here."""
    return knowledge().exit_url or QUICK_EXIT


"""For whom a report is told on a route where the one who does harm may be near."""


def exit_for(suggestion: Suggestion) -> str:
    """Give the way out at once, on routes where somebody near may be watching (stories, rule R9); '' elsewhere."""
    kind = knowledge().content.kinds[suggestion.kind]
    at_risk = suggestion.result.blocks_upload or kind.group == "harm-to-person"
    on_behalf = suggestion.result.facts.who in ON_BEHALF
    return reverse("exit") if at_risk or on_behalf else ""


def exit_for_situation(situation: str) -> str:
    """Give the way out where nothing is told yet but the situation that was chosen; '' where none was."""
    if not situation:
        return ""
    return exit_for(suggest({"situation": situation}, at=now(), known=knowledge()))


class Frame(TypedDict):
    """What every public page is given besides its own content."""

    help_lines: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    navigation: tuple[Link, ...]
    back_url: str
    csrf_token: str
    here: str
    languages: tuple[LanguageLine, ...]
    stay: Stay | None


def frame(request: HttpRequest, *, back: str = "", has_form: bool = False) -> Frame:
    """Make the frame; the token of a form starts a session, so only pages with a form ask for one."""
    here, stay = request.path, stay_of(request)
    return Frame(
        help_lines=help_lines(),
        footer_links=(
            Link(text=_("How your words are kept"), url=reverse("guidance", args=["privacy"])),
            Link(text=_("Using this service your way"), url=reverse("guidance", args=["accessibility"])),
            Link(text=_("How was it?"), url=reverse("feedback")),
            Link(text=_("How we do"), url=reverse("figures")),
            Link(text=_("For staff"), url=reverse("staff_queue")),
        ),
        navigation=tuple(
            Link(text=text, url=url, current=here.startswith(url) and url != "/")
            for text, url in (
                (_("Who can help"), reverse("directory")),
                (_("Guidance"), reverse("guidance_list")),
                (_("Come back"), reverse("return")),
            )
        ),
        back_url=back,
        csrf_token=get_token(request) if has_form or stay else "",
        here=address_here(request),
        languages=languages_offered(),
        stay=stay,
    )


def help_lines() -> tuple[Link, ...]:
    """Give the same help in the same place on each page (stories, rule R7)."""
    return (
        Link(text=_("In danger now? See who to call"), url=reverse("now", args=["danger-now"])),
        Link(text=_("Talk to somebody"), url=reverse("talk")),
        Link(text=_("All who can help"), url=reverse("directory")),
    )
