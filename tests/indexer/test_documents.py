"""What the documents of a report hold."""

from __future__ import annotations

from indexer.answer.directory import directory_of
from indexer.keeping.catching_up import documents_for
from kb.catalog.catalog import Catalog
from tests.support.extractions import extraction, incident, record


def test_statements_are_found_by_their_reports_sites_and_by_where_its_incidents_happened(tmp_path):
    catalog = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    told = (incident(), incident(place="Sable Fork", state="CO", start="2015-05-22", end=""))
    with catalog.begin() as tx:
        report = tx.put_report(extraction([record("1", "1")], incidents=told))
    with catalog.read() as view:
        [(_, documents)] = documents_for(view, [report], view.vocabulary)
        labels = directory_of(view).labels["site"]
    catalog.close()
    assert documents
    found = {dict(document.keywords)["site"] for document in documents}
    assert found == {("harlow-bend-oh", "sable-fork-co")}
    assert labels["sable-fork-co"] == "Sable Fork, CO"
