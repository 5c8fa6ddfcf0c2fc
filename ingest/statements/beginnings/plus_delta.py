"""A plus/delta debriefing: "+" before what went well, "Δ" before what to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.labels import Form
from ingest.layout.blocks import Block, Role
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind

_KINDS = {
    "+": Kind.STRENGTH,
    "\N{GREEK CAPITAL LETTER DELTA}": Kind.IMPROVEMENT,
    "\N{INCREMENT}": Kind.IMPROVEMENT,
    "\N{RIGHTWARDS ARROW}": Kind.ACTION_ITEM,
}
# A sign that comes less often belongs to a sum, a key or a figure.
FEWEST = 3


def find_signed(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give what stands beside each sign, where a report uses both the plus and the delta so."""
    found = [c for i in range(len(flow.blocks)) if i not in taken and (c := _read(flow, i))]
    counts = Counter(c.kind for c in found)
    if min(counts[Kind.STRENGTH], counts[Kind.IMPROVEMENT]) >= FEWEST:
        yield from found


def _read(flow: Flow, index: int) -> Candidate | None:
    block = flow.blocks[index]
    sign = _sign(block)
    if sign is None or flow.zones[index] in (Zone.ASIDE, Zone.OTHERS):
        return None
    alone = block.text.strip() == sign
    offset = 0 if alone or block.bullet == sign else len(sign) + 1
    beside = flow.after(index) if alone else index
    if beside is None or flow.blocks[beside].role is Role.HEADING:
        return None
    return Candidate(index, beside, offset, _KINDS[sign], Source.OWN, sign, "", sign, Form.WORD)


def _sign(block: Block) -> str | None:
    """Give the sign alone in the margin, as a bullet, or before the text."""
    first = block.bullet or block.text.strip().split(" ", 1)[0]
    return first if first in _KINDS else None
