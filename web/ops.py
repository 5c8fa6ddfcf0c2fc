"""What a machine asks: is the process alive, can it serve, how long did each request take."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, g, request

from kb.errors import KbError
from web import services
from web.negotiate import as_json

_LOG = logging.getLogger("kb.requests")
_MILLISECONDS = 1000
blueprint = Blueprint("ops", __name__, url_prefix="/health")


@dataclass(frozen=True, slots=True)
class Health:
    """`ok`, or `degraded` where something this service needs does not answer."""

    status: str


@blueprint.get("/live")
def live() -> Response:
    """Answer as long as the process runs."""
    return _uncached(Health("ok"), 200)


@blueprint.get("/ready")
def ready() -> Response:
    """Answer 200 where catalog and index both answer, 503 where one does not; the log says why."""
    try:
        services.current().check()
    except KbError as error:
        _LOG.warning("not ready: %s %s", error, error.hint)
        return _uncached(Health("degraded"), 503)
    return _uncached(Health("ok"), 200)


def log_requests(app: Flask) -> None:
    """Write one line for each request: method, path, status, milliseconds; never the query."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    took = (time.perf_counter() - g.pop("started", time.perf_counter())) * _MILLISECONDS
    _LOG.info("%s %s %d %.1f ms", request.method, request.path, response.status_code, took)
    return response


def _uncached(health: Health, status: int) -> Response:
    answer = as_json(health, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
