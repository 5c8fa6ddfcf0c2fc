"""Every export format as one row; addresses, links, help and tests follow from it."""

from __future__ import annotations

from kb.errors import NotFound
from kb.export.base import ExportFormat
from kb.export.bibliographic import BIBTEX, CSL_JSON, RIS
from kb.export.brief import DOCX
from kb.export.delimited import CSV
from kb.export.jsonl import JSONL
from kb.export.markdown import MARKDOWN
from kb.export.workbook import XLSX

FORMATS: tuple[ExportFormat, ...] = (
    DOCX,
    XLSX,
    CSV,
    MARKDOWN,
    RIS,
    BIBTEX,
    CSL_JSON,
    JSONL,
)
BY_NAME = {one.name: one for one in FORMATS}


def format_named(name: str) -> ExportFormat:
    """Find a format; raises NotFound naming those that exist."""
    if name not in BY_NAME:
        raise NotFound(
            f"there is no export format {name!r}", hint=f"There are: {', '.join(BY_NAME)}."
        )
    return BY_NAME[name]
