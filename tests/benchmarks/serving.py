"""Fifty searchers at once over HTTP, and how soon one alone has an answer.

`KB_SEMANTIC=off python -m tests.benchmarks.serving DATA_FOLDER [SECONDS]` serves what the folder
holds with four workers and asks it with wrk (`apt-get install wrk`) over loopback. Questions are
two to five words of the statements there. `tests.benchmarks.catalog` fills a folder.

Asked: p99 below five times p50 and no error; no page of 100 KB; the first byte, for one alone,
within three times the engine's own time and 10 ms more (both p50, question by question in turn).
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from indexer.engine import SearchEngine
from indexer.engines.registry import engine_of
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.request import FindRequest
from kb.analysis import stopwords, words_of
from kb.catalog.catalog import Catalog
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.support.browsing import serving

WORKERS = 4
SEARCHERS = 50
QUESTIONS = 200
REPORTS = 100
WARMING = 20
# What wrk asks, one after another, and what it says in the end.
SCRIPT = """
local asked = {{{addresses}}}
local at = 0
function request() at = at % #asked + 1; return wrk.format("GET", asked[at]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d}}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def questions(catalog: Catalog) -> list[str]:
    """Take telling words of statements, of reports all over the catalog."""
    draw = random.Random(2)
    with catalog.read() as view:
        reports = [one.id for one in view.summaries()]
        some = reports[:: max(1, len(reports) // REPORTS)]
        texts = [row.record.text for one in some for row in view.statements(one)]
    asked = []
    for text in draw.sample(texts, min(len(texts), QUESTIONS)):
        words = sorted({word.word for word in words_of(text)} - stopwords())
        asked.append(" ".join(draw.sample(words, min(len(words), draw.randint(2, 5)))))
    return [question for question in asked if question]


def together(url: str, paths: Sequence[str], seconds: int) -> dict[str, float]:
    """Let fifty ask for some seconds; give requests, seconds, p50 and p99 in ms, errors."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(addresses=", ".join(f'"{path}"' for path in paths)))
        script.flush()
        told = subprocess.run(
            ["wrk", "-t2", f"-c{SEARCHERS}", f"-d{seconds}s", "--timeout", "20s", "-H",
             "Accept-Encoding: gzip", "-s", script.name, url],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


@dataclass(slots=True)
class Waited:
    """Milliseconds that the engine took for each question, and until the page's first byte came.

    `read` is what reading it took, vector included; `again` the page when it is asked once more.
    """

    read: list[float] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    largest: int = 0

    def own(self) -> list[float]:
        """Give what the engine took in all."""
        return [read + found for read, found in zip(self.read, self.found, strict=True)]


def alone(url: str, engine: SearchEngine, asked: Sequence[str]) -> Waited:
    """Ask the engine and the server by turns."""
    waited = Waited()
    held = http.client.HTTPConnection(urlsplit(url).netloc)
    for question in asked:
        for taken, seconds in zip((waited.read, waited.found), _own(engine, question), strict=True):
            taken.append(seconds * 1000)
        for pages in (waited.page, waited.again):
            seconds, size = _first_byte(held, question)
            pages.append(seconds * 1000)
            waited.largest = max(waited.largest, size)
    return waited


def _own(engine: SearchEngine, question: str) -> tuple[float, float]:
    request = FindRequest(q=question)
    began = time.perf_counter()
    parsed, _ = read(engine, request, Nameless(load_vocabulary().long_forms))
    known = time.perf_counter()
    engine.search(Search(parsed.tree, facets=request.facets(), limit=request.limit))
    return known - began, time.perf_counter() - known


def _first_byte(held: http.client.HTTPConnection, question: str) -> tuple[float, int]:
    began = time.perf_counter()
    held.request("GET", address(question))
    answer = held.getresponse()
    seconds = time.perf_counter() - began
    size = len(answer.read())
    assert answer.status == http.HTTPStatus.OK, question
    return seconds, size


def address(question: str) -> str:
    """Give the page of a question."""
    return f"/search?q={quote_plus(question)}"


def main() -> None:
    """Print what was found beside what is asked."""
    settings = Settings.at(Path(sys.argv[1]), semantic=os.environ.get("KB_SEMANTIC", "on"))
    catalog = Catalog.open(settings.catalog_url)
    asked, engine = questions(catalog), engine_of(settings)
    with serving(settings, WORKERS) as url:
        for _ in range(WORKERS):
            alone(url, engine, asked[:WARMING])
        waited = alone(url, engine, asked[WARMING:])
        paths = [address(question) for question in asked]
        told = together(url, paths, int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    with catalog.read() as view:
        print(view.counts())
    print(f"load {os.getloadavg()[0]:.0f}")
    _say("the question read, its vector with it", waited.read)
    _say("searched", waited.found)
    own, found = statistics.median(waited.own()), statistics.median(waited.found)
    wanted = f"(asked: below {3 * own + 10:.1f}; the vector left out {3 * found + 10:.1f})"
    _say("first byte", waited.page, wanted)
    _say("first byte of a question asked before", waited.again, wanted)
    print(f"largest page {waited.largest / 1000:.0f} KB (asked: below 100)")
    print(f"{SEARCHERS} at once: {told['requests'] / told['seconds']:.0f} answers/s, "
          f"p50 {told['p50']:.0f} ms, p99 {told['p99']:.0f} ms, "
          f"{told['p99'] / told['p50']:.1f} times (asked: below 5), "
          f"{told['errors']:.0f} errors (asked: none)")  # fmt: skip


def _say(what: str, taken: Sequence[float], wanted: str = "") -> None:
    print(f"{what}: p50 {statistics.median(taken):.1f} ms {wanted}".rstrip())


if __name__ == "__main__":
    main()
