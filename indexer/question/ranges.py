"""What a filter's value means where it is a number or a day: the bounds between which it lies.

A day is written as a number, 20140809; a month or day that is not known is 00 (20140800), so that
`2014`, `2014-08` and `2014-08-09` all stand on one line in the order of time.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from indexer.fields import BY_NAME, Kind
from indexer.query import bounds_of

Bounds = tuple[int | None, int | None]

_DASHED = re.compile(r"(\d{1,17})[-\u2013](\d{1,17})", re.ASCII)
_BOUNDED = re.compile(r"([<>])(=?)(\d{1,17})", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DIGITS = 8


def bounds_in(name: str, value: str) -> Bounds | None:
    """Read a value of a field of numbers or days, `2014` or `2014..2016`; None where it is none."""
    return days_of(value) if BY_NAME[name].kind is Kind.DAY else bounds_of(value)


def ranged(name: str, value: str) -> str:
    """Write as `bounds_in` reads it what people write: 2014-2016, >2014, <=2016, 2016..2014.

    Dashes stand inside days, so that there only the order is mended, and the one sign that word
    processors make of dots.
    """
    value = value.replace("\N{HORIZONTAL ELLIPSIS}", "..")
    if BY_NAME[name].kind is Kind.INTEGER:
        if dashed := _DASHED.fullmatch(value):
            value = f"{dashed[1]}..{dashed[2]}"
        elif bounded := _BOUNDED.fullmatch(value):
            value = _open_ended(*bounded.groups())
    low, high = bounds_in(name, value) or (None, None)
    if low is None or high is None or low <= high:
        return value
    return "..".join(reversed(value.split("..")))


def _open_ended(sign: str, same: str, number: str) -> str:
    if sign == ">":
        return f"{number if same else int(number) + 1}.."
    return f"..{number if same else max(0, int(number) - 1)}"


def days_of(value: str) -> Bounds | None:
    """Read `2014`, `2014-08`, `2014-08-09`, or two of them as `2014-08..2014-10`, one left out.

    From the first day of a year or month on counts what is only known by that year or month.
    """
    low, dots, high = value.strip().partition("..")
    told = [part for part in (low, high) if part]
    if not told or not all(map(_is_day, told)):
        return None
    latest = high if dots else low
    return _first(low) if low else None, _last(latest) if latest else None


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(text)
    with suppress(ValueError):
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    return False


def _first(text: str) -> int:
    told = text.removesuffix("-01") if text.count("-") > 1 else text
    told = told.removesuffix("-01") if told.count("-") == 1 else told
    return int(told.replace("-", "").ljust(_DIGITS, "0"))


def _last(text: str) -> int:
    return int(text.replace("-", "").ljust(_DIGITS, "9"))
