"""What in a PDF acts by itself when a reader opens it: scripts, launches, forms, enclosed files.

Nothing of it is ever run here; the curator is told, and the original is offered as a download only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c

# Names of actions as they stand in a file that does not compress its objects (ISO 32000-1, 12.6.4).
_NAMES = {
    "scripts": re.compile(rb"/(?:JavaScript|JS)\b"),
    "programs to launch": re.compile(rb"/Launch\b"),
    "an XFA form": re.compile(rb"/XFA\b"),
    # Six numbers stand there; text among them is run by some viewers (CVE-2024-4367).
    "a font with text for its matrix": re.compile(rb"/FontMatrix\s*\[[^\]]{0,200}\("),
    "enclosed files": re.compile(rb"/EmbeddedFiles?\b"),
}
_XFA_FORMS = (c.FORMTYPE_XFA_FULL, c.FORMTYPE_XFA_FOREGROUND)


def active_content(data: bytes, document: pdfium.PdfDocument | None) -> str:
    """Give the problem line that names the active content, "" where there is none."""
    found = dict.fromkeys(name for name, pattern in _NAMES.items() if pattern.search(data))
    if document is not None:
        found.update(dict.fromkeys(_told_by_pdfium(document)))
    if not found:
        return ""
    return (
        f"active_content: it holds {', '.join(found)}; nothing of it was run, and the original "
        "is offered as a download only."
    )


def _told_by_pdfium(document: pdfium.PdfDocument) -> Iterator[str]:
    if c.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        yield "scripts"
    if c.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        yield "enclosed files"
    if c.FPDF_GetFormType(document.raw) in _XFA_FORMS:
        yield "an XFA form"
