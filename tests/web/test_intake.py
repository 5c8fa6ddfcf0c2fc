from __future__ import annotations

import pytest

from web.intake import safe_name, wrong_with


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\After Action.PDF", "After Action.PDF"),
        ("a\x00b\u202efdp.exe.pdf", "a\ufffdbfdp.exe.pdf"),
        ("." * 5, None),
        ("x" * 400 + ".pdf", "x" * 180 + ".pdf"),
        ("..pdf", "pdf"),
    ],
)
def test_hostile_names_become_plain_ones(told, name):
    made = safe_name(told)
    assert "/" not in made
    assert made
    if name:
        assert made == name


NAMES = (
    "../x.pdf", "../../../../etc/passwd", "/etc/passwd.pdf", "//host/share/x.pdf", "..\\..\\x.pdf",
    "C:\\boot.ini", "C:x.pdf", "\\\\?\\C:\\x.pdf", "x.pdf\0.exe", "\0", "x\r\nSet-Cookie: a=b.pdf",
    "x\n.pdf", 'x".pdf', "x'.pdf", "x;y.pdf", "x|y.pdf", "$(id).pdf", "`id`.pdf", "-rf.pdf",
    "--help",
    "CON.pdf", "NUL", "com1.pdf", ".htaccess", "...", ".", "..", "", " ", " .pdf", "x.pdf.",
    "a" * 5000 + ".pdf", "x." + "p" * 5000, "\u202efdp.exe", "\u2066x\u2069.pdf", "\ud800.pdf",
    "\ufeffx.pdf", "é" * 300 + ".pdf", "<script>alert(1)</script>.pdf", "{{7*7}}.pdf",
    "x.pdf ", "%2e%2e%2fx.pdf",
)  # fmt: skip


@pytest.mark.parametrize("told", NAMES)
def test_no_name_leaves_its_folder_or_breaks_a_line(told):
    name = safe_name(told)
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set("/\\\0\r\n\u202e\u2066")
    assert len(name) <= 190
    name.encode()


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "http:///x", "file:///etc/passwd", "x"])
def test_what_is_no_address_is_told(url):
    assert wrong_with(url)
