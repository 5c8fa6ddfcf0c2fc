"""What a house style is made of, and the lot that draws one: a seed decides everything."""

from __future__ import annotations

import random
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, letter

from tests.support.typeset.wording import PAIRS, WORDS

# Statements one after the other, each with its discussion.
SINGLE = (
    "inline", "own line", "number first", "margin", "low margin", "row", "box", "band", "code",
    "heading", "titled",
)  # fmt: skip
# Statements of one kind together, under a heading of kind.
GROUPED = ("list", "bullets", "letters", "prose", "table", "lead", "closing label")
NUMBERS = ("plain", "anew", "decimal", "hash", "dash", "coded", "roman")
UNLABELLED = frozenset({"list", "bullets", "letters", "prose", "lead"})
COLUMNED = frozenset({"inline", "own line", "list", "bullets", "number first", "lead"})


@dataclass(frozen=True, slots=True)
class Style:
    """What the lot decided.

    `number` "anew" restarts in each chapter. `summary` and `closing` repeat the statements (whole,
    "short" or as a "table" on upright, "wide" or "turned" pages; "" for none). `genre` is "review",
    "response" and "progress" where each statement has its answer or status, "account" where the
    report makes none. `slip` is "skip" where the report leaves numbers out.
    """

    seed: int
    kinds: tuple[str, str]
    words: tuple[str, str]
    number: str
    separator: str
    placement: str
    statement: str
    discussion: bool
    columns: int
    font: str
    size: float
    accent: str
    summary: str
    closing: str
    contents: bool
    page: tuple[float, float]
    genre: str
    slip: str
    matter: frozenset[str]


# What else may stand in a report, and how likely it is.
MATTER = {
    "footnotes": 0.4,
    "watermark": 0.15,
    "pull quotes": 0.3,
    "sidebar": 0.3,
    "glossary": 0.3,
    "quoted list": 0.35,
    "spaced title": 0.2,
    "small capitals": 0.15,
    "doubled bold": 0.15,
    "figures": 0.3,
    "ligatures": 0.15,
    "hyphens": 0.3,
}


def draw_style(seed: int) -> Style:
    """Draw a house style by lot."""
    lot = random.Random(seed)
    genre = lot.choice(("review",) * 10 + ("response",) * 2 + ("progress",) * 2 + ("account",))
    placement = lot.choice((*SINGLE, *GROUPED) if genre == "review" else SINGLE)
    alone = genre != "review" or placement in ("code", "prose", "closing label")
    kinds = ("recommendation", "") if alone else lot.choice(PAIRS)
    return Style(
        seed=seed,
        kinds=kinds,
        words=(_word(lot, kinds[0], placement), _word(lot, kinds[1], placement)),
        number=_number(lot, placement),
        separator=lot.choice((":", ".", " \N{EN DASH}", "")),
        placement=placement,
        statement="bold"
        if placement in ("lead", "heading")
        else lot.choice(("bold", "plain", "italic", "colour")),
        discussion=lot.random() < 0.7,
        columns=lot.choice((1, 1, 1, 1, 2, 3)) if placement in COLUMNED else 1,
        font=lot.choice(("Helvetica", "Times")),
        size=lot.choice((9.5, 10, 10.5, 11)),
        accent=lot.choice(("#1f3a5f", "#7a1f2b", "#245c3a", "#444444")),
        summary=lot.choice(("", "", "whole", "short", "untitled")),
        closing=lot.choice(("", "", "whole", "table", "wide", "turned")),
        contents=lot.random() < 0.5,
        page=lot.choice((letter, A4)),
        genre=genre,
        slip=lot.choice(("", "", "", "skip")),
        matter=frozenset(name for name, share in MATTER.items() if lot.random() < share),
    )


def _word(lot: random.Random, kind: str, placement: str) -> str:
    whole = [w for w in WORDS.get(kind, ("",)) if placement != "number first" or "." not in w]
    return lot.choice(whole)


def _number(lot: random.Random, placement: str) -> str:
    if placement in ("bullets", "prose", "lead"):
        return "none"
    if placement in ("letters", "number first", "code"):
        return {"letters": "letters", "number first": "decimal", "code": "coded"}[placement]
    if placement == "closing label":
        return "plain"
    if placement in ("list", "table"):
        return lot.choice(("plain", "anew", "decimal"))
    return lot.choice(NUMBERS)
