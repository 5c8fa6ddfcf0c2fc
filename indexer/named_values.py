"""What a question names that nothing goes by: `agency:police` where agencies have longer names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from indexer.directory import Directory
from indexer.fields import label_of
from indexer.limits import walk
from indexer.query import FieldIs, Node
from kb.analysis import fold

# So many values that may be meant are told; of a short list all.
MOST_TOLD = 5
SHORT_LIST = 8


def strangers(
    tree: Node, directory: Directory, held: Callable[[str], Collection[str]]
) -> tuple[str, ...]:
    """Say for each value named in a question that does not exist which ones may be meant.

    `held` gives the values of a field that some document has: no other is named.
    """
    return tuple(dict.fromkeys(_told(tree, directory, held)))


def _told(
    tree: Node, directory: Directory, held: Callable[[str], Collection[str]]
) -> Iterator[str]:
    for node in walk(tree):
        if not isinstance(node, FieldIs) or node.field not in directory.labels:
            continue
        if directory.knows(node.field, node.value):
            continue
        names = {one: directory.label(node.field, one) for one in sorted(held(node.field))}
        meant = ", ".join(f"{node.field}:{one}" for one in _meant(names, node.value))
        there = f"; there is {meant}" if meant else ""
        yield f"no {label_of(node.field).lower()} goes by {node.value!r}{there}"


def _meant(names: Mapping[str, str], value: str) -> list[str]:
    """Give the values whose words, or whose names' words, begin as those asked for do."""
    if len(names) <= SHORT_LIST:
        return list(names)
    words = fold(value).replace("-", " ").split()
    found = [one for one, name in names.items() if _begins(words, f"{one} {name}")]
    return found[:MOST_TOLD]


def _begins(words: list[str], name: str) -> bool:
    held = fold(name).replace("-", " ").replace("/", " ").split()
    return bool(words) and all(any(one.startswith(word) for one in held) for word in words)
