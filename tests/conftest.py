"""What holds for every test: no stray settings, no skip that is not listed with its reason."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kb", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kb")

# A developer's own settings must not reach the tests; KB_TEST_* and KB_REQUIRE_* are for tests.
for name in [name for name in os.environ if name.startswith("KB_")]:
    if not name.startswith(("KB_TEST_", "KB_REQUIRE_")):
        del os.environ[name]


class SkipWatch:
    """Collect skips whose reason is not in allowed_skips.toml, from this process and workers."""

    def __init__(self, listed: Path) -> None:
        rows = tomllib.loads(listed.read_text(encoding="utf-8"))["skip"]
        self.allowed = frozenset(row["reason"] for row in rows)
        self.unlisted: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._see(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._see(report.nodeid, report.longrepr)

    def _see(self, where: str, longrepr: object) -> None:
        told = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
        reason = told.removeprefix("Skipped: ")
        if reason not in self.allowed:
            self.unlisted[where] = reason

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for where, reason in sorted(self.unlisted.items()):
            terminalreporter.write_line(f"UNLISTED SKIP {where}: {reason}", red=True)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unlisted and session.exitstatus in {pytest.ExitCode.OK, 5}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    """Watch where reports arrive: the only process, or the one that gathers from the workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(SkipWatch(Path(__file__).parent / "allowed_skips.toml"))
