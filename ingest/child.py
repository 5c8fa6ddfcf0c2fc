"""What runs in the child process: one PDF's bytes in, its extraction out, nothing else touched."""

from __future__ import annotations

import msgspec

from ingest.job import Job
from ingest.reading import read
from kb.catalog.rows import clean
from kb.reference import load_vocabulary


def read_job(payload: bytes) -> bytes:
    """Read the PDF of a packed `Job` and give the packed extraction; raises BadPdf."""
    job = msgspec.msgpack.decode(payload, type=Job)
    extraction = read(job.data, job.source, load_vocabulary())
    return msgspec.msgpack.encode(clean(extraction))
