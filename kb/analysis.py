"""The one analyzer: how text becomes words and words become stems, for every engine and tagger.

A term is a stem (Snowball English) of a folded token. "body-worn cameras" and "body worn camera"
give the same terms, so do "9-1-1" and "911", "K-9" and "K9", "U.S." and "US", "e-mail" and "email".
Raise `ANALYZER_VERSION` with every change of what comes out: an index built by another is stale.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ANALYZER_VERSION = 1

# In this order: dotted initials ("U.S.", "D.C."), three or more single characters tied by hyphens
# ("9-1-1", but not the range "4-7") or one tied to a number or noun ("K-9", "e-mail", "X-ray"),
# figures with points or commas ("1,200", "3.14"), words with an inner apostrophe ("officer's").
TOKEN_PATTERN = re.compile(
    r"""
      (?P<initials>\b[^\W\d_](?:\.[^\W\d_])+\b\.?)
    | (?P<tied>\b[^\W_](?:-[^\W_]){2,}\b(?!-) | \b[^\W\d_]-(?:\d{1,3}|mail|ray)\w*\b)
    | (?P<figure>\b\d+(?:[.,]\d+)+\b)
    | (?P<word>[^\W_]+(?:['\u2019\u02bc][^\W_]+)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What is looked up as it is printed: "2010-08-I-WV", "GAO-07-791", "A11F0012", "C.12", "29 CFR".
IDENTIFIER_PATTERN = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_STOPWORDS_FILE = Path(__file__).resolve().parent.parent / "corpus" / "vocabulary" / "stopwords.txt"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `text[start:end]` as printed, `word` folded, `term` its stem.

    `position` counts all words, stop words too, so that phrases keep their gaps.
    """

    word: str
    term: str
    start: int
    end: int
    position: int
    stop: bool = False


def tokenize(text: str) -> Iterator[Token]:
    """Give every word of a text in order, stop words marked."""
    for position, found in enumerate(TOKEN_PATTERN.finditer(text)):
        word, term, stop = _read(found[0], found.lastgroup or "word")
        yield Token(word, term, found.start(), found.end(), position, stop)


def analyze(text: str) -> list[Token]:
    """Give the words that carry subject: what is indexed and what a query asks for."""
    return [token for token in tokenize(text) if not token.stop]


def terms(text: str) -> list[str]:
    """Give the stems that a text is found by, in order, repeats kept."""
    return [token.term for token in tokenize(text) if not token.stop]


def phrase_terms(text: str) -> tuple[str, ...]:
    """Give all stems of a phrase, stop words too: what a cue such as "duty to intervene" needs."""
    return tuple(token.term for token in tokenize(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give the Snowball English stem of a folded word; words with digits stay whole."""
    if any(c.isdigit() for c in word):
        return word
    return _stemmer()(word)


def fold(text: str) -> str:
    """Lower the case and drop accents: "Résumé" and "resume" are the same word."""
    if text.isascii():
        return text.lower()
    straight = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return "".join(c for c in straight if not unicodedata.combining(c))


def identifiers(text: str) -> list[str]:
    """Give the report numbers, citations and the like of a text, folded but never stemmed."""
    return [fold(found[0]) for found in IDENTIFIER_PATTERN.finditer(text)]


@cache
def stopwords() -> frozenset[str]:
    """Give the words that carry grammar, not subject, from `corpus/vocabulary/stopwords.txt`."""
    lines = _STOPWORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=200_000)
def _read(printed: str, group: str) -> tuple[str, str, bool]:
    """Give a printed token's word, its stem, and whether it is a stop word."""
    word = _fold_token(printed, group)
    return word, stem(word), word in stopwords()


def _fold_token(printed: str, group: str) -> str:
    word = fold(printed)
    if group == "initials":
        return word.replace(".", "")
    if group == "tied":
        return word.replace("-", "")
    return word.replace(",", "") if group == "figure" else word


@cache
def _stemmer() -> Callable[[str], str]:
    # NLTK takes half a second to import; commands that stem nothing do not wait for it.
    from nltk.stem.snowball import EnglishStemmer  # noqa: PLC0415

    stem_word: Callable[[str], str] = EnglishStemmer().stem
    return stem_word
