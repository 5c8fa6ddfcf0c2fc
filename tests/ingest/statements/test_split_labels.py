"""Numbers on lines of their own belong to the words above or below them."""

from __future__ import annotations

from dataclasses import replace

from ingest.statements.split_labels import with_numbers
from kb.domain.passage import Box
from tests.support.blocks import PROSE, block, in_order


def stacked(*texts, apart=13.0):
    """Give short lines in bold one below the other, prose after each two."""
    blocks, top = [], 100.0
    for index, text in enumerate(texts):
        box = Box(72.0, top, 72.0 + 6 * len(text), top + 11)
        blocks.append(replace(block(text, bold=text), box=box))
        top += apart
        if index % 2:
            blocks.append(block(PROSE))
            top += 40
    return in_order(blocks)


def labels(blocks):
    return [b.text for b in with_numbers(blocks) if b.text != PROSE]


def test_a_number_below_its_word():
    found = labels(stacked("Remedy", "1", "Remedy", "2", "Remedy", "3"))
    assert found == ["Remedy 1", "Remedy 2", "Remedy 3"]


def test_a_number_above_its_word():
    found = labels(stacked("One", "Finding", "Two", "Finding", "Three", "Finding"))
    assert found == ["One Finding", "Two Finding", "Three Finding"]


def test_numbers_that_do_not_run_through_are_none_of_it():
    texts = ["Total", "14", "Total", "3", "Total", "250"]
    assert labels(stacked(*texts)) == texts


def test_two_are_no_series_and_distant_lines_no_label():
    assert labels(stacked("Finding", "1", "Finding", "2")) == ["Finding", "1", "Finding", "2"]
    assert len(labels(stacked("A", "1", "A", "2", "A", "3", apart=40.0))) == 6
