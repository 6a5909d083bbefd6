"""The frame around every public page: where help is, where to go back to."""

from typing import TypedDict

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from callpoint.pages.page import Link
from callpoint.records.knowledge import knowledge
from callpoint.rules.suggesting import Suggestion

QUICK_EXIT = "https://www.bbc.co.uk/weather"
"""Where the exit link leads: a page of everyday use (design system, exit this page)."""


def exit_for(suggestion: Suggestion) -> str:
    """Give the way out at once, on routes where somebody near may be watching (stories, rule R9); '' elsewhere."""
    kind = knowledge().content.kinds[suggestion.kind]
    at_risk = suggestion.result.blocks_upload or kind.group == "harm-to-person"
    return reverse("exit") if at_risk else ""


class Frame(TypedDict):
    """What every public page is given besides its own content."""

    help_lines: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    navigation: tuple[Link, ...]
    back_url: str
    csrf_token: str


def frame(request: HttpRequest, *, back: str = "", has_form: bool = False) -> Frame:
    """Make the frame; the token of a form starts a session, so only pages with a form ask for one."""
    here = request.path
    return Frame(
        help_lines=help_lines(),
        footer_links=(
            Link(text=_("How your words are kept"), url=reverse("guidance", args=["privacy"])),
            Link(text=_("Using this service your way"), url=reverse("guidance", args=["accessibility"])),
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
        csrf_token=get_token(request) if has_form else "",
    )


def help_lines() -> tuple[Link, ...]:
    """Give the same help in the same place on each page (stories, rule R7)."""
    return (
        Link(text=_("In danger now? See who to call"), url=reverse("now", args=["danger-now"])),
        Link(text=_("Talk to somebody"), url=reverse("directory_situation", args=["talk"])),
        Link(text=_("All who can help"), url=reverse("directory")),
    )
