from __future__ import annotations

import tarfile

import msgspec
import pytest
from sqlalchemy import MetaData, select

from kb import membership
from kb.backup import back_up, put_back
from kb.catalog import copying, migrate
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.connection import reading
from kb.domain.staff import Actor, Role
from kb.errors import BadRequest, CatalogUnavailable, Conflict
from tests.support import small_catalog


@pytest.fixture
def full(tmp_path):
    catalog = Catalog.open(f"sqlite:///{tmp_path}/full/catalog.sqlite3")
    blobs = Blobs(tmp_path / "full")
    small_catalog.fill(catalog, blobs)
    secret = membership.setup_secret(catalog)
    membership.accept(catalog, secret, "chief", "quiet river seven lanterns", "")
    yield catalog, blobs
    catalog.close()


@pytest.fixture
def empty(tmp_path):
    catalog = Catalog.open(f"sqlite:///{tmp_path}/empty/catalog.sqlite3")
    yield catalog, Blobs(tmp_path / "empty")
    catalog.close()


def test_what_is_put_back_is_what_was_copied(full, empty, tmp_path):
    # A server that was started on the empty folder has offered a link already.
    membership.setup_secret(empty[0])
    done = back_up(*full, tmp_path / "kb.tar")
    assert put_back(*empty, tmp_path / "kb.tar") == done
    with full[0].read() as one, empty[0].read() as other:
        assert one.summaries() == other.summaries()
        assert [one.report(s.id) for s in one.summaries()] == [
            other.report(s.id) for s in other.summaries()
        ]
        assert other.members.named("chief").role is Role.ADMIN
        assert one.trail.deeds() == other.trail.deeds()
        assert one.last_change() == other.last_change()
    assert list(full[1].all()) == list(empty[1].all())
    assert empty[0].check(empty[1]) == ()


def test_numbering_goes_on_after_what_was_put_back(full, empty, tmp_path):
    back_up(*full, tmp_path / "kb.tar")
    put_back(*empty, tmp_path / "kb.tar")
    with empty[0].read() as view:
        last = view.trail.deeds()[0].seq
    membership.invite(empty[0], "deputy", Role.EDITOR, Actor("chief"))
    with empty[0].read() as view:
        assert view.trail.deeds()[0].seq == last + 1


def test_nothing_is_put_over_what_is_there(full, tmp_path):
    back_up(*full, tmp_path / "kb.tar")
    with pytest.raises(Conflict, match="not empty"):
        put_back(*full, tmp_path / "kb.tar")


def test_a_damaged_pdf_is_not_copied_as_if_it_were_whole(full, tmp_path):
    catalog, blobs = full
    path = blobs.path(catalog.pdfs()[0])
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(CatalogUnavailable, match="damaged"):
        back_up(catalog, blobs, tmp_path / "kb.tar")
    assert [p.name for p in tmp_path.iterdir() if "kb.tar" in p.name] == []


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.7, 0.99], ids=str)
def test_a_torn_backup_leaves_the_catalog_empty(full, empty, tmp_path, cut):
    target = tmp_path / "kb.tar"
    back_up(*full, target)
    data = target.read_bytes()
    target.write_bytes(data[: int(len(data.rstrip(b"\0")) * cut)])
    with pytest.raises(BadRequest):
        put_back(*empty, target)
    with empty[0].read() as view:
        assert view.summaries() == ()


def test_a_backup_with_other_files_is_refused(full, empty, tmp_path):
    target = tmp_path / "kb.tar"
    back_up(*full, target)
    (tmp_path / "evil").write_text("x")
    with tarfile.open(target, "a") as archive:
        archive.add(tmp_path / "evil", "../../evil")
    with pytest.raises(BadRequest, match="not what its name says"):
        put_back(*empty, target)


@pytest.mark.parametrize("version", ["0001", "0005", "0006"])
def test_a_backup_of_earlier_tables_is_brought_up_to_date(tmp_path, empty, version):
    """Kept from before `reports.standing` or later tables were there."""
    url = f"sqlite:///{tmp_path}/old/catalog.sqlite3"
    catalog, blobs = Catalog.open(url), Blobs(tmp_path / "old")
    small_catalog.fill(catalog, blobs)
    with catalog.read() as view:
        before = [view.report(summary.id) for summary in view.summaries()]
    target = tmp_path / "old.tar"
    back_up(as_it_was(catalog, version), blobs, target)
    # A server that was started on the empty folder has offered a link already.
    membership.setup_secret(empty[0])
    assert put_back(*empty, target).pdfs == len(before)
    with empty[0].read() as view:
        assert [view.report(summary.id) for summary in view.summaries()] == before
        assert {report.standing for report in before} == {"published"}
    assert empty[0].check(empty[1]) == ()
    membership.setup_secret(empty[0])
    catalog.close()


def as_it_was(catalog, version):
    """Give a catalog with earlier tables, whose lines are those that its kb wrote."""
    engine = catalog._engine
    migrate.downgrade(engine, version)

    def lines():
        tables = MetaData()
        with reading(engine) as connection:
            tables.reflect(connection)
            yield msgspec.json.encode({"tables": version}) + b"\n"
            for table in tables.sorted_tables:
                if table.name == "alembic_version":
                    continue
                for row in connection.execute(select(table)).mappings():
                    told = {str(name): copying._plain(value) for name, value in row.items()}
                    yield msgspec.json.encode([str(table.name), told]) + b"\n"

    catalog.lines = lines
    return catalog


def test_a_backup_of_a_later_kb_is_refused(full, empty, tmp_path):
    full[0].lines = lambda: iter([b'{"tables": "9999"}\n'])
    back_up(*full, tmp_path / "kb.tar")
    with pytest.raises(BadRequest, match="9999"):
        put_back(*empty, tmp_path / "kb.tar")
