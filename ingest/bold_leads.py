"""What was found, in sentences set apart by type, above the recommendations they lead to.

A commission that labels its recommendations may print what it found as the sentence in bold or
italic that opens a paragraph: "**The mayor telephoned the deputy chief nineteen times.** I accept
that both meant well. Recommendation 4 ...".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.asking import asks
from ingest.blocks import Role
from ingest.candidate import Candidate, Source
from ingest.flow import Flow, Type, Zone, is_heading, type_at
from ingest.labels import Form
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
    """Give the sentences set apart that lead to labelled recommendations, as findings.

    Where findings have labels of their own, sentences in bold only stress what is said.
    """
    labelled = tuple(printed)
    asked = [c.block for c in labelled if c.kind is Kind.RECOMMENDATION and c.number]
    if len(asked) < FEWEST_LEADS or any(c.kind in _FOUND for c in labelled):
        return
    passages = list(_passages(flow, asked))
    types = Counter(t for p in passages for i in p if (t := _lead_type(flow, i, taken)))
    if not types:
        return
    common = types.most_common(1)[0][0]
    leads = [[i for i in p if _lead_type(flow, i, taken) == common] for p in passages]
    found = [i for passage in leads for i in passage]
    if len(found) >= FEWEST_LEADS and sum(map(bool, leads)) >= MOSTLY * len(leads):
        for index in found:
            yield Candidate(
                index, index, 0, Kind.FINDING, Source.LEAD, word="finding", form=Form.WORD
            )


def _passages(flow: Flow, asked: list[int]) -> Iterator[range]:
    """Give the blocks between a heading or recommendation and the next recommendation."""
    starts = {i for i, b in enumerate(flow.blocks) if is_heading(b)} | set(asked)
    for index in asked:
        first = max((s for s in starts if s < index), default=-1) + 1
        before = range(first, index)
        if any(flow.blocks[i].role in (Role.BODY, Role.ITEM) for i in before):
            yield before


def _lead_type(flow: Flow, index: int, taken: set[int]) -> Type | None:
    """Give the type of the whole sentence that opens a paragraph set apart; None if none does."""
    block = flow.blocks[index]
    if index in taken or flow.zones[index] is not Zone.BODY or block.continues >= 0:
        return None
    type_, end = type_at(block, 0)
    lead = block.text[:end].rstrip()
    whole = lead.endswith((".", "!", "?", "”")) and len(lead.split()) >= FEWEST_WORDS
    apart = not flow.is_plain(type_) and abs(block.size - flow.body_size) < 1
    own = not asks(lead) and not _ANSWERS.search(lead)
    return type_ if whole and apart and own else None


# "The government accepts this recommendation in principle." above the answer to it.
_ANSWERS = re.compile(r"\brecommendations?\b", re.IGNORECASE)
