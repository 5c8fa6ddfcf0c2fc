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

# In this order: a word with no mark after it that may tie it to more, as most are; dotted initials
# ("U.S.", "D.C."), three or more single characters tied by hyphens ("9-1-1", but not the range
# "4-7") or one tied to a number or noun ("K-9", "e-mail", "X-ray"), figures with points or commas
# ("1,200", "3.14"), words with an inner apostrophe ("officer's").
TOKEN_PATTERN = re.compile(
    r"""
      [^\W_]{2,}+(?![-.,'\u2019\u02bc])
    | \b[^\W\d_](?:\.[^\W\d_])+\b\.?
    | \b[^\W_](?:-[^\W_]){2,}\b(?!-) | \b[^\W\d_]-(?:\d{1,3}|mail|ray)\w*\b
    | \b\d+(?:[.,]\d+)+\b
    | [^\W_]+(?:['\u2019\u02bc][^\W_]+)*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What is looked up as it is printed: "2010-08-I-WV", "GAO-07-791", "A11F0012", "C.12", "29 CFR".
IDENTIFIER_PATTERN = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")

_MOST_WORDS = 200_000
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
_STOPWORDS_FILE = Path(__file__).resolve().parent.parent / "corpus" / "vocabulary" / "stopwords.txt"


@dataclass(frozen=True, slots=True)
class Word:
    """A word wherever it stands: `word` folded, `term` its stem, `stop` for one without subject."""

    word: str
    term: str
    stop: bool


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
        read = _WORDS[found[0]]
        yield Token(read.word, read.term, found.start(), found.end(), position, read.stop)


def placed_words(text: str) -> Iterator[tuple[Word, tuple[int, int]]]:
    """Give every word of a text with where it begins and ends, for marking it there."""
    for found in TOKEN_PATTERN.finditer(text):
        yield _WORDS[found[0]], found.span()


def words_of(text: str) -> list[Word]:
    """Give every word of a text in order, stop words too: what an index holds of it."""
    return [_WORDS[printed] for printed in TOKEN_PATTERN.findall(text)]


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


class _Words(dict[str, Word]):
    """Words by how they are printed, each read once; forgotten when there are too many."""

    def __missing__(self, printed: str) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = _fold_token(printed)
        read = self[printed] = Word(word, stem(word), word in stopwords())
        return read


_WORDS = _Words()


def _fold_token(printed: str) -> str:
    """Fold a token; its hyphens, commas and points tie or group and are no part of the word."""
    word = fold(printed)
    if "-" in printed:
        return word.replace("-", "")
    if "." in printed or "," in printed:
        return word.replace("," if printed[0].isdecimal() else ".", "")
    return word


@cache
def _stemmer() -> Callable[[str], str]:
    # NLTK takes half a second to import; commands that stem nothing do not wait for it.
    from nltk.stem.snowball import EnglishStemmer  # noqa: PLC0415

    stem_word: Callable[[str], str] = EnglishStemmer().stem
    return stem_word
