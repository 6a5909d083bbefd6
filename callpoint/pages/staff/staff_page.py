"""What every staff page is."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class StaffPage(Page):
    """What every staff page has besides: who is signed in."""

    sheets: ClassVar[tuple[str, ...]] = ("staff.css",)
    scripts: ClassVar[tuple[str, ...]] = ("staff.js",)
    who: str = ""
    home_url: str = "/staff/"
