from __future__ import annotations

import typing
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import And, FieldIs, Node, Not, Range, Term, Words
from indexer.question.parser import parse
from indexer.question.query_json import _LEFT_OUT, _READERS, KINDS, dumps, loads
from kb.errors import BadRequest
from tests.support.random_searches import trees


def test_it_is_readable():
    tree = And((FieldIs("kind", "finding"), Range("year", 2014, None), Not(Term("gas"))))
    assert dumps(tree) == (
        '{"tree":{"and":{"parts":['
        '{"field-is":{"field":"kind","value":"finding"}},'
        '{"range":{"field":"year","high":null,"low":2014}},'
        '{"not":{"part":{"term":{"text":"gas"}}}}]}},"version":1}'
    )


def test_what_belongs_to_one_model_is_left_out():
    tree = Words((Term("gas"),), 1, (0.6, 0.8), 0.3, 0.5)
    assert loads(dumps(tree)) == Words((Term("gas"),))


def test_every_node_has_its_kind_and_every_part_its_reader():
    assert set(KINDS.values()) == set(typing.get_args(Node))
    parts = {str(f.type) for k in KINDS.values() for f in fields(k) if f.name not in _LEFT_OUT}
    assert parts == set(_READERS)


@given(trees)
def test_what_is_written_is_read_back(tree):
    assert dumps(loads(dumps(tree))) == dumps(tree)


@given(st.text(max_size=80))
def test_whatever_is_typed_can_be_saved(text):
    tree = parse(text).tree
    assert loads(dumps(tree)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version":2,"tree":{"everything":{}}}',
        '{"version":1,"tree":{"nothing":{}}}',
        '{"version":1,"tree":{"term":{"text":3}}}',
        '{"version":1,"tree":{"term":{}}}',
        '{"version":1,"tree":{"term":{"text":"a","size":1}}}',
        '{"version":1,"tree":{"near":{"words":["a"],"distance":true}}}',
        '{"version":1,"tree":{"and":{"parts":[{}]}}}',
        '{"version":1,"tree":' + '{"not":{"part":' * 200 + '{"everything":{}}' + "}}" * 200 + "}",
    ],
    ids=range(11),
)
def test_what_is_none_of_ours_is_refused_with_what_to_do(text):
    with pytest.raises(BadRequest, match="cannot be read") as told:
        loads(text)
    assert told.value.hint
