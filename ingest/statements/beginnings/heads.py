"""Headings that announce a kind, and what stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import read_label, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.flow import Flow, Zone, is_heading
from kb.domain.record import Kind


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of kind and the blocks it rules: `index` + 1 up to `end`."""

    index: int
    end: int
    kind: Kind
    word: str
    ranked: bool


def find_heads(flow: Flow, labelled: set[int]) -> Iterator[Head]:
    """Walk the headings that announce a kind; those within one of the same kind are part of it."""
    above: Head | None = None
    named = _named(flow)
    for index, block in enumerate(flow.blocks):
        if flow.zones[index] in (Zone.ASIDE, Zone.OTHERS):
            continue
        if index in labelled:
            yield from _announced_besides(flow, index, labelled)
            continue
        found = _announced(flow, index)
        if found and not named.means(found[1]):
            continue
        # "7.2. Recommendations to KiwiRail" is part of "7. Recommendations"
        if found and not (above and above.kind is found[0] and index < above.end):
            end = _end_of_head(flow, index, found[0])
            above = Head(index, end, found[0], found[1], ranked=is_heading(block))
            yield above


@dataclass(frozen=True, slots=True)
class _Named:
    """What headings name in words that mean nothing else, and how often each looser word comes."""

    kinds: frozenset[Kind]
    loose: Mapping[str, int]

    def means(self, word: str) -> bool:
        """Say whether a word that heads other lists as well heads statements in this report.

        "Challenges" beside "Successes" lists what to improve; alone, the hurdles of a subject
        ("Key challenges" under each source of energy). "Priorities for 2022" ends a yearly report
        that makes no recommendations; where one does, those of some office that it describes.
        "Next steps" under each lesson are actions; once, at the end, what becomes of the report.
        """
        lowered = word.lower()
        if not _LOOSE.fullmatch(word):
            return True
        if lowered.startswith("next step"):
            return self.loose[lowered] >= FEWEST_NEXT_STEPS
        if lowered == "priorities" or lowered.endswith(" do"):
            return Kind.RECOMMENDATION not in self.kinds
        return Kind.STRENGTH in self.kinds


# "Next steps" printed so often is the report's label.
FEWEST_NEXT_STEPS = 3


def _named(flow: Flow) -> _Named:
    heads = (kind_of_heading(b.text) for b in flow.blocks if is_heading(b) or b.bold)
    named = [found for found in heads if found]
    return _Named(
        frozenset(kind for kind, word in named if not _LOOSE.fullmatch(word)),
        Counter(word.lower() for _, word in named if _LOOSE.fullmatch(word)),
    )


_LOOSE = re.compile(
    r"(?:opportunities|gaps|challenges|shortfalls|shortcomings|priorities"
    r"|next steps?|what .+ do)",
    re.IGNORECASE,
)


def over_several(flow: Flow) -> frozenset[int]:
    """Give the headings in the singular over paragraphs each of which asks, where most are so.

    "Recommendation" or "What should change" in each chapter, over two to four of them.
    """
    heads = [i for i, block in enumerate(flow.blocks) if is_heading(block) and _asks(block.text)]
    several = [i for i in heads if _asking_below(flow, i) > 1]
    return frozenset(several if 2 * len(several) > len(heads) else ())


def _asks(title: str) -> bool:
    label = read_label(title)
    whole = label is not None and not label.number and label.end >= len(title)
    return whole and label is not None and label.kind in ASKED


def _asking_below(flow: Flow, index: int) -> int:
    """Count the paragraphs right below a heading that ask, each for something of its own."""
    count = 0
    for block in flow.blocks[index + 1 :]:
        own = asks(block.text) and not _GOES_ON.match(block.text)
        if block.role is not Role.BODY or not own or read_label(block.text):
            break
        count += 1
    return count


_GOES_ON = re.compile(r"(?:It|They|This|These|Those|Such|He|She|In addition|Also)\b")


def _announced_besides(flow: Flow, index: int, labelled: set[int]) -> Iterator[Head]:
    """Give the list that a label announces besides its statement, up to the next label."""
    label = read_label(flow.blocks[index].text)
    if label and label.also:
        after = min((i for i in labelled if i > index), default=len(flow.blocks))
        # A band holds the statement; the list that it announces stands below
        end = min(after, _end_of_head(flow, index, label.also, banded=False))
        yield Head(index, end, label.also, label.also.value, ranked=False)


def _announced(flow: Flow, index: int) -> tuple[Kind, str] | None:
    block = flow.blocks[index]
    if block.role is Role.HEADING:
        return _announced_by_heading(block.text)
    if _is_contents_item(block):
        return None
    if asks_for_list(flow, index):
        return Kind.RECOMMENDATION, "recommends"
    return _tells_of_list(flow, index) or _announced_by_line(flow, index)


def _announced_by_line(flow: Flow, index: int) -> tuple[Kind, str] | None:
    block = flow.blocks[index]
    label = read_label(block.text)
    if label and label.kind and not label.number and label.end >= len(block.text):
        return label.kind, label.word
    if block.role is not Role.CELL and len(block.text.split()) <= MOST_HEAD_WORDS:
        following = flow.after(index)
        if block.text.rstrip().endswith(":") or (following and flow.blocks[following].bullet):
            return kind_of_heading(block.text)
    return None


def _announced_by_heading(text: str) -> tuple[Kind, str] | None:
    if _CLOSING_LIST.match(text):
        return Kind.RECOMMENDATION, "recommendations"
    return None if _PAST.search(text) else kind_of_heading(text)


