"""Small PDFs made to do harm or to be refused, each by one short builder. All are our own work."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable, Iterator, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_SENTENCE = "Finding 1. The radios failed in the stairwell."


def assembled(objects: Mapping[int, bytes]) -> bytes:
    """Give a PDF of numbered objects, the first of which is the catalog, with a right xref."""
    out = bytearray(b"%PDF-1.7\n")
    last = max(objects)
    table = [b"0000000000 65535 f \n"] * (last + 1)
    for number, body in objects.items():
        table[number] = b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n%s" % (last + 1, b"".join(table))
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(contents: bytes, *, font: bytes = _FONT, more: Mapping[int, bytes] | None = None):
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            4: contents,
            5: font,
            **(more or {}),
        }
    )


def shown(text: bytes) -> bytes:
    return stream(b"BT /F 11 Tf 72 700 Td (%s) Tj ET" % text)


def bomb() -> bytes:
    """A few kilobytes that unpack to a GiB, twice packed."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1024)) + packer.flush()
    return one_page(stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def nested() -> bytes:
    """Arrays in arrays, a hundred thousand deep."""
    return one_page(shown(b"deep"), font=b"[" * 100_000 + b"]" * 100_000)


def cyclic() -> bytes:
    """A form that draws itself, twice."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return one_page(stream(b"/X Do"), more={6: stream(b"/X Do /X Do", form)})


def ring() -> bytes:
    """A font that refers to what refers to it."""
    return one_page(shown(b"round"), font=b"6 0 R", more={6: b"7 0 R", 7: b"6 0 R"})


def many_pages(count: int) -> bytes:
    """One page listed so many times."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count),
            3: page + b"/Resources << /Font << /F 5 0 R >> >> >>",
            4: shown(b"Finding 1. The radios failed."),
            5: _FONT,
        }
    )


def ten_thousand_pages() -> bytes:
    return many_pages(10_000)


def odd_text() -> bytes:
    """Text that its font maps to NUL, lone surrogates, a bidi override and no character."""
    units = [*(b"%04x" % ord(c) for c in "safe "), b"0000", b"d800", b"dfff", b"202e", b"ffff"]
    units += [b"%04x" % ord(c) for c in " words"]
    rows = b"\n".join(b"<%04x> <%s>" % (i, unit) for i, unit in enumerate(units, 1))
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> "
        b"endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap" % (len(units), rows)
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 7 0 R "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 >> >>] >>"
    )
    codes = b"".join(b"%04x" % i for i in range(1, len(units) + 1))
    contents = stream(b"BT /F 12 Tf 72 700 Td <%s> Tj ET" % codes)
    return one_page(contents, font=font, more={7: stream(cmap)})


def zero_pages() -> bytes:
    return assembled(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
    )


def written(*, user: str | None = None, owner: str | None = None, text: str = _SENTENCE) -> bytes:
    """A page of one sentence, locked as told."""
    out = io.BytesIO()
    lock = StandardEncryption(user or "", ownerPassword=owner) if user or owner else None
    canvas = Canvas(out, encrypt=lock)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def locked() -> bytes:
    """Opens with a password only."""
    return written(user="secret", owner="other")


def owner_locked() -> bytes:
    """Opens for anyone, though it may not be changed."""
    return written(owner="other")


def truncated() -> bytes:
    """The first third of a file, without its page."""
    data = written()
    return data[: len(data) // 3]


def headless() -> bytes:
    """Its header's line is blanked, all else is there."""
    header, rest = written().split(b"\n", 1)
    return b"%" + b" " * (len(header) - 1) + b"\n" + rest


def textless() -> bytes:
    """One page with nothing on it."""
    return one_page(stream(b""))


def mutants(count: int, *, seed: int) -> Iterator[bytes]:
    """Good and bad files with bits turned, stretches dropped, doubled or swapped, numbers changed.

    A seed decides everything.
    """
    lot = random.Random(seed)
    seeds = [build() for name, (build, _) in EXPECTED.items() if name not in _TOO_SLOW_TO_VARY]
    for _ in range(count):
        data = bytearray(lot.choice(seeds))
        for _ in range(lot.randint(1, 8)):
            _changed(data, lot)
        yield bytes(data)


def _changed(data: bytearray, lot: random.Random) -> None:
    at, length = lot.randrange(len(data) or 1), lot.randint(1, 40)
    match lot.randrange(5):
        case 0 if data:
            data[at] ^= 1 << lot.randrange(8)
        case 1:
            del data[at : at + length]
        case 2:
            data[at:at] = data[at : at + length]
        case 3:
            data[at : at + length] = lot.randbytes(length)
        case _:
            numbers = list(re.finditer(rb"\d+", bytes(data)))
            if numbers:
                chosen = lot.choice(numbers)
                data[slice(*chosen.span())] = b"%d" % lot.choice((-1, 0, 1, 3, 2**31, 2**63))


def no_pdf() -> bytes:
    return b"<!doctype html><script>alert(1)</script><p>Page not found"


# Each mutant of these takes as long as a file is granted.
_TOO_SLOW_TO_VARY = frozenset({"bomb", "nested", "cyclic", "ring", "ten thousand pages"})

# What each must come to: "" where it is read, else the reason's code.
EXPECTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "resource_limit"),
    "nested": (nested, ""),
    "cyclic": (cyclic, "resource_limit"),
    "ring": (ring, ""),
    "ten thousand pages": (ten_thousand_pages, "too_many_pages"),
    "odd text": (odd_text, ""),
    "zero pages": (zero_pages, "zero_pages"),
    "locked": (locked, "encrypted"),
    "owner-locked": (owner_locked, ""),
    "truncated": (truncated, "damaged"),
    "headless": (headless, ""),
    "textless": (textless, ""),
    "no pdf": (no_pdf, "not_a_pdf"),
}
