"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from flask import Response

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `address` is whole and lasting, `updated` UTC in ISO form."""

    title: str
    address: str
    updated: str
    author: str
    text: str = ""


def feed(title: str, address: str, page: str, entries: Iterable[Entry]) -> Response:
    """Give a feed whose own address is `address`, of what `page` shows; the newest entry first."""
    shown = tuple(entries)
    root = ET.Element("feed", xmlns=ATOM)
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "id").text = address
    ET.SubElement(root, "link", href=address, rel="self", type=MEDIA_TYPE)
    ET.SubElement(root, "link", href=page, rel="alternate", type="text/html")
    ET.SubElement(root, "updated").text = shown[0].updated if shown else _NEVER
    for one in shown:
        entry = ET.SubElement(root, "entry")
        ET.SubElement(entry, "title").text = one.title
        ET.SubElement(entry, "id").text = one.address
        ET.SubElement(entry, "link", href=one.address, rel="alternate", type="text/html")
        ET.SubElement(entry, "updated").text = one.updated
        ET.SubElement(ET.SubElement(entry, "author"), "name").text = one.author or "unknown"
        if one.text:
            ET.SubElement(entry, "content", type="text").text = one.text
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype=MEDIA_TYPE)
