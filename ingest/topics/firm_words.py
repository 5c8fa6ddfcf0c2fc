"""Words that staff added to the vocabulary: a statement that holds one is given its subtopic.

They neither weigh against other evidence nor take anything from another subtopic, so that what an
editor adds only ever adds tags. Abbreviations count where the report says what they stand for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from kb.analysis import phrase_terms, tokenize
from kb.domain.ids import TopicId
from kb.domain.topic import Topic, TopicTag

# Words between the two cues of a pair, at most: about one long sentence.
PAIR_REACH = 30


class FirmWords:
    """The words that staff added to subtopics; built once, used for every statement."""

    def __init__(self, topics: Iterable[Topic], long_forms: Mapping[str, Sequence[str]]) -> None:
        """Prepare the words; `long_forms` are what abbreviations of the field stand for."""
        self._phrases: dict[str, list[tuple[TopicId, tuple[str, ...]]]] = defaultdict(list)
        self._pairs: list[tuple[TopicId, str, tuple[str, ...], tuple[str, ...]]] = []
        self._abbreviations: dict[str, list[Topic]] = defaultdict(list)
        self._forms = {s: frozenset(map(str.casefold, f)) for s, f in long_forms.items()}
        for topic in topics:
            if topic.firm:
                self._add(topic)

    def held(self, text: str, defined: Mapping[str, str]) -> dict[TopicId, tuple[str, ...]]:
        """Give the subtopics of which a text holds a word, with the words as printed."""
        found: dict[TopicId, dict[str, None]] = defaultdict(dict)
        for topic, words in self._found(text, defined):
            found[topic][words] = None
        return {topic: tuple(words) for topic, words in found.items()}

    def _add(self, topic: Topic) -> None:
        firm = set(topic.firm)
        for phrase in firm.intersection(topic.alt_labels):
            stems = phrase_terms(phrase)
            if stems:
                self._phrases[stems[0]].append((topic.id, stems))
        for pair in firm.intersection(topic.pairs):
            left, _, right = pair.partition(" + ")
            self._pairs.append((topic.id, pair, phrase_terms(left), phrase_terms(right)))
        for abbreviation in firm.intersection(topic.abbreviations):
            self._abbreviations[abbreviation].append(topic)

    def _found(self, text: str, defined: Mapping[str, str]) -> Iterator[tuple[TopicId, str]]:
        if not (self._phrases or self._pairs or self._abbreviations):
            return
        tokens = list(tokenize(text))
        stems = [token.term for token in tokens]
        for at, token in enumerate(tokens):
            for topic, phrase in self._phrases.get(token.term, ()):
                end = at + len(phrase)
                if tuple(stems[at:end]) == phrase:
                    yield topic, text[token.start : tokens[end - 1].end]
            printed = text[token.start : token.end]
            for meant in self._abbreviations.get(printed, ()):
                long = defined.get(printed, "")
                if long and (long.casefold() in self._known(printed) or speaks_of(meant, long)):
                    yield meant.id, f"{printed} ({long})"
        for topic, pair, left, right in self._pairs:
            if near(stems, left, right):
                yield topic, pair.replace(" + ", " … ")

    def _known(self, abbreviation: str) -> frozenset[str]:
        return self._forms.get(abbreviation, frozenset())


def without_firm(topic: Topic) -> Topic:
    """Give a topic with the words only that are weighed as evidence."""
    firm = frozenset(topic.firm)
    if not firm:
        return topic
    return replace(
        topic,
        alt_labels=tuple(word for word in topic.alt_labels if word not in firm),
        pairs=tuple(word for word in topic.pairs if word not in firm),
        abbreviations=tuple(word for word in topic.abbreviations if word not in firm),
    )


def with_firm(
    tags: Sequence[TopicTag], firm: Mapping[TopicId, Sequence[str]]
) -> tuple[TopicTag, ...]:
    """Add subtopics by staff's words to those chosen, and the words to those chosen already."""
    chosen = [
        replace(tag, cues=tuple(dict.fromkeys((*firm.get(tag.topic, ()), *tag.cues))))
        for tag in tags
    ]
    given = {tag.topic for tag in tags}
    added = [TopicTag(topic, tuple(words)) for topic, words in firm.items() if topic not in given]
    return (*chosen, *added)


def near(stems: Sequence[str], left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Say whether both cues of a pair stand near each other; "door + door" needs two doors."""
    return any(
        0 < abs(a - b) <= PAIR_REACH for a, b in product(_at(stems, left), _at(stems, right))
    )


def _at(stems: Sequence[str], phrase: tuple[str, ...]) -> list[int]:
    size = len(phrase)
    return [
        i for i, stem in enumerate(stems)
        if stem == phrase[0] and tuple(stems[i : i + size]) == phrase
    ]  # fmt: skip


def speaks_of(topic: Topic, long: str) -> bool:
    """Say whether an abbreviation's long form shares a telling word with the subtopic's."""
    words = {t.term for t in tokenize(long) if not t.stop}
    own = {t.term for p in (topic.pref_label, *topic.alt_labels) for t in tokenize(p) if not t.stop}
    return len(words & own) * 2 >= len(words)
