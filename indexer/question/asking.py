"""What somebody typed, made ready to be searched: read, bounded, widened, given its meaning."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace

from indexer.embedding.meaning import ALIKE, LONG, MOST_LEAST, SHARE_OF_WORDS, share_of_words
from indexer.engine import SearchEngine
from indexer.query import Node, Term, Words
from indexer.question.expansion import Expansion, Known, expand
from indexer.question.labelled import with_labels
from indexer.question.limits import MOST_CONSIDERED, TELLING_WORDS, check
from indexer.question.meant import bare_words, replaced
from indexer.question.parser import Parsed, parse
from indexer.question.request import FindRequest
from indexer.question.spaced import NAMED_FIELD, closed_up
from kb.errors import EngineUnavailable


def read(
    engine: SearchEngine, request: FindRequest, known: Known
) -> tuple[Parsed, tuple[Expansion, ...]]:
    """Parse, check the ceilings, cut long questions, add other forms of words, and meaning."""
    parsed = cut(_parsed(request), engine)
    check(parsed)
    parsed = replace(parsed, tree=enough(parsed.tree, engine))
    expansions: tuple[Expansion, ...] = ()
    if request.expand:
        tree, expansions = expand(parsed.tree, engine, known)
        parsed = replace(parsed, tree=tree)
    if expansions or _any_known(parsed, engine):
        parsed = _with_meaning(parsed, engine, request)
    return replace(parsed, tree=with_labels(parsed.tree, request.q, request.match)), expansions


def _parsed(request: FindRequest) -> Parsed:
    if request.tree is None:
        return parse(request.q, request.match)
    parts = (part for node in bare_words(request.tree) for part in node.parts)
    return Parsed(request.tree, tuple(p.text for p in parts if isinstance(p, Term)))


def enough(tree: Node, engine: SearchEngine) -> Node:
    """Ask for a share of the bare words that any text holds, decided before anything is ranked."""
    asked = [node for node in bare_words(tree) if not _every(node)]
    words = tuple({p.text for node in asked for p in node.parts if isinstance(p, Term)})
    holding = engine.frequencies(words) if words else {}

    def least(node: Words) -> Words:
        known = sum(not isinstance(p, Term) or holding[p.text] > 0 for p in node.parts)
        return replace(node, least=min(MOST_LEAST, max(1, math.ceil(SHARE_OF_WORDS * known))))

    return replaced(tree, lambda node: node if _every(node) else least(node))


def _every(node: Words) -> bool:
    return node.least == len(node.parts) > 1


def _any_known(parsed: Parsed, engine: SearchEngine) -> bool:
    """Say whether any word typed is indexed; where none is, whatever is alike is so by chance."""
    return any(engine.frequencies(tuple(dict.fromkeys(parsed.words))).values())


def _with_meaning(parsed: Parsed, engine: SearchEngine, request: FindRequest) -> Parsed:
    """Let meaning match and rank beside the bare words; say so where it cannot."""
    nodes = list(bare_words(parsed.tree))
    encoder = engine.encoder
    if not nodes or encoder is None or request.collection != "records":
        return parsed
    try:
        vector = tuple(encoder.embed([_plain(request.q)])[0].tolist())
    except EngineUnavailable:
        note = f"ranked by words only: {encoder.absent}"
        return replace(parsed, notes=(*parsed.notes, note))
    share = share_of_words(len(parsed.words))
    # Who asks for all words gets what holds all words; meaning then only ranks.
    alike = None if request.match == "all" else ALIKE
    tree = replaced(
        parsed.tree, lambda node: replace(node, vector=vector, alike=alike, share=share)
    )
    return replace(parsed, tree=tree)


def _plain(question: str) -> str:
    """Give the words that a question means something by: quotes and named fields left out.

    Of a long one its beginning, so that a pasted page is nearly as quick as a word. The model takes
    "9-1-1" for a date or a score.
    """
    text = NAMED_FIELD.sub(" ", closed_up(question)).replace('"', " ")
    closed = _TIED_DIGITS.sub(lambda found: found[0].replace("-", ""), text)
    return " ".join(closed.split()[:LONG])


_TIED_DIGITS = re.compile(r"(?<![\w-])\d(?:-\d){2,}(?![\w-])")


def cut(parsed: Parsed, engine: SearchEngine) -> Parsed:
    """Keep the optional words of a long question that tell most: the rarest that occur at all."""
    parts = [p for n in bare_words(parsed.tree) if not _every(n) for p in n.parts]
    words = [p.text for p in parts if isinstance(p, Term)]
    different = tuple(dict.fromkeys(words))
    if len(different) <= TELLING_WORDS:
        return parsed
    times = Counter(words)
    different = different[:MOST_CONSIDERED]
    holding = engine.frequencies(different)
    # What a page says often and few documents hold is what it is about.
    rank = sorted(different, key=lambda w: (holding[w] == 0, holding[w] / times[w]))
    kept = frozenset(rank[:TELLING_WORDS])
    note = f"a long question: looked for its {len(kept)} most telling words"
    tree = replaced(parsed.tree, lambda node: node if _every(node) else _only(node, kept))
    return replace(parsed, tree=tree, notes=(*parsed.notes, note))


def _only(node: Words, kept: frozenset[str]) -> Words:
    told = tuple(p for p in node.parts if not isinstance(p, Term) or p.text in kept)
    return replace(node, parts=told or node.parts[:1])
