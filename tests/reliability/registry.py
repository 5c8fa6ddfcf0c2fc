"""The trials there are, and the promises that tests elsewhere hold."""

from __future__ import annotations

from tests.reliability import (
    catalog_rot,
    clock,
    copies,
    crowd,
    cut_short,
    database,
    exports,
    failing_calls,
    full_disk,
    guesses,
    hostile_uploads,
    kept_first,
    killed,
    load,
    many_uploads,
    one_of_many,
    power,
    rot,
    soak,
    uploads,
    wire,
)
from tests.reliability.scenario import Scenario

SCENARIOS = (
    Scenario("power cut", "nothing acknowledged is lost", power.run, 3, 40),
    Scenario("full disk", "nothing is lost, search answers", full_disk.run, 2, 20),
    Scenario("refused call", "nothing is lost or needs repair", failing_calls.run, 8, 200),
    Scenario("killed process", "nothing is lost, all goes on", killed.run, 5, 200),
    Scenario("killed database", "nothing is lost, all goes on", database.run, 3, 20),
    Scenario("clock", "order holds, sessions end", clock.run, 1, 4),
    Scenario("odd requests", "one answer each, none a fault", wire.run, 1, 20),
    Scenario("odd uploads", "refused, and nothing stays", uploads.run, 1, 10),
    Scenario("rot", "found, never believed", rot.run, 50, 500),
    Scenario("crowd", "one index, whole at any time", crowd.run, 2, 20),
    Scenario("searchers", "no error, every count old or new", load.run, 50, 200),
    Scenario("one upload traced", "on the disk before the answer", kept_first.run, 1, 10),
    Scenario("copies", "whole, and nobody waits for them", copies.run, 1, 5),
    Scenario("exports", "30 MiB more at most, and read back alike", exports.run, 25, 250),
    Scenario("index emptied in place", "never a wrong count", cut_short.run, 1, 5),
    Scenario("rot of the catalog", "found where it is read", catalog_rot.run, 100, 1000),
    Scenario("uploads at once", "all answered, 300 MiB a worker at most", many_uploads.run, 4, 64),
    Scenario("hostile uploads", "read or a reason, nobody notices", hostile_uploads.run, 8, 380),
    Scenario("one asks too often", "429 for it, nothing for others", one_of_many.run, 50, 5000),
    Scenario("soak", "no process grows by 50 MiB, nothing is lost", soak.run, 20, 900),
    Scenario("guesses", "ten a minute are heard, the owner comes in", guesses.run, 400, 1000),
)

# Promise -> the tests that hold it.
HELD = {
    "reading killed at any moment": "tests/end_to_end/test_killed_ingest.py",
    "planted faults named and mended": "tests/kb/cli/test_doctor.py",
    "copied while writing, put back": "tests/kb/test_backup.py",
    "hostile and damaged PDFs": "tests/ingest/test_hostile.py",
    "children bounded and alone": "tests/ingest/test_sandbox.py",
    "costly questions": "tests/web/test_attack_queries.py",
    "the API as it describes itself": "tests/contract/test_openapi.py",
    "hostile names of files": "tests/web/test_intake.py",
    "who may call what": "tests/web/staff/test_access.py",
    "sessions and guessing": "tests/kb/test_admission.py",
    "headers on every page": "tests/web/test_security.py",
    "the trail of deeds": "tests/web/staff/test_trail.py",
    "exports": "tests/web/test_exports.py",
    "withdrawn at once": "tests/indexer/keeping/test_visible.py",
}
