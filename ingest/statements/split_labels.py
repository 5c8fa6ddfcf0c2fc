"""Labels whose number stands on a line of its own, above or below the word: "Finding" / "12"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.labels import SPELLED_NUMBERS, tidy_number
from ingest.layout.blocks import Block, Role
from ingest.statements.sequences import COMPLETE, completeness

# A word that comes less often with a number beside it is no label.
FEWEST = 3
# Words of a label.
LONGEST = 4
# Lines of one label are no farther apart than this, in parts of their height.
NEAR = 1.0
_SPELLED = "|".join(SPELLED_NUMBERS)
_NUMBER = re.compile(rf"#?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]{{1,6}}|{_SPELLED})\.?", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z][A-Za-z’'-]+(?: [A-Za-z’'-]+)*")
_SET = frozenset({Role.BODY, Role.HEADING, Role.ITEM})


@dataclass(frozen=True, slots=True)
class _Split:
    """A word and its number at two blocks that follow each other; `first` is the upper one."""

    first: int
    word: str
    number: str


def with_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give the blocks with such labels put together where a series of them runs through."""
    series: dict[tuple[str, bool], list[_Split]] = defaultdict(list)
    for index in range(len(blocks) - 1):
        above, below = blocks[index : index + 2]
        if _are_one(above, below):
            if _is_word(above) and _NUMBER.fullmatch(below.text.strip()):
                series[above.text, True].append(_Split(index, above.text, below.text))
            elif _is_word(below) and _NUMBER.fullmatch(above.text.strip()):
                series[below.text, False].append(_Split(index, below.text, above.text))
    whole = {s.first for group in series.values() if _runs_through(group) for s in group}
    return tuple(_joined(blocks, whole))


def _is_word(block: Block) -> bool:
    text = block.text.strip()
    return len(text.split()) <= LONGEST and _WORDS.fullmatch(text) is not None


def _are_one(above: Block, below: Block) -> bool:
    """Say whether two blocks are lines of one label: near, alike in type, left or middle alike."""
    box, under = above.box, below.box
    alike = (above.bold, above.italic) == (below.bold, below.italic) and above.fill == below.fill
    left = abs(box.x0 - under.x0) < NEAR * above.size
    middle = abs(box.x0 + box.x1 - under.x0 - under.x1) < 2 * NEAR * above.size
    return (
        {above.role, below.role} <= _SET
        and above.page == below.page
        and 0 <= under.top - box.top < 2 * max(box.height, under.height)
        and under.top - box.bottom < NEAR * max(above.size, below.size)
        and alike
        and (left or middle)
    )


def _runs_through(group: Sequence[_Split]) -> bool:
    numbers = {tidy_number(s.number) for s in group}
    return len(numbers) >= FEWEST and completeness(numbers) >= COMPLETE


def _joined(blocks: Sequence[Block], whole: set[int]) -> Iterator[Block]:
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if index in whole:
            below = blocks[index + 1]
            yield replace(
                block if _is_word(block) else below,
                text=f"{block.text.strip()} {below.text.strip()}",
                lines=block.lines + below.lines,
                box=block.box.union(below.box),
                bullet="",
            )  # fmt: skip
            index += 1
        else:
            yield block
        index += 1
