from __future__ import annotations

import pytest

from indexer.question.ranges import bounds_in, days_of


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2014", (20140000, 20149999)),
        ("2014-08", (20140800, 20140899)),
        ("2014-08-09", (20140809, 20140809)),
        ("2014-08-09..2014-10", (20140809, 20141099)),
        ("2014..", (20140000, None)),
        ("..2014-10-05", (None, 20141005)),
        # A report of "August 2014" came out after the first day of that month began.
        ("2014-08-01..", (20140800, None)),
        ("2014-01-01..2014-12-31", (20140000, 20141231)),
        ("2014-01..", (20140000, None)),
        ("2014-13", None),
        ("2014-02-30", None),
        ("14-08", None),
        ("20140809", None),
        ("soon", None),
        ("..", None),
        ("", None),
    ],
)
def test_days(value, bounds):
    assert days_of(value) == bounds


def test_the_field_says_how_its_values_are_read():
    assert bounds_in("date", "2014") == (20140000, 20149999)
    assert bounds_in("year", "2014") == (2014, 2014)
    assert bounds_in("year", "2014-08") is None
