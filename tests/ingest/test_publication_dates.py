from __future__ import annotations

import pytest

from ingest.front_matter import FrontMatter, Group
from ingest.publication_dates import read_published


def front(*cover: str, text: str = "", **facts) -> FrontMatter:
    groups = tuple(Group(1, t, 12.0, False, 100.0) for t in cover)
    return FrontMatter(1, groups, ((2, text),) if text else (), **facts)


@pytest.mark.parametrize(
    ("made", "date"),
    [
        (front("The Mill Street Fire of May 3, 2017", "January 2019"), "2019-01"),
        (front("Published: 14 April 2025"), "2025-04-14"),
        (front("The fire occurred on May 3, 2017", "© City of Elm 2018"), "2018"),
        (front("Doors", info={"CreationDate": "D:20210203"}), "2021"),
        (front("Doors"), ""),
        # when a file was made says less than what its cover prints in whatever company
        (front("April 15, 2019 | Larkin, Kansas", info={"CreationDate": "D:20260203"}),
         "2019-04-15"),
        # a day that the report tells of is no date of publication, though the cover shows it alone
        (front("Derailment at Elm", "24 August 2004", text="On Friday 24 August 2004 a train left.",
               info={"CreationDate": "D:20050801"}), "2005"),
        (front("Derailment", "2 May 2005", text="Issued on 2 May 2005."), "2005-05-02"),
    ],
)  # fmt: skip
def test_published(made, date):
    assert read_published(made, "The Mill Street Fire of May 3, 2017")[0] == date
