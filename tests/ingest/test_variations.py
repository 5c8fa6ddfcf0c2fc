"""One text is read alike in whichever of many styles it is printed."""

from __future__ import annotations

from functools import cache

import pytest

from ingest.answer import answer
from ingest.evaluation import Tally, figures, score
from ingest.reading import read
from kb.domain.topic import Vocabulary
from kb.reference import load_vocabulary
from tests.support.typeset.crossed import drawn
from tests.support.typeset.printed_text import Printed, Variation
from tests.support.typeset.publishers_styles import PUBLISHED
from tests.support.typeset.ranked_styles import RANKED
from tests.support.typeset.variations import VARIATIONS
from tests.support.typeset.worded_styles import WORDED

STYLES = VARIATIONS | PUBLISHED | RANKED | WORDED

# Styles that are not read whole yet, by the least share found strictly (F1).
NOT_YET = {
    "table unnumbered without rules": 0.9,
    "nested tight": 0.9,
    "nested two columns": 0.95,
    "lists paragraphs two columns": 0.9,
    "rows of a finding without rules": 0.9,
    "inspected plain": 0.5,
    "matrix without rules": 0.9,
    "shortened": 0.95,
    "shortened two columns": 0.95,
    "number at right coloured": 0.95,
    "capitals in columns": 0.92,
    "wide table sans": 0.9,
}
# Read at each run, one of each kind; all of them at the slow one.
QUICK = (
    "run-in tight", "own line tight", "word above number", "closed right", "both margins broken",
    "table unnumbered", "lists paragraphs", "lists went wrong", "numbered paragraphs we",
    "titled plain", "cards issue", "closed right tight", "numbered heads unusual",
    "below another we recommend", "right margin italic",
    "form", "outline plain", "large numerals", "typed", "triplet lettered plain", "concerns plain",
    "by subject", "spanned with titles", "circled", "ordinal", "of all slash", "two languages",
    "memorandum", "ticks plain", "dashes plain tight", "bracket plain", "margin numbers tight",
    "hanging in columns", "right in ragged columns", "capitals in columns",
    "numbered heads italic unusual", "addressed",
    "considers that", "the thorny part", "conclusions, what we ask for",
)  # fmt: skip


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


def measured(name: str, variation: Variation) -> Tally:
    """Read one variation and count what is right."""
    printed = Printed(variation)
    return score(printed.gold(name), answer(read(printed.pdf, f"{name}.pdf", _vocabulary())))


def _check(name: str) -> None:
    found = figures(measured(name, STYLES[name]))
    assert found["strict F1"] >= NOT_YET.get(name, 1.0), found


@pytest.mark.parametrize("name", QUICK)
def test_some_styles(name: str) -> None:
    _check(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in STYLES if name not in QUICK])
def test_all_styles(name: str) -> None:
    _check(name)


# Of all ways to print in all looks, so many are drawn at each run and at the slow one.
FEW, MANY, LEAST = 6, 150, 0.975


@pytest.mark.parametrize("name", drawn(1, FEW))
def test_some_crossed_by_lot(name: str) -> None:
    found = figures(measured(name, drawn(1, FEW)[name]))
    assert found["strict F1"] >= LEAST, found


@pytest.mark.slow
def test_many_crossed_by_lot() -> None:
    total = Tally()
    for name, how in drawn(2, MANY).items():
        total += measured(name, how)
    assert figures(total)["strict F1"] >= LEAST
