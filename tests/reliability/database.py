"""The catalog's PostgreSQL server killed, or restarted, while kb takes in PDFs and decisions."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

from tests.reliability.power import feed
from tests.reliability.scenario import Measured, RefusedError
from tests.reliability.service import Service, filled, free_port, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept
from tests.support.own_postgres import OwnPostgres, own_postgres

REFUSED = "PostgreSQL is not installed here"


def run(times: int, folder: Path) -> Measured:
    """Kill it at random moments, every third time restart it in good order; look at what is left.

    While it is away uploads are to be refused with 503, and pages say when to try again.
    """
    seen, told, draw = Measured(), Acknowledged(), random.Random(times)
    with own_postgres(free_port()) as server:
        if server is None:
            raise RefusedError(REFUSED)
        service = filled(folder, catalog_url=server.url)
        service.start(workers=2, KB_CATALOG_URL=server.url)
        try:
            for turn in range(times):
                over = threading.Event()
                feeding = threading.Thread(
                    target=feed, args=(service, told, turn * 1000, over, seen), daemon=True
                )
                feeding.start()
                time.sleep(draw.uniform(0.3, 2.0))
                _strike(service, server, seen, killed=turn % 3 < 2)
                # Some more is taken in, so that the next strikes a service at work.
                before = told.count
                until(lambda before=before: told.count > before + 2, "it takes in again", 60)
                over.set()
                feeding.join()
            service.read_all(list(told.uploads.values()))
        finally:
            service.stop()
        check_kept(service.settings, told, seen)
        check_index_agrees(service.settings, seen)
    return seen


def _strike(service: Service, server: OwnPostgres, seen: Measured, *, killed: bool) -> None:
    if killed:
        server.kill()
        _is_away(service, seen)
        server.start()
    else:
        server.restart()
    began = time.monotonic()
    until(lambda: service.get("/health/ready").status == 200, "it is ready again", 60)
    name = "s until it is back, at most"
    seen.figures[name] = round(max(seen.figures.get(name, 0), time.monotonic() - began), 1)
    seen.count("kills and restarts")


def _is_away(service: Service, seen: Measured) -> None:
    """Look at what is answered without a catalog."""
    sent = service.upload(999_999)
    seen.check(sent.status == 503, f"an upload meanwhile: {sent.status} {sent.body[:99]!r}")
    seen.check(service.get("/health/live").status == 200, "it takes itself for dead")
    for path in ("/search?q=gas", "/api/v1/search?q=gas"):
        answer = service.get(path)
        seen.check(answer.status in {200, 503}, f"{path}: {answer.status}")
        seen.count("searches answered meanwhile", answer.status == 200)
