"""What each format holds, read back by something that is not our writer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as a reader of the file sees it; all of it as text."""

    text: str
    permalink: str
    page: str
    pdf_page: str
    title: str
    publisher: str
    year: str
    rights: str


def of_csv(written: bytes) -> list[Told]:
    rows = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    return [
        Told(
            row["text"].removeprefix("'"), row["permalink"], row["printed_page"], row["pdf_page"],
            row["report"], row["publisher"], row["year"], row["rights"],
        )
        for row in rows
    ]  # fmt: skip


def of_jsonl(written: bytes) -> list[Told]:
    rows = [json.loads(line) for line in written.decode().splitlines()]
    return [
        Told(
            row["text"], row["permalink"], row["printed_page"], str(row["page"]),
            row["report"]["title"], row["report"]["publisher"], str(row["report"]["year"] or ""),
            row["report"]["rights"],
        )
        for row in rows
    ]  # fmt: skip


READERS: dict[str, Callable[[bytes], list[Told]]] = {"csv": of_csv, "jsonl": of_jsonl}
