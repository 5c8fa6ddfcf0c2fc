"""Tag a statement with the subtopics that its words support, and say which words did.

Two kinds of evidence add up. Cues are the vocabulary's terms: a cue's weight grows with its words
(one word 1, two 1.6, three and more 2) and is shared among the subtopics that list it; what the
section headings say counts half; a word listed as ambiguous counts half and never alone; long forms
stand in for the abbreviations that the report defines. All other words weigh as far as they are
telling (`ingest.topic_weights`). Words that staff added are no evidence to be weighed: a statement
that holds one is given its subtopic, whatever else it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.firm_words import FirmWords, near, speaks_of, with_firm, without_firm
from ingest.topic_weights import Weights, features
from kb.analysis import Token, phrase_terms, tokenize
from kb.domain.ids import TopicId
from kb.domain.topic import Topic, TopicTag, Vocabulary

MOST_TAGS = 4
# Chosen with each report left out in turn: `python -m tests.benchmarks.topics`.
TELLING = 0.4
THRESHOLD = 3.5
SHARE_OF_BEST = 0.5
# Most statements speak of one or two subjects; a third and fourth must be as strong as the first.
USUAL_TAGS = 2
SHARE_OF_MORE = 0.95
# Where other words speak for the subject as well, ambiguous ones count so much of their weight.
AMBIGUOUS_ALONE = 0.4
# Words shown for a tag beside its cues, the most telling ones.
MOST_TELLING = 3
HEADING_WEIGHT = 0.5
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
class _Score:
    """What speaks for one subtopic: `cued` by cues, `told` by words that go with it."""

    cued: float = 0.0
    told: float = 0.0
    alone: bool = True
    cues: dict[str, str] = field(default_factory=dict)
    telling: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return self.cued * (AMBIGUOUS_ALONE if self.alone else 1.0) + self.told

    def add(self, weight: float, words: str, *, ambiguous: bool) -> None:
        if words.lower() in self.cues:
            return
        self.cues[words.lower()] = words
        self.alone = self.alone and ambiguous and len(self.cues) == 1
        self.cued += weight

    def tell(self, weight: float, words: str) -> None:
        self.told += weight
        self.telling[words] = self.telling.get(words, 0.0) + weight

    def shown(self) -> tuple[str, ...]:
        """Give the cues, then the most telling words that stand in none of those before."""
        shown = list(self.cues.values())
        for words in sorted(self.telling, key=lambda w: (-self.telling[w], w))[:MOST_TELLING]:
            if not any(words.lower() in one.lower() for one in shown):
                shown.append(words)
        return tuple(shown)


class Tagger:
    """Match a vocabulary's cues in statements; build once, use for every record."""

    def __init__(self, vocabulary: Vocabulary, weights: Weights | None = None) -> None:
        """Prepare the cues; `weights` say how telling all other words are."""
        self._weights = weights or {}
        self._topics = [t for t in vocabulary if t.broader and not t.retired]
        self._live = frozenset(t.id for t in self._topics)
        self._cues: dict[str, list[_Cue]] = defaultdict(list)
        self._pairs: list[tuple[TopicId, str, tuple[str, ...], tuple[str, ...]]] = []
        self._of_abbreviation: dict[str, list[Topic]] = defaultdict(list)
        self._firm = FirmWords(self._topics, dict(vocabulary.long_forms))
        self._add_cues()

    def tag(
        self,
        text: str,
        headings: Sequence[str] = (),
        defined_abbreviations: Iterable[tuple[str, str]] = (),
    ) -> tuple[TopicTag, ...]:
        """Give subtopics, best first, each with the words that triggered it.

        Up to four, and those of which the text holds a word that staff added.
        """
        defined = dict(defined_abbreviations)
        scores: dict[TopicId, _Score] = defaultdict(_Score)
        self._score(text, defined, scores, 1.0)
        self._tell(text, scores)
        supported = {topic for topic, s in scores.items() if s.total}
        for heading in headings:
            self._score(heading, defined, scores, HEADING_WEIGHT)
        return with_firm(_choose(scores, supported), self._firm.held(text, defined))

    def _add_cues(self) -> None:
        shared: dict[tuple[str, ...], int] = defaultdict(int)
        topics = [without_firm(topic) for topic in self._topics]
        for topic in topics:
            for found in {phrase_terms(p) for p in (*topic.alt_labels, *topic.ambiguous)}:
                shared[found] += 1
        for topic in topics:
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

    def _score(
        self,
        text: str,
        defined: Mapping[str, str],
        scores: dict[TopicId, _Score],
        factor: float,
    ) -> None:
        tokens = list(tokenize(text))
        stems = [t.term for t in tokens]
        present = frozenset(stems)
        for hit in self._hits(text, tokens, stems):
            weight = hit.cue.weight * factor * _set_aside(stems, hit.first)
            scores[hit.cue.topic].add(weight, hit.words, ambiguous=hit.cue.ambiguous)
        for topic, pair, left, right in self._pairs:
            if left[0] in present and right[0] in present and near(stems, left, right):
                scores[topic].add(PAIR_WEIGHT * factor, pair.replace(" + ", " … "), ambiguous=False)
        for token in tokens:
            self._score_abbreviation(text[token.start : token.end], defined, scores, factor)

    def _tell(self, text: str, scores: dict[TopicId, _Score]) -> None:
        stems = [t.term for t in tokenize(text)]
        for feature in {f.term: f for f in features(text)}.values():
            share = TELLING * _set_aside(stems, feature.at)
            for topic, weight in self._weights.get(feature.term, {}).items():
                if topic not in self._live:
                    continue
                scores[topic].tell(weight * share, text[feature.start : feature.end])

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

    def _score_abbreviation(
        self, word: str, defined: Mapping[str, str], scores: dict[TopicId, _Score], factor: float
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
            scores[topic].add(1.6 * factor, f"{word} ({long})", ambiguous=False)


def _inside(hit: _Hit, span: tuple[int, int]) -> bool:
    first, last = span
    return first <= hit.first and hit.last <= last and (last - first) > (hit.last - hit.first)


def _set_aside(stems: list[str], at: int) -> float:
    before = tuple(stems[max(0, at - 3) : at])
    marked = any(before[i : i + 2] in _SET_ASIDE for i in range(len(before)))
    return 0.5 if marked else 1.0


def _choose(scores: Mapping[TopicId, _Score], supported: set[TopicId]) -> tuple[TopicTag, ...]:
    """Keep the subtopics that the statement's own words support and that are firm enough."""
    firm = {t: s for t, s in scores.items() if s.total >= THRESHOLD and t in supported}
    best = max((s.total for s in firm.values()), default=0.0)
    ranked = sorted(firm.items(), key=lambda item: (-item[1].total, item[0]))
    shares = [SHARE_OF_BEST if place < USUAL_TAGS else SHARE_OF_MORE for place in range(MOST_TAGS)]
    return tuple(
        TopicTag(topic, score.shown(), round(score.total, 2))
        for (topic, score), share in zip(ranked, shares, strict=False)
        if score.total >= best * share
    )
