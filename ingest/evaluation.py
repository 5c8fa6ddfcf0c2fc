"""How well reports are read, against gold answers: the figures that the floors in the tests hold.

Statements are paired with gold ones by their words, best pairs first. *Found* asks only for the
words (token F1 of 0.60), *strict* also for kind, number, first page and token F1 of 0.85.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

Answer = Mapping[str, Any]
FOUND, STRICT, HELD, TITLE = 0.60, 0.85, 0.95, 0.80
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(slots=True)
class Tally:
    """Counts over one or more reports; add them up with `+=`."""

    counts: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: Self) -> Self:
        """Add another tally's counts."""
        self.counts.update(other.counts)
        return self

    def share(self, part: str, whole: str) -> float | None:
        """Give a share of two counts; None where there is nothing to share."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def f1(self, hit: str, got: str, gold: str) -> float:
        """Give the F1 of hits; 1 where nothing was to be found and nothing was."""
        found, wanted = self.counts[got], self.counts[gold]
        return 2 * self.counts[hit] / (found + wanted) if found + wanted else 1.0


FIGURES: tuple[tuple[str, Callable[[Tally], float | None]], ...] = (
    ("statements F1", lambda t: t.f1("found", "got", "gold")),
    ("strict F1", lambda t: t.f1("strict", "got", "gold")),
    ("page", lambda t: t.share("page", "found")),
    ("kind", lambda t: t.share("kind", "found")),
    ("number", lambda t: t.share("number", "found")),
    ("parent", lambda t: t.share("parent", "parents")),
    ("status", lambda t: t.share("status", "statuses")),
    ("decoys", lambda t: t.share("decoys", "got")),
    ("metadata", lambda t: t.share("metadata", "metadata_gold")),
    ("topics F1", lambda t: t.f1("topics", "topics_got", "topics_gold")),
    ("incidents", lambda t: t.share("incidents", "incidents_gold")),
    ("attributes F1", lambda t: t.f1("attributes", "attributes_got", "attributes_gold")),
)


def figures(tally: Tally) -> dict[str, float]:
    """Give every figure by its name but those for which there was nothing to measure."""
    measured = ((name, measure(tally)) for name, measure in FIGURES)
    return {name: value for name, value in measured if value is not None}


def evaluate(gold: Path, read: Callable[[str], Answer]) -> Iterator[tuple[str, Tally]]:
    """Score `read(file name)` for each gold answer of a folder, in the order of their names."""
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text())
        yield wanted["slug"], score(wanted, read(Path(wanted["file"]).name))


def score(gold: Answer, got: Answer) -> Tally:
    """Count one report's hits and misses."""
    tally = Tally()
    wanted, found = gold["records"], got.get("records") or []
    pairs = pair(wanted, found)
    taken = {j for _, j, _ in pairs}
    spare = _optional(gold, found, taken)
    tally.counts.update(gold=len(wanted), got=len(found) - len(spare), found=len(pairs))
    for i, j, likeness in pairs:
        tally.counts.update(_marks(wanted[i], found[j], likeness))
    rest = [r for j, r in enumerate(found) if j not in taken | spare]
    tally.counts["decoys"] += sum(_is_decoy(gold, record) for record in rest)
    tally.counts.update(_metadata(gold["report"], got.get("report") or {}))
    return tally


def words(text: str | None) -> Counter[str]:
    """Count the words of a text, case and punctuation folded."""
    folded = unicodedata.normalize("NFKC", text or "").lower().replace("\u00ad", "")
    return Counter(_WORD.findall(folded))


