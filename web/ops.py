"""What a machine asks: is the process alive, and can it serve; what is wrong is named."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response

from kb.errors import EngineUnavailable, IndexOutOfDate, KbError
from web import services
from web.negotiate import as_json
from web.services import Services

_LOG = logging.getLogger("kb.health")
blueprint = Blueprint("ops", __name__, url_prefix="/health")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that serving needs. `told` says what is wrong with it, "" where nothing is."""

    name: str
    ok: bool
    told: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """`ok`, or `degraded` where something this service needs does not answer."""

    status: str
    parts: tuple[Part, ...] = ()


@blueprint.get("/live")
def live() -> Response:
    """Answer as long as the process runs."""
    return _uncached(Health("ok"), 200)


@blueprint.get("/ready")
def ready() -> Response:
    """Answer 200 where all parts answer, 503 where one does not, and name it."""
    here = services.current()
    parts = tuple(_asked(name, check, here) for name, check in PARTS)
    well = all(part.ok for part in parts)
    return _uncached(Health("ok" if well else "degraded", parts), 200 if well else 503)


def _catalog(here: Services) -> None:
    with here.catalog.read() as view:
        view.last_change()


def _index(here: Services) -> None:
    # The index brings numpy, which no start need wait for.
    from indexer.keeping.sync import usable_generation  # noqa: PLC0415

    if not here.engine.generations():
        raise EngineUnavailable("nothing is indexed yet")
    if usable_generation(here.engine) is None:
        raise IndexOutOfDate("the index must be built anew; the old one answers meanwhile")


PARTS: tuple[tuple[str, Callable[[Services], None]], ...] = (
    ("catalog", _catalog),
    ("search", Services.check),
    ("index", _index),
)


def _asked(name: str, check: Callable[[Services], None], here: Services) -> Part:
    try:
        check(here)
    except KbError as error:
        _LOG.warning("not ready: %s: %s %s", name, error, error.hint)
        return Part(name, ok=False, told=str(error))
    return Part(name, ok=True)


def _uncached(health: Health, status: int) -> Response:
    answer = as_json(health, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
