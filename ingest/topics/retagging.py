"""Stored statements given their topics anew from their text when the vocabulary changes.

No PDF is read again. Only reports are looked at in which a word whose meaning changed stands in a
statement, its headings or its narrative, and all of them where a topic went or came: each topic is
weighed beside the others. As in reading, statements are weighed with what stands around them. Of
each, the tags under both vocabularies are compared and only what differs is carried over to those
it has: rules of reading that changed since are no part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from ingest.abbreviations import find_abbreviations
from ingest.topics.firm_words import near
from ingest.topics.tagging import NARRATIVE, Tagger, in_place
from ingest.topics.weights import load_company, load_weights
from kb.analysis import phrase_terms, tokenize
from kb.catalog.catalog import Catalog, View
from kb.catalog.tagging import ReadStatement, ReadStatements
from kb.domain.ids import ReportId
from kb.domain.topic import Topic, TopicTag, Vocabulary
from kb.domain.vocabulary_change import Retagged
from kb.reference import load_vocabulary

Told = Callable[[str], None]
_Stems = tuple[str, ...]


@lru_cache(maxsize=3)
def tagger_of(vocabulary: Vocabulary) -> Tagger:
    """Give the tagger of a vocabulary; making one takes a moment."""
    return Tagger(vocabulary, load_weights(), load_company())


def preview(view: View, vocabulary: Vocabulary) -> tuple[Retagged, ...]:
    """Say which statements would gain or lose a topic under another vocabulary; changes nothing."""
    retagger = Retagger(view.vocabulary, vocabulary)
    found: list[Retagged] = []
    for read in view.tagging.every(with_text=retagger.needs_text):
        changed = retagger.changed(read)
        found += _differences(read, changed)
    return tuple(found)


def retag(catalog: Catalog, told: Told = lambda _: None) -> int:
    """Give the statements of all reports that are behind the vocabulary their topics anew.

    Gives how many times a report had any that changed. `told` is called with each report's id
    before its turn and may raise to stop; a run cut short is taken up by the next. One transaction
    a report; a vocabulary that changes meanwhile is followed too.
    """
    touched = 0
    while behind := _behind(catalog):
        for report in behind:
            told(report)
            touched += _retag_one(catalog, report)
    return touched


def _behind(catalog: Catalog) -> tuple[ReportId, ...]:
    with catalog.read(staff=True) as view:
        return view.tagging.behind()


def _retag_one(catalog: Catalog, report: ReportId) -> bool:
    with catalog.read(staff=True) as view:
        after = view.vocabulary
        retagger = Retagger(view.wording.at(view.tagging.vocabulary_of(report)), after)
        read = view.tagging.read(report, with_text=retagger.needs_text)
    changed = retagger.changed(read)
    renamed = any(tag.topic in retagger.renamed for s in read.statements for tag in s.topics)
    with catalog.begin() as tx:
        return tx.tag(read, changed, after.version, renamed=renamed)


def _differences(
    read: ReadStatements, changed: Mapping[str, tuple[TopicTag, ...]]
) -> Iterator[Retagged]:
    for statement in read.statements:
        if statement.key not in changed:
            continue
        before = [tag.topic for tag in statement.topics]
        after = [tag.topic for tag in changed[statement.key]]
        gained = tuple(topic for topic in after if topic not in before)
        lost = tuple(topic for topic in before if topic not in after)
        if gained or lost:
            kept = statement.id in read.by_staff
            yield Retagged(
                read.report, read.title, statement.id, statement.text, gained, lost, kept
            )


class Retagger:
    """What changes between two vocabularies, and the tags of statements that this touches."""

    def __init__(self, before: Vocabulary, after: Vocabulary) -> None:
        """Compare two vocabularies; taggers are made when the first statement needs them."""
        self._before, self._after = (replace(one, version=0) for one in (before, after))
        old, new = ({t.id: t for t in v} for v in (before, after))
        pairs = [(old.get(name), new.get(name)) for name in {**old, **new}]
        differing = [(a, b) for a, b in pairs if a != b]
        self.renamed = frozenset(b.id for a, b in differing if a and b and _named(a) != _named(b))
        self._gone = frozenset(a.id for a, b in differing if a and not _live(a, b))
        self._weighs_all = any(_is_live(a) is not _is_live(b) for a, b in differing)
        words = [w for pair in differing for w in _changed_words(*pair)]
        self._phrases: dict[str, set[_Stems]] = {}
        for word in words:
            if " + " not in word and (stems := phrase_terms(word)):
                self._phrases.setdefault(stems[0], set()).add(stems)
        self._pairs = [
            (phrase_terms(left), phrase_terms(right))
            for left, mark, right in (word.partition(" + ") for word in words)
            if mark
        ]
        forms = set(before.long_forms) ^ set(after.long_forms)
        self._short = frozenset(short for short, _ in forms) | frozenset(
            short for pair in differing for topic in pair if topic for short in topic.abbreviations
        )
        # Without the text, what a report defines is as it was read: with the shipped long forms.
        self.needs_text = bool(forms) or after.long_forms != load_vocabulary().long_forms

    def changed(self, read: ReadStatements) -> dict[str, tuple[TopicTag, ...]]:
        """Give the new tags of a report's statements, by key, where they differ from the old."""
        sides = [(one, self._defined(read, one)) for one in (self._before, self._after)]
        short = {*self._short, *self._meant(defined for _, defined in sides)}
        if not self._weighs_all and not any(self._touched(s, short) for s in read.statements):
            return {}
        placed = in_place(read.statements)
        old, new = (tagger_of(one).tag_all(placed, defined) for one, defined in sides)
        found: dict[str, tuple[TopicTag, ...]] = {}
        for statement, before, after in zip(read.statements, old, new, strict=True):
            tags = self._carried_over(statement.topics, before, after)
            if tags != statement.topics:
                found[statement.key] = tags
        return found

    def _meant(self, sides: Iterable[Iterable[tuple[str, str]]]) -> set[str]:
        """Give the abbreviations that a report defines with a word whose meaning changed."""
        return {name for side in sides for name, long in side if self._held(long, frozenset())}

    def _defined(self, read: ReadStatements, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
        if not self.needs_text:
            return read.abbreviations
        return find_abbreviations(read.text, dict(vocabulary.long_forms))

    def _carried_over(
        self,
        held: tuple[TopicTag, ...],
        old: tuple[TopicTag, ...],
        new: tuple[TopicTag, ...],
    ) -> tuple[TopicTag, ...]:
        """Give the tags a statement has, with what differs between old and new."""
        if held == old:
            return new
        before, after = ({tag.topic: tag for tag in tags} for tags in (old, new))
        lost = {topic for topic in before if topic not in after} | self._gone
        changed = {topic: tag for topic, tag in after.items() if before.get(topic) != tag}
        kept = [changed.pop(tag.topic, tag) for tag in held if tag.topic not in lost]
        return (*kept, *(tag for topic, tag in changed.items() if topic not in before))

    def _touched(self, statement: ReadStatement, short: Collection[str]) -> bool:
        texts = (statement.text, *statement.section, statement.context[:NARRATIVE])
        return any(self._held(text, short) for text in texts)

    def _held(self, text: str, short: Collection[str]) -> bool:
        tokens = list(tokenize(text))
        stems = [token.term for token in tokens]
        return (
            any(
                tuple(stems[at : at + len(phrase)]) == phrase
                for at, stem in enumerate(stems)
                for phrase in self._phrases.get(stem, ())
            )
            or any(near(stems, left, right) for left, right in self._pairs)
            or any(text[token.start : token.end] in short for token in tokens)
        )


def _named(topic: Topic) -> tuple[str, str | None, bool]:
    return topic.pref_label, topic.broader, topic.retired


def _is_live(topic: Topic | None) -> bool:
    return topic is not None and not topic.retired


def _live(before: Topic, after: Topic | None) -> bool:
    return before.retired or (after is not None and not after.retired)


def _changed_words(before: Topic | None, after: Topic | None) -> Iterable[str]:
    """Give the words that one of two states of a topic has and the other has not."""
    old, new = (_words(topic) for topic in (before, after))
    return {word for word, _ in old ^ new}


def _words(topic: Topic | None) -> set[tuple[str, str]]:
    if topic is None or topic.retired:
        return set()
    weighed = [("term", w) for w in topic.alt_labels] + [("ambiguous", w) for w in topic.ambiguous]
    firm = [("firm", w) for w in topic.firm]
    return {(w, kind) for kind, w in (*weighed, *(("pair", w) for w in topic.pairs), *firm)}
