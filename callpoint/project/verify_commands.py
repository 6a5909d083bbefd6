"""`callpoint verify` without a file: holds the live database against its journal and says what that proves."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from callpoint.actions.verifying import Verified, verify_database
from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL

MOST_SHOWN = 50


def verify_live(*, witnessed: Sequence[Path] = ()) -> int:
    """
    Print what was proved and what was not; return 1 where anything is not as it must be.

    `witnessed` are files with checkpoints that were kept outside, as the mails to the witness hold them.
    """
    root = settings.CALLPOINT.journal.timestamp_certificate
    try:
        notes = [file.read_bytes() for file in witnessed]
        stamp_root = root.read_bytes() if root else b""
    except OSError as refused:
        sys.stderr.write(f"callpoint verify: {refused.filename} cannot be read.\n")
        return BAD_INPUT
    verified = verify_database(witnessed=notes, stamp_root=stamp_root, tell=_tell)
    sys.stdout.writelines(f"{line}\n" for line in lines_about(verified, witnessed=len(notes)))
    return FAILED if verified.problems else WELL


def lines_about(verified: Verified, *, witnessed: int) -> Iterator[str]:
    """Say in words what was proved, what was not, and what is wrong, the first thing first."""
    yield "Proved:"
    yield f"- {verified.signed} of {verified.leaves} leaves lead to the roots of {verified.checkpoints} signed checkpoints."
    if verified.stamps:
        yield f"- {verified.stamps} time stamps of an outside authority hold."
    yield f"- {verified.rows} rows are as the journal last saw them. {verified.gone} rows went, and a leaf says so."
    yield f"- {verified.files} sealed files are as they were taken in."
    yield "Not proved:"
    yield from _not_proved(verified, witnessed=witnessed)
    if not verified.problems:
        yield "Nothing is wrong."
        return
    yield f"WRONG: {len(verified.problems)}. The first is named first."
    for problem in verified.problems[:MOST_SHOWN]:
        yield f"- {problem}"


def _not_proved(verified: Verified, *, witnessed: int) -> Iterator[str]:
    if verified.leaves > verified.signed:
        yield f"- {verified.leaves - verified.signed} newest leaves are under no checkpoint yet."
    if verified.steps_back:
        longest = verified.longest_step_back.total_seconds()
        yield f"- The times of {verified.steps_back} leaves are before that of the leaf before them, by {longest:.3f} s at most. Their order stands."
    if not witnessed:
        yield "- That nobody with the signing key wrote the whole journal anew. A checkpoint kept outside would show that."
    yield "- What a report tells, and what was before it came in. Queued work, counts, unfinished uploads and sessions are no part of the journal."


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
