"""Why a deployment does not start: one sentence each, which says what to do.

NotStartedError    the state of this machine or of the var folder does not allow a start
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE_REFUSALS: Final = {
    errno.ENOSPC: "the disk is full; make room there and start again",
    errno.EDQUOT: "this user's share of the disk is used up; make room there and start again",
    errno.EROFS: "the disk is read-only; make it writable, or choose another folder with CALLPOINT_STORE_VAR",
    errno.EACCES: "this user may not write there; give it the right, or choose another folder with CALLPOINT_STORE_VAR",
    errno.EPERM: "this user may not change it; run as the user it belongs to",
    errno.ENOTDIR: "a file is in the way; move it, or choose another folder with CALLPOINT_STORE_VAR",
    errno.EEXIST: "a file is in the way; move it, or choose another folder with CALLPOINT_STORE_VAR",
}


class NotStartedError(Exception):
    """A deployment is not started; the message says why and what to do, in one sentence."""


@contextmanager
def files_in(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into NotStartedError, naming the file where it is known, else `folder`."""
    try:
        yield
    except OSError as refused:
        place = refused.filename or folder
        wrong = FILE_REFUSALS.get(refused.errno or 0, f"{refused.strerror}; correct that and start again")
        message = f"{place} cannot be written: {wrong}."
        raise NotStartedError(message) from refused
