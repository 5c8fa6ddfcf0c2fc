"""What every export is made of: rows that stand alone, a cover, and the format that writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.citations import Citation, citations
from kb.domain.passage import Passage
from kb.domain.record import record_name
from kb.domain.report import Bibliography


@dataclass(frozen=True, slots=True)
class RowTopic:
    """A subject with its family's name, the words that gave it, and who did."""

    id: str
    label: str
    family: str = ""
    cues: tuple[str, ...] = ()
    score: float = 1.0
    by: str = "machine"


@dataclass(frozen=True, slots=True)
class RowReport:
    """The report a statement stands in, with all that a citation of it says.

    `published` is an ISO date, perhaps shortened; `rights` its rights statement; `publisher_url`
    the publisher's own copy, `source` the PDF's name.
    """

    id: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    year: int | None
    rights: str
    publisher_url: str
    permalink: str
    source: str
    sha256: str
    sites: tuple[str, ...] = ()
    sample: bool = False

    @property
    def bibliography(self) -> Bibliography:
        """Give it as citations need it."""
        return Bibliography(self.title, self.subtitle, self.publisher, self.authors, self.published)

    @property
    def url(self) -> str:
        """Give the address to cite: the publisher's own copy, else its page here."""
        return self.publisher_url or self.permalink


@dataclass(frozen=True, slots=True)
class Row:
    """One statement with all that is needed to use and to cite it away from this service.

    `kind` is `passage` for narrative. `page` counts the PDF's pages from 1, `printed_page` is as
    printed ("" where the page bears none). `heading` and `note` are those of a packet.
    """

    id: str
    permalink: str
    kind: str
    kind_label: str
    label: str
    number: str
    text: str
    page: int
    page_end: int
    printed_page: str
    report: RowReport
    section: tuple[str, ...] = ()
    status: str = ""
    topics: tuple[RowTopic, ...] = ()
    context: str = ""
    parent: str = ""
    parent_number: str = ""
    children: tuple[str, ...] = ()
    also_on: tuple[int, ...] = ()
    passage: Passage = Passage()
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    heading: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """Name it as its report does: `Finding 12`."""
        return record_name(self.label, self.number, self.kind_label)

    @property
    def cited_page(self) -> str:
        """Give the page as a citation names it: as printed, else as the PDF counts."""
        return self.printed_page or str(self.page)

    @property
    def where(self) -> str:
        """Say on which page it stands: `page 12 (PDF page 20)`."""
        if not self.printed_page:
            return f"PDF page {self.page}"
        return f"page {self.printed_page} (PDF page {self.page})"

    @property
    def url(self) -> str:
        """Give the address to cite: the publisher's own copy, else the permalink."""
        return self.report.publisher_url or self.permalink

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Cite it with its page, in each style."""
        return self._cited(self.url)

    @property
    def citation(self) -> Citation:
        """Cite it in the first style, for documents that give the permalink beside it."""
        return self._cited(self.report.publisher_url)[0]

    def _cited(self, url: str) -> tuple[Citation, ...]:
        about = self.report.bibliography
        return citations(about, label=self.name, page=self.cited_page, url=url)


@dataclass(frozen=True, slots=True)
class Cover:
    """What an export is of: shown first in documents, and the name of every file.

    `address` is where it came from, `made` the day in ISO form. `introduction` and `questions` are
    a trainer's own words.
    """

    title: str
    address: str
    made: str
    introduction: str = ""
    questions: tuple[str, ...] = ()


Write = Callable[[Cover, Iterable[Row]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format: `name` ends the address of what is exported, `help` says what it is good for.

    `write` gives the file piece by piece and takes rows as it goes, however many there are.
    """

    name: str
    label: str
    media_type: str
    help: str
    write: Write
