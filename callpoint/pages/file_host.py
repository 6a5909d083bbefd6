"""The second host name: it hands out one file for one pass and serves nothing else, and no other name hands one out."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from callpoint.pages.passes import PASS_PATH

FILE_URLS: Final = "callpoint.pages.file_urls"


class FileHostServesFilesOnly:
    """Keeps the addresses of the two names apart, before anything else looks at the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that there is no such thing under this name."""
        host = settings.CALLPOINT.exhibits.host
        if host and _name_of(request.META.get("HTTP_HOST", "")) == _name_of(host):
            if not request.path_info.startswith(PASS_PATH):
                return HttpResponse(status=404, content_type="text/plain")
            request.urlconf = FILE_URLS
        return self.get_response(request)


def _name_of(host: str) -> str:
    """Give the name alone: a port, or the dot of the root, behind it leads to the same place."""
    return host.lower().partition(":")[0].removesuffix(".")
