from __future__ import annotations

import pytest

from ingest.child import MOST_CHARACTERS, MOST_WORDS, check_size
from kb.errors import BadPdf


def test_a_long_report_is_taken():
    check_size(["a word " * 500] * 400)


@pytest.mark.parametrize(
    "page", ["x" * (MOST_CHARACTERS + 1), "a " * (MOST_WORDS + 1)], ids=["characters", "words"]
)
def test_a_giant_text_ends_with_a_sentence(page):
    with pytest.raises(BadPdf, match="at most 10,000,000 and 500,000 are read") as ended:
        check_size([page])
    assert ended.value.code == "too_much_text"
    assert ended.value.hint
