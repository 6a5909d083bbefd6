"""Limits against floods and guessing: counted in memory under a keyed hash, never kept, nobody blocked for long."""

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
