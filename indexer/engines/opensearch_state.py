"""What is known of each generation beside its documents.

OpenSearch has no transaction over documents. So what a batch wrote is shown first, and the catalog
change it is up to is noted after that: a writer that dies in between repeats the batch, which
writes the same documents under the same ids.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from indexer.engines.opensearch_client import WRITE_SECONDS, Client


@dataclass(frozen=True, slots=True)
class State:
    """One generation: how many batches and documents it holds, up to which catalog change."""

    batch: int
    cursor: int
    documents: int
    fingerprint: str
    built: str
    meaning: str = ""


class States:
    """The index that holds a `State` for each generation."""

    def __init__(self, client: Client, index: str) -> None:
        """Name it; nothing is asked yet."""
        self._client = client
        self._index = index

    def all(self) -> dict[str, State]:
        """Give the states by generation."""
        found = self._client.find(f"/{self._index}/_search", size=1000)
        rows = found["hits"]["hits"] if found else []
        return {row["_id"]: State(**row["_source"]) for row in rows}

    def get(self, generation: str) -> State | None:
        """Give a generation's state as it is now."""
        found = self._client.find(f"/{self._index}/_doc/{generation}")
        return State(**found["_source"]) if found else None

    def put(self, generation: str, state: State) -> None:
        """Note a generation's state; it is on the disk of every copy on return."""
        path = f"/{self._index}/_doc/{generation}"
        self._client.ask("PUT", path, asdict(state), seconds=WRITE_SECONDS, refresh="true")

    def drop(self, generation: str) -> None:
        """Forget a generation."""
        self._client.remove(f"/{self._index}/_doc/{generation}?refresh=true")
