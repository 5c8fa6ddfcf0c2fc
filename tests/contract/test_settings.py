"""Every setting is a row of one table, and nothing reads one that is not."""

from __future__ import annotations

import re

from kb.settings import SETTINGS
from tests.support.shared import ROOT
from tests.support.tree import PACKAGES, modules

NAMES = {setting.name for setting in SETTINGS}


def test_every_setting_says_what_it_does():
    assert [setting.name for setting in SETTINGS if not setting.help.endswith(".")] == []


def test_no_other_name_is_used():
    files = [*modules(*PACKAGES), ROOT / "Makefile", ROOT / "README.md", ROOT / ".ci" / "run"]
    used = {
        name
        for path in files
        for name in re.findall(r"\bKB_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    # Names for tests are nobody's settings.
    assert {
        name for name in used - NAMES if not name.startswith(("KB_TEST", "KB_REQUIRE"))
    } == set()


# Hands PATH and the like on to its child, and nothing of ours.
HANDS_ON = {"ingest/sandbox.py"}


def test_only_entry_points_read_the_environment():
    reading = {
        str(path.relative_to(ROOT))
        for path in modules(*PACKAGES)
        if re.search(r"\bos\.(environ|getenv)\b|\bfrom_env\(os", path.read_text("utf-8"))
    }
    below = {name for name in reading if not name.startswith(("kb/cli/", "kb/__main__", "web/"))}
    assert below - HANDS_ON == set()
