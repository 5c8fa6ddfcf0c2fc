"""The frame of a Word brief, made with python-docx: styles, title, introduction, footer."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from kb.export.base import Cover
from kb.export.wordml import fit

if TYPE_CHECKING:
    from docx.document import Document

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"
_MARK = "the statements stand here"
# The paragraph that what follows is written in place of.
HERE = f"<w:p><w:r><w:t>{_MARK}</w:t></w:r></w:p>".encode()
_INK = "1B1B1B"
_SOFT = "4A4F55"
_BLUE = "005EA2"


def frame(cover: Cover, held: str) -> dict[str, bytes]:
    """Make a document's parts by name; HERE stands once in MAIN, `held` says what it holds."""
    import docx  # noqa: PLC0415 - no start need wait for it

    document = docx.Document()
    _describe(document, cover)
    _dress(document)
    document.add_paragraph(fit(cover.title), "Title")
    document.add_paragraph(fit(f"{held} {cover.made}, {cover.address}"), "Citation")
    for part in cover.introduction.splitlines():
        if part.strip():
            document.add_paragraph(fit(part))
    document.add_paragraph(_MARK)
    _number_pages(document)
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _describe(document: Document, cover: Cover) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = fit(cover.title), "kb", fit(cover.address)
    day = dt.datetime.fromisoformat(cover.made).replace(tzinfo=dt.UTC)
    about.created = about.modified = day


def _dress(document: Document) -> None:
    """Set a calm page: one typeface, dark headings, statements indented, citations small."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    _set(document.styles["Normal"], size=11, after=6)
    _set(document.styles["Title"], size=24, after=4)
    _set(document.styles["Heading 1"], size=16, before=18, after=4)
    _set(document.styles["Heading 2"], size=12, before=12, after=2)
    for name in ("Statement", "Citation"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _set(document.styles["Statement"], size=11, after=4)
    document.styles["Statement"].paragraph_format.left_indent = Pt(14)
    document.styles["Statement"].paragraph_format.keep_with_next = True
    _set(document.styles["Citation"], size=9, after=8, colour=_SOFT)
    _rule(document.styles.add_style("Ruled", WD_STYLE_TYPE.PARAGRAPH))
    linked = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    _colour(linked, _BLUE)
    linked.font.underline = True


def _rule(style: Any) -> None:
    """Draw a line under each paragraph, far enough from the next to write on."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    _set(style, size=11, before=10, after=0)
    around, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A9096")):
        below.set(qn(f"w:{name}"), value)
    between = OxmlElement("w:between")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "8A9096")):
        between.set(qn(f"w:{name}"), value)
    around.append(below)
    around.append(between)
    style.element.get_or_add_pPr().insert(0, around)


def _set(style: Any, *, size: int, after: int, before: int = 0, colour: str = _INK) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    style.font.name = "Calibri"
    # The template's headings name a theme font, which would win over ours.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    style.font.size = Pt(size)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    _colour(style, colour)


def _colour(style: Any, colour: str) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415

    style.font.color.rgb = RGBColor.from_string(colour)


def _number_pages(document: Document) -> None:
    """Print `Page 3` at the foot of each page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Citation"]
    foot.add_run("Page ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)  # noqa: SLF001 - python-docx has no fields of its own
