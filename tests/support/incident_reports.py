"""Short reports of events, read as a whole report's account is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.incidents.reported import find_incidents, read_account
from ingest.layout.blocks import Block, LaidOut
from kb.domain.ids import site_id
from kb.domain.incident import Incident, Site
from tests.support.blocks import block, in_order

ELM = Site(site_id("Elm Ford", "OH"), "Elm Ford", "OH")
MARCHES = (
    "On Friday, June 5, 2020, protesters gathered in Elm Ford.",
    "Protesters marched again on June 6 and 7.",
    "The last protest ended on June 9, 2020.",
)


def found(
    heading: str, *texts: str | Block, published: str = "2021-05", sites: Sequence[Site] = (ELM,)
) -> tuple[Incident, ...]:
    """Give the incidents of a report with that title and these paragraphs or other blocks."""
    blocks = in_order(text if isinstance(text, Block) else block(text) for text in texts)
    return find_incidents(read_account(heading, LaidOut((), blocks, 11.0), published), sites)


def told(incident: Incident) -> dict[str, object]:
    """Give the values of its attributes by key."""
    return {a.key: a.value for a in incident.attributes}
