"""The programme's own engagements (corpus/engagements.toml) and the register, as one value.

So a site for which no report is loaded still has its page, with a way to the publisher.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kb.domain.engagement import Assistance, Engagement
from kb.domain.ids import EngagementId, ReportId, site_id
from kb.domain.incident import Site
from kb.errors import VocabularyError
from kb.registry import REGISTRY, Listed, load_registry

ENGAGEMENTS = REGISTRY.with_name("engagements.toml")
MANIFEST = REGISTRY.with_name("manifest.toml")

_LISTS = ("objectives", "methods", "stakeholders", "reports")
_KEYS = {
    *("id", "place", "state", "agency", "year", "assistance", "prompted_by", "population"),
    *_LISTS,
    *("source", "source_url"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the fictional reports that come with kb, by the hash of its file."""

    sha256: str
    rights: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What is known before any report is read: engagements, their sites, the register, samples."""

    engagements: tuple[Engagement, ...] = ()
    sites: tuple[Site, ...] = ()
    listed: tuple[Listed, ...] = ()
    samples: tuple[Sample, ...] = ()

    def listed_as(self, identity: str) -> Listed | None:
        """Find a row of the register."""
        return next((row for row in self.listed if row.id == identity), None)

    def sample(self, sha256: str) -> Sample | None:
        """Find a sample by its file's hash."""
        return next((sample for sample in self.samples if sample.sha256 == sha256), None)


@cache
def load_programme(
    engagements: Path = ENGAGEMENTS, registry: Path = REGISTRY, manifest: Path = MANIFEST
) -> Programme:
    """Read the three files; raises VocabularyError naming the entry that is wrong."""
    rows = [_checked(engagements, row) for row in _read(engagements).get("engagement", [])]
    samples = (
        Sample(row["sha256"], row.get("rights", ""))
        for row in _read(manifest).get("report", [])
        if row.get("fictional")
    )
    listed = load_registry(registry)
    given = tuple(_engagement(row) for row in rows)
    return Programme(given, _sites(rows, listed), listed, tuple(samples))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(
            f"{path.name} is missing", hint="Restore it from the project's repository."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path.name}: {error}", hint="Mend that line.") from error


def _checked(path: Path, row: dict[str, Any]) -> dict[str, Any]:
    name = row.get("id", "an entry without id")
    missing = {"id", "place", "state", "assistance", "source"} - row.keys()
    if missing or row.keys() - _KEYS:
        wrong = ", ".join(sorted(missing or row.keys() - _KEYS))
        told = "lacks" if missing else "has unknown"
        raise VocabularyError(f"{path.name}: {name} {told} {wrong}", hint="Mend that entry.")
    unknown = set(row["assistance"]) - {kind.value for kind in Assistance}
    if unknown:
        raise VocabularyError(
            f"{path.name}: {name} has unknown assistance {', '.join(sorted(unknown))}",
            hint=f"The kinds are {', '.join(kind.value for kind in Assistance)}.",
        )
    return row


def _engagement(row: dict[str, Any]) -> Engagement:
    lists = {name: tuple(row.get(name, ())) for name in _LISTS}
    return Engagement(
        id=EngagementId(row["id"]),
        site=site_id(row["place"], row["state"]),
        year=row.get("year"),
        assistance=tuple(Assistance(kind) for kind in row["assistance"]),
        prompted_by=row.get("prompted_by", ""),
        objectives=lists["objectives"],
        methods=lists["methods"],
        stakeholders=lists["stakeholders"],
        reports=tuple(ReportId(name) for name in lists["reports"]),
        source=row["source"],
        source_url=row.get("source_url", ""),
    )


def _sites(rows: list[dict[str, Any]], listed: tuple[Listed, ...]) -> tuple[Site, ...]:
    sites: dict[str, Site] = {}
    for row in rows:
        name = site_id(row["place"], row["state"])
        sites.setdefault(
            name,
            Site(
                name,
                row["place"],
                row["state"],
                row.get("agency", ""),
                population=row.get("population"),
            ),
        )
    for report in listed:
        places = [part.strip() for part in report.place.split(";") if part.strip()]
        for name, place in zip(report.sites, places, strict=True):
            agency = report.agency if len(places) == 1 else ""
            sites.setdefault(name, Site(name, place, report.state, agency, report.country))
    return tuple(sites.values())
