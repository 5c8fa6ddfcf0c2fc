"""How soon ten thousand incidents are compared with a description, on the embedded engine.

`python -m tests.benchmarks.comparable FOLDER [INCIDENTS]` fills FOLDER (kept for the next run) with
incidents that never were, each with a report of six statements and two passages, and asks for the
scenarios below, each with the attributes read from it. Statements have drawn vectors, so that
meaning costs what it does; `embedding` says what making a description's vector takes beside.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from indexer.embedding.meaning import Vectors, open_encoder
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.incidents.comparable import comparable
from indexer.incidents.comparable_question import Question
from indexer.keeping.rebuild import rebuild
from ingest.topics.tagging import Tagger
from ingest.topics.weights import load_company, load_weights
from kb.attribute_table import ATTRIBUTES
from kb.catalog.catalog import Catalog
from kb.domain.extraction import Extraction
from kb.domain.ids import IncidentId, site_id
from kb.domain.incident import Attribute, Incident, Site
from kb.domain.record import Kind
from kb.domain.report import NarrativePassage
from kb.domain.topic import Vocabulary
from kb.reference import load_incident_types, load_vocabulary
from kb.settings import Settings
from tests.support.extractions import extraction, record
from tests.support.shared import CORPUS

INCIDENTS = 10_000
STATEMENTS, PASSAGES = 6, 2
REPORTS_A_TRANSACTION = 200
ROUNDS = 12
# Share of the attributes that a report states, and of the words of a statement that are exchanged.
STATED, EXCHANGED = 0.4, 0.3
DIMENSIONS = 384
STATES = ("AL", "AZ", "CA", "CO", "FL", "GA", "IL", "MI", "MN", "MO", "NC", "NY", "OH", "TX", "WA")
SCENARIOS = (
    "About 300 people outside the station after a shooting, third night, two officers hurt, we have"
    " 40 sworn.",
    "A gunman opened fire in a theater; nine dead, forty hurt, patrol cars block the ambulances.",
    "A wind-driven fire forces us to evacuate 10,000 people with 70 deputies and one road out.",
    "A man with a rifle holds two hostages in a bank; our negotiators come from the county. How did"
    " others brief the families?",
    "Students have camped on the campus for twelve days; state police offer help, the president"
    " wants it cleared before commencement, and counter-protesters come at night.",
)


class DrawnMeaning:
    """Draws a unit vector for each text: as costly to compare as real ones, at once to make."""

    name, absent = "drawn", ""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give one unit vector a text."""
        draw = np.random.default_rng(len(texts[0]) if texts else 0)
        made = draw.standard_normal((len(texts), DIMENSIONS), dtype=np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def readings(count: int) -> Iterator[Extraction]:
    """Draw readings whose words are those of the sample reports' statements."""
    draw = random.Random(1)
    vocabulary = load_vocabulary()
    tagger = Tagger(vocabulary, load_weights(), load_company())
    known = list(_known())
    topics = {text: tagger.tag(text) for text in known}
    words = " ".join(known).split()
    for n in range(count):
        drawn = [draw.choice(known) for _ in range(STATEMENTS + PASSAGES)]
        texts = [_exchanged(draw, text, words) for text in drawn]
        place = Site(site_id(f"Place {n}", STATES[n % 15]), f"Place {n}", STATES[n % 15])
        made = extraction(
            [record(str(i), str(i), text, kind=draw.choice(list(Kind)), topics=topics[drawn[i - 1]])
             for i, text in enumerate(texts[:STATEMENTS], start=1)],
            name=f"drawn-{n}", title=f"Report {n}", incidents=(_incident(draw, n, place),),
            sites=(place,),
        )  # fmt: skip
        told = tuple(NarrativePassage(f"n{i}", ("Told",), text, 1, 1)
                     for i, text in enumerate(texts[STATEMENTS:]))  # fmt: skip
        yield replace(made, narrative=told)


def _known() -> Iterator[str]:
    """Give the sample reports' statements."""
    for path in sorted((CORPUS / "gold").glob("*.json")):
        for told in json.loads(path.read_text(encoding="utf-8"))["records"]:
            yield told["text"]


def _exchanged(draw: random.Random, text: str, words: Sequence[str]) -> str:
    return " ".join(draw.choice(words) if draw.random() < EXCHANGED else w for w in text.split())


def _incident(draw: random.Random, n: int, place: Site) -> Incident:
    stated = [spec for spec in ATTRIBUTES if draw.random() < STATED]
    values = {s.key: draw.choice(s.values) if s.values else int(10 ** draw.uniform(0, 4))
              for s in stated}  # fmt: skip
    return Incident(
        IncidentId("read"), f"Incident {n}", draw.choice(load_incident_types()).id,
        f"{2000 + n % 25}-{1 + n % 12:02}-{1 + n % 28:02}", place=place.place, state=place.state,
        page=1, attributes=tuple(Attribute(k, v, 1, "as stated") for k, v in values.items()),
        site=place.id,
    )  # fmt: skip


def fill(catalog: Catalog, count: int) -> None:
    """Put drawn readings in until the catalog holds `count` reports."""
    with catalog.read() as view:
        held = view.counts().reports
    if held >= count:
        return
    waiting = list(readings(count))[held:]
    for start in range(0, len(waiting), REPORTS_A_TRANSACTION):
        with catalog.begin() as tx:
            for reading in waiting[start : start + REPORTS_A_TRANSACTION]:
                tx.put_report(reading)


def timed(
    catalog: Catalog, engine: WhooshEngine, vocabulary: Vocabulary
) -> tuple[list[float], list[float]]:
    """Ask each scenario in turn; give milliseconds of wall and of processor time, sorted.

    Each time another statement is told with it, so that no round asks for the words of another;
    the first round is left out.
    """
    tagger = Tagger(vocabulary, load_weights(), load_company())
    told = list(dict.fromkeys(_known()))
    random.Random(2).shuffle(told)
    wall, processor = [], []
    for turn in range(ROUNDS + 1):
        for place, text in enumerate(SCENARIOS):
            asked = f"{text} {told[turn * len(SCENARIOS) + place]}"
            began, used = time.perf_counter(), time.process_time()
            subjects = [tag.topic for tag in tagger.tag(asked)]
            with catalog.read() as view:
                found = comparable(view, engine, Question(asked), subjects)
            if turn:
                wall.append((time.perf_counter() - began) * 1000)
                processor.append((time.process_time() - used) * 1000)
            assert found.incidents
    return sorted(wall), sorted(processor)


def main() -> None:
    """Fill, index, ask, and print what it took."""
    settings = Settings.at(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else INCIDENTS
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    vocabulary = load_vocabulary()
    engine = WhooshEngine(Path(settings.data_dir) / "drawn-index", DrawnMeaning())
    began = time.perf_counter()
    fill(catalog, count)
    print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    rebuild(catalog, engine, vocabulary)
    print(f"indexed in {time.perf_counter() - began:.0f} s", flush=True)
    for name, taken in zip(("wall", "processor"), timed(catalog, engine, vocabulary), strict=True):
        p95 = taken[int(len(taken) * 0.95)]
        middle = statistics.median(taken)
        print(f"{count:,} incidents, {name}: p50 {middle:.0f} ms  p95 {p95:.0f} ms")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    encoder = open_encoder("on")
    if not encoder.absent:
        encoder.embed([SCENARIOS[0]])
        began = time.perf_counter()
        for text in SCENARIOS:
            encoder.embed([text])
        print(f"embedding: {(time.perf_counter() - began) * 1000 / len(SCENARIOS):.0f} ms")


if __name__ == "__main__":
    main()
