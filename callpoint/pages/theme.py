"""Small answers that are no pages: the deployment's colours, and whether the service is well."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from callpoint.pages.access import Audience, opens_to

COLOURS = """:root {{ --app-action: {light}; }}
@media screen and (prefers-color-scheme: dark) {{ :root {{ --app-action: {dark}; }} }}
"""


@opens_to(Audience.ANYONE)
def theme(request: HttpRequest) -> HttpResponse:
    """Give the colours of this deployment; the settings hold them to enough contrast."""
    del request
    service = settings.CALLPOINT.service
    text = COLOURS.format(light=service.colour, dark=service.colour_in_dark)
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


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
