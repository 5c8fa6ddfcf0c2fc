from __future__ import annotations

import pytest

from kb.sentences import sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("On Oct. 26, 2018, a man fired. Nine died.", 2),
        ("Lt. Smith and Sgt. Jones met at 4 p.m. in St. Paul. They agreed.", 2),
        ("The U.S. Marshals came.", 1),
        ("“Stop.” He ran.", 2),
        ("", 0),
    ],
)
def test_abbreviations_do_not_end_a_sentence(text, pieces):
    spans = list(sentences(text))
    assert len(spans) == pieces
    assert all(text[a:b].strip() == text[a:b] for a, b in spans)