def asks_for_list(flow: Flow, index: int) -> bool:
    """Say whether a sentence says who recommends, and a numbered list of sentences below it what.

    "We recommend that the Department:" above "1. Set a minimum ...", "2. Answer each report ...".
    Parts that end in semicolons, or have letters, make one recommendation together.
    """
    block, following = flow.blocks[index], flow.after(index)
    if following is None or not RECOMMENDS.match(block.text):
        return False
    item = flow.blocks[following]
    # "1." or, below finding 1, "1.1"
    count = read_number(f"{item.bullet} {item.text}".lstrip())
    text = item.text if item.bullet else item.text[count.end if count else 0 :]
    whole = text[:1].isupper() and text.rstrip().endswith((".", ".)"))
    numbered = count is not None and count.number[-1:].isdigit()
    return block.text.rstrip().endswith(":") and numbered and whole


def _tells_of_list(flow: Flow, index: int) -> tuple[Kind, str] | None:
    """Read a sentence that says what the numbered sentences below it are.

    "On the evidence I find the following facts to be established." above (1) to (8).
    """
    block, following = flow.blocks[index], flow.after(index)
    told = _TELLS.search(block.text) if block.role is Role.BODY else None
    if told is None or following is None:
        return None
    item = flow.blocks[following]
    whole = item.text[:1].isupper() and item.text.rstrip().endswith((".", ";"))
    counted = item.role is Role.ITEM and item.bullet.strip("().") == "1"
    what = "findings" if told["what"].lower().startswith("fact") else told["what"]
    return kind_of_heading(what) if whole and counted else None


_TELLS = re.compile(
    r"\b(?:I|we|(?:panel|inquiry|board|court|coroner|commission|committee|jury|authority|sheriff))"
    r"\b[^.:;]{0,40}?\b(?:finds?|makes?|draws?|reach(?:es)?)\b[^.:;]{0,30}? following"
    r" (?:\w+ ){0,2}(?P<what>facts|findings|conclusions|recommendations|observations)\b"
    r"[^.:;]{0,60}[.:]$",
    re.IGNORECASE,
)
# The Committee further recommends that, We therefore recommend that: as printed.
RECOMMENDS = re.compile(
    r"(?:(?:The|This|Your) (?:\w+ ){0,2}(?:committee|commission|board|panel|inquiry|review|council"
    r"|task force|working group|team|office|inspectorate|ombudsman|inspector general|jury"
    r"|authority|coroner|monitor|auditor|tribunal)"
    r"(?: also| further| therefore| strongly| again| accordingly)*,? recommends?"
    r"|(?:We|I)(?: also| further| therefore| strongly| again| accordingly)*,?"
    r" (?:recommend|urge|propose that|advise that)"
    r"|It is(?: also| further| therefore| strongly| again| accordingly)*,? recommended that)\b",
    re.IGNORECASE,
)


def _is_contents_item(block: Block) -> bool:
    """Say whether a line is but an item of a list of parts: "• Recommendations" on a cover."""
    return bool(block.bullet) and not block.bullet[0].isalnum() and not block.text.endswith(":")


# A committee's closing list, whose numbered items conclude or ask: those that ask are taken.
_CLOSING_LIST = re.compile(
    r"\W*(?:\d+\W+)?(?:list of )?conclusions (?:and|&) recommendations$", re.IGNORECASE
)
# "Previous recommendations", "How we made our recommendations", "Status of ..." are about others.
_PAST = re.compile(
    r"\b(?:previous|prior|past|existing|earlier|outstanding|how|responses? to|status of"
    r"|implementation of|background|methodology)\b",
    re.IGNORECASE,
)
MOST_HEAD_WORDS = 8


def _end_of_head(flow: Flow, index: int, kind: Kind, *, banded: bool = True) -> int:
    """Give where a heading's rule ends: at the next of its rank, or at one of another kind.

    The shading of a line that is none rules what is shaded as it is, if `banded`.
    """
    head = flow.blocks[index]
    ranked = is_heading(head)
    for other in range(index + 1, len(flow.blocks)):
        block = flow.blocks[other]
        if _is_second_title(flow, index, other):
            continue
        if is_heading(block) and (not ranked or block.level <= head.level):
            return other
        announced = _announced(flow, other)
        if announced and (announced[0] is not kind or not ranked):
            return other
        if banded and head.fill is not None and not ranked and block.fill != head.fill:
            return other
    return len(flow.blocks)


def _is_second_title(flow: Flow, index: int, other: int) -> bool:
    """Say whether a heading only says the one above it again, as in a second language.

    "4 Findings" and, right below at the same rank but without a number, "Ngā kitenga".
    """
    head, block = flow.blocks[index], flow.blocks[other]
    return (
        other == index + 1
        and is_heading(head)
        and is_heading(block)
        and block.page == head.page
        and block.level == head.level
        and read_number(head.text) is not None
        and read_number(block.text) is None
        and kind_of_heading(block.text) is None
    )


def introduces(sentence: str) -> bool:
    """Say whether a sentence that ends in a colon introduces what the report asks.

    "To keep the route clear:", "We recommend that the sheriff:", "These include the following:".
    """
    return bool(_INTRODUCES.search(sentence))


_INTRODUCES = re.compile(
    r"\b(?:recommend\w*|should|must|ought|need\w* to|propos\w+|urge\w*|advis\w+|suggest\w*"
    r"|call\w* (?:on|for|upon)|(?:following|these|immediate) (?:\w+ )?(?:actions?|steps?|measures?)"
    r"|following|below|includ\w+|action items?|corrective actions?)\b|^(?:To|In order to)\b",
)
