from __future__ import annotations

import json

import bibtexparser
import rispy

from kb.export.bibliographic import BIBTEX, CSL_JSON, RIS
from tests.support.exported import COVER, ROWS, row


def written(one, rows=ROWS) -> str:
    return b"".join(one.write(COVER, iter(rows))).decode()


def test_people_are_parted_and_organisations_are_not():
    entry = rispy.loads(written(RIS))[0]
    assert entry["authors"] == ["Rivera, Jane Q.", "Institute for Incident Review"]
    assert "{Institute for Incident Review}" in written(BIBTEX)
    assert json.loads(written(CSL_JSON))[0]["author"] == [
        {"family": "Rivera", "given": "Jane Q."},
        {"literal": "Institute for Incident Review"},
    ]


def test_the_publishers_copy_is_cited_where_there_is_one():
    first, second, _ = rispy.loads(written(RIS))
    assert first["urls"] == [ROWS[0].report.publisher_url, ROWS[0].permalink]
    assert second["urls"] == [ROWS[1].permalink]


def test_every_entry_has_a_key_of_its_own():
    keys = [e.key for e in bibtexparser.parse_string(written(BIBTEX)).entries]
    assert len(set(keys)) == len(ROWS)


def test_a_text_cannot_end_its_entry():
    rows = [row(text="one}\n\n@misc{x, title={evil}}\nER  - \nTY  - JOUR", note="}}")]
    read = bibtexparser.parse_string(written(BIBTEX, rows))
    assert len(read.entries) == 1
    assert read.failed_blocks == []
    assert len(rispy.loads(written(RIS, rows))) == 1


def test_a_date_is_given_as_far_as_it_is_known():
    assert json.loads(written(CSL_JSON))[0]["issued"] == {"date-parts": [[2020, 11, 2]]}
    assert "issued" not in json.loads(written(CSL_JSON))[1]
