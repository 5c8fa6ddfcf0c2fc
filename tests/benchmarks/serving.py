"""Fifty searchers at once over HTTP, and how soon one alone has an answer.

`KB_SEMANTIC=off python -m tests.benchmarks.serving DATA_FOLDER [SECONDS]` serves what the folder
holds with four workers and asks it with wrk (`apt-get install wrk`) over loopback. Questions are
two to five words of the statements there. `tests.benchmarks.catalog` fills a folder.

Asked: p99 below five times p50 and no error; no page of 100 KB; the first byte, for one alone,
within three times the engine's own time and 10 ms more (both p50).
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
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from indexer.asking import read
from indexer.engine import SearchEngine
from indexer.engines.registry import engine_of
from indexer.expansion import Nameless
from indexer.query import Search
from indexer.request import FindRequest
from kb.analysis import stopwords, words_of
from kb.catalog.catalog import Catalog
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.support.browsing import serving

WORKERS = 4
SEARCHERS = 50
QUESTIONS = 200
REPORTS = 100
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


def alone(url: str, paths: Sequence[str]) -> tuple[list[float], int]:
    """Ask one after another; give the ms until each first byte, and the largest page's bytes."""
    waited, largest = [], 0
    held = http.client.HTTPConnection(urlsplit(url).netloc)
    for path in paths:
        began = time.perf_counter()
        held.request("GET", path)
        answer = held.getresponse()
        waited.append((time.perf_counter() - began) * 1000)
        largest = max(largest, len(answer.read()))
        assert answer.status == http.HTTPStatus.OK, path
    return waited, largest


def engines_own(engine: SearchEngine, asked: Sequence[str]) -> list[float]:
    """Give the ms that the engine takes for the same, on the clock too."""
    taken = []
    for question in (*asked[:20], *asked):
        request = FindRequest(q=question)
        parsed, _ = read(engine, request, Nameless(load_vocabulary().long_forms))
        search = Search(parsed.tree, facets=request.facets(), limit=request.limit)
        began = time.perf_counter()
        engine.search(search)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[20:]


def main() -> None:
    """Print what was found beside what is asked."""
    settings = Settings.at(Path(sys.argv[1]), semantic=os.environ.get("KB_SEMANTIC", "on"))
    catalog = Catalog.open(settings.catalog_url)
    asked = questions(catalog)
    paths = [f"/search?q={quote_plus(question)}" for question in asked]
    own = statistics.median(engines_own(engine_of(settings), asked))
    with serving(settings, WORKERS) as url:
        for _ in range(WORKERS):
            alone(url, paths[:20])
        waited, largest = alone(url, paths)
        told = together(url, paths, int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    first = statistics.median(waited)
    with catalog.read() as view:
        print(view.counts())
    print(f"load {os.getloadavg()[0]:.0f}; engine's own time p50 {own:.1f} ms")
    print(f"first byte p50 {first:.1f} ms (asked: below {3 * own + 10:.1f})")
    print(f"largest page {largest / 1000:.0f} KB (asked: below 100)")
    print(f"{SEARCHERS} at once: {told['requests'] / told['seconds']:.0f} answers/s, "
          f"p50 {told['p50']:.0f} ms, p99 {told['p99']:.0f} ms, "
          f"{told['p99'] / told['p50']:.1f} times (asked: below 5), "
          f"{told['errors']:.0f} errors (asked: none)")  # fmt: skip


if __name__ == "__main__":
    main()
