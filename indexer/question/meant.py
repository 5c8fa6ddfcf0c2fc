"""What of a question may match by meaning, and by which of the two a result is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.query import And, Near, Node, Or, Phrase, Prefer, Prefix, Term, Words


def bare_words(node: Node) -> Iterator[Words]:
    """Give what of a tree may match by meaning."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from bare_words(part)
    elif isinstance(node, Prefer):
        yield from bare_words(node.part)


def replaced(node: Node, change: Callable[[Words], Node]) -> Node:
    """Give the tree with its bare words changed."""
    match node:
        case Words():
            return change(node)
        case And() | Or():
            return replace(node, parts=tuple(replaced(part, change) for part in node.parts))
        case Prefer():
            return Prefer(replaced(node.part, change))
        case _:
            return node


def by_words(tree: Node) -> Node:
    """Give the tree as it is where there is no meaning."""
    return replaced(tree, lambda node: replace(node, vector=(), alike=None))


def seeks(node: Node) -> bool:
    """Say whether a tree looks for any text at all."""
    if isinstance(node, And | Or | Words):
        return any(map(seeks, node.parts))
    if isinstance(node, Prefer):
        return seeks(node.part)
    return isinstance(node, Term | Prefix | Phrase | Near)


def named(worded: bool, meant: bool) -> tuple[str, ...]:
    """Name what matched."""
    return (("words",) if worded else ()) + (("meaning",) if meant else ())
