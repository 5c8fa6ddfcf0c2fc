"""Backups made while others upload and decide, put back into an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.reliability.power import feed
from tests.reliability.scenario import Measured
from tests.reliability.service import Service, filled, until
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept
from tests.support.shared import ROOT


def run(times: int, folder: Path) -> Measured:
    """Copy, put back and compare so many times; nothing is ever locked for the others."""
    seen, told = Measured(), Acknowledged()
    service = filled(folder)
    service.start(workers=2)
    try:
        for turn in range(times):
            over = threading.Event()
            feeding = threading.Thread(target=feed, args=(service, told, turn * 1000, over, seen))
            feeding.start()
            before = told.count
            until(lambda before=before: told.count > before + 2, "something is acknowledged")
            sure = Acknowledged(_read(service, told), set(told.decisions))
            copy = folder / f"copy-{turn}.tar"
            _kb(service.settings.data_dir, "backup", str(copy), seen)
            over.set()
            feeding.join()
            _put_back(copy, folder / f"restored-{turn}", sure, seen)
    finally:
        service.stop()
    check_kept(service.settings, told, seen)
    return seen


def _read(service: Service, told: Acknowledged) -> dict[int, int]:
    """Give the uploads that are read already: one that waits is not part of the collection yet."""
    sent = dict(told.uploads)
    states = service.jobs(list(sent.values()))
    return {n: job["id"] for n, job in zip(sent, states, strict=True) if job["state"] == "done"}


def _put_back(copy: Path, data: Path, sure: Acknowledged, seen: Measured) -> None:
    _kb(data, "restore", str(copy), seen)
    settings = Settings.at(data, semantic="off")
    check_kept(settings, sure, seen)
    catalog = Catalog.open(settings.catalog_url)
    faults = catalog.check(Blobs(settings.blobs_dir))
    seen.check(not faults, f"what was put back has faults: {[fault.kind for fault in faults]}")
    catalog.close()
    check_index_agrees(settings, seen)
    seen.count("copies put back")


def _kb(data: Path, command: str, file: str, seen: Measured) -> None:
    environ = {"KB_DATA_DIR": str(data), "KB_SEMANTIC": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "kb", command, file],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        check=False,
        timeout=300,
    )
    seen.check(done.returncode == 0, f"{command}: {done.stderr.decode()[-300:]}")
