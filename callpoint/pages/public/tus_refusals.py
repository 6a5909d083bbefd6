"""What a resumable upload is told where it cannot go on: a status of the protocol and a plain sentence."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from callpoint.actions.exhibits import NoFilesHereError, TooManyFilesError
from callpoint.actions.uploading import (
    OffsetMismatchError,
    TooManyPartsError,
    UploadError,
    UploadExpiredError,
)
from callpoint.formats.tus_headers import TusHeaderError
from callpoint.pages.public.tus_body import ChecksumMismatchError, CutOffError
from callpoint.pages.sizes import size_words
from callpoint.records.opened import NoSuchReportError
from callpoint.vault.errors import DiskFullError, EmptyFileError, PartsLostError, TooLargeError, VaultError

MISMATCH, BUSY = 460, 503
"""The status that the protocol made up for a wrong checksum; and that of a server that will be free again soon."""
REASONS = {MISMATCH: "Checksum Mismatch"}


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is answered by a status, and a sentence where a person can do something about it."""

    def __init__(self, status: int, words: str = "") -> None:
        super().__init__(status)
        self.status, self.words = status, words


def refusal_of(why: Exception) -> HttpResponse:
    """Answer why a request was refused."""
    refused = why if isinstance(why, Refused) else _refused(why)
    response = HttpResponse(
        refused.words or _unread(),
        status=refused.status,
        reason=REASONS.get(refused.status),
        content_type="text/plain; charset=utf-8",
    )
    if refused.status == BUSY:
        response["Retry-After"] = "5"
    return response


def _too_large() -> str:
    most = settings.CALLPOINT.exhibits.most_bytes
    return _("This file is too big. It may have %(size)s. Keep it. We may ask for it.") % {
        "size": size_words(most)
    }


def _begin_anew() -> str:
    return _("We no longer have the first part. Please send the file again.")


def _unread() -> str:
    return _("We could not read that")


TABLE: Final[Mapping[type[Exception], tuple[int, Callable[[], str]]]] = {
    NoFilesHereError: (403, lambda: _("We cannot take files for this report. It is kept without them.")),
    TooManyFilesError: (422, lambda: _("There is no room for more files. Tell us of it in the report.")),
    TooLargeError: (413, _too_large),
    EmptyFileError: (422, lambda: _("This file is empty. Please look at it and choose it again.")),
    DiskFullError: (507, lambda: _("Our disk is full. Your words are safe. Keep the file. Try again later.")),
    PartsLostError: (410, _begin_anew),
    UploadExpiredError: (410, _begin_anew),
    OffsetMismatchError: (409, _unread),
    TooManyPartsError: (413, _unread),
    ChecksumMismatchError: (MISMATCH, _unread),
    TusHeaderError: (400, _unread),
    CutOffError: (400, _unread),
    VaultError: (503, lambda: _("The file did not reach us whole. Please send it again.")),
    UploadError: (404, _unread),
    NoSuchReportError: (404, _unread),
}
"""What each error is answered with; a class that is not named is answered as the one above it."""


def _refused(why: Exception) -> Refused:
    status, words = next(TABLE[each] for each in type(why).__mro__ if each in TABLE)
    return Refused(status, words())
