from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.incidents.comparable_question import How, Question, understand
from indexer.incidents.incident_table import MEANT, UNKNOWN, IncidentTable
from kb.domain.ids import IncidentId
from kb.domain.incident import Attribute, Incident


def incident(name, kind="", start="", state="", **stated):
    attributes = [Attribute(k, v) for k, values in stated.items() for v in values]
    return Incident(IncidentId(name), name, kind, start, state=state, attributes=tuple(attributes))


TABLE = IncidentTable([
    incident("two reports", "siege/hostage-barricade", "2015-02", "OH", killed=[2, 9]),
    incident("one", "disaster/flood", "2016", killed=[40], weapon=["rifle"]),
    incident("nothing known"),
])  # fmt: skip


def scores(question):
    return TABLE.alike(understand(question))


def test_the_likest_of_several_stated_values_counts():
    found = scores(Question(given={"killed": 9}))
    assert found.score.tolist() == pytest.approx([1, 0, 0])
    assert found.known.tolist() == [1, 1, 0]


def test_what_is_unknown_is_left_out():
    found = scores(Question(given={"killed": 9, "weapon": "rifle"}))
    assert found.whole == 2
    assert found.known.tolist() == [1, 2, 0]
    assert found.score.tolist() == pytest.approx([1, 0.5, 0])


def test_types_weigh_most():
    found = scores(Question(types=("disaster/wildfire",)))
    assert found.score.tolist() == [0, 0.5, 0]
    assert UNKNOWN < 0


def test_what_is_meant_counts_beside_what_is_named():
    described = understand(Question("hostages"))
    assert scores(Question("hostages")).score.tolist() == pytest.approx([1, 0, 0])
    meant = replace(described, leanings=(("disaster/flood", 0.75), ("disaster/wildfire", 0.25)))
    found = TABLE.alike(meant)
    assert found.score.tolist() == pytest.approx([1 - MEANT, MEANT * 0.875, 0])
    assert found.same_type.tolist() == [True, False, False]


def test_what_is_meant_counts_where_nothing_is_named():
    found = TABLE.alike(replace(understand(Question("water")), leanings=(("disaster/flood", 1.0),)))
    assert found.score.tolist() == pytest.approx([0, 1, 0])
    assert not found.same_type.any()


def test_a_type_given_by_hand_is_what_is_meant():
    assert understand(Question("water", types=("disaster/flood",))).leanings == ()


@pytest.mark.parametrize(
    ("question", "passing", "left"),
    [
        (Question(family="siege"), [0], "1 whose type is not known"),
        (Question(state="OH"), [0], "2 whose state is not known"),
        (Question(since=2016), [1], "1 whose date is not known"),
        (Question(given={"killed": 8}, hows={"killed": How.MUST}), [0],
         "1 of which no report states killed"),
        (Question(given={"weapon": "rifle"}, hows={"weapon": How.NOT}), [0, 2], ""),
        (Question(given={"curfew": "yes"}, hows={"curfew": How.MUST}), [],
         "3 of which no report states curfew"),
    ],
)  # fmt: skip
def test_hard_filters(question, passing, left):
    found = TABLE.admitted(question, understand(question))
    assert [n for n, let in enumerate(found.mask) if let] == passing
    assert found.left == ((left,) if left else ())


def test_no_incidents_at_all():
    empty = IncidentTable([])
    asked = understand(Question(types=("disaster/flood",), given={"killed": 1}))
    assert len(empty.alike(asked).score) == 0
    assert len(empty.admitted(Question(state="OH"), asked).mask) == 0


def test_columns_are_made_anew_only_where_an_incident_changed():
    [first, *others] = TABLE.incidents
    assert TABLE.now(TABLE.incidents, ()).told({}).tolist() == [0, 0, 0]
    assert TABLE.now(TABLE.incidents, ())._columns is TABLE._columns
    later = TABLE.now([incident("new", killed=[9]), first, *others], ())
    assert later.alike(understand(Question(given={"killed": 9}))).score.tolist() == pytest.approx(
        [1, 1, 0, 0]
    )
    changed = TABLE.now([incident("two reports", killed=[1]), *others], ())
    assert changed._columns["killed"].numbers.tolist() == [1, 40]
