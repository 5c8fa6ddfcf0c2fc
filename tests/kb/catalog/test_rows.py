from __future__ import annotations

import subprocess
import sys

import pytest

from kb.catalog.rows import to_bytes
from tests.support.extractions import extraction

FIRST_READERS = """
import sys, threading
from kb.catalog.rows import from_bytes
from kb.domain.extraction import Extraction
sys.setswitchinterval(1e-6)
stored = sys.stdin.buffer.read()
gate = threading.Barrier(8)
read = []
def first():
    gate.wait()
    read.append(from_bytes(stored, Extraction))
threads = [threading.Thread(target=first) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(read) == 8
"""


@pytest.mark.parametrize("attempt", range(4))
def test_threads_that_read_a_kind_first_at_once_all_get_it(attempt):
    stored = to_bytes(extraction())
    ended = subprocess.run([sys.executable, "-c", FIRST_READERS], input=stored, check=False)
    assert ended.returncode == 0
