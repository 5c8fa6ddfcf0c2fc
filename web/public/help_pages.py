"""Help pages: text of our own in Markdown, with tables drawn from the code they describe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app

from indexer.fields import FACETS, FIELDS, FILTERS, SORTS, label_of
from kb.catalog.packets import UNKEPT_DAYS
from kb.domain.packet import MOST_ITEMS
from kb.domain.record import Kind
from kb.errors import NotFound
from kb.export.registry import FORMATS
from kb.settings import SETTINGS
from web.negotiate import respond

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FOLDER = Path(__file__).resolve().parents[1] / "help"
blueprint = Blueprint("help", __name__)
_BOX = '<div class="scroll" tabindex="0" role="region" aria-label="Table {}"><table>'


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One help page; `markdown` is its text with the tables filled in."""

    name: str
    title: str
    markdown: str


@blueprint.get("/help")
def index() -> Response:
    """List the help pages."""
    return _show("index")


@blueprint.get("/about")
def about() -> Response:
    """Say what kb is and what its sample reports are."""
    return _show("about")


@blueprint.get("/help/<name>")
def page(name: str) -> Response:
    """Show one help page."""
    return _show(name)


def names() -> tuple[str, ...]:
    """List the help pages' names."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def _show(name: str) -> Response:
    if name not in names():
        raise NotFound(f"There is no help page {name!r}.", hint=f"There are: {', '.join(names())}.")
    shown = _page(name)
    return respond("help.html", shown, body=_html(shown.markdown))


def _page(name: str) -> HelpPage:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    filled = current_app.jinja_env.overlay(autoescape=False).from_string(text).render(_TABLES)
    return HelpPage(name, filled.partition("\n")[0].lstrip("# "), filled)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - no start need wait for it

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _html(markdown: str) -> str:
    """Render, with wide tables and long lines of code in boxes that scroll by keyboard too."""
    html: str = _markdown().render(markdown).replace("<pre>", '<pre tabindex="0">')
    first, *others = html.replace("</table>", "</table></div>").split("<table>")
    boxes = (_BOX.format(at) + rest for at, rest in enumerate(others, 1))
    return first + "".join(boxes)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines
    )


def _prefixes() -> str:
    rows = ((f"`{f.name}:`", f.help) for f in FIELDS if f.prefix)
    return _table(("Field", "What it holds"), rows)


def _facets() -> str:
    rows = ((label_of(f.name), f"`{f.name}`", f.help) for f in FILTERS)
    return _table(("Filter", "In the address", "What it holds"), rows)


def _kinds() -> str:
    return _table(("Kind", "In the address"), ((k.label, f"`{k.value}`") for k in Kind))


def _settings() -> str:
    rows = ((f"`{s.name}`", str(s.default), s.help) for s in SETTINGS)
    return _table(("Name", "If left out", "What it does"), rows)


def _formats() -> str:
    rows = ((f.label, f"`.{f.name}`", f.help) for f in FORMATS)
    return _table(("Format", "In the address", "What it is good for"), rows)


_TABLES = {
    "formats_table": _formats,
    "most_in_packet": lambda: str(MOST_ITEMS),
    "unkept_days": lambda: str(UNKEPT_DAYS),
    "prefixes_table": _prefixes,
    "facets_table": _facets,
    "kinds_table": _kinds,
    "settings_table": _settings,
    "sorts": lambda: ", ".join(f"`{name}`" for name in SORTS),
    "facet_names": lambda: ", ".join(f"`{f.name}`" for f in FACETS),
}
