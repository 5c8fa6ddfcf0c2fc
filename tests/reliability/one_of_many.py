"""One address asks ten times as often as it may; another, that keeps to the limit, sees nothing."""

from __future__ import annotations

from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.searchers import searched, searching
from tests.reliability.service import served, until

# A minute; the other one stays below it.
LIMIT, EAGER, SELDOM, WORKERS = 40, 8, 3.5, 4
PATHS = ("/api/v1/search?q=gas&limit=10", "/search?q=warnings")


def run(refusals: int, folder: Path) -> Measured:
    """Let one address ask without a pause until it was refused so often, another now and then."""
    seen = Measured()
    limits = {"KB_REQUESTS_A_MINUTE": str(LIMIT), "KB_TRUSTED_PROXIES": "1"}
    with served(folder, WORKERS, **limits) as service:
        port = service.port
        idle = searched(port, 1, PATHS, 2, {"X-Forwarded-For": "192.0.2.1"}, pause=0.5)
        with (
            searching(port, EAGER, PATHS, {"X-Forwarded-For": "192.0.2.2"}) as eager,
            searching(port, 1, PATHS, {"X-Forwarded-For": "192.0.2.3"}, pause=SELDOM) as other,
        ):
            until(lambda: eager.statuses[429] >= refusals and other.spent, "it is refused", 60)
    seen.check(set(eager.statuses) == {200, 429}, f"the eager one got {dict(eager.statuses)}")
    # A window that slides may begin a second one before all refusals are there.
    heard = eager.statuses[200]
    seen.check(heard <= 2 * LIMIT, f"{heard} of the eager one were answered")
    seen.check(eager.waits, "nobody is told when to come again")
    seen.check(not other.refused and not other.resets, f"the other one got {other.refused}")
    seen.count("requests of the eager one refused", eager.statuses[429])
    seen.count("answered", eager.statuses[200])
    seen.count("of the other one answered", other.statuses[200])
    seen.figures["times as long for the other one"] = round(other.share(50) / idle.share(50), 1)
    return seen
