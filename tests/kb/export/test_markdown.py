from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from kb.export.markdown import MARKDOWN
from tests.support.exported import COVER, ROWS, row


def html(rows=ROWS) -> str:
    return MarkdownIt("commonmark").render(b"".join(MARKDOWN.write(COVER, iter(rows))).decode())


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading", "- not a list", "1. not a list", "> not a quote", "*not* _set_",
        "[not](a-link)", "<b>not bold</b>", "`not code`", "a\n===", "&amp; stays", "~~~\nno code",
    ],
)  # fmt: skip
def test_a_statement_is_no_markup(text):
    told = html([row(text=text)])
    quoted = told.partition("<blockquote>")[2].partition("</blockquote>")[0]
    shown = quoted.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown.strip() == f"<p>{text}</p>"


def test_headings_quotations_citations_sources():
    told = html()
    assert "<h1>Family reunification</h1>" in told
    assert "<h2>Radio</h2>" in told
    assert "<em>Five Days on Canal Street: An After-Action Review</em>" in told
    assert told.count("<li>Rivera, Jane Q.") == 1
    assert "<strong>Note:</strong> Ask who holds the patch." in told


def test_fictional_samples_are_said_to_be_so():
    real = row(report=replace(row().report, id="real", title="A real one", sample=False))
    sample = row(report=replace(row().report, sample=True))
    assert "from 1 report. " in html([real])
    assert "from 1 report, a fictional sample whose places" in html([sample])
    assert "2 statements from 2 reports, 1 of them a fictional sample" in html([real, sample])
