from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import (
    And,
    Everything,
    FieldIs,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
    Words,
)
from indexer.question.limits import walk
from indexer.question.parser import parse

CASES = [
    ("radio", Words((Term("radio"),))),
    ("Radio failures", Words((Term("radio"), Term("failures")))),
    ("in the charge of", Words((Term("charge"),))),
    ('"mutual aid"', Phrase(("mutual", "aid"))),
    ('"radio"', Term("radio")),
    ('"mutual aid"~5', Near(("mutual", "aid"), 5)),
    ("+radio aid", And((Term("radio"), Prefer(Words((Term("aid"),)))))),
    ("radio -aid", And((Words((Term("radio"),)), Not(Term("aid"))))),
    ("a AND", Everything()),
    ("radio AND aid", And((Term("radio"), Term("aid")))),
    ("radio OR aid", Or((Term("radio"), Term("aid")))),
    ("NOT NOT radio", Term("radio")),
    ("polic*", Prefix("polic")),
    ("po*", Words((Term("po"),))),
    ("kind:finding radio", And((FieldIs("kind", "finding"), Words((Term("radio"),))))),
    ('site:"Ferguson MO"', FieldIs("site", "ferguson-mo")),
    ("state:mo", FieldIs("state", "MO")),
    ("state:missouri", FieldIs("state", "MO")),
    ('state:"New York"', FieldIs("state", "NY")),
    ("state:ontario", FieldIs("state", "Ontario")),
    ("state:Atlantis", FieldIs("state", "ATLANTIS")),
    ("type:disaster/wildfire", FieldIs("type", "disaster/wildfire")),
    ("year:2014..2016", Range("year", 2014, 2016)),
    ("year:..2016", Range("year", None, 2016)),
    ("year:2014-2016", Range("year", 2014, 2016)),
    ("year:2014\N{HORIZONTAL ELLIPSIS}2016", Range("year", 2014, 2016)),
    ("year:2016..2014", Range("year", 2014, 2016)),
    ("page:>12", Range("page", 13, None)),
    ("page:<=12", Range("page", None, 12)),
    ("date:2014-10..2014-08", Range("date", 20140800, 20141099)),
    ("\u201cmutual aid\u201d", Phrase(("mutual", "aid"))),
    ("body-worn", Words((Term("body"), Term("worn")))),
    ("+body-worn", Phrase(("body", "worn"))),
    ("colour:red", Words((Term("colour"), Term("red")))),
    ("", Everything()),
]


@pytest.mark.parametrize(("text", "tree"), CASES, ids=[text for text, _ in CASES])
def test_reads(text, tree):
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("spaced", "meant"),
    [
        ("kind: lesson radio", "kind:lesson radio"),
        ("radio -Kind:  Finding, dispatch", "radio -kind:finding dispatch"),
        ("state: MO", "state:MO"),
        ('state: "New York"', "state:NY"),
        ("year: >=2014", "year:2014.."),
        ("site: the park", "site the park"),
        ("state: in doubt", "state in doubt"),
        ('report: "use of force"', 'report "use of force"'),
        ("kind: AND radio", "kind AND radio"),
    ],
)
def test_a_space_after_a_field_is_read_as_meant(spaced, meant):
    assert parse(spaced).tree == parse(meant).tree


def test_match_all_requires_the_bare_words():
    assert parse("radio aid", "all").tree == Words((Term("radio"), Term("aid")), 2)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('"mutual aid', "unclosed quote"),
        ("(radio", "unclosed parenthesis"),
        ("radio)", "closing parenthesis"),
        ("AND radio", "left out AND"),
        ("radio OR", "left out an OR"),
        ("radio NOT", "left out a NOT"),
        ("year:soon radio", "takes a number"),
        ("date:soon radio", "takes a year, month or day"),
        ("year:2014-2016", "read year:2014-2016 as year:2014..2016"),
        ("year:2016..2014", "as year:2014..2016"),
        ("kind: lesson radio", "read kind: lesson as kind:lesson"),
        ("year: 2014-2016", "as year:2014..2016"),
        ("site: the park", "looked for site as a word"),
        ("topics:crowd", "did you mean topic:crowd?"),
        ("title:gas", "cannot be named alone"),
        ('"of the" radio', "only common words"),
        ("*radio", "plain word"),
        ("of the", "nothing in it to look for"),
    ],
)
def test_says_what_it_did(text, note):
    assert note in " ".join(parse(text).notes)


pieces = st.sampled_from(
    ["AND ", "OR ", "NOT ", '"', "(", ")", "-", "+", "*", "~3", ":", "year:", "kind:", "site: ",
     "gas ", " ", "\0", "\ud800", "é", "\u202e", "𝔘", "&& ", "|| ", "2014..", "[a TO z]", "^9"]
)  # fmt: skip


@given(st.lists(pieces, max_size=60).map("".join) | st.text(max_size=200))
def test_never_raises(text):
    parsed = parse(text)
    assert all(not isinstance(node, Term) or node.text for node in walk(parsed.tree))


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000 + "police" + ")" * 20_000, "NOT " * 2_000 + "police", '"' * 20_000, "a" * 20_000,
     "OR " * 5_000, "-" * 20_000, "*" * 20_000, '"a' * 6_000],
    ids=["nested", "not", "quotes", "one word", "or", "minus", "stars", "open quotes"],
)  # fmt: skip
def test_attacks_are_read_like_anything_else(text):
    assert parse(text).tree is not None
