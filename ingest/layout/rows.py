"""Printed lines of one column with what paragraphs are told apart by: place, type, bullet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from ingest.layout.bands import same_line
from ingest.pages.lines import Line, Run
from kb.domain.passage import Box

# A footnote mark is smaller than this part of the line's size.
RAISED = 0.8
_MARK = re.compile(r"^[\d,\s*†‡§]{1,9}$")
_BULLET = re.compile(
    r"^(?P<bullet>[•◦▪▫■□●○‣⁃∙·►▶➢➤✓✔❖◆◇☐☑☒✗✘\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d–—\-*»o§➔➙➜➝➞→⇒❯›▸★☆✦✧✶❍◉]|"
    r"\((?:[a-z]{1,2}|\d{1,2}|[ivx]{1,5})\)|(?:[a-zA-Z]|\d{1,2}|[ivx]{1,5}|[IVX]{1,5})[.)])\s+(?=\S)"
)
# "4.4.1. Appendix 2 demonstrates": the number of a paragraph, not set apart as a bullet is.
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){1,3}\.?\s+(?=[^\W\d_]|[“\"(])")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its parts, its text without footnote marks, and how it is set.

    `bullet` is the bullet or list number that opens it; `opens` says that it begins with one, or
    with a paragraph's number; `text_x0` is where the text after either begins.
    """

    lines: tuple[Line, ...]
    text: str
    box: Box
    size: float
    bold: bool
    italic: bool
    color: int
    bullet: str = ""
    text_x0: float = 0.0
    opens: bool = False

    @property
    def starts_with_number(self) -> bool:
        """Say whether the bullet counts ("3.", "(b)") rather than marks ("•")."""
        return any(c.isalnum() for c in self.bullet)


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Unite the parts that stand on one line, in the order given."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last and same_line(last.box, line.box) and line.box.x0 > last.box.x0:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(tuple(group)) for group in groups]


def _row(lines: tuple[Line, ...]) -> Row:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    runs = [run for line in lines for run in line.runs]
    letters = [len(run.text.strip()) for run in runs]
    main = runs[letters.index(max(letters))]
    text = " ".join("".join(_without_marks(line)).strip() for line in lines)
    match = _BULLET.match(text)
    opening = match or _NUMBER.match(text)
    return Row(
        lines,
        text,
        box,
        main.size,
        bold=_mostly((run.bold for run in runs), letters),
        italic=_mostly((run.italic for run in runs), letters),
        color=main.color,
        bullet=match["bullet"] if match else "",
        text_x0=_text_x0(runs, opening.end() if opening else 0, box.x0),
        opens=opening is not None,
    )


def _mostly(so: Iterable[bool], letters: Sequence[int]) -> bool:
    """Say whether most letters of the runs are set so."""
    return sum(compress(letters, so)) * 2 > sum(letters)


def _text_x0(runs: Sequence[Run], offset: int, default: float) -> float:
    """Give where the character at `offset` is printed, spreading a run's width evenly."""
    if not offset:
        return default
    for run in runs:
        if offset < len(run.text):
            return run.x0 + (run.x1 - run.x0) * offset / max(1, len(run.text))
        offset -= len(run.text)
    return default


def _without_marks(line: Line) -> Iterator[str]:
    """Give a line's runs without the raised footnote marks glued to words ("incident.1")."""
    if len(line.runs) == 1:
        yield line.runs[0].text
        return
    size = line.size
    before = ""
    for run in line.runs:
        mark = run.text.strip()
        if (
            before.strip()
            and not before.rstrip()[-1].isdigit()
            and run.size < RAISED * size
            and _MARK.match(mark)
        ):
            yield " " if run.text[-1].isspace() else ""
            before = run.text
            continue
        yield run.text
        before = run.text or before
