"""Figures for Prometheus: how many requests, how long, how much is held, what waits.

Only this machine may ask: behind a proxy, the scraper runs beside kb or the proxy shows it on.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as generate
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from kb.errors import KbError, NotFound
from web import services
from web.logs import UNASKED, route, when_answered

REQUESTS = Counter("kb_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "kb_request_seconds",
    "Time from a request to its answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
blueprint = Blueprint("metrics", __name__)


def count_requests(app: Flask) -> None:
    """Count every answer by its route."""
    app.after_request(_count)


@blueprint.get("/metrics")
def show() -> Response:
    """Give all figures in Prometheus' own form; raises NotFound for askers from elsewhere."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
        raise NotFound("Nothing stands at this address.")
    registry = CollectorRegistry()
    registry.register(_Held())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    answer = Response(generate(registry), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class _Held:
    """What catalog, index and ledger hold at this moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give one family of gauges after the other."""
        # The index brings numpy, which no start need wait for.
        from indexer.keeping.sync import behind  # noqa: PLC0415

        here = services.current()
        with here.catalog.read() as view:
            counts, jobs = view.counts(), view.jobs.counts()
        for name, value, told in (
            ("kb_reports", counts.reports, "Reports published."),
            ("kb_records", counts.records, "Statements published."),
            ("kb_decisions", counts.decisions, "Decisions of staff."),
        ):
            yield GaugeMetricFamily(name, told, value=value)
        try:
            late = behind(here.catalog, here.engine)
        except KbError:
            late = counts.reports
        yield GaugeMetricFamily("kb_index_behind", "Reports not in the index yet.", value=late)
        waiting = GaugeMetricFamily("kb_jobs", "Jobs in the ledger.", labels=["state"])
        for state, number in jobs.items():
            waiting.add_metric([state.value], number)
        yield waiting


def _count(response: Response) -> Response:
    told = route() or "none"
    if UNASKED not in request.environ:
        REQUESTS.labels(request.method, told, str(response.status_code)).inc()
    when_answered(response, lambda ms: SECONDS.labels(told).observe(ms / 1000))
    return response
