"""What people type, as a tree: it never refuses, reads what it can and says what it did.

Bare words are optional and ranked; what is written with quotes, `+`, `AND`, `OR` or parentheses is
required; `-` and `NOT` exclude. `match="all"` requires the bare words too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from indexer.fields import BY_NAME, PREFIXES, Kind
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
from indexer.question.pasted import OPERATORS, pasted, plain
from indexer.question.ranges import bounds_in, ranged
from indexer.question.spaced import told_apart
from kb.analysis import fold, words_of
from kb.domain.ids import slug
from kb.place_names import state_code

# Parentheses deeper than this are read as if they were not there; `indexer.question.limits` refuses
# sooner.
DEEPEST = 20
SHORTEST_PREFIX = 3
# Values such as `disaster/wildfire` and `cops-2015-ferguson` are kept as they are.
_SLUGGED = ("agency", "publisher", "site", "kind", "status", "assistance")

_PIECE = re.compile(
    r"""
      (?P<open>[+-]?\() | (?P<close>\))
    | (?P<field>[+-]?(?:{0}):(?:"[^"]*"|[^\s()"]+))
    | (?P<apart>[+-]?(?:{0}):\s+(?!(?:AND|OR|NOT)\b)(?:"[^"]*"|[^\s()"]+))
    | (?P<quoted>[+-]?"[^"]*"(?:~\d{{1,4}})?)
    | (?P<unclosed>[+-]?"[^"]*$)
    | (?P<word>[^\s()"]+)
    """.format("|".join(PREFIXES)),
    re.VERBOSE | re.IGNORECASE,
)
# Most questions have none of these: their pieces stand between spaces.
_MARKS = re.compile(r'[():"]')
_NEAR = re.compile(r'^[+-]?"([^"]*)"?(?:~(\d+))?$')
# Word processors turn quotes round, and questions are copied out of them.
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_LONGEST_NAME = 15
_TAKES = {
    Kind.INTEGER: "a number or a range as 2014..2016",
    Kind.DAY: "a year, month or day, or a range as 2014-08..2014-10-05",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree, the bare words in the order typed, what was done, and how deep it nests."""

    tree: Node
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    depth: int = 0


@dataclass(slots=True)
class _Clause:
    """One thing asked: its node, whether it was a bare word, whether it excludes."""

    node: Node
    bare: bool = False
    excluded: bool = False


@dataclass(slots=True)
class _Reader:
    pieces: list[tuple[str, str]]
    match: str
    at: int = 0
    depth: int = 0
    deepest: int = 0
    words: list[str] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, text: str) -> None:
        self.notes[text] = None

    def peek(self) -> tuple[str, str]:
        return self.pieces[self.at]

    def operator(self, *names: str) -> bool:
        kind, text = self.pieces[self.at]
        found = kind == "operator" and text in names
        self.at += found
        return found

    def plain(self) -> bool:
        """Say whether a word comes that nothing joins to another, as most are."""
        return self.pieces[self.at][0] == "word" and self.pieces[self.at + 1][0] != "operator"

    def level(self) -> Node | None:
        """Read clauses until the parenthesis closes."""
        clauses: list[_Clause] = []
        while self.peek()[0] not in ("end", "close"):
            clauses += self.alternatives()
        return combine(clauses, self.match, nested=self.depth > 0)

    def alternatives(self) -> list[_Clause]:
        """Read `a OR b OR c`, each side of which may be `x AND y`."""
        if self.plain():
            return self.primary()
        sides = [self.conjunction()]
        while self.operator("OR", "||"):
            if self.peek()[0] in ("end", "close"):
                self.note("left out an OR with nothing after it")
                break
            sides.append(self.conjunction())
        told = [node for side in sides if (node := _one(side)) is not None]
        if len(sides) == 1 or len(told) <= 1:
            return next((side for side in sides if side), [])
        return [_Clause(Or(tuple(told)))]

    def conjunction(self) -> list[_Clause]:
        """Read `a AND b AND NOT c`."""
        first = self.unary()
        if not self.operator("AND", "&&"):
            return first
        parts = [first]
        while True:
            if self.peek()[0] in ("end", "close"):
                self.note("left out an AND with nothing after it")
                break
            parts.append(self.unary())
            if not self.operator("AND", "&&"):
                break
        nodes = [node for part in parts if (node := _one(part)) is not None]
        return [_Clause(_and(nodes))] if nodes else []

    def unary(self) -> list[_Clause]:
        excluded = negated = False
        while self.operator("NOT"):
            excluded, negated = not excluded, True
        if not negated:
            return self.primary()
        if self.peek()[0] in ("end", "close"):
            self.note("left out a NOT with nothing after it")
            return []
        node = _one(self.primary())
        return [] if node is None else [_Clause(node, excluded=excluded)]

    def primary(self) -> list[_Clause]:
        kind, text = self.peek()
        if kind in ("end", "close"):
            return []
        self.at += 1
        sign = text[0] if text[0] in "+-" and len(text) > 1 else ""
        clauses = _READERS[kind](self, text.removeprefix(sign))
        if sign == "":
            return clauses
        node = _one(clauses)
        return [] if node is None else [_Clause(node, excluded=sign == "-")]

    def group(self, _text: str) -> list[_Clause]:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        node = self.level()
        self.depth -= 1
        if self.peek()[0] == "close":
            self.at += 1
        else:
            self.note("closed an unclosed parenthesis")
        return [_Clause(node)] if node else []

    def word(self, text: str) -> list[_Clause]:
        if text in OPERATORS:
            self.note(f"left out {text} where it joins nothing")
            return []
        if ":" in text:
            self.misnamed(text)
        stem, star, _ = text.partition("*")
        if star:
            if prefix := self.prefix(text, stem):
                return [_Clause(prefix)]
            text = text.replace("*", " ")
        found = [w.word for w in words_of(text) if not w.stop]
        self.words += found
        return [_Clause(Term(word), bare=True) for word in found]

    def misnamed(self, text: str) -> None:
        """Say where somebody asked for a field that there is not, or not by this name."""
        name, _, value = text.lower().partition(":")
        if not value or not name.isalpha() or len(name) > _LONGEST_NAME:
            return
        if near := get_close_matches(name, PREFIXES, 1, 0.8):
            self.note(f"looked for the words of {text}; did you mean {near[0]}:{value}?")
        elif name in BY_NAME:
            self.note(f"looked for the words of {text} everywhere: {name} cannot be named alone")

    def prefix(self, text: str, stem: str) -> Prefix | None:
        letters = fold(stem)
        if len(letters) >= SHORTEST_PREFIX and letters.isalnum() and text.endswith("*"):
            return Prefix(letters)
        self.note(f"read {text} as a plain word: * stands at the end, after 3 letters or more")
        return None

    def quoted(self, text: str) -> list[_Clause]:
        found = _NEAR.match(text)
        inner, distance = (found[1], found[2]) if found else (text.strip('"'), None)
        told = words_of(inner)
        words = tuple(w.word for w in told)
        telling = tuple(w.word for w in told if not w.stop)
        if not telling:
            if inner.strip():
                self.note(f'left out "{inner}": it holds only common words')
            return []
        if distance is not None and len(telling) > 1:
            return [_Clause(Near(telling, int(distance)))]
        return [_Clause(Phrase(words) if len(words) > 1 else Term(telling[0]))]

    def unclosed(self, text: str) -> list[_Clause]:
        self.note("closed an unclosed quote")
        return self.quoted(text + '"')

    def field(self, text: str) -> list[_Clause]:
        name, _, typed = text.partition(":")
        name, value = name.lower(), typed.strip('"').strip()
        kind = BY_NAME[name].kind
        written = ranged(name, value) if kind.numeric else value
        node = field_node(name, written)
        if node is None:
            self.note(f"left out {text}: {name} takes {_TAKES[kind]}")
            return []
        if written != value:
            self.note(f"read {text} as {name}:{written}")
        return [_Clause(node)]

    def apart(self, text: str) -> list[_Clause]:
        """Read `kind: lesson` as meant, where no other reading makes sense; else as words."""
        name, _, typed = text.partition(":")
        typed = typed.strip().rstrip(".,;")
        if told_apart(name.lower(), typed.strip('"')):
            self.note(f"read {text} as {name}:{typed}")
            return self.field(f"{name}:{typed}")
        self.note(f"looked for {name} as a word: {name}: names a field with no space after it")
        return self.word(name) + (self.quoted(typed) if '"' in typed else self.word(typed))


_READERS: dict[str, Callable[[_Reader, str], list[_Clause]]] = {
    "open": _Reader.group,
    "field": _Reader.field,
    "apart": _Reader.apart,
    "quoted": _Reader.quoted,
    "unclosed": _Reader.unclosed,
    "word": _Reader.word,
    "operator": _Reader.word,
}


def parse(text: str, match: str = "any") -> Parsed:
    """Read what somebody typed; anything at all gives a tree."""
    asked = text.translate(_QUOTES)
    if is_text := pasted(asked):
        asked = plain(asked)
    reader = _Reader([*_pieces(asked), ("end", "")], match)
    if is_text and asked != " ".join(text.split()):
        reader.note("read as a text: its quotes, parentheses and signs ask for nothing")
    parts: list[Node] = []
    while True:
        node = reader.level()
        if node is not None:
            parts.append(node)
        if reader.peek()[0] == "end":
            break
        reader.at += 1
        reader.note("left out a closing parenthesis with no opening one")
    if not parts and text.strip():
        reader.note("nothing in it to look for, so everything is shown")
    tree = _and(parts) if parts else Everything()
    return Parsed(tree, tuple(reader.words), tuple(reader.notes), reader.deepest)


def field_node(name: str, value: str) -> Node | None:
    """Turn `name:value` into a node; None where a number was expected and none is there."""
    if BY_NAME[name].kind.numeric:
        bounds = bounds_in(name, value.strip())
        return Range(name, *bounds) if bounds else None
    if name == "state":
        return FieldIs(name, state_code(value.strip()))
    return FieldIs(name, slug(value, 200) if name in _SLUGGED else value.strip().lower())


def combine(clauses: list[_Clause], match: str, *, nested: bool = False) -> Node | None:
    """Join the clauses of one level: required, then preferred, then excluded."""
    bare = tuple(c.node for c in clauses if c.bare and not c.excluded)
    required = [c.node for c in clauses if not c.bare and not c.excluded]
    parts = list(required)
    if bare:
        asked = _bare(bare, match, nested=nested)
        narrowing = all(isinstance(n, FieldIs | Range) for n in required)
        parts.append(asked if narrowing or match == "all" else Prefer(asked))
    parts += [Not(c.node) for c in clauses if c.excluded]
    return _and(parts) if parts else None


def _bare(nodes: tuple[Node, ...], match: str, *, nested: bool) -> Node:
    """Join bare words; those in parentheses are required, and so have no part in meaning."""
    if not nested:
        return Words(nodes, len(nodes) if match == "all" else 1)
    if len(nodes) == 1:
        return nodes[0]
    return And(nodes) if match == "all" else Or(nodes)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    if not _MARKS.search(text):
        yield from ((_word_or_operator(word), word) for word in text.split())
        return
    depth = 0
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or "word"
        if kind == "word":
            kind = _word_or_operator(found[0])
        depth += (kind == "open") - (kind == "close" and depth > 0)
        if kind not in ("open", "close") or depth <= DEEPEST:
            yield kind, found[0]


def _word_or_operator(text: str) -> str:
    return "operator" if text in OPERATORS else "word"


def _one(clauses: list[_Clause]) -> Node | None:
    """Make one required node of a clause, or of the words of "body-worn" a phrase."""
    if not clauses:
        return None
    if len(clauses) == 1:
        return Not(clauses[0].node) if clauses[0].excluded else clauses[0].node
    return Phrase(tuple(c.node.text for c in clauses if isinstance(c.node, Term)))


def _and(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else And(tuple(parts))
