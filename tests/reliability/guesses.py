"""A thousand wrong passwords over four workers, from one address and from fifty."""

from __future__ import annotations

import itertools
import re
import statistics
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

from kb import admission
from tests.reliability.scenario import Measured
from tests.reliability.service import PASSWORD, Service, served

WORKERS, AT_ONCE, ADDRESSES = 4, 16, 50
NAME, NOBODY = "chief", "nobody-of-this-name"
_TOKEN = re.compile(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


@dataclass(slots=True)
class Browser:
    """A browser at an address of its own, as a proxy in front of kb tells it."""

    service: Service
    address: str
    opener: urllib.request.OpenerDirector = field(init=False)
    cookies: CookieJar = field(init=False)
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.cookies = CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(jar)
        self.open_form()

    def forget_session(self) -> None:
        """Drop the session's cookie, as when it ran out; the browser stays known."""
        for cookie in list(self.cookies):
            if "session" in cookie.name:
                self.cookies.clear(cookie.domain, cookie.path, cookie.name)

    def open_form(self) -> None:
        """Open the page with the form, whose token goes with what is sent."""
        found = _TOKEN.search(self._ask(None)[1])
        assert found
        self.token = found[1]

    def sign_in(self, name: str, password: str) -> tuple[int, str]:
        """Send the form; give status and page, the desk's where it let somebody in."""
        form = {"csrf_token": self.token, "name": name, "password": password}
        return self._ask(urllib.parse.urlencode(form).encode())

    def _ask(self, body: bytes | None) -> tuple[int, str]:
        request = urllib.request.Request(
            f"{self.service.url}/staff/sign-in", body, {"X-Forwarded-For": self.address}
        )
        try:
            with self.opener.open(request, timeout=60) as answer:
                page = answer.read().decode()
                return (302 if "/sign-in" not in answer.url else answer.status), page
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


def run(guesses: int, folder: Path) -> Measured:
    """Guess half of them from one address, half from fifty; the owner signs in meanwhile."""
    seen = Measured()
    with served(folder, WORKERS, KB_TRUSTED_PROXIES="1") as service:
        owner = Browser(service, "192.0.2.1")
        seen.check(owner.sign_in(NAME, PASSWORD)[0] == 302, "the right password does not let in")
        _names_and_long_ones(service, seen)
        for addresses in (1, ADDRESSES):
            _guess(service, addresses, guesses // 2, owner, seen)
    return seen


def _guess(service: Service, addresses: int, count: int, owner: Browser, seen: Measured) -> None:
    """Guess from so many addresses at once, each its own browser."""
    crowd = [Browser(service, f"198.51.{addresses}.{n}") for n in range(addresses)]
    heard: Counter[str] = Counter()
    began, turn = time.monotonic(), itertools.count()
    lock = threading.Lock()

    def one(number: int) -> None:
        status, page = crowd[number % addresses].sign_in(NAME, f"guess {next(turn)}")
        with lock:
            heard["refused" if "oo many" in page else "heard"] += 1
            seen.check(status == 422, f"a guess is answered with {status}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(count)))
    minutes = 1 + int((time.monotonic() - began) / admission.WINDOW.total_seconds())
    most = minutes * admission.STRANGERS
    seen.check(heard["heard"] <= most, f"{heard['heard']} guesses heard in {minutes} minutes")
    owner.forget_session()
    owner.open_form()
    seen.check(owner.sign_in(NAME, PASSWORD)[0] == 302, "guessing keeps the owner out")
    seen.count("guesses", count)
    seen.count(f"heard from {addresses} addresses", heard["heard"])


def _names_and_long_ones(service: Service, seen: Measured) -> None:
    """A name that is there and one that is not sound alike; a giant password is refused soon."""
    pages: dict[str, set[str]] = {NAME: set(), NOBODY: set()}
    spent: dict[str, list[float]] = {NAME: [], NOBODY: []}
    for turn in range(5):
        for name in (NAME, NOBODY):
            browser = Browser(service, f"203.0.{turn}.{len(name)}")
            began = time.monotonic()
            page = browser.sign_in(name, "one guess more")[1]
            spent[name].append(time.monotonic() - began)
            pages[name].add(_plain(page, name))
    seen.figures["times as long for a name that is there"] = round(
        statistics.median(spent[NAME]) / statistics.median(spent[NOBODY]), 2
    )
    seen.check(len({frozenset(told) for told in pages.values()}) == 1, "a name is given away")
    status, _ = Browser(service, "203.0.113.7").sign_in(NAME, "x" * 100_000)
    seen.check(status in {400, 413, 422}, f"a password of 100 KB is answered with {status}")


def _plain(page: str, name: str) -> str:
    return _TOKEN.sub("", page).replace(name, "")
