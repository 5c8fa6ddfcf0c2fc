"""Logs: one line of JSON for each thing that happened, with the request's id and without secrets.

Of a request the method, the route and the time are told, never the address line or the body: what
an agency asks about in its bad night stands in no log.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from collections.abc import Callable
from typing import IO

import structlog
from flask import Flask, Response, g, request

_LOG = structlog.get_logger("kb.requests")
# Longer than this, in milliseconds, and a request is worth a person's look.
SLOW = 1000.0
# In the environment of a request that kb makes of itself before anybody asks; no client can set it.
UNASKED = "kb.unasked"
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SHARED = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(stream: IO[str] | None = None) -> None:
    """Send kb's own log lines to `stream`, standard error by default.

    They are JSON, or plain text where a person watches.
    """
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    watched = (stream or sys.stderr).isatty()
    shown = structlog.dev.ConsoleRenderer() if watched else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=list(_SHARED),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                shown,
            ],
        )
    )
    ours = logging.getLogger("kb")
    ours.handlers = [handler]
    ours.setLevel(logging.WARNING if watched else logging.INFO)
    ours.propagate = False


def log_requests(app: Flask) -> None:
    """Give each request an id, and write one line when it is answered."""
    app.before_request(_start)
    app.after_request(_finish)


def route() -> str:
    """Name the route of this request, "" where none fits: `/reports/<report_id>`."""
    return request.url_rule.rule if request.url_rule else ""


def _start() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def when_answered(response: Response, tell: Callable[[float], None]) -> None:
    """Call `tell` with the ms that a request took: of an answer sent in pieces, after the last.

    Nobody waits for what kb asks itself, so of that nothing is told.
    """
    if UNASKED in request.environ:
        return
    began = g.get("started", time.perf_counter())

    def ended() -> None:
        tell((time.perf_counter() - began) * 1000)

    # What is passed on from a file is the server's to send, and never closed here.
    if response.is_streamed and not response.direct_passthrough:
        response.call_on_close(ended)
    else:
        ended()


def _finish(response: Response) -> Response:
    told = {
        "method": request.method,
        "route": route() or "none",
        "status": response.status_code,
    }
    words = len(request.args.get("q", "").split())

    def tell(milliseconds: float) -> None:
        if milliseconds > SLOW:
            _LOG.warning("slow", words=words, ms=round(milliseconds, 1), **told)
        else:
            _LOG.info("answered", ms=round(milliseconds, 1), **told)

    when_answered(response, tell)
    response.headers["X-Request-ID"] = g.get("request_id", "")
    return response
