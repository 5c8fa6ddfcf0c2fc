from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh_codec import Postings, pack, unpack

DOCUMENTS = st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=30)


def same(one: Postings, other: Postings) -> bool:
    fields = ("docs", "counts", "places")
    return all(getattr(one, f).tolist() == getattr(other, f).tolist() for f in fields)


@given(DOCUMENTS)
def test_a_list_of_whole_values_is_read_as_it_was_written(documents):
    docs = np.array(sorted(documents), dtype=np.int64)
    written = Postings(docs, np.ones(len(docs), dtype=np.int64), np.empty(0, dtype=np.int64))
    assert same(unpack(pack(written), len(docs)), written)


@given(st.dictionaries(
    st.integers(0, 2**32 - 1),
    st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=300),
    min_size=1, max_size=5,
))  # fmt: skip
def test_a_list_with_positions_is_read_as_it_was_written(told):
    docs = sorted(told)
    written = Postings(
        np.array(docs, dtype=np.int64),
        np.array([len(told[doc]) for doc in docs], dtype=np.int64),
        np.array([place for doc in docs for place in told[doc]], dtype=np.int64),
    )
    assert same(unpack(pack(written), len(docs)), written)


def test_numbers_take_no_more_room_than_they_need():
    docs = np.arange(1000, dtype=np.int64)
    once = Postings(docs, np.ones(1000, dtype=np.int64), docs % 200)
    assert len(pack(once)) == 3 + 1000 + 1000
