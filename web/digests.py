"""Digests of saved searches: what came to each since the last one, as one e-mail to each member.

A digest is a job of the ledger, so that one who is sent it twice, or not, is seen there.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256

from indexer.answer.newest import Between, newest
from indexer.question.saved_question import asked_again
from kb.catalog.view import View
from kb.domain.job import JobKind, Work
from kb.domain.saved_search import Mailbox, Often, SavedSearch
from kb.errors import BadRequest, NotFound
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import mail
from web.exports import Absolute
from web.services import Services
from web.state import SearchState

# Statements of one search that a digest spells out; the rest is behind its link.
SPELT_OUT = 10
# A report is dated when its storing begins, and stored some seconds later.
_STORED_WITHIN = timedelta(minutes=1)
_WIDTH, _LONGEST = 76, 600


@dataclass(frozen=True, slots=True)
class News:
    """What came to one search: how many statements, the latest of them, and where all are."""

    search: SavedSearch
    total: int
    rows: tuple[Row, ...]
    url: str


def begin_due(services: Services) -> tuple[int, ...]:
    """Write a job down for each member who is due a digest; give the jobs' numbers."""
    if not services.settings.mail_url:
        return ()
    with services.catalog.begin() as tx:
        return tuple(
            tx.jobs.add(
                Work(
                    JobKind.DIGEST,
                    f"digest for {tx.members.get(member).name}",
                    ",".join(map(str, searches)),
                ),
                "kb",
            )
            for member, searches in tx.saved.take_due().items()
        )


def send_digest(services: Services, searches: Iterable[int]) -> int:
    """Send one member what came to these searches of theirs; give how many statements.

    Nothing is sent where nothing came. Raises MailError where the server did not take it; what was
    not sent is told of next time.
    """
    until = (datetime.now(UTC) - _STORED_WITHIN).isoformat(timespec="seconds")
    with services.catalog.read() as view:
        found = [one for number in searches if (one := _kept(view, number)) is not None]
        mailbox = view.saved.mailbox(found[0].owner) if found else None
        if mailbox is None or not mailbox.confirmed:
            return 0
        news = [told for one in found if (told := _news(services, view, one, until)).total]
    if news:
        mail.send(services.settings, _digest(services, mailbox, news, until))
    with services.catalog.begin() as tx:
        tx.saved.was_told((one.id for one in found), until)
    return sum(one.total for one in news)


def ask_to_confirm(services: Services, mailbox: Mailbox) -> None:
    """Ask whoever reads an address whether it is theirs; raises MailError."""
    link = f"{services.settings.public_url}/digests/confirm/{mailbox.secret}"
    text = _paragraphs(
        "Somebody who is signed in to kb asked that digests of saved searches be sent to this "
        "address. If that was you, open this link and confirm it:",
        link,
        "If it was not, do nothing: no more e-mail comes.",
    )
    told = mail.message(
        services.settings,
        mailbox.address,
        "Confirm your address for digests from kb",
        text,
        f"confirm-{mailbox.secret[:12]}",
    )
    mail.send(services.settings, told)


def _kept(view: View, number: int) -> SavedSearch | None:
    """Give a search that is still there and still wanted by e-mail."""
    try:
        found = view.saved.numbered(number)
    except NotFound:
        return None
    closed = view.members.get(found.owner).disabled
    return None if closed or found.often is Often.NEVER else found


def _news(services: Services, view: View, search: SavedSearch, until: str) -> News:
    try:
        asked = asked_again(search.question)
        told = newest(view, services.engine, asked, SPELT_OUT, Between(search.told, until))
    except BadRequest:
        # What it filters by may be gone: a topic retired, the only report of a site withdrawn.
        return News(search, 0, (), "")
    maker = RowMaker(view, services.vocabulary, Absolute(services.settings.public_url))
    rows = maker.records(told.ids) if asked.collection == "records" else maker.passages(told.ids)
    url = services.settings.public_url + SearchState(asked).url()
    return News(search, told.total, tuple(rows), url)


def _digest(services: Services, mailbox: Mailbox, news: list[News], until: str) -> EmailMessage:
    total, base = sum(one.total for one in news), services.settings.public_url
    parts = [_paragraphs(f"New in your saved searches, up to {until[:16].replace('T', ' ')} UTC.")]
    parts += [_section(base, one) for one in news]
    parts.append(f"Your saved searches: {base}/staff/saved\n")
    subject = f"kb: {total:,} new {_statements(total)} in {_and([n.search.name for n in news])}"
    name = sha256(f"{[one.search.id for one in news]} {until[:13]}".encode()).hexdigest()[:24]
    told = mail.message(
        services.settings, mailbox.address, subject, "\n".join(parts), f"digest-{name}"
    )
    if len(news) == 1:
        # RFC 8058: a mail reader's own button ends it. One that ends several would say too little.
        told["List-Unsubscribe"] = f"<{_stop(base, news[0].search)}>"
        told["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return told


def _section(base: str, news: News) -> str:
    head = f"{news.search.name}: {news.total:,} new {_statements(news.total)}"
    lines = [head, "=" * min(len(head), _WIDTH), ""]
    lines += [_statement(row) for row in news.rows]
    if news.total > len(news.rows):
        lines.append(f"and {news.total - len(news.rows):,} more.")
    lines += [f"All results: {news.url}", f"No more of this one: {_stop(base, news.search)}", ""]
    return "\n".join(lines)


def _statement(row: Row) -> str:
    told = row.text if len(row.text) <= _LONGEST else f"{row.text[:_LONGEST].rsplit(' ', 1)[0]} ..."
    return _paragraphs(f"{row.name}. {told}", row.citations[0].text, row.permalink)


def _paragraphs(*told: str) -> str:
    return "".join(f"{_wrapped(' '.join(one.split()))}\n\n" for one in told)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _stop(base: str, search: SavedSearch) -> str:
    return f"{base}/digests/stop/{search.stop}"


def _statements(number: int) -> str:
    return "statement" if number == 1 else "statements"


def _and(names: list[str]) -> str:
    shown: Iterator[str] = (f"“{name}”" for name in names[:2])
    more = len(names) - 2
    return " and ".join(shown) + (f" and {more} more" if more > 0 else "")
