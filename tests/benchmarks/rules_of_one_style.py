"""Which rules a single style of report made necessary, and how to read without them.

A report tells how well an unseen style is read only when it is read without what it taught. Here
stand the rules that no other style, and no catalogue of label families, asks for. Rows of the
registry of styles only name a style; they are left out as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from ingest import headings_of_kind, labels
from ingest.statements import flow, looser_words, prose
from ingest.statements.beginnings import candidates, closing_codes, codes, heads, listed
from ingest.statements.extents import extents_by_paragraph, extents_by_type, statement_titles
from ingest.statements.styles import registry
from ingest.words_of_kind import WORDS

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the beginning of the slugs of the reports of its style, and what to put instead."""

    style: str
    what: str
    owner: Any
    name: str
    instead: Any


def _no_list(*_: object) -> list[object]:
    return []


def _no(*_: object) -> bool:
    return False


RULES = (
    Rule("taic", "a code in brackets closes a recommendation", closing_codes, "_CLOSING",
         _NEVER),
    Rule("taic", "numbered paragraphs fill a section", listed, "_whole_section", _no_list),
    Rule("taic", "numbered paragraphs say that somebody recommends", listed, "_that_recommend",
         _no_list),
    Rule("taic", "a heading said again in Maori", heads, "_is_second_title", _no),
    Rule("hac", "a paragraph's number counts for both its boxes", candidates, "_in_paragraph_of",
         lambda _before, found: found),
    Rule("hac", "a number in the margin beside a box", candidates, "number_beside",
         lambda *_: ""),
    Rule("za", "a paragraph says that the committee recommends", candidates, "RECOMMENDS",
         _NEVER),
    Rule("usds", "a numbered line in bold goes on below", listed, "_is_broken_item", _no),
    Rule("pclob", "the paragraph below specifies (a) to (d)", extents_by_type, "_specified",
         _no_list),
    Rule("uk-covid19", "a title stands before what is asked", statement_titles, "without_title",
         lambda _walk, pieces: pieces),
    Rule("uk-covid19", "the whole recommendation is set in", extents_by_paragraph, "_set_in",
         lambda *_, **__: []),
    Rule("ciocouncil", "a label stands where running heads do", flow, "_may_hold",
         lambda block, _often: block.role in flow.READ),
    Rule("front-range", "what others said is no recommendation", prose, "_VOICE", _NEVER),
    Rule("front-range", "guidance of others is none", prose, "REPORTED", _NEVER),
)  # fmt: skip

# Words of kind that one style alone prints.
ONLY_WORDS = {
    "gao": ("matters? for",),
    "tsb": ("findings? as to causes", "findings? (?:of fact"),
    "atsb": ("other (?:key )?(?:safety",),
}


@contextmanager
def without(slug: str, style: str) -> Iterator[None]:
    """Read without what the style of a report taught, and without the name of its style."""
    with ExitStack() as stack:
        for rule in RULES:
            if slug.startswith(rule.style):
                stack.enter_context(patch.object(rule.owner, rule.name, rule.instead))
        for beginning, words in ONLY_WORDS.items():
            if slug.startswith(beginning):
                leave_out(words, stack.enter_context)
        kept = tuple(s for s in registry.STYLES if s.slug != style)
        stack.enter_context(patch.object(registry, "STYLES", kept))
        yield


@contextmanager
def words_unknown() -> Iterator[None]:
    """Read as if no table had any word of kind, or any letters of codes, that a report prints."""
    with ExitStack() as stack:
        leave_out(("",), stack.enter_context)
        stack.enter_context(patch.dict(looser_words._KIND_OF, clear=True))
        stack.enter_context(patch.dict(codes.INITIALS, clear=True))
        yield


def leave_out(words: tuple[str, ...], enter: Callable[[Any], object]) -> None:
    """Let labels and headings know no word whose pattern begins so."""
    groups = [
        f"(?P<w{index}>{pattern})"
        for index, (pattern, _) in enumerate(WORDS)
        if pattern.startswith(words)
    ]
    held = ((labels, "_WORDED"), (labels, "_NUMBER_FIRST"), (headings_of_kind, "_ANY_WORD"))
    for module, name in held:
        text = getattr(module, name).pattern
        for group in groups:
            text = text.replace(group, f"{group[: group.index('>')]}>(?!))")
        enter(patch.object(module, name, re.compile(text, re.IGNORECASE)))
