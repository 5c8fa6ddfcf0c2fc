"""What runs in the child process: one PDF's bytes in, its extraction out, nothing else touched."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ingest.job import Job
from ingest.reading import read
from kb.catalog.rows import clean
from kb.errors import BadPdf
from kb.reference import load_vocabulary

# Far beyond any single report; a file made to fill the index has more.
MOST_CHARACTERS = 10_000_000
MOST_WORDS = 500_000


def read_job(payload: bytes) -> bytes:
    """Read the PDF of a packed `Job` and give the packed extraction; raises BadPdf."""
    job = msgspec.msgpack.decode(payload, type=Job)
    extraction = read(job.data, job.source, job.vocabulary or load_vocabulary())
    check_size(page.text for page in extraction.pages)
    return msgspec.msgpack.encode(clean(extraction))


def check_size(texts: Iterable[str]) -> None:
    """Raise BadPdf where a report's pages hold more text than can be kept and searched."""
    characters = words = 0
    for text in texts:
        characters += len(text)
        words += len(text.split())
    if characters > MOST_CHARACTERS or words > MOST_WORDS:
        raise BadPdf(
            f"the file holds {characters:,} characters in {words:,} words; "
            f"at most {MOST_CHARACTERS:,} and {MOST_WORDS:,} are read",
            hint="Split it into its volumes or chapters.",
            code="too_much_text",
        )
