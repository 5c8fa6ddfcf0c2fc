"""Exports: what a page shows, in any format, at the page's own address with the format's suffix.

A view says with `exported_by` what it exports; `/reports/x` then also answers `/reports/x.csv`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any, ParamSpec

from flask import Flask, Response, current_app, request

from kb.domain.ids import slug
from kb.errors import NotFound
from kb.export.base import Cover, ExportFormat, Row
from kb.export.registry import FORMATS, format_named
from kb.export.rows import RowMaker
from web import services
from web.negotiate import asked_format
from web.presenters import links
from web.services import Services

P = ParamSpec("P")
_EXPORTS = "kb_exports"


@dataclass(frozen=True, slots=True)
class Export:
    """What one address exports; `rows` is asked once, over the snapshot it is written from."""

    cover: Cover
    rows: Callable[[RowMaker], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class ExportLink:
    """One format offered on a page."""

    label: str
    url: str
    help: str


@dataclass(frozen=True, slots=True)
class Absolute:
    """Whole addresses of this service, as the request reached it."""

    base: str

    def record(self, record: str) -> str:
        """Address a record's page."""
        return self.base + links.record_url(record)

    def report(self, report: str) -> str:
        """Address a report's page."""
        return self.base + links.report_url(report)

    def page(self, report: str, number: int) -> str:
        """Address one page of a report."""
        return self.base + links.page_url(report, number)


def exported_by(
    exported: Callable[P, Export],
) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """Let a view answer every export suffix with what `exported` gives for the same arguments."""

    def decorate(view: Callable[P, Any]) -> Callable[P, Any]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Any:
            name = asked_format()
            return send(exported(*args, **kwargs), name) if name else view(*args, **kwargs)

        setattr(answer, _EXPORTS, True)
        return answer

    return decorate


def refuse_others(app: Flask) -> None:
    """Answer 404 for an export suffix where there is nothing to export."""
    app.before_request(_refuse)


def _refuse() -> None:
    name = asked_format()
    view = current_app.view_functions.get(request.endpoint or "")
    if name and view is not None and not hasattr(view, _EXPORTS):
        raise NotFound(
            f"This page has nothing to export as .{name}.",
            hint="Reports, topics, packets and search results can be exported.",
        )


def cover(title: str, path: str, **told: Any) -> Cover:
    """Say what an export is of; `path` is its page here."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return Cover(title, whole_address(path), today, **told)


def whole_address(path: str) -> str:
    """Give the whole address of a path, as the request reached this service."""
    return request.host_url.rstrip("/") + path


def export_links(url: str) -> tuple[ExportLink, ...]:
    """Offer every format of a page, whose address may hold a question."""
    path, mark, query = url.partition("?")
    return tuple(ExportLink(f.label, f"{path}.{f.name}{mark}{query}", f.help) for f in FORMATS)


def send(export: Export, name: str) -> Response:
    """Send an export piece by piece; raises what making its beginning raises."""
    chosen = format_named(name)
    chunks = _written(services.current(), export, chosen, Absolute(whole_address("")))
    first = next(chunks, b"")
    answer = Response(chain([first], chunks), mimetype=chosen.media_type)
    answer.call_on_close(chunks.close)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"{_file_name(export)}.{chosen.name}"
    )
    return answer


def _written(
    here_: Services, export: Export, chosen: ExportFormat, addresses: Absolute
) -> Generator[bytes, None, None]:
    with here_.catalog.read() as view:
        maker = RowMaker(view, here_.vocabulary, addresses)
        yield from chosen.write(export.cover, export.rows(maker))


def _file_name(export: Export) -> str:
    return slug(export.cover.title) or "statements"
