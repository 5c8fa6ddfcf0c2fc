"""A query tree as JSON: how a saved search is kept, whatever engine answers it later.

Each node is an object with one key, its kind in lower case with hyphens (`field-is`), that holds
its parts. What only the present index and model can know (the vector of a question, how alike is
alike enough) is left out, and added anew when the search is run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, cast

from indexer.query import (
    And,
    Everything,
    FieldIs,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
    Words,
)
from kb.errors import BadRequest

# Raise when a kind changes its meaning; new kinds and parts with defaults need no new version.
VERSION = 1
DEEPEST = 50
_LEFT_OUT = frozenset({"vector", "alike", "share"})

KINDS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "term": Term,
        "prefix": Prefix,
        "phrase": Phrase,
        "near": Near,
        "field-is": FieldIs,
        "range": Range,
        "and": And,
        "or": Or,
        "words": Words,
        "not": Not,
        "prefer": Prefer,
        "everything": Everything,
    }
)
_NAMES = {kind: name for name, kind in KINDS.items()}


def dumps(tree: Node) -> str:
    """Write a tree; the same tree always gives the same text."""
    told = {"version": VERSION, "tree": _plain(tree)}
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Node:
    """Read a tree; raises BadRequest where it is none that `dumps` wrote."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise _unreadable(f"it is of version {told['version']!r}")
        return _node(told["tree"], 0)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable(f"{type(error).__name__} in it") from error


def _unreadable(why: str) -> BadRequest:
    return BadRequest(
        f"a saved search cannot be read: {why}", hint="Search anew, then save it again."
    )


def _plain(node: Node) -> dict[str, Any]:
    parts = {
        field.name: _value(getattr(node, field.name))
        for field in fields(node)
        if field.name not in _LEFT_OUT
    }
    return {_NAMES[type(node)]: parts}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _plain(value) if type(value) in _NAMES else value


def _node(told: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise _unreadable("it nests too deep")
    ((name, parts),) = told.items()
    kind = KINDS[name]
    known = {field.name: str(field.type) for field in fields(kind)}
    read = {part: _READERS[known[part]](value, depth) for part, value in parts.items()}
    return cast("Node", kind(**read))


def _text(value: Any, _: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any, _: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _bound(value: Any, depth: int) -> int | None:
    return None if value is None else _number(value, depth)


def _texts(value: Any, depth: int) -> tuple[str, ...]:
    return tuple(_text(one, depth) for one in value)


def _nodes(value: Any, depth: int) -> tuple[Node, ...]:
    return tuple(_node(one, depth + 1) for one in value)


# By how `indexer.query` annotates a part.
_READERS: Mapping[str, Callable[[Any, int], Any]] = MappingProxyType(
    {
        "str": _text,
        "int": _number,
        "int | None": _bound,
        "tuple[str, ...]": _texts,
        "tuple[Node, ...]": _nodes,
        "Node": lambda value, depth: _node(value, depth + 1),
    }
)
