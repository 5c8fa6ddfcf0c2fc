from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from kb.catalog.catalog import Catalog
from kb.domain.packet import Packet, added
from kb.errors import NotFound


@pytest.fixture
def catalog(tmp_path) -> Iterator[Catalog]:
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield opened
    opened.close()


def make(catalog: Catalog, packet: Packet = Packet("Radio")):
    with catalog.begin() as tx:
        return tx.packets.make(packet)


def test_each_key_opens_its_own_way_in(catalog):
    stored = make(catalog, added(Packet("Radio"), ["x/finding/1"]))
    assert len({stored.key, stored.shared}) == 2
    assert min(len(stored.key), len(stored.shared)) >= 27
    with catalog.read() as view:
        assert view.packets.get(stored.key) == stored == view.packets.shared(stored.shared)
        with pytest.raises(NotFound):
            view.packets.get(stored.shared)
        with pytest.raises(NotFound):
            view.packets.shared(stored.key)


def test_what_a_trainer_types_is_cleaned_of_what_cannot_be_stored(catalog):
    assert make(catalog, Packet("a\x00b")).packet.title == "a\ufffdb"


def test_a_packet_is_changed_and_deleted(catalog):
    key = make(catalog).key
    with catalog.begin() as tx:
        tx.packets.put(key, Packet("Channels"))
    with catalog.begin() as tx:
        assert tx.packets.get(key).packet.title == "Channels"
        tx.packets.drop(key)
    with catalog.begin() as tx, pytest.raises(NotFound):
        tx.packets.put(key, Packet())


def test_only_what_nobody_kept_goes_after_a_month(catalog, tmp_path):
    lost, kept, late = make(catalog), make(catalog), make(catalog)
    with catalog.begin() as tx:
        tx.packets.keep(kept.key)
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        old = "UPDATE packets SET changed = '2020-01-01T00:00:00+00:00' WHERE key IN (?, ?)"
        plain.execute(old, (lost.key, kept.key))
    plain.close()
    make(catalog)
    with catalog.read() as view:
        assert view.packets.get(kept.key).kept
        assert not view.packets.get(late.key).kept
        with pytest.raises(NotFound, match="no packet"):
            view.packets.get(lost.key)
