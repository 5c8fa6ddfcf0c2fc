"""What somebody may be about to type: phrases that statements hold, topics, sites and reports.

Each is taken from what is indexed and published, so that none leads to an empty page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.answer.directory import Directory
from indexer.answer.finding import CatalogView, directory_for
from indexer.engine import SearchEngine
from indexer.query import And, FieldIs, Node, Phrase, Prefix, Search, Term
from indexer.question.parser import SHORTEST_PREFIX
from kb.analysis import Token, fold, stopwords, tokenize
from kb.domain.ids import RecordId

MOST = 8
LONGEST_TYPED = 100
_SHORTEST_TYPED = 2
# Of each kind at most so many, so that all kinds have a place.
EACH = {"phrase": 5, "topic": 3, "site": 2, "report": 2}
# Statements that phrases are taken from, and how far a phrase reaches beyond what was typed.
_STATEMENTS = 60
_WORDS_MORE = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is phrase, topic, site or report; `value` its id, "" for a phrase."""

    kind: str
    text: str
    value: str = ""


def suggest(view: CatalogView, engine: SearchEngine, typed: str) -> tuple[Suggestion, ...]:
    """Give up to MOST suggestions for what was typed so far, phrases first."""
    tokens = list(tokenize(typed[:LONGEST_TYPED]))
    words = [token.word for token in tokens]
    if sum(map(len, words)) < _SHORTEST_TYPED:
        return ()
    phrases = _phrases(view, engine, words)
    if not phrases:
        before = fold(typed[: tokens[-1].start])
        phrases = [before + last for last in _last_words(view, engine, words)]
    found = [Suggestion("phrase", text) for text in phrases[: EACH["phrase"]]]
    directory = directory_for(view, engine)
    for kind in ("topic", "site", "report"):
        named = sorted(_named(directory, kind, words), key=lambda s: (len(s.text), s.text))
        found += [s for s in named if _holds(engine, s)][: EACH[kind]]
    return tuple(found[:MOST])


def _phrases(view: CatalogView, engine: SearchEngine, words: Sequence[str]) -> list[str]:
    """Give what statements say after the words typed, most frequent first."""
    if len(words) == 1 and len(words[0]) < SHORTEST_PREFIX:
        return [word for word, _ in engine.terms(words[0], EACH["phrase"])]
    told: Counter[str] = Counter()
    for text in _statements(view, engine, _tree(words)):
        told.update(set(_continued(text, list(tokenize(text)), words)))
    return _by_frequency(told)


def _last_words(view: CatalogView, engine: SearchEngine, words: Sequence[str]) -> list[str]:
    """Give what the last word may become in statements that hold all the others, in any order."""
    *before, last = words
    telling = [Term(word) for word in before if word not in stopwords()]
    if len(last) < SHORTEST_PREFIX or not telling:
        return []
    told: Counter[str] = Counter()
    for text in _statements(view, engine, And((*telling, Prefix(last)))):
        held = {token.word for token in tokenize(text) if not token.stop}
        told.update(word for word in held if word.startswith(last) and word not in before)
    return _by_frequency(told)


def _statements(view: CatalogView, engine: SearchEngine, tree: Node) -> Iterator[str]:
    hits = engine.search(Search(tree, limit=_STATEMENTS)).hits
    for found in view.records([RecordId(hit.id) for hit in hits]).values():
        yield found.record.text


def _by_frequency(told: Counter[str]) -> list[str]:
    return sorted(told, key=lambda text: (-told[text], len(text), text))


def _tree(words: Sequence[str]) -> Node:
    """Ask for the words typed side by side, and for the beginning of the last."""
    *before, last = words
    parts: list[Node] = [Phrase(tuple(before))] if _telling(before) else []
    if len(last) >= SHORTEST_PREFIX or not parts:
        parts.append(Prefix(last))
    return And(tuple(parts))


def _telling(words: Sequence[str]) -> bool:
    """Say whether any of the words carries subject."""
    return any(word not in stopwords() for word in words)


def _continued(text: str, tokens: Sequence[Token], words: Sequence[str]) -> Iterator[str]:
    """Cut the places where the typed words stand side by side, each with up to two words more."""
    count = len(words)
    for at in range(len(tokens) - count + 1):
        here = tokens[at : at + count]
        if not all(t.word == w for t, w in zip(here[:-1], words[:-1], strict=True)):
            continue
        if not here[-1].word.startswith(words[-1]):
            continue
        for more in range(_WORDS_MORE + 1):
            end = tokens[at : at + count + more]
            cut = fold(text[end[0].start : end[-1].end])
            if len(end) == count + more and not end[-1].stop and _unbroken(cut):
                yield cut


def _unbroken(cut: str) -> bool:
    """Say whether no mark of punctuation ends a clause within a phrase."""
    return not any(mark in cut for mark in '.,;:!?()[]"“”\n')


def _named(directory: Directory, kind: str, words: Sequence[str]) -> Iterator[Suggestion]:
    for value, label in directory.labels.get(kind, {}).items():
        if _begins(label, words):
            yield Suggestion(kind, label, value)


def _begins(label: str, words: Sequence[str]) -> bool:
    """Say whether a name holds all words typed, the last perhaps only begun."""
    held = [token.word for token in tokenize(label)]
    *whole, last = words
    return all(word in held for word in whole) and any(w.startswith(last) for w in held)


def _holds(engine: SearchEngine, one: Suggestion) -> bool:
    return engine.search(Search(FieldIs(one.kind, one.value), limit=1)).total > 0
