"""A page is a typed value: its class names its template and everything it may show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from callpoint.pages.desk import Desk
from callpoint.pages.languages import LanguageLine, direction_of, is_checked, language_in_force
from callpoint.pages.staying import Stay

SECRETS = ("code_groups", "codes", "secret")
"""Names under which pages hold a code or a secret that they show."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link in navigation, footer or help strip; an empty url makes it plain text."""

    text: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """What is wrong with one field, in words that say what to do."""

    text: str
    href: str
    """The address of the field on the page, for example #answer."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has: its neutral title, the frame around it, and its errors."""

    template: ClassVar[str]
    languages_on_top: ClassVar[bool] = False
    """Whether the choice of languages stands above the page; else it stands at its foot."""

    sheets: ClassVar[tuple[str, ...]] = ()
    """Style sheets besides the one that every page has."""
    scripts: ClassVar[tuple[str, ...]] = ()
    """Scripts besides the one that every page has."""

    heading: str
    navigation: tuple[Link, ...] = ()
    more_navigation: tuple[Link, ...] = ()
    """Links that stand behind the word More, where there are too many for one row."""
    help_lines: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    home_url: str = "/"
    back_url: str = ""
    exit_url: str = ""
    errors: tuple[FieldError, ...] = ()
    csrf_token: str = ""
    here: str = ""
    """The address of the page itself, quoted, to come back to."""
    languages: tuple[LanguageLine, ...] = ()
    desk: Desk | None = None
    """The keyboard of whoever has signed in as staff."""
    stay: Stay | None = None
    """How long the page stays open, where it belongs to a report."""
    asset: Callable[[str], str] = field(default=lambda name: static(f"callpoint/{name}"))

    @property
    def title(self) -> str:
        """Give the title of the browser's window: the heading and the service, never a name or a crime."""
        return f"{self.heading} \N{EN DASH} {self.service_name}"

    @property
    def language(self) -> str:
        """Give the language in force as a BCP 47 tag."""
        return language_in_force()

    @property
    def direction(self) -> str:
        """Give the direction of the script: ltr or rtl."""
        return direction_of(self.language)

    @property
    def is_unchecked(self) -> bool:
        """Say whether nobody who grew up with the language has checked the translation yet."""
        return not is_checked(self.language)

    @property
    def exit_help_url(self) -> str:
        """Give the address of the page that says what leaving at once does, and what it does not."""
        return reverse("guidance", args=["leave-quickly"])

    @property
    def service_name(self) -> str:
        """Give the name that the deployment carries."""
        return str(settings.CALLPOINT.service.name)

    @property
    def is_demonstration(self) -> bool:
        """Say whether nothing here is real, which each page then says."""
        return bool(settings.CALLPOINT.service.demonstration)

    @property
    def contact_line(self) -> str:
        """Give the deployment's contact line; '' where it has none."""
        return (
            gettext(settings.CALLPOINT.service.contact_line)
            if settings.CALLPOINT.service.contact_line
            else ""
        )

    @property
    def stylesheet_theme_url(self) -> str:
        """Give the address of the deployment's own colours."""
        return "/theme.css"

    @property
    def shows_a_secret(self) -> bool:
        """Say whether the page shows a code, or a secret that is as good as one."""
        return any(getattr(self, name, ()) for name in SECRETS)

    @property
    def has_errors(self) -> bool:
        """Say whether something has to be put right."""
        return bool(self.errors)


def show(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """Render a page; its template sees one name, `page`."""
    text = loader.render_to_string(page.template, {"page": page}, request=request)
    response = HttpResponse(text, status=status)
    response["Content-Language"] = page.language
    if page.shows_a_secret:
        send_uncompressed(response)
    return response


def send_uncompressed(response: HttpResponse) -> None:
    """
    Let nothing on the way compress an answer, by saying that its coding is chosen already.

    The size of a compressed page tells whether what somebody else put into it is also in the secret (BREACH).
    """
    response["Content-Encoding"] = "identity"
