"""Holds every address of the service to one rule: its view says whom it opens to."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path

from callpoint.pages.access import Audience, opens_to

ALLAUTH_PAGES = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "mfa_authenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
"""Pages of django-allauth that we let through, which say by themselves whom they open to."""


def addresses(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern, through all includes."""
    for pattern in patterns:
        place = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, place)
        else:
            yield place, pattern


def undeclared(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Every address whose view does not say whom it opens to."""
    return [
        place for place, pattern in addresses(patterns) if not (says_whom(pattern) or is_let_through(pattern))
    ]


def says_whom(pattern: URLPattern) -> bool:
    return hasattr(pattern.callback, "opens_to")


def is_let_through(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith("allauth.") and pattern.name in ALLAUTH_PAGES


def a_view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_says_whom_it_opens_to() -> None:
    found = undeclared(get_resolver().url_patterns)
    assert not found, f"\nPut @opens_to(...) above the views of: {', '.join(found)}"


def test_a_view_that_does_not_say_whom_it_opens_to_is_noticed_through_includes() -> None:
    declared: Callable[..., HttpResponseBase] = opens_to(Audience.ANYONE)(a_view)
    inner: list[URLPattern | URLResolver] = [path("open/", a_view), path("said/", declared)]
    assert undeclared([path("in/", (inner, None, None)), path("said/", declared)]) == ["in/open/"]
