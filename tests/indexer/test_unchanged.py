from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.documents import Document
from indexer.unchanged import difference

ONE = Document("r1/x/1", "records", "r1", (("statement", "gas"),), (("kind", ("finding",)),),
               (("page", 4),), "gas")  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, id="r1/x/2"),
        replace(ONE, collection="passages"),
        replace(ONE, report="r2"),
        replace(ONE, text=(("statement", "gas "),)),
        replace(ONE, text=(("title", "gas"),)),
        replace(ONE, keywords=(("kind", ("finding", "lesson")),)),
        replace(ONE, numbers=(("page", 5),)),
        replace(ONE, meaning=""),
    ],
)
def test_whatever_changes_in_a_document_changes_its_digest(other):
    assert other.digest != ONE.digest


def test_a_digest_is_the_same_in_every_process_and_fits_64_bits():
    assert ONE.digest == replace(ONE).digest == 5410313639080103463
    assert Document("\udc80", "records", "r1").digest < 2**63


def test_only_what_differs_is_written_and_only_what_is_gone_is_dropped():
    two, three = replace(ONE, id="r1/x/2"), replace(ONE, id="r1/x/3")
    told = difference({ONE.digest, two.digest}, [ONE, three])
    assert (told.new, told.gone) == ([three], {two.digest})


def test_where_nothing_is_held_all_is_written():
    told = difference((), [ONE])
    assert (told.new, told.gone) == ([ONE], frozenset())
