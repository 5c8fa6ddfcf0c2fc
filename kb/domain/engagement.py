"""The programme's own work with a site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.domain.ids import EngagementId, ReportId, SiteId


class Assistance(StrEnum):
    """Kinds of assistance the programme gives."""

    PEER_EXCHANGE = "peer-to-peer-exchange"
    REVIEW = "in-depth-review-and-analysis"
    DISCUSSION = "facilitated-discussion"
    TRAINING = "training"

    @property
    def label(self) -> str:
        """Name it as people read it."""
        return _LABELS[self]


_LABELS = {
    Assistance.PEER_EXCHANGE: "Peer-to-peer exchange",
    Assistance.REVIEW: "In-depth review and analysis",
    Assistance.DISCUSSION: "Facilitated discussion",
    Assistance.TRAINING: "Training",
}


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement with one site, as data with its source."""

    id: EngagementId
    site: SiteId
    year: int | None
    assistance: tuple[Assistance, ...]
    prompted_by: str = ""
    objectives: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()
    reports: tuple[ReportId, ...] = ()
    source: str = ""
    source_url: str = ""
