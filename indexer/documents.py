"""What is indexed: one document per record, one per narrative passage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing: `text` and `keywords`/`numbers` by field name, `report` for replacing as a whole.

    `stored` is what a hit needs to be shown without asking the catalog again.
    """

    id: str
    collection: str
    report: str
    text: tuple[tuple[str, str], ...] = ()
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
