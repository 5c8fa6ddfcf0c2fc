"""Citations to copy: Chicago author-date and APA (7th edition), each with the page cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.domain.report import Bibliography

# Words that only organisations have in their names; all other names of 2 to 4 words are people's.
_ORGANISATION = re.compile(
    r"\b(academy|agency|associates|association|board|bureau|center|centre|chiefs|city|college|"
    r"commission|committee|council|county|department|division|forum|foundation|group|inc|"
    r"initiative|institute|justice|laboratory|llc|ministry|network|office|panel|partners|"
    r"partnership|police|program|programme|project|reform|research|review|service|services|"
    r"sheriff|society|"
    r"state|task|team|training|university|of|for|the|and)\b|&",
    re.IGNORECASE,
)
_MOST_IN_PERSON = 4
# A role after a name is no part of it: "Hon. Marguerite Solheim (Chair)".
_ROLE = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in one style; `before`, `title` (set in italics) and `after` join to `text`."""

    style: str
    before: str
    title: str
    after: str

    @property
    def text(self) -> str:
        """Give the citation without its italics."""
        return f"{self.before}{self.title}{self.after}"


def citations(
    about: Bibliography, *, label: str = "", page: str = "", url: str = ""
) -> tuple[Citation, ...]:
    """Cite a report, or a statement (`label`, such as `Finding 12`) on its `page` as printed."""
    return (_chicago(about, label, page, url), _apa(about, page, url))


def is_organisation(name: str) -> bool:
    """Tell an organisation's name from a person's."""
    words = name.split()
    return not 1 < len(words) <= _MOST_IN_PERSON or bool(_ORGANISATION.search(name))


def _chicago(about: Bibliography, label: str, page: str, url: str) -> Citation:
    names = _chicago_names(about.authors) or about.publisher
    year = _stopped(_year(about)) + " "
    before = f"{_stopped(names)} {year}" if names else year
    publisher = about.publisher if about.publisher and about.authors else ""
    where = ", ".join(part for part in (label, page and f"p. {page}") if part)
    parts = [publisher, where, url]
    after = "." + "".join(f" {_stopped(part)}" for part in parts if part)
    return _joined("Chicago, author-date", before, whole_title(about), after)


def _apa(about: Bibliography, page: str, url: str) -> Citation:
    names = _apa_names(about.authors) or about.publisher
    year = f"({_year(about)}). "
    before = f"{_stopped(names)} {year}" if names else year
    publisher = f" {_stopped(about.publisher)}" if about.publisher and about.authors else ""
    after = (f" (p. {page})" if page else "") + "." + publisher + (f" {url}" if url else "")
    return _joined("APA, 7th edition", before, whole_title(about), after)


def _joined(style: str, before: str, title: str, after: str) -> Citation:
    # "... Were They Ready?." when a title brings its own mark
    if after.startswith(".") and title.endswith(("?", "!", ".")):
        after = after[1:]
    return Citation(style, before, title, after)


def whole_title(about: Bibliography) -> str:
    """Give title and subtitle as one."""
    if not about.subtitle or about.subtitle in about.title:
        return about.title
    return f"{about.title.rstrip(':')}: {about.subtitle}"


def _year(about: Bibliography) -> str:
    return about.published[:4] or "n.d."


def _chicago_names(authors: tuple[str, ...]) -> str:
    names = [_turned(name) if at == 0 else name for at, name in enumerate(authors)]
    return _listed(names, "and")


def _apa_names(authors: tuple[str, ...]) -> str:
    return _listed([_with_initials(name) for name in authors], "&")


def family_and_given(name: str) -> tuple[str, str]:
    """Part a person's name (`Rivera`, `Jane Q.`); an organisation's stays whole, with nothing."""
    if is_organisation(name):
        return name, ""
    given, _, family = _ROLE.sub("", name).rpartition(" ")
    return family, given


def _turned(name: str) -> str:
    return ", ".join(part for part in family_and_given(name) if part)


def _with_initials(name: str) -> str:
    family, given = family_and_given(name)
    initials = " ".join(f"{word[0]}." for word in given.split())
    return f"{family}, {initials}" if initials else family


def _listed(names: list[str], joining: str) -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {joining} {names[-1]}"


def _stopped(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."
