"""What the reports on an incident say of the asker's worry, which stands beside what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from indexer.engine import SearchEngine
from indexer.incidents.incident_text import NearStatement, looked_for, meaning_of
from indexer.incidents.worries import EMPTY
from indexer.query import And, FieldIs, Or, Search, Term, Words
from kb.analysis import stem

# Statements on the worry that are looked at, over all incidents shown, and shown of each report.
CONSIDERED, OF_EACH = 200, 2
# What does not hold all of its words must be so near in meaning (cosine): "who is in charge" found
# men who "were charged a fee". Without a model half of the words are enough.
ALIKE_ENOUGH = 0.35
# What comes less near than this share of the nearest speaks of something else.
LEAST_OF_NEAREST = 0.5


def answering(
    engine: SearchEngine, worry: str, reports: Sequence[str]
) -> Mapping[str, tuple[NearStatement, ...]]:
    """Give by report its statements nearest to the worry, best first; raises EngineUnavailable."""
    asked = looked_for(engine, worry) if worry and reports else ()
    words = tuple(word for word in asked if len(word) > 1 and stem(word) not in EMPTY)
    if not words:
        return {}
    vector, alike, share = meaning_of(engine, worry, words)
    terms = tuple(map(Term, words))
    least = len(words) if vector else (len(words) + 1) // 2
    tree = Words(terms, least, vector, alike and ALIKE_ENOUGH, share)
    among = Or(tuple(FieldIs("report", report) for report in reports))
    hits = engine.search(Search(And((tree, among)), limit=CONSIDERED)).hits
    found: dict[str, list[NearStatement]] = defaultdict(list)
    for hit in hits:
        report = hit.id.partition("/")[0]
        if hit.score >= LEAST_OF_NEAREST * hits[0].score and len(found[report]) < OF_EACH:
            found[report].append(NearStatement(hit.id, report, hit.score))
    return {report: tuple(near) for report, near in found.items()}
