"""The two boxes beside the years of a search: what they hold, and the one filter they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.question.ranges import days_of
from kb.errors import BadRequest
from web.state import SearchState

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Dates:
    """What the boxes show: as typed where it was wrong, `problem` then says how."""

    since: str = ""
    until: str = ""
    problem: str = ""


def dates_chosen(state: SearchState) -> Dates:
    """Give what is chosen now, so that it can be changed rather than typed again."""
    for name in ("date", "year"):
        values = state.request.values(name)
        if len(values) == 1:
            since, dots, until = values[0].partition("..")
            return Dates(since, until if dots else since)
    return Dates()


def between_dates(state: SearchState, since: str, until: str) -> SearchState:
    """Narrow a search by what the two boxes hold; raises BadRequest where that is no date.

    Whole years are the filter of years, so that the chart shows them; anything finer is `date`.
    """
    told = [text for text in (since, until) if text]
    for text in told:
        if not days_of(text):
            raise BadRequest(
                f"{text[:20]!r} is not a date.", hint="Write 2014, 2014-08 or 2014-08-09."
            )
    left = state.without_field("date").without_field("year")
    if not told:
        return left
    value = since if since == until else f"{since}..{until}"
    low, high = days_of(value) or (None, None)
    if low is not None and high is not None and low > high:
        raise BadRequest(f"{since} is later than {until}.", hint="Put the earlier date first.")
    years = all(len(text) == _YEAR_DIGITS for text in told)
    return left.only("year" if years else "date", value)
