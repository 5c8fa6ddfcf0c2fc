"""What a text says for each subtopic, and which of its words say it.

Two kinds of evidence add up. Cues are the vocabulary's terms: a cue's weight grows with its words
(one word 1, two 1.6, three and more 2) and is shared among the subtopics that list it; a word
listed as ambiguous counts half and little alone; long forms stand in for the abbreviations that the
report defines. All other words weigh as far as they are telling (`ingest.topics.weights`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.topics.firm_words import near, speaks_of, without_firm
from ingest.topics.weights import Weights, features
from kb.analysis import Token, phrase_terms, tokenize
from kb.domain.ids import TopicId
from kb.domain.topic import Topic

# What other words count beside cues.
TELLING = 0.4
# Where other words speak for the subject as well, ambiguous ones count so much of their weight.
AMBIGUOUS_ALONE = 0.4
# Words shown for a tag beside its cues, the most telling ones.
MOST_TELLING = 3
AMBIGUOUS_WEIGHT = 0.5
PAIR_WEIGHT = 1.4

# "Officers used batons rather than chemical agents": what follows is set aside, not spoken of.
_SET_ASIDE = (("rather", "than"), ("other", "than"), ("apart", "from"), ("unrel", "to"))


@dataclass(frozen=True, slots=True)
class _Cue:
    topic: TopicId
    terms: tuple[str, ...]
    weight: float
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    cue: _Cue
    first: int
    last: int
    words: str


@dataclass(slots=True)
class Evidence:
    """What speaks for one subtopic: `cued` by cues, `told` by words that go with it."""

    cued: float = 0.0
    told: float = 0.0
    alone: bool = True
    cues: dict[str, str] = field(default_factory=dict)
    telling: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """What the cues and the telling words say together."""
        return self.cued * (AMBIGUOUS_ALONE if self.alone else 1.0) + self.told

    def add(self, weight: float, words: str, *, ambiguous: bool) -> None:
        """Count a cue, once however often it is said."""
        if words.lower() in self.cues:
            return
        self.cues[words.lower()] = words
        self.alone = self.alone and ambiguous and len(self.cues) == 1
        self.cued += weight

    def tell(self, weight: float, words: str) -> None:
        """Count a telling word."""
        self.told += weight
        self.telling[words] = self.telling.get(words, 0.0) + weight

    def shown(self) -> tuple[str, ...]:
        """Give the cues, then the most telling words that stand in none of those before."""
        shown = list(self.cues.values())
        for words in sorted(self.telling, key=lambda w: (-self.telling[w], w))[:MOST_TELLING]:
            if not any(words.lower() in one.lower() for one in shown):
                shown.append(words)
        return tuple(shown)


class EvidenceFinder:
    """Match a vocabulary's cues and telling words in texts; build once, use for every record."""

    def __init__(self, topics: Iterable[Topic], weights: Weights | None = None) -> None:
        """Prepare the cues of subtopics in use; `weights` say how telling all other words are."""
        self._weights = weights or {}
        self._topics = [without_firm(topic) for topic in topics]
        self._live = frozenset(topic.id for topic in self._topics)
        self._cues: dict[str, list[_Cue]] = defaultdict(list)
        self._pairs: list[tuple[TopicId, str, tuple[str, ...], tuple[str, ...]]] = []
        self._of_abbreviation: dict[str, list[Topic]] = defaultdict(list)
        self._add_cues()

    def find(self, text: str, defined: Mapping[str, str]) -> dict[TopicId, Evidence]:
        """Give what a text says for each subtopic it speaks of; `defined` are its abbreviations."""
        found = self.cues(text, defined)
        self._tell(text, found)
        return {topic: one for topic, one in found.items() if one.total}

    def cues(self, text: str, defined: Mapping[str, str]) -> dict[TopicId, Evidence]:
        """Give what a text's cues alone say, which is all that narrative counts for."""
        found: dict[TopicId, Evidence] = defaultdict(Evidence)
        self._cue(text, defined, found)
        return found

    def _add_cues(self) -> None:
        shared: dict[tuple[str, ...], int] = defaultdict(int)
        for topic in self._topics:
            for found in {phrase_terms(p) for p in (*topic.alt_labels, *topic.ambiguous)}:
                shared[found] += 1
        for topic in self._topics:
            for abbreviation in topic.abbreviations:
                self._of_abbreviation[abbreviation].append(topic)
            for pair in topic.pairs:
                left, right = pair.split(" + ")
                self._pairs.append((topic.id, pair, phrase_terms(left), phrase_terms(right)))
            for phrase in topic.alt_labels:
                self._add(topic, phrase, shared, ambiguous=False)
            for phrase in topic.ambiguous:
                self._add(topic, phrase, shared, ambiguous=True)

    def _add(
        self, topic: Topic, phrase: str, shared: Mapping[tuple[str, ...], int], *, ambiguous: bool
    ) -> None:
        found = phrase_terms(phrase)
        weight = AMBIGUOUS_WEIGHT if ambiguous else (1.0, 1.6, 2.0)[min(len(found), 3) - 1]
        self._cues[found[0]].append(
            _Cue(topic.id, found, weight / shared[found] ** 0.5, ambiguous=ambiguous)
        )

    def _cue(self, text: str, defined: Mapping[str, str], found: dict[TopicId, Evidence]) -> None:
        tokens = list(tokenize(text))
        stems = [t.term for t in tokens]
        present = frozenset(stems)
        for hit in self._hits(text, tokens, stems):
            weight = hit.cue.weight * _set_aside(stems, hit.first)
            found[hit.cue.topic].add(weight, hit.words, ambiguous=hit.cue.ambiguous)
        for topic, pair, left, right in self._pairs:
            if left[0] in present and right[0] in present and near(stems, left, right):
                found[topic].add(PAIR_WEIGHT, pair.replace(" + ", " … "), ambiguous=False)
        for token in tokens:
            self._abbreviation(text[token.start : token.end], defined, found)

    def _tell(self, text: str, found: dict[TopicId, Evidence]) -> None:
        stems = [t.term for t in tokenize(text)]
        for feature in {f.term: f for f in features(text)}.values():
            share = TELLING * _set_aside(stems, feature.at)
            for topic, weight in self._weights.get(feature.term, {}).items():
                if topic not in self._live:
                    continue
                found[topic].tell(weight * share, text[feature.start : feature.end])

    def _hits(self, text: str, tokens: list[Token], stems: list[str]) -> list[_Hit]:
        hits = [
            _Hit(
                cue,
                i,
                i + len(cue.terms),
                text[tokens[i].start : tokens[i + len(cue.terms) - 1].end],
            )
            for i, stem in enumerate(stems)
            for cue in self._cues.get(stem, ())
            if tuple(stems[i : i + len(cue.terms)]) == cue.terms
        ]
        longest = [(h.first, h.last) for h in hits if not h.cue.ambiguous]
        return [h for h in hits if not any(_inside(h, span) for span in longest)]

    def _abbreviation(
        self, word: str, defined: Mapping[str, str], found: dict[TopicId, Evidence]
    ) -> None:
        long = defined.get(word)
        if not long:
            return
        meant: set[TopicId] = set()
        tokens = list(tokenize(long))
        for hit in self._hits(long, tokens, [t.term for t in tokens]):
            if not hit.cue.ambiguous:
                meant.add(hit.cue.topic)
        if not meant:
            meant = {t.id for t in self._of_abbreviation.get(word, ()) if speaks_of(t, long)}
        for topic in meant:
            found[topic].add(1.6, f"{word} ({long})", ambiguous=False)


def _inside(hit: _Hit, span: tuple[int, int]) -> bool:
    first, last = span
    return first <= hit.first and hit.last <= last and (last - first) > (hit.last - hit.first)


def _set_aside(stems: list[str], at: int) -> float:
    before = tuple(stems[max(0, at - 3) : at])
    marked = any(before[i : i + 2] in _SET_ASIDE for i in range(len(before)))
    return 0.5 if marked else 1.0
