from __future__ import annotations

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.incidents.mending import is_slip, mended
from tests.indexer.question.test_asking import doc
from tests.support.engines import fill


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("susspect", "suspect"),
        ("sherrif", "sheriff"),
        ("seargents", "sergeants"),
        ("evacution", "evacuation"),
        ("hostige", "hostage"),
        ("demonstators", "demonstrators"),
        ("susepct", "suspect"),
    ],
)
def test_slips_that_people_make(typed, meant):
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("remote", "remove"),
        ("unarmed", "unnamed"),
        ("rioting", "rating"),
        ("drowning", "drawing"),
        ("tellers", "letters"),
    ],
)
def test_words_of_their_own_are_no_slips(typed, other):
    assert not is_slip(typed, other)


def test_only_words_that_nothing_holds_are_mended():
    engine = fill(MemoryEngine(), [doc("a", "The sheriff removed a hostage and a suspect.")])
    told = "Sherrif says the susspect took a hostige through a remote road, sherrif's wife"
    assert mended(told, engine) == (
        "Sherrif says the suspect took a hostage through a remote road, sherrif's wife"
    )
    assert mended("", engine) == ""
