from __future__ import annotations

import pytest

from indexer.question.spaced import closed_up


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("kind: lesson radio", "kind:lesson radio"),
        ("radio year: 2014..2016, state: Missouri", "radio year:2014..2016, state:Missouri"),
        ("the site: a park", "the site: a park"),
        ("mankind: lesson", "mankind: lesson"),
    ],
)
def test_the_space_goes_where_a_field_is_meant(question, meant):
    assert closed_up(question) == meant
