"""Domain values as stored bytes and back: JSON of the dataclasses, large ones packed.

Everything that enters is cleaned of what text columns and JSON cannot carry: NUL and other control
characters but tab and line feed, and lone surrogates, each become one U+FFFD, so that character
offsets into page texts stay true.
"""

from __future__ import annotations

import re
import threading
import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Embeddings, overrides and isolates of writing direction.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPED_CONTROL = re.compile(rb"\\u00[01]|\\[rbf]|\x7f")
_PACK_LEVEL = 6
_MAKING = threading.Lock()
_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def to_bytes(value: object) -> bytes:
    """Write a value."""
    return msgspec.json.encode(value)


def from_bytes(stored: bytes, kind: type[T]) -> T:
    """Read a value of this kind."""
    return _decoder(kind).decode(stored)


def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Give the reader of a kind, which msgspec makes; one at a time.

    Where two threads first read a dataclass at once, msgspec 0.22 ends the process
    (a segmentation fault in `get_dataclass_info`): a web worker that has just been started.
    """
    if kind not in _decoders:
        with _MAKING:
            _decoders[kind] = msgspec.json.Decoder(kind)
    return _decoders[kind]


def pack(value: object) -> bytes:
    """Write a value compressed."""
    return zlib.compress(to_bytes(value), _PACK_LEVEL)


def unpack(stored: bytes, kind: type[T]) -> T:
    """Read a compressed value."""
    return from_bytes(zlib.decompress(stored), kind)


def clean(value: T) -> T:
    """Give the value with unfit characters replaced; itself where there are none."""
    try:
        if not _ESCAPED_CONTROL.search(msgspec.json.encode(value)):
            return value
    except UnicodeEncodeError:
        pass
    plain: Any = _cleaned(msgspec.to_builtins(value))
    _decoder(type(value))
    return msgspec.convert(plain, type(value))


def clean_text(text: str) -> str:
    """Replace each unfit character by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Make one line of a name or title: no line ends, nothing that turns the writing round."""
    return " ".join(_TURNS.sub("", clean_text(text)).split())


def _cleaned(plain: Any) -> Any:
    if isinstance(plain, str):
        return clean_text(plain)
    if isinstance(plain, list | tuple):
        return [_cleaned(item) for item in plain]
    if isinstance(plain, dict):
        return {key: _cleaned(item) for key, item in plain.items()}
    return plain
