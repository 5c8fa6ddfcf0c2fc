"""Ceilings of a question, checked before it runs, each with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.query import And, Near, Node, Not, Or, Phrase, Prefer, Prefix, Words
from indexer.question.parser import Parsed
from kb.errors import QueryTooCostly

MOST_PHRASES = 8
LONGEST_PHRASE = 16
MOST_PREFIXES = 2
DEEPEST = 4
MOST_PARTS = 200
# A pasted page is cut to this many telling words, chosen from its first so many different ones.
TELLING_WORDS = 32
MOST_CONSIDERED = 400


def check(parsed: Parsed) -> None:
    """Refuse what would take too long; raises QueryTooCostly."""
    nodes = list(walk(parsed.tree))
    phrases = [n for n in nodes if isinstance(n, Phrase | Near)]
    different = len(set(nodes))
    rules = (
        (different > MOST_PARTS, f"{different} parts", f"Leave {MOST_PARTS} at most."),
        (parsed.depth > DEEPEST, f"parentheses {parsed.depth} deep", f"Nest {DEEPEST} at most."),
        (len(phrases) > MOST_PHRASES, f"{len(phrases)} phrases", f"Use {MOST_PHRASES} at most."),
        (
            any(len(p.words) > LONGEST_PHRASE for p in phrases),
            f"a phrase of {max((len(p.words) for p in phrases), default=0)} words",
            f"Shorten it to {LONGEST_PHRASE}, or leave out the quotes.",
        ),
        (
            sum(isinstance(n, Prefix) for n in nodes) > MOST_PREFIXES,
            "too many words with *",
            f"Use * {MOST_PREFIXES} times at most.",
        ),
    )
    for broken, what, hint in rules:
        if broken:
            raise QueryTooCostly(f"the question holds {what}", hint=hint)


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all below it."""
    yield node
    if isinstance(node, And | Or | Words):
        for part in node.parts:
            yield from walk(part)
    elif isinstance(node, Not | Prefer):
        yield from walk(node.part)
