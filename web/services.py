"""The composition root: opens catalog, blobs and engine from settings; all else is handed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.topic import Vocabulary
from kb.settings import Settings

if TYPE_CHECKING:
    from indexer.engine import SearchEngine
    from web.index_follower import IndexFollower
    from web.queue import Queue

_NAME, _QUEUE, _FOLLOWER = "kb", "kb_queue", "kb_index_follower"


@dataclass(frozen=True, slots=True)
class Services:
    """What pages, API and commands work with."""

    settings: Settings
    catalog: Catalog
    blobs: Blobs
    engine: SearchEngine

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force now: the shipped one under what staff changed."""
        return self.catalog.vocabulary

    @classmethod
    def open(cls, settings: Settings, *, upgrade: bool = False) -> Services:
        """Open everything that settings name; raises SettingsError, CatalogUnavailable.

        `upgrade` brings an older catalog's tables up to date. The engine is opened also where
        nothing is indexed yet.
        """
        from indexer.engines.registry import engine_of  # noqa: PLC0415
        from indexer.keeping.visible import VisibleEngine  # noqa: PLC0415

        catalog = Catalog.open(settings.catalog_url, upgrade=upgrade)
        return cls(
            settings=settings,
            catalog=catalog,
            blobs=Blobs(settings.blobs_dir),
            engine=VisibleEngine(engine_of(settings), catalog),
        )

    def subjects_of(self, text: str) -> tuple[str, ...]:
        """Give the topics that a text speaks of, as statements are tagged with them."""
        from ingest.topics.retagging import tagger_of  # noqa: PLC0415

        return tuple(tag.topic for tag in tagger_of(self.vocabulary).tag(text))

    def check(self) -> None:
        """Raise CatalogUnavailable or EngineUnavailable where one of them does not answer."""
        from indexer.query import Search  # noqa: PLC0415

        with self.catalog.read() as view:
            view.last_change()
        self.engine.search(Search(limit=1))


def install(app: Flask, services: Services) -> None:
    """Hand services to an application."""
    app.extensions[_NAME] = services


def of(app: Flask) -> Services:
    """Give an application's services."""
    return cast("Services", app.extensions[_NAME])


def queue() -> Queue:
    """Give the queue of background jobs, opened when first asked for."""
    from web.queue import open_queue  # noqa: PLC0415

    if _QUEUE not in current_app.extensions:
        current_app.extensions[_QUEUE] = open_queue(current().settings.queue_url)
    return cast("Queue", current_app.extensions[_QUEUE])


def index_follower() -> IndexFollower:
    """Give what lets the index follow decisions, made when first asked for."""
    from web.index_follower import IndexFollower  # noqa: PLC0415

    if _FOLLOWER not in current_app.extensions:
        current_app.extensions[_FOLLOWER] = IndexFollower(current())
    return cast("IndexFollower", current_app.extensions[_FOLLOWER])


def current() -> Services:
    """Give the services of the application that answers this request."""
    return of(current_app)
