"""What is indexed: one document per record, one per narrative passage, by the rows of FIELDS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.msgpack import Encoder

from indexer.embedding.meaning import represented
from indexer.fields import FIELDS, Kind, Source
from kb.domain.engagement import Assistance
from kb.domain.ids import RecordId, passage_id
from kb.domain.lesson import Lesson
from kb.domain.published import FindableReport
from kb.domain.record import Record
from kb.domain.topic import Vocabulary

# Every document is told from what it was: this takes a quarter of the time of `repr`.
_ENCODER = Encoder()


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing: `text`, `keywords` and `numbers` by field name.

    `report` is what it belongs to and is replaced with; `meaning` is the text that the meaning
    model sees, "" where words alone find it.
    """

    id: str
    collection: str
    report: str
    text: tuple[tuple[str, str], ...] = ()
    keywords: tuple[tuple[str, tuple[str, ...]], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    meaning: str = ""

    @property
    def digest(self) -> int:
        """Tell it from what it was before: 64 bits, signed, of all it says and what it is of."""
        whole = (self.id, self.collection, self.report, self.text, self.keywords,
                 self.numbers, self.meaning)  # fmt: skip
        try:
            written = _ENCODER.encode(whole)
        except UnicodeEncodeError:
            written = repr(whole).encode("utf-8", "replace")
        told = hashlib.blake2b(written, digest_size=8).digest()
        return int.from_bytes(told, "little", signed=True)


def documents_of(
    report: FindableReport,
    vocabulary: Vocabulary,
    assistance: Sequence[Assistance] = (),
    lessons: Mapping[RecordId, Lesson] | None = None,
) -> Iterator[Document]:
    """Build a report's documents.

    `assistance` is what the programme gave its sites, `lessons` those of its statements that recur.
    """
    given = tuple(dict.fromkeys(assistance))
    for record in report.records:
        source = Source(
            report, vocabulary, given, record=record, lesson=(lessons or {}).get(record.id)
        )
        yield _document(record.id, "records", source)
    for passage in report.narrative:
        source = Source(report, vocabulary, given, passage=passage)
        yield _document(passage_id(report.id, passage.key), "passages", source)


def _document(identity: str, collection: str, source: Source) -> Document:
    text: list[tuple[str, str]] = []
    keywords: list[tuple[str, tuple[str, ...]]] = []
    numbers: list[tuple[str, int]] = []
    for field in FIELDS:
        values = tuple(dict.fromkeys(v for v in field.read(source) if v))
        if not values:
            continue
        if field.kind is Kind.TEXT:
            text.append((field.name, "\n".join(values)))
        elif field.kind is Kind.KEYWORD:
            keywords.append((field.name, values))
        else:
            numbers.append((field.name, int(values[0])))
    return Document(
        identity,
        collection,
        source.report.id,
        tuple(text),
        tuple(keywords),
        tuple(numbers),
        _meaning(source),
    )


def _meaning(source: Source) -> str:
    """Give a statement with the titles it stands under, which often name what it is about.

    Narrative passages are longer than the model reads, and words find them.
    """
    return read_by_model(source.record.record) if source.record else ""


def read_by_model(record: Record) -> str:
    """Give the text of a record that the meaning model is to read, "" where it is too long."""
    return represented(meaning_of(record))


def meaning_of(record: Record) -> str:
    """Give the text that stands for a record where meanings are compared."""
    return " ".join((record.text, *record.section))
