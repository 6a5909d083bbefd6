"""Limits against floods and guessing: counted in memory under a keyed hash, never kept, nobody blocked for long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from callpoint.records.keys import keyring
from callpoint.sealing.index import blind_index

_limiter = MovingWindowRateLimiter(MemoryStorage())


def may_submit(request: HttpRequest) -> bool:
    """Say whether one more report from this source fits the hour."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.submits_per_source_per_hour)
    return _limiter.hit(limit, "submit", _source(request))


def may_begin(request: HttpRequest) -> bool:
    """Say whether one more report may be begun from this source in the hour."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.drafts_per_source_per_hour)
    return _limiter.hit(limit, "draft", _source(request))


def may_write(request: HttpRequest) -> bool:
    """Say whether one more message of a reporter from this source fits the hour."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.messages_per_source_per_hour)
    return _limiter.hit(limit, "message", _source(request))


def may_ask_for_support(request: HttpRequest) -> bool:
    """Say whether one more request to be called fits the hour of this source; as many may come as reports."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.submits_per_source_per_hour)
    return _limiter.hit(limit, "support", _source(request))


def may_add_files(request: HttpRequest) -> bool:
    """Say whether one more form with files from this source fits the hour."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.files_per_source_per_hour)
    return _limiter.hit(limit, "files", _source(request))


class PlacesForFiles:
    """
    Keeps threads free for words: files may hold half of a process's threads at a time.

    A slow phone can send one file for an hour, and each holds a thread all that time.
    """

    def __init__(self) -> None:
        self._guard, self._taken = threading.Lock(), 0

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Hold a place for the block; False where none is free."""
        most = max(1, settings.CALLPOINT.web.threads // 2)
        with self._guard:
            is_free = self._taken < most
            self._taken += is_free
        try:
            yield is_free
        finally:
            with self._guard:
                self._taken -= is_free


places_for_files = PlacesForFiles()


def may_ask_for_code(request: HttpRequest) -> bool:
    """Say whether one more request for a new code from this source fits the hour."""
    limit = RateLimitItemPerHour(settings.CALLPOINT.limits.lost_codes_per_source_per_hour)
    return _limiter.hit(limit, "lost-code", _source(request))


def may_try_code(request: HttpRequest, code: str) -> bool:
    """Say whether one more try of a code fits: for this source, this code, and in all."""
    limits = settings.CALLPOINT.limits
    tries = (
        (RateLimitItemPerHour(limits.code_tries_per_source_per_hour), "code-source", _source(request)),
        (RateLimitItemPerHour(limits.code_tries_per_code_per_hour), "code", _mark(code)),
        (RateLimitItemPerMinute(limits.code_tries_total_per_minute), "code-total", "all"),
    )
    # One after the other: a source that is over its own limit must not use up what all share.
    return all(_limiter.hit(limit, name, key) for limit, name, key in tries)


SAYINGS_PER_HOUR = 20
"""Times that somebody at one source may say how it went: enough for a family or a library, too few to bend a figure."""


def may_say(request: HttpRequest) -> bool:
    """Say whether one more answer to how it went fits the hour of this source."""
    return _limiter.hit(RateLimitItemPerHour(SAYINGS_PER_HOUR), "say", _source(request))


def is_first_press(send_key: str) -> bool:
    """Say whether a form with this key comes for the first time in a minute; a form without one always does."""
    return not send_key or _limiter.hit(RateLimitItemPerMinute(1), "press", _mark(send_key))


def forget_all() -> None:
    """Start counting afresh; for tests."""
    _limiter.storage.reset()


def _source(request: HttpRequest) -> str:
    """Mark where a request comes from; behind proxies of ours, what the outermost of them saw."""
    proxies = settings.CALLPOINT.web.proxies
    passed = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    seen = passed[-proxies] if 0 < proxies <= len(passed) else request.META.get("REMOTE_ADDR", "")
    return _mark(seen)


def _mark(value: str) -> str:
    return blind_index(keyring(), kind="limit", value=value)
