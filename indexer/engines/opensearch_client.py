"""The one file that speaks to OpenSearch: requests, retries on another node, our own errors."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from opensearchpy import Transport
from opensearchpy.exceptions import ConnectionError as NotConnected
from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException, TransportError

from kb.errors import EngineUnavailable, SettingsError, UnsupportedQuery

SEARCH_SECONDS = 3.0
WRITE_SECONDS = 60.0
# After no node answered: how long nobody tries again, so that requests do not queue up behind it.
BREAK_SECONDS = 2.0
# Items of a bulk that a busy node refused are sent again, each time after a longer pause.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
BUSY = frozenset({429, 502, 503, 504})
MOST_BYTES = 5_000_000
# Connections that are kept to each node: one for each thread that a worker answers with.
POOLED = 8
LATER = "Try again in a moment."
PORT = 9200
_BAD_REQUEST, _NOT_FOUND, _CONFLICT = 400, 404, 409

Action = tuple[Mapping[str, Any], Mapping[str, Any] | None]

# The client warns of each failed try; what fails for good is told as an error.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the nodes are and what the index's name begins with."""

    hosts: tuple[tuple[str, int], ...]
    secure: bool
    prefix: str
    login: tuple[str, str] | None


def address_of(rest: str) -> Address:
    """Read what stands after `opensearch+`: `http://user:password@host:9200,host:9200/prefix`.

    Raises SettingsError where it is no such address.
    """
    parts = urlsplit(rest)
    login, _, places = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    try:
        told = [urlsplit(f"//{place}") for place in places.split(",") if place]
        hosts = tuple((one.hostname or "", one.port or PORT) for one in told)
    except ValueError:
        hosts = ()
    if parts.scheme not in ("http", "https") or not hosts:
        raise SettingsError(
            f"opensearch+{parts.scheme}: is no address of a cluster",
            hint="Write opensearch+https://user:password@host1:9200,host2:9200/prefix",
        )
    return Address(
        hosts,
        parts.scheme == "https",
        parts.path.strip("/").lower() or "kb",
        (unquote(user), unquote(password)) if login else None,
    )


