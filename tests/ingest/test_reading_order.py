"""Pages in columns drawn by lot are read in the order in which they were set."""

from __future__ import annotations

import pytest

from ingest.layout.stages import lay_out
from ingest.pages.pdf import read_document
from tests.support.typeset.columned import draw


def share_in_order(seeds: range) -> float:
    """Give the share of lines that were followed by the line that a person reads next."""
    right = every = 0
    for seed in seeds:
        page = draw(seed)
        blocks = lay_out(read_document(page.pdf)).blocks
        followed, lines = page.followed(line.text for block in blocks for line in block.lines)
        right, every = right + followed, every + lines
    return right / every


def test_pages_in_columns_drawn_by_lot():
    assert share_in_order(range(500, 515)) >= FLOOR


@pytest.mark.slow
def test_more_pages_in_columns_drawn_by_lot():
    assert share_in_order(range(600, 680)) >= FLOOR


FLOOR = 0.97
