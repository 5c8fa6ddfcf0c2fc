"""The register of published reports (corpus/registry.csv) as values; it holds facts, no documents.

Each row names one published report, loaded or not, so that a site can point to the publisher and
`python -m kb fetch` knows what to download. May import `kb.domain` and `kb.errors` only.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from kb.domain.ids import SiteId, site_id
from kb.errors import NotFound, VocabularyError

REGISTRY = Path(__file__).resolve().parents[1] / "corpus" / "registry.csv"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
_COUNTS = ("findings", "recommendations", "lessons", "observations")
_NUMBERS = (*_COUNTS, "year", "pages")
_DATES = ("published", "incident_start", "incident_end")


@dataclass(frozen=True, slots=True)
class Listed:
    """One published report: "" and None where the register does not know.

    Dates are ISO, possibly shortened to year or month. The counts are those stated in print
    about the report; 0 is a stated zero. `checked` says whether the title was seen in a public
    page: "yes", "partly" or "no". `url` is a PDF or the page that presents the report.
    """

    id: str
    title: str
    publisher: str
    author: str
    year: int | None
    published: str
    kind: str
    place: str
    state: str
    country: str
    agency: str
    incident: str
    incident_type: str
    incident_start: str
    incident_end: str
    findings: int | None
    recommendations: int | None
    lessons: int | None
    observations: int | None
    pages: int | None
    follows: str
    supersedes: str
    url: str
    rights: str
    checked: str

    @property
    def is_pdf(self) -> bool:
        """Say whether the URL leads to the document itself and not to a page about it."""
        return urlsplit(self.url).path.lower().endswith(".pdf")

    @property
    def sites(self) -> tuple[SiteId, ...]:
        """Name the places concerned; one report may name several, as "Boston; Cambridge"."""
        places = (part.strip() for part in self.place.split(";"))
        return tuple(site_id(place, self.state) for place in places if place)

    @property
    def stated_counts(self) -> dict[str, int]:
        """Give the counts stated in print by kind (`{"finding": 48}`), without the unknown."""
        stated = ((name.removesuffix("s"), getattr(self, name)) for name in _COUNTS)
        return {kind: count for kind, count in stated if count is not None}


def load_registry(path: Path = REGISTRY) -> tuple[Listed, ...]:
    """Read the register; raise `VocabularyError` naming file and line where a row is wrong."""
    with path.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        _expect(
            reader.fieldnames == [field.name for field in fields(Listed)],
            path,
            1,
            "the columns are not those that are documented",
        )
        rows = tuple(_listed(row, path, reader.line_num) for row in reader)
    _check_links(rows, path)
    return rows


def find_listed(rows: tuple[Listed, ...], wanted: str) -> Listed:
    """Give the row with this id; raise `NotFound` with the closest names otherwise."""
    for row in rows:
        if row.id == wanted:
            return row
    near = sorted(row.id for row in rows if wanted and wanted in row.id)[:5]
    hint = f"Did you mean {', '.join(near)}?" if near else "The ids stand in corpus/registry.csv."
    raise NotFound(f"no report is registered as {wanted!r}", hint=hint)


def _listed(row: dict[str, str], path: Path, line: int) -> Listed:
    _expect(None not in row and None not in row.values(), path, line, "the row has not 25 values")
    _expect(bool(_ID.fullmatch(row["id"])), path, line, f"{row['id']!r} cannot be an id")
    _expect(bool(row["title"]), path, line, "the title is empty")
    for name in _DATES:
        _expect(bool(_DATE.fullmatch(row[name])), path, line, f"{name} is not an ISO date")
    for name in _NUMBERS:
        _expect(row[name].isdecimal() or not row[name], path, line, f"{name} is not a number")
    _expect(row["checked"] in {"yes", "partly", "no"}, path, line, "checked is yes, partly or no")
    _expect(
        not row["url"] or urlsplit(row["url"]).scheme in {"http", "https"},
        path,
        line,
        "url is neither http nor https",
    )
    numbers = {name: int(row[name]) if row[name] else None for name in _NUMBERS}
    return Listed(**{**row, **numbers})  # type: ignore[arg-type]


def _check_links(rows: tuple[Listed, ...], path: Path) -> None:
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        _expect(row.id not in seen, path, line, f"{row.id} stands twice")
        seen.add(row.id)
    for line, row in enumerate(rows, start=2):
        for other in (row.follows, row.supersedes):
            _expect(not other or other in seen, path, line, f"{other} is not in the register")


def _expect(fact: bool, path: Path, line: int, complaint: str) -> None:
    if not fact:
        raise VocabularyError(
            f"{path.name}, line {line}: {complaint}", hint="Mend that line and start again."
        )
