from __future__ import annotations

import pytest

from ingest.pages.pictures import page_picture, picture_size
from kb.errors import BadPdf
from tests.ingest.pages.test_pdf import made, words


def test_a_page_is_drawn_once_and_kept(tmp_path):
    data = made(words)
    picture = page_picture(data, 1, scale=1.0, kept=tmp_path)
    assert picture_size(picture) == (612, 792)
    (kept,) = tmp_path.rglob("*.png")
    kept.write_bytes(b"as kept")
    assert page_picture(data, 1, scale=1.0, kept=tmp_path) == b"as kept"
    assert not list(tmp_path.rglob(".drawing-*"))


def test_a_huge_page_is_drawn_smaller(tmp_path):
    width, height = picture_size(
        page_picture(made(words, (14000, 14000)), 1, scale=2.0, kept=tmp_path)
    )
    assert width * height <= 8_100_000


def test_a_page_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadPdf):
        page_picture(made(words), 9, scale=1.0, kept=tmp_path)
