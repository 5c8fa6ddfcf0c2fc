"""The tables of the catalog: the only place with column names.

`extractions` and `decisions` are only ever added to. `records`, `passages`, `pages` and the columns
of `reports` are what follows from them, kept as rows so that lists and look-ups stay fast.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("rights", Text, nullable=False),
    Column("listed", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("added", String, nullable=False),
    Column("extraction", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Text),
    Column("standing", String, nullable=False, server_default="published"),
    Column("title", Text, nullable=False),
    Column("published", String, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

# One immutable reading; `body` is the whole of it, packed.
extractions = Table(
    "extractions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pipeline", Integer, nullable=False),
    Column("read_at", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "report"),
)

# Every record id ever given; `key` is its place in the current reading, null where it vanished.
identities = Table(
    "identities",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("number", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("key", String),
    Index(None, "report"),
)

records = Table(
    "records",
    metadata,
    Column("id", String, ForeignKey("identities.id"), primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "report", "place"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "report", "place"),
)

pages = Table(
    "pages",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

report_sites = Table(
    "report_sites",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("site", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Index(None, "site"),
)

# Ids once given to incidents; what is known of one is put together from its accounts.
incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False),
    Column("state", String, nullable=False),
    Column("start", String, nullable=False),
    Column("end", String, nullable=False),
    Column("type", String, nullable=False),
    Index(None, "place", "state"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "report"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("record", String, ForeignKey("identities.id")),
    Column("body", LargeBinary, nullable=False),
    Index(None, "report"),
    sqlite_autoincrement=True,
)

# Which statements say the same in different reports, grouped anew when the index has caught up.
lessons = Table(
    "lessons",
    metadata,
    Column("record", String, ForeignKey("identities.id"), primary_key=True),
    Column("lesson", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("event", String, nullable=False),
    Index(None, "lesson"),
)

# The reports whose statements were compared with those of others, in which version and how; `words`
# counts the statements that hold each word.
compared = Table(
    "compared",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("method", String, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

# Statements of different reports that are alike to some degree, each pair once, `one` < `other`.
likenesses = Table(
    "likenesses",
    metadata,
    Column("one", String, ForeignKey("identities.id"), primary_key=True),
    Column("other", String, ForeignKey("identities.id"), primary_key=True),
    Column("value", Float, nullable=False),
    Index(None, "other"),
)

# What staff change about the vocabulary, laid over the one that is shipped; only ever added to.
vocabulary_changes = Table(
    "vocabulary_changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# The version of the vocabulary that a report's reading was tagged with, and tags that were given
# after it was read; a report without a row has those of its reading.
report_tags = Table(
    "report_tags",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("extraction", Integer, nullable=False),
    Column("vocabulary", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# The outbox: what the index has to catch up with, in order.
changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", String, nullable=False),
    Column("what", String, nullable=False),
    Column("at", String, nullable=False),
    sqlite_autoincrement=True,
)

# The people who keep the catalog. `factor` is the secret shared with an authenticator app, null
# where none is set up; `factor_step` is the last time step whose code was taken: none is twice.
staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", Text, nullable=False),
    Column("factor", String),
    Column("factor_step", Integer, nullable=False),
    Column("outside", Text, unique=True),
    Column("disabled", Boolean, nullable=False),
    Column("added", String, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("member", Integer, ForeignKey("staff.id"), nullable=False),
    Index(None, "member"),
)

# One-time links: the first administrator's, invitations, forgotten passwords.
staff_links = Table(
    "staff_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("ends", String, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("member", Integer, ForeignKey("staff.id"), nullable=False),
    Column("since", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("ends", String, nullable=False),
    Column("address", String, nullable=False),
    Column("agent", Text, nullable=False),
    Index(None, "member"),
)

# Browsers from which a member has signed in before.
known_devices = Table(
    "known_devices",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("member", Integer, ForeignKey("staff.id"), primary_key=True),
)

# Wrong guesses of late. `bucket` is what they are counted by.
wrong_guesses = Table(
    "wrong_guesses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bucket", String, nullable=False),
    Column("at", String, nullable=False),
    Index(None, "bucket", "at"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("member", Integer, ForeignKey("staff.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", String, nullable=False),
    Column("added", String, nullable=False),
    Column("used", String, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Index(None, "member"),
)

# The audit trail. The database itself refuses to change or delete a row.
deeds = Table(
    "deeds",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

# Background work; `beat` is the last sign of life of whoever runs it.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("batch", String, nullable=False),
    Column("state", String, nullable=False),
    Column("by", String, nullable=False),
    Column("made", String, nullable=False),
    Column("due", String, nullable=False),
    Column("beat", String, nullable=False),
    Column("started", String, nullable=False),
    Column("ended", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("report", String, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Index(None, "state", "due"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

# What trainers gathered. `key` opens a packet for changes, `shared` for reading.
packets = Table(
    "packets",
    metadata,
    Column("key", String, primary_key=True),
    Column("shared", String, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("owner", Integer, ForeignKey("staff.id")),
    Column("changed", String, nullable=False),
    Index(None, "owner"),
)

# What people wrote of an incident of theirs, where it is too long for an address.
descriptions = Table(
    "descriptions",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
    Index(None, "at"),
)

# Searches that members keep; `question` holds a tree, which no later parser reads otherwise.
saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Integer, ForeignKey("staff.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("often", String, nullable=False),
    Column("told", String, nullable=False),
    Column("due", String, nullable=False),
    Column("stop", String, nullable=False, unique=True),
    Index(None, "owner"),
)

# Where members are written to, once they have confirmed that it is theirs.
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("member", Integer, ForeignKey("staff.id"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("secret", String, nullable=False, unique=True),
    Column("asked", String, nullable=False),
)

# The digest of what is kept of a report beside its reading; reports that wait for a new one.
seals = Table(
    "seals",
    metadata,
    Column("report", String, primary_key=True),
    Column("digest", String(64), nullable=False),
)
unsealed = Table("unsealed", metadata, Column("report", String, primary_key=True))