def token_f1(one: Counter[str], other: Counter[str]) -> float:
    """Give the F1 of two texts' words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def pair(gold: Sequence[Answer], got: Sequence[Answer]) -> list[tuple[int, int, float]]:
    """Pair gold and found statements one to one, best pairs first."""
    got_words = [words(r.get("text")) for r in got]
    pairs = []
    for i, wanted in enumerate(gold):
        gold_words = words(wanted["text"])
        for j, record in enumerate(got):
            likeness = _agreement(wanted, gold_words, record, got_words[j])
            if likeness >= FOUND:
                same = sum(_same(wanted, record, key) for key in ("kind", "page", "number"))
                pairs.append((likeness + 0.2 * same, likeness, i, j))
    pairs.sort(reverse=True)
    return list(_one_to_one(pairs))


def _one_to_one(pairs: Iterable[tuple[float, float, int, int]]) -> Iterator[tuple[int, int, float]]:
    used_gold: set[int] = set()
    used_got: set[int] = set()
    for _, likeness, i, j in pairs:
        if i not in used_gold and j not in used_got:
            used_gold.add(i)
            used_got.add(j)
            yield i, j, likeness


def _agreement(
    gold: Answer, gold_words: Counter[str], got: Answer, got_words: Counter[str]
) -> float:
    """Give the F1; a statement that runs on into its own discussion need only be held whole."""
    f1 = token_f1(gold_words, got_words)
    if not (gold.get("detail_page_end") or gold.get("open_end")):
        return f1
    held = (gold_words & got_words).total() / max(1, gold_words.total())
    begins = _opening(gold["text"]) == _opening(got.get("text"))
    return max(f1, HELD) if held >= HELD and begins else f1


def _opening(text: str | None) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text or "").lower())[:6]


def _number(value: object) -> str:
    return re.sub(r"[^a-z0-9.]", "", str(value or "").lower()).strip(".")


def _same(gold: Answer, got: Answer, key: str) -> bool:
    if key == "number":
        return _number(gold.get(key)) == _number(got.get(key))
    return bool(gold.get(key) == got.get(key))


def _marks(gold: Answer, got: Answer, likeness: float) -> Counter[str]:
    """Mark what is right about one found statement.

    Where a closing list has numbers of its own, that list's page and number are right too.
    """
    listed = "list_number" in gold
    kind = _same(gold, got, "kind")
    page = _same(gold, got, "page") or (listed and got.get("page") in (gold.get("also_on") or []))
    numbers = {_number(gold.get("number")), _number(gold.get("list_number", gold.get("number")))}
    number = _number(got.get("number")) in numbers
    marks: Counter[str] = Counter(kind=kind, page=page, number=number)
    marks["strict"] = kind and page and number and likeness >= STRICT
    if gold.get("parent") not in (None, ""):
        marks.update(parents=1, parent=_number(gold["parent"]) == _number(got.get("parent")))
    if gold.get("status"):
        marks.update(statuses=1, status=gold["status"] == got.get("status"))
    wanted, have = set(gold.get("topics") or []), set(got.get("topics") or [])
    if wanted:
        marks.update(topics=len(wanted & have), topics_gold=len(wanted), topics_got=len(have))
    return marks


def _optional(gold: Answer, found: Sequence[Answer], taken: set[int]) -> set[int]:
    """Name the found ones that gold lists as borderline: they count neither way."""
    borderline = [words(o.get("text") or o.get("snippet")) for o in gold.get("optional") or []]
    return {
        j
        for j, record in enumerate(found)
        if j not in taken
        and any(token_f1(o, words(record.get("text"))) >= FOUND for o in borderline)
    }


def _is_decoy(gold: Answer, record: Answer) -> bool:
    own = words(record.get("text"))
    for decoy in gold.get("decoys") or []:
        snippet = words(decoy["snippet"])
        least = max(1, min(own.total(), snippet.total()))
        if decoy["page"] == record.get("page") and (own & snippet).total() >= 0.7 * least:
            return True
    return False


def _metadata(gold: Answer, got: Answer) -> Counter[str]:
    state = _first_state(gold)
    right = (
        token_f1(words(gold["title"]), words(got.get("title"))) >= TITLE,
        token_f1(words(gold["publisher"]), words(got.get("publisher"))) >= FOUND,
        str(gold["published"])[:4] == str(got.get("published") or "")[:4],
        bool(state) and state in {s.get("state") for s in got.get("sites") or []},
    )
    marks = Counter(metadata=sum(right), metadata_gold=3 + bool(state))
    return marks + _incidents(gold.get("incidents") or [], got.get("incidents") or [])


def _first_state(report: Answer) -> str | None:
    sites: Sequence[Answer] = report.get("sites") or [{}]
    state: str | None = sites[0].get("state")
    return state


def _incidents(gold: Sequence[Answer], got: Sequence[Answer]) -> Counter[str]:
    marks: Counter[str] = Counter()
    for wanted in gold:
        if wanted.get("type"):
            marks["incidents_gold"] += 1
            marks["incidents"] += any(_same_incident(wanted, i) for i in got)
    attributes = [pair for i in gold for pair in (i.get("attributes") or {}).items()]
    if attributes:
        have = [pair for i in got for pair in (i.get("attributes") or {}).items()]
        marks.update(attributes_gold=len(attributes), attributes_got=len(have))
        marks["attributes"] = _shared(attributes, have)
    return marks


def _same_incident(gold: Answer, got: Answer) -> bool:
    starts = (str(i.get("start") or "")[:10] for i in (gold, got))
    return gold["type"] == got.get("type") and len(set(starts)) == 1


def _shared(gold: Iterable[tuple[str, Any]], got: list[tuple[str, Any]]) -> int:
    hits = 0
    for key, value in gold:
        hit = next((p for p in got if p[0] == key and _same_value(key, value, p[1])), None)
        if hit:
            got.remove(hit)
            hits += 1
    return hits


def _same_value(key: str, gold: Any, got: Any) -> bool:
    """Compare numbers exactly, durations within a tenth, words without case."""
    if isinstance(gold, (int, float)) and isinstance(got, (int, float)):
        return abs(gold - got) <= (0.1 * abs(gold) if key.startswith("duration") else 0)
    return _number(gold) == _number(got) or str(gold).lower() == str(got).lower()
