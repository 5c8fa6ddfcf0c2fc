"""How well statements are tagged, with every report left out of the fit in turn.

python -m tests.benchmarks.topics [GOLD PDF ...]   figures on folders of gold answers and their PDFs
python -m tests.benchmarks.topics --write          counts `topic_weights.json` anew

Nothing is learned from gold answers but the numbers of `ingest.topics.choice.CHOICE`. For each
report they are fitted to all others (the two reports that restate the same statements count as one)
and the report is scored with them; the last lines give the fit to all, which is what kb uses.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.evaluation import pair
from ingest.reading import read
from ingest.topics.choice import CHOICE, FEATURES, Choice
from ingest.topics.tagging import Candidate, Tagger, chosen, in_place
from ingest.topics.weights import WEIGHTS, as_json, count, load_company, load_weights
from kb.domain.extraction import Extraction
from kb.reference import VOCABULARY_DIR, load_vocabulary
from tests.support.shared import CORPUS

# Reports with the same statements must be left out together, and weigh once.
SAME_STATEMENTS = {"tamarack-falls-progress-2017": "tamarack-falls-assessment-2016"}
CUTOFFS = (0.28, 0.30, 0.33, 0.36, 0.40)
FIRST_TO_OTHERS = 0.6
# Strength of the penalty on weights of features brought to variance 1 (ridge).
RIDGE = 3.0


@dataclass(frozen=True, slots=True)
class Report:
    """The statements of a report of which gold gives subtopics: candidates, and gold's answer."""

    slug: str
    statements: tuple[tuple[tuple[Candidate, ...], frozenset[str]], ...]

    @property
    def group(self) -> str:
        """Name the report whose statements these are."""
        return SAME_STATEMENTS.get(self.slug, self.slug)


def read_gold(gold: Path, pdf: Path) -> Iterator[Report]:
    """Read the reports of which gold gives subtopics."""
    for path in sorted(gold.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if any(r.get("topics") for r in told["records"]):
            name = Path(told["file"]).name
            yield weighed(told, read((pdf / name).read_bytes(), name, load_vocabulary()))


def weighed(told: dict[str, object], extraction: Extraction) -> Report:
    """Pair the statements that were read with gold's."""
    vocabulary = load_vocabulary()
    tagger = Tagger(vocabulary, load_weights(), load_company())
    records = extraction.records
    candidates = list(
        tagger.candidates(in_place(records), dict(extraction.bibliography.abbreviations))
    )
    got = [{"text": r.text, "kind": r.kind, "page": r.page, "number": r.number} for r in records]
    gold = told["records"]
    assert isinstance(gold, list)
    pairs = ((candidates[j], frozenset(gold[i].get("topics") or ())) for i, j, _ in pair(gold, got))
    return Report(str(told["slug"]), tuple((tuple(c), topics) for c, topics in pairs if topics))


def fit(reports: Iterable[Report]) -> Choice:
    """Fit the log-odds by Newton's method, then take the cut-off with the best F1."""
    rows = [
        (c.features, c.topic in topics)
        for report in reports if report.slug not in SAME_STATEMENTS
        for candidates, topics in report.statements
        for c in candidates
    ]  # fmt: skip
    features = np.array([f for f, _ in rows])
    mean, spread = features.mean(0), features.std(0) + 1e-9
    scaled = np.column_stack([np.ones(len(rows)), (features - mean) / spread])
    found = _newton(scaled, np.array([right for _, right in rows], dtype=float))
    weights = found[1:] / spread
    bias = found[0] - float(weights @ mean)
    choices = (
        Choice(round(float(bias), 2), tuple(round(float(w), 2) for w in weights), c,
               round(c * FIRST_TO_OTHERS, 3))
        for c in CUTOFFS
    )  # fmt: skip
    return max(choices, key=lambda c: f1(tally_all(reports, c)))


def _newton(
    features: npt.NDArray[np.float64], right: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    penalty = RIDGE * np.diag([0.0, *[1.0] * (features.shape[1] - 1)])
    weights = np.zeros(features.shape[1])
    for _ in range(12):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (likely - right) + penalty @ weights
        bend = (features.T * (likely * (1 - likely))) @ features + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def tally_all(reports: Iterable[Report], choice: Choice) -> Counter[str]:
    """Count over reports, each statement once."""
    return sum((tally(r, choice) for r in reports if r.slug not in SAME_STATEMENTS), Counter[str]())


def tally(report: Report, choice: Choice) -> Counter[str]:
    """Count subtopics right, given and wanted, and statements without any."""
    marks: Counter[str] = Counter()
    for candidates, topics in report.statements:
        got = {tag.topic for tag in chosen(candidates, choice)}
        marks.update(right=len(got & topics), got=len(got), gold=len(topics))
        marks.update(untagged=not got, statements=1)
    return marks


def f1(marks: Counter[str]) -> float:
    """Give micro F1."""
    return 2 * marks["right"] / max(1, marks["got"] + marks["gold"])


def main(folders: Sequence[Path]) -> None:
    """Print one row a report and the sum, with our own numbers beside."""
    reports = [
        r
        for gold, pdf in zip(folders[::2], folders[1::2], strict=True)
        for r in read_gold(gold, pdf)
    ]
    total = Counter[str]()
    for report in reports:
        marks = tally(report, fit([r for r in reports if r.group != report.group]))
        if report.slug not in SAME_STATEMENTS:
            total += marks
        own = f1(tally(report, CHOICE))
        print(f"{report.slug[:42]:42} left out {f1(marks):.3f}  own {own:.3f}")
    ours = tally_all(reports, CHOICE)
    print(f"{'all':42} left out {f1(total):.3f}  own {f1(ours):.3f}")
    print(f"untagged {ours['untagged']} of {ours['statements']}")
    print(f"fitted to all, in the order {', '.join(FEATURES)}:\n{fit(reports)}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        (VOCABULARY_DIR / WEIGHTS).write_bytes(as_json(count(load_vocabulary())))
    else:
        arguments = [Path(argument) for argument in sys.argv[1:]]
        main(arguments or [CORPUS / "gold", CORPUS / "reports"])
