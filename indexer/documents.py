"""What is indexed: one document per record, one per narrative passage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing: `text`, `keywords` and `numbers` by field name.

    `report` is what it belongs to and is replaced with.
    """

    id: str
    collection: str
    report: str
    text: tuple[tuple[str, str], ...] = ()
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