class Client:
    """Requests to a cluster; what a node does not answer, another one is asked."""

    def __init__(self, address: Address) -> None:
        """Name the nodes; nothing is asked yet."""
        self._nodes = len(address.hosts)
        self._transport = Transport(
            [{"host": h, "port": p, "use_ssl": address.secure} for h, p in address.hosts],
            http_auth=address.login,
            max_retries=self._nodes,
            retry_on_timeout=True,
            retry_on_status=BUSY,
            verify_certs=True,
            pool_maxsize=POOLED,
            dead_timeout=1,
        )
        self._broken_until = 0.0

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        seconds: float = SEARCH_SECONDS,
        **params: Any,
    ) -> Any:
        """Make a request; raises EngineUnavailable, UnsupportedQuery for one it cannot answer."""
        return self._made(method, path, body, seconds, params)

    def find(self, path: str, **params: Any) -> Any:
        """Get what may not be there; None then."""
        return self._made("GET", path, None, SEARCH_SECONDS, params, absent=True)

    def put_if(self, path: str, body: Mapping[str, Any], **params: Any) -> bool:
        """Write a document unless another was quicker; says whether it was written."""
        return self._made("PUT", path, body, WRITE_SECONDS, params, conflict=True) is not None

    def remove(self, path: str) -> None:
        """Delete what may be gone already, as after an answer that was lost on its way."""
        self._made("DELETE", path, None, WRITE_SECONDS, {}, absent=True)

    def refresh(self, index: str) -> None:
        """Show all that was written; raises EngineUnavailable where a part does not answer."""
        _whole(self.ask("POST", f"/{index}/_refresh", seconds=WRITE_SECONDS))

    def count(self, index: str) -> int:
        """Count what an index shows; raises EngineUnavailable where a part does not answer."""
        answer = self.ask("GET", f"/{index}/_count", seconds=WRITE_SECONDS)
        _whole(answer)
        return int(answer["count"])

    def every(
        self,
        index: str,
        query: Mapping[str, Any],
        order: Sequence[str],
        size: int,
        *,
        source: bool,
    ) -> Iterator[Any]:
        """Give all hits of a query, page by page."""
        body: dict[str, Any] = {"query": query, "sort": list(order), "size": size}
        while True:
            answer = self.ask(
                "POST",
                f"/{index}/_search",
                body | {"_source": source},
                seconds=WRITE_SECONDS,
                allow_partial_search_results="false",
            )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            body["search_after"] = hits[-1]["sort"]

    def bulk(self, index: str, actions: Sequence[Action]) -> None:
        """Write and delete documents; raises EngineUnavailable where any item failed for good."""
        for portion in _portions(actions):
            self._bulk(index, portion)

    def _bulk(self, index: str, actions: Sequence[Action]) -> None:
        left = list(actions)
        for pause in (*PAUSES, None):
            answer = self.ask("POST", f"/{index}/_bulk", _lines(left), seconds=WRITE_SECONDS)
            failed = _failed(answer, left)
            if not failed:
                return
            lost = [reason for _, status, reason in failed if status not in BUSY]
            if lost or pause is None:
                what = lost or [reason for _, _, reason in failed]
                raise EngineUnavailable(
                    f"{len(what)} of {len(actions)} documents were not written: {what[0]}",
                    hint="Nothing was switched. Run `python -m kb reindex` again.",
                )
            left = [action for action, _, _ in failed]
            time.sleep(pause)

    def _made(
        self,
        method: str,
        path: str,
        body: Any,
        seconds: float,
        params: Mapping[str, Any],
        *,
        absent: bool = False,
        conflict: bool = False,
    ) -> Any:
        if time.monotonic() < self._broken_until:
            raise EngineUnavailable("no node of the search cluster answers", hint=LATER)
        try:
            return self._transport.perform_request(
                method, path, params=dict(params), body=body, timeout=seconds
            )
        except ConnectionTimeout as error:
            raise EngineUnavailable("the search cluster takes too long", hint=LATER) from error
        except NotConnected as error:
            self._broken_until = time.monotonic() + BREAK_SECONDS
            raise EngineUnavailable("no node of the search cluster answers", hint=LATER) from error
        except TransportError as error:
            if (absent and error.status_code == _NOT_FOUND) or (
                conflict and error.status_code == _CONFLICT
            ):
                return None
            raise _refused(error, path) from error
        except OpenSearchException as error:
            raise EngineUnavailable(f"the search cluster: {error}", hint=LATER) from error


def _whole(answer: Mapping[str, Any]) -> None:
    """Raise EngineUnavailable where a part of an index did not answer."""
    if answer["_shards"]["failed"]:
        raise EngineUnavailable("a part of the index does not answer", hint="Try again later.")


def _refused(error: TransportError, path: str) -> Exception:
    told = f"the search cluster answered {error.status_code}: {_reason(error.info) or error.error}"
    if error.status_code == _BAD_REQUEST and path.endswith("/_search"):
        return UnsupportedQuery(told, hint="Ask for less at once.")
    return EngineUnavailable(told, hint=LATER)


def _reason(told: Any) -> str:
    """Give the innermost reason that OpenSearch states."""
    cause = told.get("error", told) if isinstance(told, dict) else {}
    if not isinstance(cause, dict):
        return str(cause)
    for inner in (cause.get("caused_by"), *cause.get("root_cause", ())):
        if isinstance(inner, dict) and inner is not cause and (found := _reason(inner)):
            return found
    return str(cause.get("reason", ""))


def _failed(answer: Any, sent: Sequence[Action]) -> list[tuple[Action, int, str]]:
    """Match each item's answer with what was sent; what was to be deleted may be gone already."""
    if not answer.get("errors"):
        return []
    outcomes = [next(iter(item.values())) for item in answer["items"]]
    return [
        (action, outcome["status"], _reason(outcome))
        for action, outcome in zip(sent, outcomes, strict=True)
        if "error" in outcome
    ]


def _portions(actions: Sequence[Action]) -> Iterator[list[Action]]:
    portion: list[Action] = []
    size = 0
    for action in actions:
        size += len(_lines([action]))
        portion.append(action)
        if size >= MOST_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _lines(actions: Sequence[Action]) -> str:
    rows = [row for action in actions for row in action if row is not None]
    return "".join(json.dumps(row) + "\n" for row in rows)
