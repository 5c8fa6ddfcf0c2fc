"""What a long command shows: a bar while it works, and one table at its end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from kb.domain.doubtful import BY_CODE, OTHER

if TYPE_CHECKING:
    from ingest.store import FileOutcome
    from kb.domain.extraction import Doubt

# Where output goes to a file or a pipe there is no width to keep to.
_PIPED_WIDTH = 160


class Step(Protocol):
    """Call it when another piece is done, with its name."""

    def __call__(self, name: str = "") -> None:
        """Move the bar on by one."""


def screen(*, error: bool = False) -> Console:
    """Give the console to write to, wide where it is no terminal."""
    console = Console(stderr=error, highlight=False)
    return (
        console
        if console.is_terminal
        else Console(stderr=error, highlight=False, width=_PIPED_WIDTH)
    )


@contextmanager
def bar(title: str, total: int) -> Iterator[Step]:
    """Show a bar on standard error while the block runs."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    console = screen(error=True)
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task(title, total=total, name="")

        def step(name: str = "") -> None:
            progress.update(task, advance=1, name=escape(name))

        yield step


def show_outcomes(outcomes: Sequence[FileOutcome]) -> None:
    """Print what was read as a table, then the failures, each with what to do."""
    console = screen()
    read = [outcome for outcome in outcomes if not outcome.failed and not outcome.known]
    if read:
        console.print(_table(read))
        for line in itertools.chain.from_iterable(map(_doubts, read)):
            console.print(line, soft_wrap=True, markup=False, highlight=False)
    known = sum(outcome.known for outcome in outcomes)
    if known:
        console.print(f"{known} already read before")
    for outcome in outcomes:
        if outcome.failed:
            console.print(f"[red]failed[/] {escape(_printable(outcome))}", soft_wrap=True)


def _printable(outcome: FileOutcome) -> str:
    line = f"{outcome.path.name}: {outcome.error}. {outcome.hint}".strip()
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


def _table(read: Sequence[FileOutcome]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("report", overflow="fold")
    table.add_column("pages", justify="right")
    table.add_column("records by kind", overflow="fold")
    table.add_column("no topic", justify="right")
    table.add_column("warnings", justify="right")
    table.add_column("seconds", justify="right")
    for outcome in read:
        table.add_row(
            escape(str(outcome.report)),
            str(outcome.pages),
            _kinds(outcome.kinds),
            str(outcome.untagged),
            _warnings(outcome),
            f"{outcome.seconds:.1f}",
        )
    records = sum(count for outcome in read for _, count in outcome.kinds)
    table.add_section()
    table.add_row(
        f"{len(read)} read",
        str(sum(outcome.pages for outcome in read)),
        f"{records} records",
        str(sum(outcome.untagged for outcome in read)),
        str(sum(outcome.warnings for outcome in read)),
        f"{sum(outcome.seconds for outcome in read):.1f}",
    )
    return table


def _doubts(outcome: FileOutcome) -> list[str]:
    """Say what a person should look at, the gravest first; the desk lists all of it."""
    ordered = sorted(outcome.doubts, key=lambda d: -BY_CODE.get(d.code, OTHER).weight)
    shown = [_doubt(outcome, doubt) for doubt in ordered[:MOST_DOUBTS]]
    if more := len(ordered) - len(shown):
        shown.append(f"{outcome.report}: {more} more warnings at the staff desk, under Review")
    return shown


def _doubt(outcome: FileOutcome, doubt: Doubt) -> str:
    place = f", page {doubt.page}" if doubt.page else ""
    line = f"{outcome.report}{place}: {doubt.message}"
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


# Warnings printed for one report: a scan has one for each page without text.
MOST_DOUBTS = 3


def _kinds(kinds: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kinds) or "none"


def _warnings(outcome: FileOutcome) -> str:
    """Count warnings; those that say there is nothing to search are named."""
    grave = [flag for flag in outcome.flags if flag in {"no_text", "needs_ocr", "zero_pages"}]
    return " ".join([str(outcome.warnings), *grave])
