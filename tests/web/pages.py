"""One address for every page template, over the small catalog."""

from __future__ import annotations

from kb.domain.packet import Packet, added
from web.services import Services

PAGES = (
    "front",
    "search",
    "results by report",
    "nothing found",
    "narrative",
    "values of a filter",
    "record",
    "report",
    "report without records",
    "page of a report",
    "reports",
    "topics",
    "family",
    "topic",
    "lessons",
    "lessons on a topic",
    "lessons on a topic without any",
    "lesson",
    "sites",
    "sites of a state",
    "site",
    "site without reports",
    "incidents",
    "incident",
    "comparable",
    "comparable answered",
    "help",
    "help: search",
    "help: filters",
    "help: lessons",
    "help: api",
    "help: settings",
    "help: reading",
    "about",
    "no packet",
    "begin a packet",
    "packet",
    "shared packet",
    "discussion guide",
    "not found",
    "bad request",
)


def urls(services: Services) -> dict[str, str]:
    """Address each page."""
    with services.catalog.read() as view:
        told = {s.source.partition("-20")[0]: s.id for s in view.summaries()}
        report = told["harlow-bend-demonstrations"]
        record = view.report(report).records[0].id
        incident = view.incidents()[0].id
        lesson = next((one.id for one in view.lessons.every()), "none")
    with services.catalog.begin() as tx:
        packet = Packet("Warnings", "For Friday.", "Who decides?")
        stored = tx.packets.make(added(packet, [record]))
    found = {
        "front": "/",
        "results by report": "/search?q=gas&group=report",
        "search": "/search?q=tear+gas&kind=finding&kind=lesson&year=2019..2022",
        "nothing found": "/search?q=zebra&kind=lesson",
        "narrative": "/search?in=passages&q=gas",
        "values of a filter": "/search/values/topic?q=gas&find=force",
        "record": f"/records/{record}",
        "report": f"/reports/{report}",
        "report without records": f"/reports/{told['front-range-barricades']}",
        "page of a report": f"/reports/{report}/pages/2",
        "reports": "/reports",
        "topics": "/topics",
        "family": "/topics/use-of-force",
        "topic": "/topics/uof-chemical-agents",
        "lessons": "/lessons",
        "lessons on a topic": "/lessons?topic=use-of-force",
        "lessons on a topic without any": "/lessons?topic=training",
        "lesson": f"/lessons/{lesson}",
        "sites": "/sites",
        "sites of a state": "/sites?state=OH",
        "site": "/sites/harlow-bend-oh",
        "site without reports": "/sites/detroit-mi",
        "incidents": "/incidents",
        "incident": f"/incidents/{incident}",
        "comparable": "/comparable",
        "comparable answered": "/comparable?text=tear+gas+downtown&how.setting=off&killed=3",
        "help": "/help",
        "about": "/about",
        "no packet": "/packet",
        "begin a packet": f"/packet/begin?record={record}&back=/search",
        "packet": f"/packets/{stored.key}",
        "shared packet": f"/packets/shared/{stored.shared}",
        "discussion guide": f"/packets/{stored.key}/guide",
        "not found": "/nothing-here",
        "bad request": "/search?kind=bogus",
    }
    found |= {name: f"/help/{name[6:]}" for name in PAGES if name.startswith("help: ")}
    assert set(found) == set(PAGES)
    return found
