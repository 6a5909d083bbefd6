"""Windows of a browser: profiles are kept for the whole run, each test has a window of its own, and leaves nothing.

To make a profile costs as much as to open six pages, and what it loaded once (styles, scripts) it need not load again.
A test about what a profile itself keeps, or about bytes, makes a profile of its own by `browser.new_context`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page


@dataclass(frozen=True, kw_only=True)
class Device:
    """What somebody holds in their hands."""

    width: int
    height: int
    has_scripts: bool = True


PHONE: Final = Device(width=360, height=640)
PHONE_WITHOUT_SCRIPTS: Final = Device(width=360, height=640, has_scripts=False)
DESK: Final = Device(width=1280, height=900)
TO_SEE, TO_LOAD = 8000, 30_000
"""Milliseconds: for what a test expects to see; for a page, of which the first loads all content."""


@dataclass
class Windows:
    """Opens windows in profiles that are made once for each sort of device."""

    browser: Browser
    profiles: dict[Device, BrowserContext] = field(default_factory=dict)

    @contextmanager
    def window(self, device: Device) -> Iterator[Page]:
        """Open a window; in the end it is closed, with all others of its profile, and what was kept is thrown away."""
        profile = self.profiles.get(device) or self._made(device)
        page = profile.new_page()
        try:
            yield page
        finally:
            _emptied(profile)

    def _made(self, device: Device) -> BrowserContext:
        made = self.browser.new_context(
            viewport={"width": device.width, "height": device.height}, java_script_enabled=device.has_scripts
        )
        made.set_default_timeout(TO_SEE)
        made.set_default_navigation_timeout(TO_LOAD)
        self.profiles[device] = made
        return made


def _emptied(profile: BrowserContext) -> None:
    profile.unroute_all()
    profile.set_offline(False)
    profile.clear_cookies()
    profile.clear_permissions()
    for page in profile.pages:
        page.context.new_cdp_session(page).send(
            "Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "local_storage,indexeddb"}
        )
        page.close()
