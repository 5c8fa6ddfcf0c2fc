from __future__ import annotations

import pytest

from ingest.front_matter import FrontMatter, Group
from ingest.publication_dates import read_published


def front(*cover: str, **facts) -> FrontMatter:
    return FrontMatter(1, tuple(Group(1, t, 12.0, False, 100.0) for t in cover), (), **facts)


@pytest.mark.parametrize(
    ("made", "date"),
    [
        (front("The Mill Street Fire of May 3, 2017", "January 2019"), "2019-01"),
        (front("Published: 14 April 2025"), "2025-04-14"),
        (front("The fire occurred on May 3, 2017", "© City of Elm 2018"), "2018"),
        (front("Doors", info={"CreationDate": "D:20210203"}), "2021"),
        (front("Doors"), ""),
    ],
)
def test_published(made, date):
    assert read_published(made, "The Mill Street Fire of May 3, 2017")[0] == date
