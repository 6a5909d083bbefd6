"""A form that a script of ours sends is answered with the page it leads to, not with the way there."""

from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.datastructures import MultiValueDict

Respond = Callable[[HttpRequest], HttpResponse]

ASKED_BY: Final = "HTTP_CALLPOINT_SWAP"
"""The header by which `frontend/source/staff/swap.js` says that it puts the answer in place by itself."""
STAFF: Final = "/staff/"


class OneAnswer:
    """
    Saves the second trip of a press: its form is taken, and the next page comes in the same answer.

    `Content-Location` says of what address the page is. It is the last of the middleware, so the page that follows
    passes all that a view passes, and is asked for by the same person in the same session.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where the answer leads on to a page of the desk, answer with that page."""
        response = self.get_response(request)
        is_asked = request.method == "POST" and ASKED_BY in request.META
        if (
            not is_asked
            or not isinstance(response, HttpResponseRedirect)
            or not response.url.startswith(STAFF)
        ):
            return response
        followed = self.get_response(_reading(request, response.url))
        if followed.status_code != HTTPStatus.OK:
            # What the press left in the session is saved with its own answer; a failure of the next page would drop it.
            return response
        followed.setdefault("Content-Location", response.url)
        return followed


def _reading(request: HttpRequest, address: str) -> HttpRequest:
    """Make the request that reads the page of an address, of the same person and session."""
    parts = urlsplit(address)
    reading = copy(request)
    reading.method = "GET"
    reading.path = reading.path_info = unquote(parts.path)
    reading.META = request.META | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": reading.path,
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": "",
        "CONTENT_LENGTH": "",
    }
    reading.resolver_match = None
    vars(reading).update(GET=QueryDict(parts.query), _body=b"", _post=QueryDict(), _files=MultiValueDict())
    return reading
