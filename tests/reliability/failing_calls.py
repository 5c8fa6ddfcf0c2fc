"""Each call by which something is kept fails once, in turn: strace makes the kernel refuse it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from indexer.engines.registry import engine_of
from indexer.keeping.sync import sync
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from tests.reliability.scenario import Measured, RefusedError
from tests.reliability.service import filled, pdf
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept
from tests.support.shared import ROOT

REFUSED = "this machine lets no process trace another"
CALLS = ("fsync", "fdatasync", "pwrite64", "rename", "unlink")
FAULTS = ("EIO", "ENOSPC")
_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)


def run(times: int, folder: Path) -> Measured:
    """Let one call fail each time, drawn evenly from all that the deed makes."""
    seen = Measured()
    service = filled(folder)
    cases = _cases(service.settings.data_dir, folder)
    for turn, (call, number) in enumerate(cases[:: max(1, len(cases) // times)][:times]):
        data = folder / f"turn-{turn}"
        shutil.copytree(service.settings.data_dir, data)
        said = _deed(data, turn, call, number, FAULTS[turn % 2])
        _look(data, turn, said, f"{call} number {number}", seen)
        shutil.rmtree(data)
    return seen


def _deed(data: Path, turn: int, call: str, number: int, fault: str) -> str:
    injected = f"inject={call}:error={fault}:when={number}"
    traced = ["-o", os.devnull, "-e", f"trace={call}", "-e", injected]
    return _traced(traced, data, turn)


def _cases(data: Path, folder: Path) -> list[tuple[str, int]]:
    """Count the calls that the deed makes undisturbed, and number them by kind."""
    copy, log = folder / "undisturbed", folder / "calls"
    shutil.copytree(data, copy)
    said = _traced(["-o", str(log), "-e", f"trace={','.join(CALLS)}"], copy, 0)
    assert "indexed" in said, said
    made = Counter(_CALL.findall(log.read_text(errors="replace")))
    return [(call, n + 1) for call in CALLS for n in range(made[call])]


def _traced(options: list[str], data: Path, turn: int) -> str:
    """Do the deed under strace; raises RefusedError where that is not allowed."""
    command = [sys.executable, "-B", "-m", "tests.reliability.one_deed", str(data), str(turn)]
    try:
        done = subprocess.run(
            ["strace", "-f", "-qq", *options, *command],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=300,
        )
    except OSError as error:
        raise RefusedError(REFUSED) from error
    if b"Operation not permitted" in done.stderr:
        raise RefusedError(REFUSED)
    return done.stdout.decode()


def _look(data: Path, turn: int, said: str, where: str, seen: Measured) -> None:
    """Check what was said to be done, that the same deed now succeeds, and the index."""
    from kb.settings import Settings  # noqa: PLC0415

    settings = Settings.at(data, semantic="off")
    check_kept(settings, Acknowledged(), seen)
    catalog = Catalog.open(settings.catalog_url)
    sha256 = hashlib.sha256(pdf(turn)).hexdigest()
    if "stored" in said:
        with catalog.read() as view:
            seen.check(view.report_by_sha256(sha256), f"{where}: what was stored is lost")
        seen.check(Blobs(settings.blobs_dir).sound(sha256), f"{where}: its PDF is lost")
    sync(catalog, engine_of(settings), catalog.vocabulary)
    catalog.close()
    check_index_agrees(settings, seen)
    seen.count("refused calls")
    seen.count("that ended the deed", "indexed" not in said)
