"""What was found, in sentences set apart by type, above the recommendations they lead to.

A commission that labels its recommendations may print what it found as the sentence in bold or
italic that opens a paragraph: "**The mayor telephoned the deputy chief nineteen times.** I accept
that both meant well. Recommendation 4 ...", or that closes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.labels import Form
from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Type, Zone, is_heading, spans_of, type_at
from kb.domain.record import Kind

# One sentence in bold is an emphasis.
FEWEST_LEADS = 4
# Share of the passages that end in a recommendation which must hold such a sentence.
MOSTLY = 0.6
# Words from which on what is set apart is a sentence, not a term.
FEWEST_WORDS = 5
_FOUND = frozenset({
    Kind.FINDING, Kind.OBSERVATION, Kind.IMPROVEMENT, Kind.LESSON, Kind.CONTRIBUTING_FACTOR,
})  # fmt: skip


def find_leads(flow: Flow, printed: Iterable[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """Give the sentences set apart that lead to recommendations, as findings.

    These are labelled with numbers, or stand under words that come back.

    Where findings have labels of their own, sentences in bold only stress what is said.
    """
    labelled = tuple(printed)
    asked = [
        c.block
        for c in labelled
        if c.kind is Kind.RECOMMENDATION and (c.number or c.source is Source.RECURRING)
    ]
    if len(asked) < FEWEST_LEADS or any(c.kind in _FOUND for c in labelled):
        return
    passages = list(_passages(flow, asked))
    read = [[lead for i in p if (lead := _lead(flow, i, taken))] for p in passages]
    looks = Counter(lead.look for passage in read for lead in passage)
    if not looks:
        return
    common = looks.most_common(1)[0][0]
    leads = [[lead for lead in passage if lead.look == common] for passage in read]
    found = [lead for passage in leads for lead in passage]
    if len(found) >= FEWEST_LEADS and sum(map(bool, leads)) >= MOSTLY * len(leads):
        for lead in found:
            yield Candidate(
                lead.block, lead.block, lead.offset, Kind.FINDING, Source.LEAD, word="finding",
                form=Form.WORD,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence set apart: where it begins and how it is set."""

    block: int
    offset: int
    type: Type

    @property
    def look(self) -> tuple[Type, bool]:
        """What all of a report's have in common: their type, and whether they close paragraphs."""
        return self.type, self.offset > 0


def _passages(flow: Flow, asked: list[int]) -> Iterator[range]:
    """Give the blocks between a heading or recommendation and the next recommendation."""
    starts = {i for i, b in enumerate(flow.blocks) if is_heading(b)} | set(asked)
    for index in asked:
        first = max((s for s in starts if s < index), default=-1) + 1
        before = range(first, index)
        if any(flow.blocks[i].role in (Role.BODY, Role.ITEM) for i in before):
            yield before


def _lead(flow: Flow, index: int, taken: set[int]) -> _Lead | None:
    """Give the whole sentence set apart that opens or closes a paragraph; None if none does."""
    block = flow.blocks[index]
    sized = abs(block.size - flow.body_size) < 1
    if index in taken or flow.zones[index] is not Zone.BODY or not sized:
        return None
    type_, end = type_at(block, 0)
    if block.continues < 0 and not flow.is_plain(type_) and _is_told(block.text[:end]):
        return _Lead(index, 0, type_)
    last = spans_of(block)[-1:]
    before = block.text[: last[0].start].rstrip() if last else ""
    closes = before.endswith((".", "!", "?", "”")) and flow.is_plain(type_)
    if closes and not flow.is_plain(last[0].type) and _is_told(block.text[last[0].start :]):
        return _Lead(index, last[0].start, last[0].type)
    return None


def _is_told(sentence: str) -> bool:
    """Say whether a text is a whole sentence that tells something rather than asks."""
    lead = sentence.strip()
    whole = lead.endswith((".", "!", "?", "”")) and len(lead.split()) >= FEWEST_WORDS
    return whole and not asks(lead) and not _ANSWERS.search(lead)


# "The government accepts this recommendation in principle." above the answer to it.
_ANSWERS = re.compile(r"\brecommendations?\b", re.IGNORECASE)
