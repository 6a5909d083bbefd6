"""Small answers that are no pages: the deployment's colours, and whether the service is well."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from callpoint.pages.access import Audience, opens_to

COLOURS = """@media screen {{
  :root {{ --app-action: {light}; --app-action-hover: {light_hover}; }}
}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{
    --app-action: {dark}; --app-action-hover: {dark_hover};
    --app-on-action: var(--govuk-body-background-colour);
  }}
}}
"""
"""The settings hold each colour readable on its page, so the page's own colour is readable on it."""
BLACK, WHITE = "#000000", "#ffffff"
HOVER_SHARE = 0.25
"""How much nearer to the end of its scale a colour comes under the pointer: farther from its ink."""


@opens_to(Audience.ANYONE)
def theme(request: HttpRequest) -> HttpResponse:
    """Give the colours of this deployment; the settings hold them to enough contrast."""
    del request
    service = settings.CALLPOINT.service
    text = COLOURS.format(
        light=service.colour,
        light_hover=mixed(service.colour, BLACK),
        dark=service.colour_in_dark,
        dark_hover=mixed(service.colour_in_dark, WHITE),
    )
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def mixed(colour: str, other: str) -> str:
    """Mix some of another colour into one; both are written as #rrggbb."""
    pairs = ((int(colour[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(own + (much - own) * HOVER_SHARE):02x}" for own, much in pairs)


@opens_to(Audience.ANYONE)
def health(request: HttpRequest) -> HttpResponse:
    """Say that the service answers and its database too; an error page says otherwise."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("well\n", content_type="text/plain; charset=utf-8")


@opens_to(Audience.ANYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to leave reports alone and to index nothing."""
    del request
    return HttpResponse(
        "User-agent: *\nDisallow: /report/\nDisallow: /return/\nDisallow: /staff/\n",
        content_type="text/plain; charset=utf-8",
    )
