"""How many requests a minute one address may make, where an operator sets a limit.

All workers of a machine count together, and all machines where they share a queue in Redis.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask, request

from kb.errors import KbError
from kb.settings import Settings

# Those who watch over the service, and what pages are made of, never count.
_FREE = ("/health/", "/static/", "/metrics")
# Counts a request of an address; gives 0, or the seconds until another is answered.
Hit = Callable[[str], int]


class TooMany(KbError):
    """An address asked more often than is allowed; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "more requests came from your address than are answered in a minute",
            hint=f"Wait {seconds} seconds. Who needs all results can export them at once.",
            code="pace",
        )
        self.seconds = seconds


def keep_pace(app: Flask, settings: Settings) -> None:
    """Refuse what goes beyond the limit, before anything is looked up for it."""
    if not settings.requests_a_minute:
        return
    shared = settings.queue_url.startswith("redis")
    hit = (_in_redis if shared else _on_this_machine)(settings)

    def check() -> None:
        seconds = 0 if request.path.startswith(_FREE) else hit(request.remote_addr or "")
        if seconds:
            raise TooMany(seconds)

    app.before_request(check)


def _on_this_machine(settings: Settings) -> Hit:
    from web.shared_counts import SharedCounts  # noqa: PLC0415

    return SharedCounts(settings.requests_a_minute).hit


def _in_redis(settings: Settings) -> Hit:
    # Most installations set no limit, and start sooner without it.
    from limits import RateLimitItemPerMinute  # noqa: PLC0415
    from limits.storage import storage_from_string  # noqa: PLC0415
    from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415

    counted = MovingWindowRateLimiter(storage_from_string(settings.queue_url))
    limit = RateLimitItemPerMinute(settings.requests_a_minute)

    def hit(address: str) -> int:
        if counted.hit(limit, address):
            return 0
        again = counted.get_window_stats(limit, address).reset_time
        return max(1, round(again - time.time()))

    return hit
