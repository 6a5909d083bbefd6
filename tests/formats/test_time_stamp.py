"""Time stamps of an authority of our own: those that hold, and those that do not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from callpoint.formats.time_stamp import StampNotTrustedError, question_for, stamped_at
from tests.formats.authority import Authority

CONTENT = b"a checkpoint"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_stamp_says_when_the_bytes_were_seen(authority: Authority) -> None:
    at = stamped_at(authority.answer(question_for(CONTENT)), content=CONTENT, root=authority.root)
    assert (at.tzinfo, at > datetime(2026, 1, 1, tzinfo=UTC)) == (UTC, True)


def test_the_bytes_themselves_do_not_go_out() -> None:
    assert CONTENT not in question_for(CONTENT)


def test_a_stamp_of_other_bytes_a_changed_one_and_that_of_another_authority_do_not_hold(
    authority: Authority, tmp_path: Path
) -> None:
    answer = authority.answer(question_for(CONTENT))
    changed = bytearray(answer)
    changed[-5] ^= 1
    tries = [
        (answer, b"other bytes", authority.root),
        (bytes(changed), CONTENT, authority.root),
        (answer[:-1], CONTENT, authority.root),
        (b"", CONTENT, authority.root),
        (answer, CONTENT, Authority(tmp_path).root),
        (answer, CONTENT, b"no certificate"),
    ]
    for given, content, root in tries:
        with pytest.raises(StampNotTrustedError):
            stamped_at(given, content=content, root=root)
