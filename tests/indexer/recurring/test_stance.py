from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.recurring.stance import Stance, opposed, stance_of
from kb.domain.record import Kind
from tests.support.extractions import record

SILENT = "The department's accounts were silent at night while false reports spread."
ADVICE = "Accounts that are silent at night let rumors spread; officers should post at all hours."
OPENED = "A reception center was opened within two hours and was run by trained volunteers."


@pytest.mark.parametrize(
    ("kind", "text", "stance"),
    [
        (Kind.STRENGTH, SILENT, Stance.PRAISES),
        (Kind.IMPROVEMENT, OPENED, Stance.LACKS),
        (Kind.CONTRIBUTING_FACTOR, OPENED, Stance.LACKS),
        (Kind.FINDING, SILENT, Stance.LACKS),
        (Kind.OBSERVATION, SILENT, Stance.LACKS),
        (Kind.FINDING, OPENED, Stance.OPEN),
        (Kind.FINDING, ADVICE, Stance.OPEN),
        (Kind.LESSON, SILENT, Stance.OPEN),
        (Kind.RECOMMENDATION, SILENT, Stance.OPEN),
    ],
)
def test_a_stance_is_told_by_the_kind_and_where_that_is_open_by_the_words(kind, text, stance):
    assert stance_of(replace(record("1", "1", text), kind=kind)) is stance


def test_only_praise_and_lack_are_opposed():
    assert opposed(Stance.PRAISES, Stance.LACKS)
    assert opposed(Stance.LACKS, Stance.PRAISES)
    assert not opposed(Stance.OPEN, Stance.LACKS)
    assert not opposed(Stance.PRAISES, Stance.PRAISES)
