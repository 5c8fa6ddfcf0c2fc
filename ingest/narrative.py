"""The report's prose as passages by section and page, for searching between the statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.layout.blocks import Block, LaidOut, Role
from ingest.layout.outline import section_paths
from kb.domain.passage import PageSpan, Passage
from kb.domain.report import NarrativePassage
from kb.text import join_two

READ = frozenset({Role.BODY, Role.ITEM, Role.CELL, Role.CAPTION, Role.MARGIN, Role.FOOTNOTE})
# A passage ends after the paragraph with which it reaches so many characters.
LONG = 1200


def narrative(laid_out: LaidOut) -> tuple[NarrativePassage, ...]:
    """Cut a report's text into passages: of one section, begun on one page, of some paragraphs."""
    paths = section_paths(laid_out)
    return tuple(
        _passage(f"n{number}", paths[blocks[0].order], blocks, laid_out)
        for number, blocks in enumerate(_stretches(laid_out, paths), 1)
    )


def _stretches(laid_out: LaidOut, paths: Sequence[tuple[str, ...]]) -> Iterator[list[Block]]:
    current: list[Block] = []
    length = 0
    for block in laid_out.blocks:
        if block.role not in READ or not block.text:
            continue
        goes_on = bool(current) and block.continues == current[-1].order
        new = current and (
            paths[block.order] != paths[current[0].order]
            or (not goes_on and (length >= LONG or block.page != current[-1].page))
        )
        if new:
            yield current
            current, length = [], 0
        current.append(block)
        length += len(block.text)
    if current:
        yield current


def _passage(
    key: str, path: tuple[str, ...], blocks: Sequence[Block], laid_out: LaidOut
) -> NarrativePassage:
    text = ""
    for previous, block in zip([None, *blocks], blocks, strict=False):
        if previous is not None and block.continues == previous.order:
            text = join_two(text, block.text, laid_out.words)
        else:
            text = f"{text}\n{block.text}" if text else block.text
    return NarrativePassage(
        key, path, text, blocks[0].page, blocks[-1].page, Passage(tuple(_spans(blocks)))
    )


def _spans(blocks: Sequence[Block]) -> Iterator[PageSpan]:
    for page in sorted({b.page for b in blocks}):
        here = [b for b in blocks if b.page == page]
        start = min(b.start for b in here)
        end = max(b.start + len(b.text) for b in here)
        yield PageSpan(page, start, end, tuple(b.box for b in here))
