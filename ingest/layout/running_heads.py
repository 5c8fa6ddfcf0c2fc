"""Find running heads, folios and page stamps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.labels import read_label
from ingest.layout.page_labels import FOLIO, roman_value
from ingest.pages.lines import RawPage

# The bands at head and foot that running lines can stand in, as shares of the page's height.
BAND = 0.13
# Lines of two pages stand at the same height within this many points.
SAME_HEIGHT = 4.0
# A line is running if it stands so on this share of the pages (of all, or of left or right ones).
SHARE = 0.5
# A chapter's running head stands on fewer pages; at the height of running lines so many suffice.
CHAPTER_PAGES = 3
# A line with words and a number is a running head if the number counts pages on so many of them.
MOSTLY = 0.6
# Running heads are set no larger than text; by this part larger type is a heading's.
LARGER = 1.1
# Of so few pages two are enough for a line in type smaller than the text by this part.
FEW_PAGES, SMALLER = 4, 0.95

_DIGITS = re.compile(r"\d+")
_ROMAN_WORD = re.compile(r"\b[ivxlc]+\b")
_NOT_LETTERS = re.compile(r"[^\w#]+")
_WORDS = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line in the bands: its page's and its own index, its text, its words without numbers.

    `height` is its distance from the page's head or foot; `offsets` is how far each number in it is
    from its page's index; `large` says that it is larger than text, `small` that it is smaller.
    """

    page: int
    line: int
    text: str
    key: str
    height: float
    at_head: bool
    large: bool
    small: bool
    offsets: tuple[int, ...]

    @property
    def is_label(self) -> bool:
        """Say whether it may be a statement's label ("Recommendation #2") or a chapter's number."""
        if FOLIO.match(self.text):
            return self.large and not self.text.isdigit()
        label = read_label(self.text)
        return bool(self.offsets) and (self.large or bool(label and label.number))


def find_running(pages: tuple[RawPage, ...]) -> tuple[frozenset[int], ...]:
    """Name for each page the indexes of its lines that are running heads, folios or stamps."""
    size = _text_size(pages)
    candidates = [c for page in range(len(pages)) for c in _candidates(page, pages[page], size)]
    running = _repeated(candidates, pages)
    running |= _at_running_heights(candidates, running, pages)
    found: dict[int, set[int]] = defaultdict(set)
    for candidate in running:
        found[candidate.page].add(candidate.line)
    # Heads stand over text: where a document has nothing else, they are its text.
    if all(len(found[index]) == len(page.lines) for index, page in enumerate(pages)):
        found.clear()
    return tuple(frozenset(found[page]) for page in range(len(pages)))


