"""Pictures of pages for the pages that show them: drawn in a limited child process, kept by hash.

The only way from the web to drawing; neither this process nor a page ever opens a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.pages.pictures import page_picture
from kb.domain.published import PublishedReport
from kb.errors import KbError, NotFound
from web.services import Services

# Two pixels a point: sharp at 200 % zoom, some 200 KB a page.
SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn page as PNG, or why there is none."""

    png: bytes = b""
    reason: str = ""


def draw(services: Services, report: PublishedReport, page: int) -> Drawn:
    """Draw a page of a report, or say why it cannot be drawn; raises NotFound for no such page."""
    if not any(p.number == page for p in report.pages):
        raise NotFound(
            f"The report has no page {page}.", hint=f"It has pages 1 to {len(report.pages)}."
        )
    try:
        path = services.blobs.path(report.sha256)
        return Drawn(png=page_picture(path, page, scale=SCALE, kept=services.settings.pictures_dir))
    except KbError as error:
        return Drawn(reason=f"{error} {error.hint}".strip())
