"""What a second reader makes of some pages: a file can show two programs two different texts.

Fonts may map letters to others, layers may hide words, an earlier revision may be what one reader
finds: what is searched would then not be what a person reads.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from ingest.pages.lines import RawDocument, RawPage

# Less than this much alike is told to the curator; published reports are more than 0.9 alike.
ALIKE = 0.8
# So many pages are read twice, at most for so many seconds of processor time.
SAMPLED = 3
SECONDS = 3.0
# Of fewer letters in all, likeness says nothing.
FEWEST_LETTERS = 100
_GRAM = 3


class _OutOfTimeError(BaseException):
    """Not caught where pdfminer catches whatever it meets."""


def likeness(data: bytes, document: RawDocument) -> float | None:
    """Say from 0 to 1 how alike pdfium's and pdfminer's texts of some pages are, None if unknown.

    It is unknown where one of them reads nothing, or too slowly. Counts the groups of three
    letters that both texts have (L. R. Dice, Measures of the amount of ecologic association,
    1945), so that neither blanks nor the order of lines matter. Only for the main thread, where
    the clock can be set.
    """
    if document.reader != "pdfium":
        return None
    chosen = {page.number: page for page in _sample(document.pages)}
    second: dict[int, RawPage] = {}
    with suppress(_OutOfTimeError), _clock(SECONDS):
        # Hundreds of modules that most files' children have no other use for.
        from ingest.pages import pdfminer_pages  # noqa: PLC0415

        # pdfminer lets any error of Python's through on damaged files.
        with suppress(Exception):
            second.update(pdfminer_pages.read_some(data, frozenset(chosen)))
    read = [number for number, page in second.items() if page.lines]
    return _alike(_grams(chosen[n] for n in read), _grams(second[n] for n in read))


def told(alike: float | None) -> tuple[str, ...]:
    """Give the problem line where two readers differ too much."""
    if alike is None or alike >= ALIKE:
        return ()
    return (
        f"two_texts: two programs read different text here, {alike:.0%} alike; look whether the "
        "pages shown say what is searched.",
    )


def _sample(pages: Sequence[RawPage]) -> Sequence[RawPage]:
    """Choose pages spread evenly over those that pdfium read as they stand."""
    fit = [p for p in pages if p.lines and not p.turn and p.ocr_confidence is None]
    return fit[:: max(1, -(-len(fit) // SAMPLED))]


def _grams(pages: Iterator[RawPage]) -> Counter[str]:
    letters = "".join(
        c for page in pages for line in page.lines for c in line.text.casefold() if c.isalpha()
    )
    return Counter(letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1))


def _alike(one: Counter[str], other: Counter[str]) -> float | None:
    if max(one.total(), other.total()) < FEWEST_LETTERS:
        return None
    return 2 * (one & other).total() / (one.total() + other.total())


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    """Raise in the midst of what runs when its processor time is up."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
