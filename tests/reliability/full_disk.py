"""A disk filled to the last byte while the service works: nothing kept is lost, search answers.

Space comes back without a restart.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.reliability.power import REPORT, disk
from tests.reliability.scenario import Measured
from tests.reliability.service import Service, filled, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept

# Bytes left free at each filling, over and over.
LEFT = (0, 1 << 20, 64 << 10, 0, 4 << 10, 256 << 10)
WORDS = "/api/v1/search?q=gas"


def run(times: int, folder: Path) -> Measured:
    """Fill the disk before, while and after an upload is read; free it; look at what is left."""
    seen, told = Measured(), Acknowledged()
    with disk(folder, 2048) as made:
        service = filled(made.mount)
        service.start(workers=2)
        try:
            for turn in range(times):
                _fill_and_free(service, made.mount, turn, told, seen)
        finally:
            service.stop()
        check_kept(service.settings, told, seen)
        check_index_agrees(service.settings, seen)
    return seen


def _fill_and_free(
    service: Service, mount: Path, turn: int, told: Acknowledged, seen: Measured
) -> None:
    before = service.upload(2 * turn)
    seen.check(before.status == 202, f"an upload with room left: {before.status}")
    ballast = mount / "ballast"
    _fill(ballast, mount, LEFT[turn % len(LEFT)])
    refused = service.upload(2 * turn + 1)
    seen.check(refused.status == 503, f"an upload without room: {refused.status}")
    decided = service.decide("describe", report=REPORT, title=f"Title {turn}")
    seen.check(decided.status in {201, 503}, f"a decision without room: {decided.status}")
    for _ in range(5):
        found = service.get(WORDS)
        seen.check(found.status == 200, f"a search without room: {found.status}")
    ballast.unlink()
    after = service.decide("describe", report=REPORT, title=f"Title {turn} again")
    seen.check(after.status == 201, f"a decision with room again: {after.status}")
    told.decisions |= {one.json["seq"] for one in (decided, after) if one.status == 201}
    job = before.json["id"]
    told.uploads[2 * turn] = job
    until(lambda: service.jobs([job])[0]["state"] in {"done", "failed"}, f"job {job} is over")
    over = service.jobs([job])[0]
    seen.check(over["state"] == "done", f"job {job}: {over['reason']}")
    seen.count("fillings")


def _fill(ballast: Path, mount: Path, left: int) -> None:
    """Take all of the disk but so many bytes, in ever smaller steps."""
    with ballast.open("wb") as file:
        step, size = 64 << 20, 0
        while step >= 4096:
            if shutil.disk_usage(mount).free - step < left:
                step //= 2
                continue
            try:
                os.posix_fallocate(file.fileno(), size, step)
                size += step
            except OSError:
                step //= 2
