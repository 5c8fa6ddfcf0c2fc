"""Briefings about what another body found: they tell its statements and make none of their own."""

from __future__ import annotations

import re

from ingest.statements.flow import Flow, is_heading

# "Research Briefing" on a cover, "Briefing paper"; "Safety briefing to all crews" is longer.
_CALLED = re.compile(r"^(?:\w+ )?briefing(?: (?:paper|note))?$", re.IGNORECASE)
# "2 Recommendations of the inquiry", "Findings by the Grenfell Inquiry".
_OF_ANOTHER = re.compile(
    r"\b(?:recommendations?|findings?|lessons|conclusions) (?:of|by|from|made by) the (?:\w+ )*"
    r"(?:inquiry|review|commission|committee|panel|report|investigation|task ?force)\b",
    re.IGNORECASE,
)


def tells_of_another(flow: Flow) -> bool:
    """Say whether a report is a briefing, by its cover, on what another body found or recommends.

    A library's briefing on an inquiry has a chapter "Recommendations of the inquiry" with bullets
    that ask much; all of it is the inquiry's. Both signs are needed, since an inquiry heads its own
    list so too, and a briefing may well recommend.
    """
    called = any(b.page == 1 and _CALLED.match(b.text.strip()) for b in flow.blocks)
    return called and any(is_heading(b) and _OF_ANOTHER.search(b.text) for b in flow.blocks)
