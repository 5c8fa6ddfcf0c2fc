"""Digests over a real catalog, index and mail server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import update

from indexer.query import Filter
from indexer.question.request import FindRequest
from indexer.question.saved_question import kept
from kb import curation, membership
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.schema import saved_searches
from kb.domain.description import Standing
from kb.domain.job import JobState
from kb.domain.saved_search import Often
from kb.domain.staff import Actor, Role
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.mail_server import Taken, serving_mail
from tests.support.quick_hashing import quick_hashing
from web import digests, tasks
from web.queue import Queue, open_queue
from web.services import Services

__all__ = ["quick_hashing"]
pytestmark = pytest.mark.enable_socket
LONG_AGO = "2000-01-01T00:00:00+00:00"


@dataclass
class Digesting:
    """One member with a confirmed address, and the mail server that digests go to."""

    services: Services
    queue: Queue
    taken: Taken
    member: int

    def save(self, q: str = "", name: str = "", often: Often = Often.DAILY) -> int:
        with self.services.catalog.begin() as tx:
            return tx.saved.add(self.member, name or q, kept(FindRequest(q=q)), often)

    def turn_back(self, told: str = "") -> None:
        """Let all searches be due, and last told of at that time where one is given."""
        values = {"due": LONG_AGO} | ({"told": told} if told else {})
        with self.services.catalog.begin() as tx:
            tx._connection.execute(update(saved_searches).values(values))

    def sweep(self) -> list[EmailMessage]:
        """Do what a worker does once a minute; give what was sent."""
        before = len(self.taken.letters)
        tasks.sweep(self.services, self.queue)
        return self.taken.letters[before:]


@pytest.fixture
def digesting(tmp_path, quick_hashing, monkeypatch) -> Iterator[Digesting]:
    # The reports of these tests are stored at once, and told of at once.
    monkeypatch.setattr(digests, "_STORED_WITHIN", timedelta(0))
    with serving_mail() as (url, taken):
        settings = replace(
            Settings.at(tmp_path, engine_url="memory:"),
            mail_url=url,
            mail_from="kb@example.org",
            public_url="https://kb.example.org",
        )
        catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
        small_catalog.fill(catalog, blobs)
        secret = membership.setup_secret(catalog)
        member = membership.accept(catalog, secret, Role.ADMIN, "quiet river seven lanterns", "")
        with catalog.begin() as tx:
            tx.saved.confirm(tx.saved.set_mailbox(member.id, "clerk@example.org").secret)
        engine = small_catalog.index(catalog)
        services = Services(settings, catalog, blobs, engine)
        queue = open_queue("immediate:")
        tasks.attach(services, queue)
        yield Digesting(services, queue, taken, member.id)
        catalog.close()


def test_what_is_new_is_told_once_with_citations_and_ways_out(digesting):
    digesting.save("tear gas", "Gas")
    digesting.turn_back(LONG_AGO)
    (letter,) = digesting.sweep()
    text = letter.get_content()
    assert letter["To"] == "clerk@example.org"
    assert "“Gas”" in letter["Subject"]
    assert "Officers gave no audible warning" in " ".join(text.split())
    assert "https://kb.example.org/search?q=tear+gas" in text
    assert "p. " in text
    assert "<https://kb.example.org/digests/stop/" in letter["List-Unsubscribe"]
    digesting.turn_back()
    assert digesting.sweep() == []


def test_nothing_is_sent_before_its_time_nor_without_news(digesting):
    digesting.save("tear gas")
    assert digesting.sweep() == []
    digesting.save("xylophone")
    digesting.turn_back(told="2999-01-01T00:00:00+00:00")
    assert digesting.sweep() == []


def test_several_searches_come_as_one_letter(digesting):
    digesting.save("tear gas", "Gas")
    digesting.save("", "Everything")
    digesting.turn_back(LONG_AGO)
    (letter,) = digesting.sweep()
    assert "“Gas” and “Everything”" in letter["Subject"]
    assert letter["List-Unsubscribe"] is None
    assert letter.get_content().count("No more of this one:") == 2


def test_a_draft_is_news_when_it_is_published_and_not_before(digesting):
    catalog = digesting.services.catalog
    with catalog.read() as view:
        report = view.summaries()[0].id
    curation.stand(catalog, report, Standing.DRAFT, by=Actor("admin"))
    digesting.save("", "Everything")
    digesting.turn_back(LONG_AGO)
    (letter,) = digesting.sweep()
    assert f"/records/{report}/" not in letter.get_content()
    curation.stand(catalog, report, Standing.PUBLISHED, by=Actor("admin"))
    with catalog.begin() as tx:
        told = datetime.fromisoformat(tx.saved.of(digesting.member)[0].told)
    # In the service a minute lies between; here both may fall into one second.
    digesting.turn_back((told - timedelta(seconds=1)).isoformat())
    (letter,) = digesting.sweep()
    assert f"/records/{report}/" in letter.get_content()


def test_a_server_that_is_away_leaves_the_news_for_later(digesting):
    digesting.save("tear gas")
    digesting.turn_back(LONG_AGO)
    digesting.taken.refusing = True
    assert digesting.sweep() == []
    with digesting.services.catalog.begin() as tx:
        (job,) = tx.jobs.in_state((JobState.QUEUED,))
        assert "no such mailbox" in job.reason
        assert tx.saved.of(digesting.member)[0].told == LONG_AGO
    digesting.taken.refusing = False
    digesting.turn_back()
    assert len(digesting.sweep()) == 1


@pytest.mark.parametrize("why", ["unconfirmed", "closed", "never", "deleted"])
def test_nobody_is_written_to_who_does_not_want_it(digesting, why):
    search = digesting.save("tear gas")
    digesting.turn_back(LONG_AGO)
    with digesting.services.catalog.begin() as tx:
        if why == "unconfirmed":
            tx.saved.set_mailbox(digesting.member, "other@example.org")
        elif why == "closed":
            tx.members.change(digesting.member, disabled=True)
        elif why == "never":
            tx.saved.tell(tx.saved.get(search, digesting.member), Often.NEVER)
        else:
            tx.saved.drop(search, digesting.member)
    assert digesting.sweep() == []


def test_a_search_whose_filter_is_gone_stops_no_other(digesting):
    with digesting.services.catalog.begin() as tx:
        gone = FindRequest(filters=(Filter("topic", ("no/such-topic",)),))
        tx.saved.add(digesting.member, "Gone", kept(gone), Often.DAILY)
    digesting.save("tear gas", "Gas")
    digesting.turn_back(LONG_AGO)
    (letter,) = digesting.sweep()
    assert "“Gas”" in letter["Subject"]


def test_without_a_mail_server_no_job_is_made(digesting):
    digesting.save("tear gas")
    digesting.turn_back(LONG_AGO)
    silent = replace(digesting.services, settings=replace(digesting.services.settings, mail_url=""))
    assert digests.begin_due(silent) == ()
