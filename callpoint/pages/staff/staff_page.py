"""What every staff page is."""

from dataclasses import dataclass

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class StaffPage(Page):
    """What every staff page has besides: who is signed in."""

    who: str = ""
    home_url: str = "/staff/"
