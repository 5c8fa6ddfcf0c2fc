"""Processes of the service killed at random moments while it is fed, and asked to end in between.

One that is killed is started again by its master, and a killed master by its operator.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.reliability.power import feed
from tests.reliability.scenario import Measured
from tests.reliability.service import Service, filled, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept
from tests.support.processes import runs


def run(times: int, folder: Path) -> Measured:
    """Kill, start again where needed, and in the end wait until all that was sent is read."""
    seen, told, draw = Measured(), Acknowledged(), random.Random(times)
    service = filled(folder)
    service.start(workers=2)
    for kill in range(times):
        over = threading.Event()
        feeding = threading.Thread(target=feed, args=(service, told, kill * 1000, over, seen))
        feeding.start()
        time.sleep(draw.uniform(0.3, 2.0))
        _strike(service, draw, ends=kill % 4 == 3, seen=seen)
        over.set()
        feeding.join()
        seen.count("kills")
        until(lambda: service.get("/health/ready").status == 200, "it is ready again")
    service.read_all(list(told.uploads.values()))
    service.stop()
    check_kept(service.settings, told, seen)
    check_index_agrees(service.settings, seen)
    return seen


def _strike(service: Service, draw: random.Random, *, ends: bool, seen: Measured) -> None:
    """Kill one process, or ask all of it to end; start it again where the master is gone."""
    every = service.processes()
    assert service.process
    victim = service.process.pid if ends else draw.choice(sorted(every))
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGTERM if ends else signal.SIGKILL)
    if victim == service.process.pid:
        service.process.wait(60)
        until(lambda: not any(map(runs, every)), "its children have gone with it", 60)
        service.start(workers=2)
        seen.count("starts")
