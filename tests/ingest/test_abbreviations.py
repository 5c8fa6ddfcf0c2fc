from __future__ import annotations

import pytest

from ingest.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the public information officer (PIO) spoke", "PIO", "public information officer"),
        ("emergency operations centers (EOCs) opened", "EOC", "emergency operations centers"),
        ("PIO (public information officer)", "PIO", "public information officer"),
        ("x\nPIO – Public Information Officer\ny", "PIO", "Public Information Officer"),
    ],
)
def test_ways_of_defining(text, short, long):
    assert dict(find_abbreviations(text))[short] == long


def test_brackets_that_define_nothing():
    assert find_abbreviations("in Ferguson (MO) on Monday (NOTE)") == ()


def test_known_long_forms_support():
    known = {"ICS": ("incident command system",)}
    assert find_abbreviations("ICS and the incident command system", known)
    assert not find_abbreviations("ICS was used", known)
