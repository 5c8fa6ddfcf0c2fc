from __future__ import annotations

import numpy as np
import pytest

from indexer.recurring.field_lessons import DIRECTIONS, place_of

RELIEF = "Crews worked twenty hours without relief."
LIMIT = "Supervisors nodded off; a limit on shifts and a rest roster are needed."
RADIO = "Portable radios lost the repeater inside the concrete stairwell."


def test_words_of_one_lesson_are_near_though_none_is_shared() -> None:
    alike = float(place_of(RELIEF) @ place_of(LIMIT))
    assert alike > float(place_of(RELIEF) @ place_of(RADIO)) + 0.1


@pytest.mark.parametrize("text", [RELIEF, RADIO])
def test_a_place_has_length_one(text: str) -> None:
    assert place_of(text).shape == (DIRECTIONS,)
    assert float(np.linalg.norm(place_of(text))) == pytest.approx(1, abs=1e-5)


def test_words_that_nobody_knows_have_no_place() -> None:
    assert not place_of("Xyzzy plugh.").any()
