"""What a question names that nothing goes by: `agency:police` where agencies have longer names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from indexer.answer.directory import Directory
from indexer.fields import label_of
from indexer.query import FieldIs, Node
from indexer.question.limits import walk
from kb.analysis import fold

# So many values that may be meant are offered; of a short list all.
MOST_OFFERED = 5
SHORT_LIST = 8
# Each offer is tried, so a question of two hundred strange values must not try them all.
MOST_LOOKED_AT = 3


Held = Callable[[str], Collection[str]]


def strangers(tree: Node, directory: Directory) -> tuple[str, ...]:
    """Say for each value named in a question that it does not exist."""
    return tuple(
        f"no {label_of(one.field).lower()} goes by {one.value!r}"
        for one in _strangers(tree, directory)
    )


def meant(question: str, tree: Node, directory: Directory, held: Held) -> Iterator[tuple[str, str]]:
    """Give questions with a value that may be meant in place of one that is not there.

    Each comes with what stands in it then. `held` gives the values of a field that some
    document has: no other is offered.
    """
    for one in _strangers(tree, directory):
        names = {value: directory.label(one.field, value) for value in sorted(held(one.field))}
        asked = re.compile(rf'\b{one.field}:("[^"]*"|[^\s()"]+)', re.IGNORECASE)
        for value in _meant(names, one.value):
            instead = asked.sub(f"{one.field}:{value}", question, count=1)
            yield f"{label_of(one.field)}: {names[value]}", instead


def _strangers(tree: Node, directory: Directory) -> Iterable[FieldIs]:
    found = dict.fromkeys(
        node
        for node in walk(tree)
        if isinstance(node, FieldIs)
        and node.field in directory.labels
        and not directory.knows(node.field, node.value)
    )
    return islice(found, MOST_LOOKED_AT)


def _meant(names: Mapping[str, str], value: str) -> list[str]:
    """Give the values whose words, or whose names' words, begin as those asked for do."""
    words = fold(value).replace("-", " ").split()
    found = [one for one, name in names.items() if _begins(words, f"{one} {name}")]
    return found[:MOST_OFFERED] or (list(names) if len(names) <= SHORT_LIST else [])


def _begins(words: list[str], name: str) -> bool:
    held = fold(name).replace("-", " ").replace("/", " ").split()
    return bool(words) and all(any(one.startswith(word) for one in held) for word in words)
