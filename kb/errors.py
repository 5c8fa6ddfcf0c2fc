"""Every error kb raises on purpose, as one tree; none of them knows HTTP.

KbError
├── BadPdf              a file that cannot be read as a report
│   └── ReadingKilled   reading it was ended from outside; it may go well another time
├── NotFound            nothing goes by that name
│   └── Gone            it existed and was withdrawn
├── Conflict            two changes that cannot both stand
├── BadRequest          a parameter or value that is not one of the known ones
│   └── QueryTooCostly  a query past the documented ceilings
├── UnsupportedQuery    a query node that an engine cannot answer truthfully
├── EngineUnavailable   the index cannot be reached now
│   ├── IndexOutOfDate  it can, but it was built for other fields
│   └── IndexDamaged    it can, but it does not hold what was written or what it should
├── CatalogUnavailable  the catalog cannot be opened or written now
├── FetchError          a published report could not be downloaded
├── MailError           an e-mail could not be handed to the mail server
├── VocabularyError     a line of our own data files is wrong
└── SettingsError       a setting is unknown or malformed
"""

from __future__ import annotations


class KbError(Exception):
    """Base of all expected failures: `str(error)` says what is wrong, `hint` what to do next."""

    def __init__(self, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code or type(self).__name__


class BadPdf(KbError):
    """A file cannot be read as a report; `code` is the reason in one word (`encrypted` ...)."""


class ReadingKilled(BadPdf):
    """Reading a file was ended from outside: that says nothing of the file."""


class NotFound(KbError):
    """Nothing goes by that name."""


class Gone(NotFound):
    """It existed and was withdrawn; the message says why."""


class Conflict(KbError):
    """Two changes that cannot both stand; nothing was changed."""


class BadRequest(KbError):
    """A parameter or a value of a closed list is not one of the known ones."""


class QueryTooCostly(BadRequest):
    """A query past the documented ceilings; it was not run."""


class UnsupportedQuery(KbError):
    """An engine cannot answer this query truthfully and refuses rather than guess."""


class EngineUnavailable(KbError):
    """The index cannot be reached now; trying again later may help."""


class IndexOutOfDate(EngineUnavailable):
    """The index was built for other fields or another analyzer and must be rebuilt."""


class IndexDamaged(EngineUnavailable):
    """The index does not hold what was written to it, or not what the catalog says; build anew."""


class CatalogUnavailable(KbError):
    """The catalog cannot be opened, read or written now; nothing was changed."""


class FetchError(KbError):
    """A published report could not be downloaded; the message says why."""


class MailError(KbError):
    """An e-mail could not be handed to the mail server; trying again later may help."""


class VocabularyError(KbError):
    """A line of our own data files is wrong; the message gives the file and the line."""


class SettingsError(KbError):
    """A setting is unknown or malformed."""
