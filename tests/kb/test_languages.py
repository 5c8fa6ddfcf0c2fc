"""A text in another language is known as such; English with foreign names is English."""

from __future__ import annotations

import pytest

from kb.languages import other_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hubo disparos en una escuela y los padres están esperando afuera", "Spanish"),
        ("Des manifestants sont dans la rue et ont incendié des voitures", "French"),
        ("Ein Mann hat sich mit einer Waffe in der Wohnung verschanzt", "German"),
        ("Há uma multidão em frente da delegacia e não sai", "Portuguese"),
        ("crowd outside the station in Los Angeles after a shooting, third night", ""),
        ("riot on Avenida de la Paz, El Paso, 3 hurt", ""),
        ("protest las vegas", ""),
        ("die toll 12, bus crash, no medics", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_small_words(text: str, language: str) -> None:
    assert other_language(text) == language