def _text_size(pages: tuple[RawPage, ...]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _candidates(index: int, page: RawPage, size: float) -> Iterator[_Candidate]:
    for position, line in enumerate(page.lines):
        middle = (line.box.top + line.box.bottom) / 2
        at_head = line.box.top < page.height * BAND
        if at_head or line.box.bottom > page.height * (1 - BAND):
            height = middle if at_head else page.height - middle
            text = line.text.strip()
            large, small = line.size > LARGER * size, line.size < SMALLER * size
            found = _offsets(text, index)
            yield _Candidate(
                index, position, text, _key(text), height, at_head, large, small, found
            )


def _key(text: str) -> str:
    """Reduce a line to its words, so that it is the same on every page."""
    without = _ROMAN_WORD.sub("#", _DIGITS.sub("#", text.lower()))
    return _NOT_LETTERS.sub(" ", without).strip()


def _offsets(text: str, page: int) -> tuple[int, ...]:
    """Give how far each number of a line is from its page's index."""
    values = {int(n) for n in _DIGITS.findall(text) if len(n) < 5}
    values |= {roman_value(word) for word in _ROMAN_WORD.findall(text.lower())}
    return tuple(value - page for value in values)


def _heads_text(group: list[_Candidate], pages: tuple[RawPage, ...], amid: frozenset[str]) -> bool:
    """Say whether a word of kind heads what stands below it, wherever on the page that is.

    "Area for improvement", set larger than the text, comes to the head of a column now and then;
    "Findings" stands close above the bullets of every second slide.
    """
    if not _is_kind(group[0].text):
        return False
    large = any(c.large for c in group) and group[0].key in amid
    close = [c for c in group if c.at_head and not _stands_apart(pages[c.page], c)]
    return large or len(close) == len(group)


def _amid(pages: tuple[RawPage, ...]) -> frozenset[str]:
    """Give the words of kind that stand amid pages, outside the bands of running heads."""
    return frozenset(
        _key(line.text)
        for page in pages
        for line in page.lines
        if page.height * BAND < line.box.top < line.box.bottom < page.height * (1 - BAND)
        and _is_kind(line.text)
    )


def _is_kind(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.end >= len(text.strip())


def _repeated(candidates: list[_Candidate], pages: tuple[RawPage, ...]) -> set[_Candidate]:
    """Keep what stands on more than half of the pages, or of the left or the right ones."""
    total, amid = sum(1 for page in pages if page.lines), _amid(pages)
    groups: dict[tuple[str, bool], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key, candidate.at_head].append(candidate)
    found: set[_Candidate] = set()
    for group in groups.values():
        for same in _by_height(group):
            often = _is_everywhere({c.page for c in same}, total) or _is_on_few(same, total)
            if often and not _heads_text(same, pages, amid):
                found.update(_steady(same))
    return found


def _steady(group: list[_Candidate]) -> list[_Candidate]:
    """Keep lines that are printed alike, or whose number counts the pages.

    "Recommendation #2" and "6." at the head of a page count something else.
    """
    if "#" not in group[0].key:
        return group
    alike = Counter(c.text for c in group)
    common = Counter(offset for c in group for offset in c.offsets)
    steady = [
        c
        for c in group
        if alike[c.text] >= CHAPTER_PAGES
        or (not c.is_label and any(common[offset] > 1 for offset in c.offsets))
    ]
    has_words = bool(_WORDS.search(group[0].key))
    return group if has_words and len(steady) >= MOSTLY * len(group) else steady


def _by_height(group: list[_Candidate]) -> Iterator[list[_Candidate]]:
    ordered = sorted(group, key=lambda c: c.height)
    start = 0
    for index in range(1, len(ordered) + 1):
        if index == len(ordered) or ordered[index].height - ordered[index - 1].height > SAME_HEIGHT:
            yield ordered[start:index]
            start = index


def _is_everywhere(numbers: set[int], total: int) -> bool:
    if len(numbers) < CHAPTER_PAGES:
        return False
    if len(numbers) > SHARE * total:
        return True
    odd = sum(1 for n in numbers if n % 2)
    one_side = max(odd, len(numbers) - odd)
    return one_side > SHARE * total / 2 and one_side > 0.9 * len(numbers)


def _is_on_few(group: list[_Candidate], total: int) -> bool:
    """Say whether the same small line stands on all pages but the cover of a paper of few pages."""
    on = {c.page for c in group}
    alike = len({c.text for c in group}) == 1 and all(c.small for c in group)
    return alike and total <= FEW_PAGES and len(on) > 1 and len(on) >= total - 1


def _at_running_heights(
    candidates: list[_Candidate], running: set[_Candidate], pages: tuple[RawPage, ...]
) -> set[_Candidate]:
    """Add chapters' running heads and the folios of pages that have theirs elsewhere."""
    often = Counter((c.at_head, round(c.height / SAME_HEIGHT)) for c in running)
    texts = Counter((c.at_head, c.key, round(c.height / SAME_HEIGHT)) for c in candidates)
    counting = Counter(o for c in candidates for o in c.offsets)
    edges = {(page, at_head): e for page in range(len(pages)) for at_head, e in _edges(pages[page])}
    found: set[_Candidate] = set()
    for c in candidates:
        if c in running or c.is_label:
            continue
        spot = round(c.height / SAME_HEIGHT)
        near = any(often[c.at_head, spot + step] >= CHAPTER_PAGES for step in (-1, 0, 1))
        apart = c.height <= edges[c.page, c.at_head] + SAME_HEIGHT and _stands_apart(
            pages[c.page], c
        )
        repeats = texts[c.at_head, c.key, spot] >= CHAPTER_PAGES and not c.large
        steady = any(counting[o] >= CHAPTER_PAGES for o in c.offsets)
        is_folio = steady and bool(FOLIO.match(c.text))
        if (
            (near and repeats and ("#" not in c.key or steady))
            or (near and apart and not c.large and bool(_WORDS.search(c.text)))
            or (apart and is_folio)
        ):
            found.add(c)
    return found


def _edges(page: RawPage) -> Iterator[tuple[bool, float]]:
    """Give the distance of the outermost lines from the page's head and foot."""
    middles = [(line.box.top + line.box.bottom) / 2 for line in page.lines]
    yield True, min(middles, default=0.0)
    yield False, page.height - max(middles, default=page.height)


def _stands_apart(page: RawPage, candidate: _Candidate) -> bool:
    """Say whether more than a line's height lies between the line and the text.

    Nothing stands beside it but other short lines ("4" and "The Road to Pine Notch").
    """
    line = page.lines[candidate.line]
    gaps: list[float] = []
    for index, other in enumerate(page.lines):
        if index == candidate.line:
            continue
        if other.box.top < line.box.bottom and line.box.top < other.box.bottom:
            if other.box.width > 0.6 * page.width:
                return False
        elif candidate.at_head:
            gaps.append(other.box.top - line.box.bottom)
        else:
            gaps.append(line.box.top - other.box.bottom)
    return min(gaps, default=0.0) > line.box.height
