"""Power cuts: an ext4 disk of its own is stopped without a flush, as when the plug is pulled.

The file system is told to go down without writing its journal (what file system developers test
with); after mounting it again it holds what a real disk would: what was synced, and no more.
"""

from __future__ import annotations

import fcntl
import gc
import os
import random
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.scenario import Measured, RefusedError
from tests.reliability.service import Service, filled, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept

REFUSED = "this machine mounts no ext4 disk of the test's own"
# Seconds between what is fed: all of it must be read in the end, at one or two seconds each.
FED_EVERY = 0.3
REPORT = "iir-2020-five-days-canal-street"
# EXT4_IOC_SHUTDOWN, and "do not flush the journal", from the kernel's ext4.h.
_SHUTDOWN, _NO_FLUSH = 0x8004587D, 2


@dataclass(frozen=True, slots=True)
class Disk:
    """A file that is a disk, mounted in a folder."""

    image: Path
    mount: Path

    def cut(self) -> None:
        """Stop writing at once; whatever runs on it sees errors from now on."""
        handle = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _NO_FLUSH))
        finally:
            os.close(handle)

    def again(self) -> None:
        """Mount it again once nothing holds it: the journal is replayed."""
        # What this process has read of the index is mapped until it is collected.
        gc.collect()
        until(lambda: _ran("umount", self.mount), "the disk is free", 30)
        assert _ran("mount", "-o", "loop", self.image, self.mount)


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Make and mount a disk; raises RefusedError where the machine does not allow it."""
    made = Disk(folder / "disk.img", folder / "disk")
    made.mount.mkdir()
    with made.image.open("wb") as file:
        file.truncate(megabytes << 20)
    whole = ("-q", "-m", "0", "-E", "root_owner=0:0", made.image)
    if not (_ran("mkfs.ext4", *whole) and _ran("mount", "-o", "loop", made.image, made.mount)):
        raise RefusedError(REFUSED)
    try:
        yield made
    finally:
        gc.collect()
        _ran("umount", made.mount) or _ran("umount", "-l", made.mount)


def run(times: int, folder: Path) -> Measured:
    """Cut the power at random moments of uploading and deciding; look at what is left."""
    seen, told, draw = Measured(), Acknowledged(), random.Random(times)
    with disk(folder, 2048) as made:
        service = filled(made.mount)
        os.sync()
        for cut in range(times):
            service.start(workers=2)
            over = threading.Event()
            feeding = threading.Thread(target=feed, args=(service, told, cut * 1000, over, seen))
            feeding.start()
            before = told.count
            until(lambda before=before: told.count > before + 1, "something is acknowledged")
            over.wait(draw.uniform(0.0, 3.0))
            made.cut()
            over.set()
            service.kill()
            feeding.join()
            made.again()
            check_kept(service.settings, told, seen)
            check_index_agrees(service.settings, seen)
            seen.count("cuts")
        empty = [p for p in (made.mount / "data" / "blobs").rglob("*") if p.is_file()]
        seen.check(all(p.stat().st_size for p in empty), "a stored PDF has no bytes")
    return seen


def feed(
    service: Service, told: Acknowledged, first: int, over: threading.Event, seen: Measured
) -> None:
    """Upload, decide and search until told to stop; note what was acknowledged."""
    number = first
    while not over.wait(FED_EVERY):
        number += 1
        added = service.upload(number)
        if added.status == 202:
            told.uploads[number] = added.json["id"]
        taken = service.decide("describe", report=REPORT, title=f"Title {number}")
        if taken.status == 201:
            told.decisions.add(taken.json["seq"])
        found = service.get("/api/v1/search?q=gas")
        for answer in (added, taken, found):
            seen.check(
                over.is_set() or answer.status in {0, 200, 201, 202, 409, 503},
                f"{answer.status}: {answer.body[:200]!r}",
            )


def _ran(*command: object) -> bool:
    try:
        return not subprocess.run([*map(str, command)], capture_output=True, check=False).returncode
    except OSError:
        return False
