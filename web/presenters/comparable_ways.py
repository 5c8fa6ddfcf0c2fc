"""Ways on from an answer: the subjects that were asked about, and offers where nothing is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.incidents.comparable import Comparison
from kb.domain.topic import Vocabulary
from web.comparable_state import ComparableState
from web.presenters import links

# A subtopic is what was asked about where so many of the statements on it have it.
_FEWEST, _SHARE, _SUBJECTS = 3, 0.3, 3
_LONGEST_SEARCH = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """A way on, by its address."""

    label: str
    url: str


def asked_about(found: Comparison, vocabulary: Vocabulary) -> list[str]:
    """Give the subtopics that many of the statements on what is asked have, most first."""
    answers = {said.id: said for one in found.incidents for said in one.answers}.values()
    held: Counter[str] = Counter(tag.topic for said in answers for tag in said.record.topics)
    least = max(_FEWEST, _SHARE * len(answers))
    common = [topic for topic, count in held.most_common() if count >= least]
    return [topic for topic in common if is_subtopic(topic, vocabulary)][:_SUBJECTS]


def ways_on(state: ComparableState) -> Iterator[Offer]:
    """Offer ways on where no incident is found: fewer demands, the words in statements, all."""
    free = state.demanding_nothing()
    if free != state:
        yield Offer("Take back what you demand", free.url())
    if state.question.text:
        words = state.question.text[:_LONGEST_SEARCH]
        yield Offer("Search all statements for what you wrote", links.search_url(q=words))
    yield Offer("Look through all incidents", "/incidents")


def is_subtopic(topic: str, vocabulary: Vocabulary) -> bool:
    """Say whether a topic stands below a family."""
    known = vocabulary.get(topic)
    return bool(known and known.broader)
