"""Many uploads at once, and files of exactly the largest size: bodies never lie in memory."""

from __future__ import annotations

import http.client
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.reliability.scenario import Measured
from tests.reliability.service import Service, pdf, served
from tests.support.processes import forget_peak, memory_of
from web.intake import LARGEST

AT_ONCE, WORKERS, MOST_MIB = 50, 2, 300
_PIECE = b"x" * (1 << 20)


def run(mebibytes: int, folder: Path) -> Measured:
    """Send fifty files of so many MiB at once, then one of the largest size and one byte more."""
    seen = Measured()
    with served(folder, WORKERS, KB_JOBS="elsewhere") as service:
        workers = service.web_workers()
        for pid in workers:
            forget_peak(pid)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            size = mebibytes << 20
            sent = pool.map(lambda n: _status(service, n, size), range(AT_ONCE))
            statuses = Counter(sent)
        # 503 says that there is no room for it on the disk.
        seen.check(set(statuses) <= {202, 503}, f"uploads at once are answered with {statuses}")
        seen.count("uploads at once", AT_ONCE)
        seen.count("of them kept", statuses[202])
        for size, chunked, expected in (
            (LARGEST, False, {202}),
            (LARGEST, True, {202}),
            # The connection may be closed while the rest is still being sent.
            (LARGEST + 1, False, {400, 413, 0}),
            (LARGEST + 1, True, {400, 413, 0}),
        ):
            status = _status(service, size, size, chunked=chunked)
            how = "in chunks" if chunked else "by length"
            seen.check(status in expected, f"{size} bytes {how}: {status}")
        peak = max(memory_of(pid, "VmHWM") for pid in workers) / 1024
        seen.check(workers == service.web_workers(), "a web worker ended")
        seen.check(peak <= MOST_MIB, f"a web worker took {peak:.0f} MiB")
        seen.figures["MiB in a web worker"] = round(peak)
        left = [p.name for p in service.settings.uploads_dir.rglob(".unfinished-*")]
        seen.check(not left, f"{left} stayed")
    return seen


def _body(number: int, size: int) -> Iterator[bytes]:
    first = pdf(number) + b"\n%"
    yield first
    left = size - len(first)
    while left > 0:
        yield _PIECE[:left]
        left -= len(_PIECE)


def _status(service: Service, number: int, size: int, *, chunked: bool = False) -> int:
    """Send a body of a size; give the status, 0 where the connection was closed."""
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/pdf"}
    headers |= {} if chunked else {"Content-Length": str(size)}
    line = http.client.HTTPConnection("127.0.0.1", service.port, timeout=120)
    try:
        line.request(
            "POST", "/api/v1/reports", _body(number, size), headers, encode_chunked=chunked
        )
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()
