"""Pages that show every component at once, for tests and for looking at."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader

from callpoint.pages.components.environment import PAGES, component_environment

GALLERY = Path(__file__).resolve().parent / "gallery"
NAMES = ("form", "public", "staff")
ASSETS = PAGES / "static" / "callpoint"


@dataclass(frozen=True)
class Line:
    text: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Spoken:
    """A language that may be chosen."""

    name: str
    code: str
    url: str = "#language"
    direction: str = "ltr"
    current: bool = False


@dataclass(frozen=True)
class Staying:
    """How long the page stays open."""

    until: str = "4:40 pm"
    minutes: int = 120
    warn_minutes: int = 20
    shared_minutes: int = 15
    is_shared: bool = False
    is_of_request: bool = False
    stay_url: str = "#stay"
    device_url: str = "#device"
    leave_url: str = "#leave"


@dataclass(frozen=True)
class GalleryPage:
    """A page with everything the layout may show."""

    title: str = "Every component"
    sheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    desk: None = None
    is_demonstration: bool = False
    language: str = "en"
    direction: str = "ltr"
    service_name: str = "Report it"
    home_url: str = "#home"
    has_errors: bool = False
    back_url: str = "#back"
    help_lines: tuple[Line, ...] = (
        Line("In danger? Call 999", "tel:999"),
        Line("Talk to us: 101", "tel:101"),
        Line("Open day and night"),
    )
    exit_url: str = "https://www.bbc.co.uk/weather"
    exit_help_url: str = "#leave-quickly"
    here: str = "/"
    languages: tuple[Spoken, ...] = (Spoken("English", "en", current=True), Spoken("Cymraeg", "cy"))
    languages_on_top: bool = True
    is_unchecked: bool = True
    stay: Staying | None = Staying()
    csrf_token: str = ""
    more_navigation: tuple[Line, ...] = (Line("Rising", "#rising"),)
    navigation: tuple[Line, ...] = (
        Line("Reports", "#reports", current=True),
        Line("Series", "#series"),
        Line("Account", "#account"),
    )
    footer_links: tuple[Line, ...] = (
        Line("Privacy", "#privacy"),
        Line("Accessibility", "#accessibility"),
        Line("Cookies", "#cookies"),
    )
    contact_line: str = "Run by Example Force."
    stylesheet_theme_url: str = ""
    assets: dict[str, str] = field(default_factory=dict)

    def asset(self, name: str) -> str:
        return self.assets.get(name, name)


def render_gallery(name: str, page: GalleryPage) -> str:
    environment = component_environment()
    environment.loader = ChoiceLoader([FileSystemLoader(PAGES), FileSystemLoader(GALLERY)])
    return environment.get_template(f"{name}.html").render(page=page)


def write_gallery(folder: Path, page: GalleryPage) -> None:
    """Write every page of the gallery and what it needs into a folder."""
    for asset in ("callpoint.css", "callpoint.js", "icon.svg"):
        shutil.copy(ASSETS / asset, folder / asset)
    for name in NAMES:
        (folder / f"{name}.html").write_text(render_gallery(name, page), encoding="utf-8")
