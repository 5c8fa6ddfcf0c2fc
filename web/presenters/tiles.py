"""The map of the states as equal tiles, so that small states can be clicked too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.place_names import state_name

TILE = 44
# One row of the map a line; neighbours stand roughly where they stand on a map.
_GRID = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA ..
OR NV WY SD IA IN OH PA NJ CT .. ..
CA UT CO NE MO KY WV VA MD DE .. ..
.. AZ NM KS AR TN NC SC DC .. .. ..
.. .. .. OK LA MS AL GA .. .. .. ..
HI .. .. TX .. .. .. .. FL .. .. PR
"""
# From how many sites on a tile is drawn darker.
_DEPTHS = ((5, "many"), (2, "some"), (1, "few"), (0, "none"))


@dataclass(frozen=True, slots=True)
class Tile:
    """One state: where its tile stands in the drawing (`x`, `y`), how many sites it has."""

    state: str
    name: str
    x: int
    y: int
    count: int
    depth: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """The drawing: its size and its tiles, row by row."""

    width: int
    height: int
    size: int
    tiles: tuple[Tile, ...]


def tile_map(counts: Mapping[str, int]) -> TileMap:
    """Draw how many sites each state has."""
    rows = [line.split() for line in _GRID.strip().splitlines()]
    placed = [
        _tile(state, column * TILE, row * TILE, counts.get(state, 0))
        for row, states in enumerate(rows)
        for column, state in enumerate(states)
        if state != ".."
    ]
    return TileMap(max(map(len, rows)) * TILE, len(rows) * TILE, TILE, tuple(placed))


def _tile(state: str, x: int, y: int, count: int) -> Tile:
    depth = next(name for least, name in _DEPTHS if count >= least)
    return Tile(state, state_name(state), x, y, count, depth)
