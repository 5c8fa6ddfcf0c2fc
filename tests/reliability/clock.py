"""The clock jumps while the service runs: a day, twenty years, two hours back, ten minutes back."""

from __future__ import annotations

import re
import shutil
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from tests.reliability.power import REPORT
from tests.reliability.scenario import Measured
from tests.reliability.service import PASSWORD, Service, filled
from tests.reliability.truth import Acknowledged, check_index_agrees, check_kept

DAY = 24 * 3600
# Seconds from the true time, one after the other.
JUMPS = (-2 * 3600, DAY, 20 * 365 * DAY, 0, -600, 0)
_SHIFTED = Path(__file__).parent / "shifted_clock"
_TOKEN = re.compile(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


def run(times: int, folder: Path) -> Measured:
    """Serve under a clock that a file sets; at each jump decide, search and look at a session."""
    seen, told = Measured(), Acknowledged()
    service, set_to = filled(folder), folder / "clock"
    _set(set_to, 0)
    service.start(workers=2, PYTHONPATH=str(_SHIFTED), SHIFTED_CLOCK_FILE=str(set_to))
    try:
        for jump in JUMPS * times:
            _jump(service, set_to, jump, told, seen)
    finally:
        service.stop()
    check_kept(service.settings, told, seen)
    check_index_agrees(service.settings, seen)
    return seen


def _jump(service: Service, set_to: Path, jump: int, told: Acknowledged, seen: Measured) -> None:
    browser = _signed_in(service)
    seen.check(_desk(browser, service), f"before {jump}: a fresh session opens nothing")
    _set(set_to, jump)
    for path in ("/health/ready", "/search?q=gas", "/reports", f"/reports/{REPORT}"):
        answer = service.get(path)
        seen.check(answer.status == 200, f"{jump}: {path} {answer.status}")
    taken = service.decide("describe", report=REPORT, title=f"Title at {jump}")
    seen.check(taken.status == 201, f"{jump}: a decision {taken.status}")
    if taken.status == 201:
        earlier = max(told.decisions, default=0)
        seen.check(taken.json["seq"] > earlier, f"{jump}: decisions are out of order")
        told.decisions.add(taken.json["seq"])
    if jump >= DAY:
        seen.check(not _desk(browser, service), f"{jump}: the session goes on")
    shown = service.told(f"/api/v1/reports/{REPORT}")
    seen.check(f"Title at {jump}" in str(shown), f"{jump}: an earlier decision is shown")
    seen.count("jumps")


def _set(file: Path, to: int) -> None:
    scratch = file.with_suffix(".new")
    scratch.write_text(str(to))
    shutil.move(scratch, file)


def _signed_in(service: Service) -> urllib.request.OpenerDirector:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{service.url}/staff/sign-in") as page:
        token = _TOKEN.search(page.read().decode())
    assert token
    form = {"csrf_token": token[1], "name": "chief", "password": PASSWORD}
    body = urllib.parse.urlencode(form).encode()
    with browser.open(f"{service.url}/staff/sign-in", body):
        return browser


def _desk(browser: urllib.request.OpenerDirector, service: Service) -> bool:
    """Say whether the desk opens, or a sign-in is asked for."""
    with browser.open(f"{service.url}/staff/account") as page:
        return "/staff/sign-in" not in page.url
