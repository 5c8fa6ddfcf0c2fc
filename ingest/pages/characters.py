"""What a PDF gives as text made fit to keep: no controls, no halves of characters, no ligatures."""

from __future__ import annotations

import re
import unicodedata

# Controls, lone surrogates, private planes' ends, bidi overrides and byte order marks.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
# A letter carries a handful of marks in any script; "zalgo" text carries dozens.
_TOO_MANY_MARKS = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")


def readable(text: str) -> str:
    """Undo ligatures and other compatibility forms (NFKC), drop what is no printed character.

    A soft hyphen was printed where it stands in a PDF and becomes a plain one.
    """
    if text.isascii() and text.isprintable():
        return text
    fit = _TOO_MANY_MARKS.sub(r"\1", _UNFIT.sub("", text))
    return unicodedata.normalize("NFKC", fit).replace("\N{SOFT HYPHEN}", "-")
