from __future__ import annotations

import pytest

from indexer.documents import Document
from indexer.engines.memory import MemoryEngine
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.query import Search


@pytest.mark.parametrize("whole", [True, False])
def test_values_as_frequent_as_each_other_come_by_name_numbers_too(tmp_path, whole):
    rows = [
        Document(
            f"r1/x/{n}",
            "records",
            "r1",
            (("statement", "gas"),),
            (("kind", ("lesson" if n % 2 else "finding",)), ("site", (f"s{n % 5}",))),
            (("recurs", 8 + n % 4), ("year", 2000 + n % 3)),
        )
        for n in range(60)
    ]
    facets = ("kind", "site", "recurs", "year")
    told = []
    for engine in (MemoryEngine(), TantivyEngine(tmp_path / "index")):
        engine.activate(name := engine.create())
        engine.write(name, rows, replacing=(), cursor=1)
        told.append(engine.search(Search(facets=facets, whole=whole)).facets)
    assert told[0] == told[1]
    assert [one.value for one in dict(told[1])["recurs"]] == ["10", "11", "8", "9"]
