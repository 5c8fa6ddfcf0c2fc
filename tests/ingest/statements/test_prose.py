from __future__ import annotations

import pytest

from ingest.statements.prose import _recommends, _says_who_recommends


@pytest.mark.parametrize(
    "sentence",
    [
        "Under federal law, an agency must tell families within a day what it knows.",
        "An agency that knows or reasonably should know of an assault is bound to act on it.",
        "Some towns run such a center themselves, while others may need to share one.",
    ],
)
def test_what_only_tells_of_a_duty_or_a_need_recommends_nothing(sentence: str) -> None:
    assert not _recommends(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Agencies should tell families within a day what they know of the incident.",
        "Towns with one center for all need to agree in writing on who commands in it.",
        "The agency should assign an advocate to each family until the family says otherwise.",
        "Before the next season, they need to agree in writing on who commands.",
    ],
)
def test_what_asks_recommends(sentence: str) -> None:
    assert _recommends(sentence)


def test_a_sentence_that_says_who_recommends_need_not_say_should() -> None:
    for said in (
        "The Commission further recommends that departments repeat collapse zones.",
        "Finally, the Commission recommends that owners tell the fire department the same day.",
        "For these reasons we recommend that the county fund two more dispatchers.",
    ):
        assert _says_who_recommends(said)
    for other in (
        "The witness said the Commission recommends that departments train together.",
        "In 2014 a panel recommended that the county fund two more dispatchers.",
        "The Commission recommends haste.",
    ):
        assert not _says_who_recommends(other)
