"""Every known house style, and the name of the style that a report was found to have."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.statements.styles import generic
from ingest.statements.styles.base import HouseStyle
from ingest.statements.styles.induction import Form

STYLES: tuple[HouseStyle, ...] = (*generic.STYLES,)


def style_of(forms: Sequence[Form]) -> HouseStyle | None:
    """Give the known style whose forms these are; None for an induced one without a name."""
    return next((style for style in STYLES if style.explains(forms)), None)


def name_style(forms: Sequence[Form]) -> str:
    """Name the style: a known one's slug, else what was induced; "none" without statements."""
    known = style_of(forms)
    if known:
        return known.slug
    if not forms:
        return "none"
    return "induced: " + ", ".join(sorted(form.name for form in forms))
