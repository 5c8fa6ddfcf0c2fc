"""Bare numbers one level below those of labelled statements: "1.1.1" under "Finding 1.1"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.labels import Form, Label, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind

# So many such numbers, and this share of them asking, make what they number recommendations.
FEWEST, ASKING = 3, 0.8


def find_deeper(
    flow: Flow, labelled: Iterable[Candidate], taken: set[int]
) -> tuple[Candidate, ...]:
    """Give the paragraphs so numbered, where nearly all of them say what should be done.

    "Finding 1.1: The call was coded as a disturbance", below it "1.1.1 Dispatchers should ask ...".
    """
    above = {c.number for c in labelled if c.kind not in ASKED and "." in c.number}
    found = tuple(_numbered(flow, above, taken))
    asked = sum(asks(flow.blocks[c.block].text[c.offset :]) for c in found)
    return found if len(found) >= FEWEST and asked >= ASKING * len(found) else ()


def _numbered(flow: Flow, above: set[str], taken: set[int]) -> Iterator[Candidate]:
    for index, block in enumerate(flow.blocks):
        own = index not in taken and flow.zones[index] is not Zone.ASIDE
        label = _number(block.bullet, block.text) if own and block.role is not Role.CELL else None
        if label and label.number.rpartition(".")[0] in above:
            yield Candidate(
                index, index, label.end, Kind.RECOMMENDATION, Source.CODE, label.label,
                label.number, form=Form.CODE, separator=label.separator,
            )  # fmt: skip


def _number(bullet: str, text: str) -> Label | None:
    marked = read_number(f"{bullet.rstrip('.')}.") if bullet else None
    return replace(marked, end=0) if marked else read_number(text)
