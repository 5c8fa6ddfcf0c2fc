"""How soon every worker shows what staff decide: `python -m tests.benchmarks.following FOLDER`.

The data folder, which stays as it is, is copied and served by four workers. A report is made a
draft, published, a statement of it corrected twice, once just after it was published, and it is
withdrawn and restored. Printed are the seconds from sending a decision to its answer, and to the
last search that any worker answered as before; searches are asked for one by one, without a pause,
so that each worker is asked several times in a tenth of a second.

Then the same again while nobody asks for anything: printed is the processor time that the web
workers and `kb work` take for each deed. `KB_ENGINE_URL=tantivy:FOLDER` measures tantivy.
"""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from kb import membership
from kb.catalog.catalog import Catalog
from kb.domain.staff import Actor, Role, Scope
from kb.settings import Settings
from tests.reliability.service import PASSWORD, Service
from tests.support.processes import processor_time_of

WORKERS, ROUNDS = 4, 3
# How long a deed is given until what it set going is over, lessons too, and how long idling is
# measured (seconds).
QUIET, IDLE = 15.0, 10.0
# No worker is asked so seldom that it shows the old state only after so many answers without it.
SETTLED_AFTER, GIVEN_UP_AFTER = 60, 60.0
# All is done when so many seconds in a row took less than this much of the processor.
SETTLED, BUSY = 6, 0.4
Taken = dict[str, list[tuple[float, float]]]
Measure = Callable[[str, Callable[[], None], Callable[[], bool]], None]


def over_a_copy(folder: Path, scratch: Path) -> Service:
    """Copy a data folder and let an editor of its own decide in it."""
    settings = Settings.at(scratch / "data", semantic="on")
    shutil.copytree(folder, settings.data_dir, ignore=shutil.ignore_patterns("pictures"))
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    name = f"trial-{secrets.token_hex(4)}"
    secret = membership.invite(catalog, name, Role.ADMIN, Actor("trial"))
    member = membership.accept(catalog, secret, name, PASSWORD, "")
    token = membership.make_token(catalog, member, "a trial", Scope, Actor(name))
    catalog.close()
    return Service(settings, token)


def last_seen(holds_not: Callable[[], bool], began: float) -> float:
    """Give when the last worker showed the old state, in seconds after `began`."""
    last, since = 0.0, 0
    while since < SETTLED_AFTER and time.monotonic() - began < GIVEN_UP_AFTER:
        if holds_not():
            last, since = time.monotonic() - began, 0
        else:
            since += 1
    return last


class Trial:
    """Decides on one report, and has each deed measured until all workers agree."""

    def __init__(self, service: Service, report: str, measure: Measure) -> None:
        self._service, self._report, self._measure = service, report, measure

    def stand(self, standing: str) -> None:
        """Make it a draft or publish it."""
        shown = standing == "published"
        self._measure(
            f"made {standing}",
            lambda: self._decide("stand", report=self._report, standing=standing),
            lambda: bool(self._found(f"report={self._report}")) != shown,
        )

    def correct(self, when: str) -> None:
        """Give its first statement a word that nothing else has."""
        word = f"q{secrets.token_hex(6)}"
        record = self._service.told(f"/api/v1/reports/{self._report}/decisions")["marks"]
        name = min(name for name in record if "/" in name)
        self._measure(
            f"corrected {when}",
            lambda: self._decide("correct", record=name, text=f"Keep the {word} open."),
            lambda: not self._found(f"q={quote(f'+{word}')}"),
        )

    def withdraw(self) -> None:
        """Withdraw it and restore it."""
        for verb, gone in (("withdraw", True), ("restore", False)):
            fields = {"why": "a trial"} if gone else {}
            self._measure(
                verb,
                lambda verb=verb, fields=fields: self._decide(verb, report=self._report, **fields),
                lambda gone=gone: bool(self._found(f"report={self._report}")) == gone,
            )

    def _decide(self, verb: str, **fields: object) -> None:
        answer = self._service.decide(verb, **fields)
        if answer.status != 201:
            raise AssertionError(answer)

    def _found(self, asked: str) -> int:
        return int(self._service.get(f"/api/v1/search?{asked}").json["total"])


class Seen:
    """Seconds until a deed is answered, and until the last worker shows it."""

    def __init__(self) -> None:
        self.taken: Taken = {}

    def __call__(self, told: str, act: Callable[[], None], before: Callable[[], bool]) -> None:
        """Do it and look until all agree."""
        began = time.monotonic()
        act()
        answered = time.monotonic() - began
        self.taken.setdefault(told, []).append((answered, last_seen(before, began)))


class Spent:
    """Seconds of processor time that web workers, and `kb work`, take for a deed; idling not."""

    def __init__(self, service: Service) -> None:
        self.taken: Taken = {}
        self._service = service
        before = self._so_far()
        time.sleep(IDLE)
        self._idle = [(now - then) / IDLE for now, then in zip(self._so_far(), before, strict=True)]

    def __call__(self, told: str, act: Callable[[], None], before: Callable[[], bool]) -> None:
        """Do it and wait; `before` would be asked by somebody, which costs as well."""
        del before
        began, so_far = time.monotonic(), self._so_far()
        act()
        time.sleep(QUIET)
        took = time.monotonic() - began
        spent = [
            now - then - idle * took
            for now, then, idle in zip(self._so_far(), so_far, self._idle, strict=True)
        ]
        self.taken.setdefault(told, []).append((spent[0], spent[1]))

    def _so_far(self) -> tuple[float, float]:
        web = self._service.web_workers()
        return sum(map(processor_time_of, web)), sum(
            map(processor_time_of, self._service.processes() - web)
        )


def settled(service: Service) -> None:
    """Wait until nothing is being done any more."""
    quiet = 0
    while quiet < SETTLED:
        before = sum(map(processor_time_of, service.processes()))
        time.sleep(1)
        busy = sum(map(processor_time_of, service.processes())) - before
        quiet = quiet + 1 if busy < BUSY else 0


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        service = over_a_copy(Path(sys.argv[1]), Path(scratch))
        try:
            service.start(WORKERS, KB_SEMANTIC="on")
            reports = service.told("/reports.json")["reports"]
            report = max(reports, key=lambda r: int(r["records"]))["id"]
            settled(service)
            seen = Seen()
            for _ in range(ROUNDS):
                trial = Trial(service, report, seen)
                trial.stand("draft")
                time.sleep(5)
                trial.stand("published")
                trial.correct("at once after publishing")
                time.sleep(20)
                trial.correct("in quiet")
                trial.withdraw()
                time.sleep(10)
            settled(service)
            spent = Spent(service)
            for _ in range(ROUNDS):
                trial = Trial(service, report, spent)
                trial.stand("draft")
                trial.stand("published")
                trial.correct("in quiet")
                trial.withdraw()
        finally:
            service.stop()
    shown("answered, s (median, longest) | shown by all, s (median, longest)", seen.taken)
    shown("processor, web workers, s (median, most) | `kb work`, s (median, most)", spent.taken)


def shown(heads: str, measured: Taken) -> None:
    """Print a table of what was measured for each deed."""
    print(f"\n| what was done | {heads} |")
    print("|---|---|---|")
    for told, taken in measured.items():
        answered, seen = (sorted(t[n] for t in taken) for n in (0, 1))
        mid = len(taken) // 2
        figures = [f"{times[mid]:.2f}, {times[-1]:.2f}" for times in (answered, seen)]
        print(f"| {told} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
