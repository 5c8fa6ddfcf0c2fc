"""Read a report: PDF bytes in, one immutable extraction out. The whole way, on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ingest.bibliography.metadata import read_bibliography
from ingest.layout.blocks import LaidOut
from ingest.layout.outline import find_sections
from ingest.layout.stages import lay_out
from ingest.narrative import narrative
from ingest.pages import second_opinion
from ingest.pages.lines import RawDocument
from ingest.pages.pdf import read_document
from ingest.pages.turned_pages import as_shown
from ingest.statements.doubts.quality import doubts
from ingest.statements.doubts.stated_counts import stated_counts
from ingest.statements.records import Found, find_records
from ingest.statements.styles.registry import name_style
from ingest.topics.tagging import Tagger, in_place
from ingest.topics.weights import load_company, load_weights
from kb.domain.extraction import Doubt, Extraction
from kb.domain.record import Kind, Record
from kb.domain.report import Bibliography
from kb.domain.topic import Vocabulary
from kb.reference import load_states

PIPELINE_VERSION = 10
# Share of a page covered by pictures from which on missing text is worth a warning: blank pages
# are none.
PICTURED = 0.05


def read(data: bytes, source: str, vocabulary: Vocabulary) -> Extraction:
    """Read one PDF; raises BadPdf where it cannot be read as a report."""
    raw = _doubted(data, read_document(data))
    laid_out = lay_out(raw)
    counts = stated_counts(laid_out.pages)
    stated = {Kind(count.kind): count.count for count in counts}
    found = find_records(laid_out.blocks, laid_out.words, stated)
    bibliography = replace(
        read_bibliography(raw, laid_out, load_states(), dict(vocabulary.long_forms)),
        stated_counts=counts,
    )
    extraction = Extraction(
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        pipeline=PIPELINE_VERSION,
        style=name_style(found.forms),
        bibliography=bibliography,
        pages=laid_out.pages,
        sections=find_sections(laid_out, raw),
        records=_tagged(found.records, bibliography, vocabulary),
        narrative=narrative(laid_out),
        warnings=_warnings(raw, laid_out, found, bibliography),
        vocabulary=vocabulary.version,
    )
    return as_shown(extraction, raw.pages)


def _doubted(data: bytes, raw: RawDocument) -> RawDocument:
    """Add to a document's problems that another reader finds other text in it."""
    alike = second_opinion.likeness(data, raw)
    return replace(raw, problems=(*raw.problems, *second_opinion.told(alike)))


def _tagged(
    records: Sequence[Record], bibliography: Bibliography, vocabulary: Vocabulary
) -> tuple[Record, ...]:
    tagger = Tagger(vocabulary, load_weights(), load_company())
    tags = tagger.tag_all(in_place(records), bibliography.abbreviations)
    return tuple(replace(r, topics=t) for r, t in zip(records, tags, strict=True))


def _warnings(
    raw: RawDocument, laid_out: LaidOut, found: Found, bibliography: Bibliography
) -> tuple[Doubt, ...]:
    shown = [p for p, r in zip(laid_out.pages, raw.pages, strict=True) if r.image_area > PICTURED]
    own = doubts(found.records, shown, bibliography.stated_counts, found.forms, raw.problems)
    return tuple(sorted((*own, *found.doubts), key=lambda d: (d.page, d.code)))
