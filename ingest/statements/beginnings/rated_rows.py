"""Tables that rate what was observed: a column "Rating" whose cells say "S", "AFI", "Sustain"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.layout.blocks import Block
from kb.domain.record import Kind

_HEADS = frozenset({"rating", "rated", "type", "category", "assessment", "s/afi", "s / afi"})
_RATINGS = {
    "s": Kind.STRENGTH,
    "strength": Kind.STRENGTH,
    "sustain": Kind.STRENGTH,
    "afi": Kind.IMPROVEMENT,
    "area for improvement": Kind.IMPROVEMENT,
    "improve": Kind.IMPROVEMENT,
}


def ratings(heads: Iterable[Block], cells: Sequence[Block]) -> dict[int, Kind]:
    """Give the kinds that a column rates a table's rows as; none where it says anything else."""
    columns = {head.column for head in heads if head.text.strip().lower() in _HEADS}
    first = min((cell.row for cell in cells), default=0)
    texts: dict[int, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.column in columns and cell.row > first:
            texts[cell.row].append(cell.text.strip(" ."))
    told = {row: _RATINGS.get(" ".join(parts).lower()) for row, parts in texts.items()}
    said = {row: kind for row, kind in told.items() if kind is not None}
    return said if len(columns) == 1 and len(said) == len(told) else {}
