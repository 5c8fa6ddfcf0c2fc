"""How many requests a minute one address may make, where an operator sets a limit."""

from __future__ import annotations

import time

from flask import Flask, request

from kb.errors import KbError
from kb.settings import Settings

# Those who watch over the service, and what pages are made of, never count.
_FREE = ("/health/", "/static/", "/metrics")


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
    # Most installations set no limit, and start sooner without it.
    from limits import RateLimitItemPerMinute  # noqa: PLC0415
    from limits.storage import storage_from_string  # noqa: PLC0415
    from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415

    shared = settings.queue_url.startswith("redis")
    storage = storage_from_string(settings.queue_url if shared else "memory://")
    counted = MovingWindowRateLimiter(storage)
    limit = RateLimitItemPerMinute(settings.requests_a_minute)

    def check() -> None:
        address = request.remote_addr or ""
        if request.path.startswith(_FREE) or counted.hit(limit, address):
            return
        again = counted.get_window_stats(limit, address).reset_time
        raise TooMany(max(1, round(again - time.time())))

    app.before_request(check)
