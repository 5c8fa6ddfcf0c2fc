from __future__ import annotations

import csv
import re

from kb.domain.staff import Actor


def test_the_trail_shows_who_did_what_from_where(browser):
    page = browser("admin").get("/staff/trail?what=sign+in").text
    assert re.search(r">admin</td><td[^>]*>sign in</td>", page)
    assert "127.0.0.1" in page


def test_the_trail_is_exported_whole_and_safe_for_spreadsheets(browser, desk_services):
    with desk_services.catalog.begin() as tx:
        tx.trail.note(Actor("admin"), "probe", "=HYPERLINK(1)")
    answer = browser("admin").get("/staff/trail.csv")
    rows = list(csv.reader(answer.text.splitlines()))
    with desk_services.catalog.read() as view:
        assert len(rows) - 1 == len(view.trail.deeds(limit=10_000))
    assert [row[4] for row in rows if row[3] == "probe"] == ["'=HYPERLINK(1)"]
    assert rows[1][3] == "trail exported"
