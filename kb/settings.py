"""Every setting as one row: its name, default and help; `Settings.from_env` gives them frozen."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.errors import SettingsError

# Names for tests and for make, which the service neither reads nor minds.
_NOT_OURS = ("KB_TEST_", "KB_REQUIRE_")
# A provider on this machine may be reached without encryption.
_SAFE_ISSUER = re.compile(r"https://[^/\s]|http://(?:127\.0\.0\.1|localhost)(?::|/|$)")
_GIVEN_BY_CLAIM = ("reader", "editor")


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable; help pages and the documentation are made from these rows."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("KB_DATA_DIR", "./data", "Folder that holds everything kb writes."),
    Setting(
        "KB_CATALOG_URL",
        "sqlite:///KB_DATA_DIR/catalog.sqlite3",
        "Database of reports, records and decisions, as a SQLAlchemy URL.",
    ),
    Setting(
        "KB_ENGINE_URL",
        "whoosh:KB_DATA_DIR/index",
        "Search engine and where its index lies; `kb engines` lists those that exist.",
    ),
    Setting(
        "KB_QUEUE_URL",
        "sqlite:KB_DATA_DIR/queue.sqlite3",
        "Queue of background work: a SQLite file, or redis://HOST:PORT/0 for several machines.",
    ),
    Setting(
        "KB_JOBS",
        "here",
        "here does background jobs beside the server; elsewhere leaves them to `kb work`.",
    ),
    Setting(
        "KB_UPLOADS",
        "draft",
        "draft shows reports added at the desk to staff only until somebody publishes them; "
        "published shows them at once.",
    ),
    Setting("KB_SEMANTIC", "on", "on ranks by meaning beside words; off by words alone."),
    Setting(
        "KB_PUBLIC_URL",
        "",
        "Address readers know kb by, such as https://kb.example.org; needed for links in e-mail.",
    ),
    Setting(
        "KB_MAIL_URL",
        "",
        "Server that sends digests of saved searches: smtp://user:password@host:587 (encrypted "
        "where the server offers it, always with a password) or smtps://host. None are sent "
        "without it.",
    ),
    Setting(
        "KB_MAIL_FROM",
        "",
        "Address that digests come from; needed with KB_MAIL_URL.",
    ),
    Setting(
        "KB_SECRET_KEY",
        "made once and kept in KB_DATA_DIR",
        "Key that signs cookies; give the same one to every machine that serves.",
    ),
    Setting(
        "KB_OIDC_ISSUER",
        "none",
        "Address of an identity provider (OpenID Connect) through which staff may sign in too.",
    ),
    Setting("KB_OIDC_CLIENT_ID", "none", "Name by which that provider knows kb."),
    Setting("KB_OIDC_CLIENT_SECRET", "none", "Secret that it gave kb, unless it gave none."),
    Setting("KB_OIDC_NAME", "your organisation", "What staff call that provider."),
    Setting(
        "KB_OIDC_ROLES",
        "none",
        "Who of them gets an account at the first sign-in, by a claim: "
        "groups=kb-editors:editor,groups=kb-readers:reader. Nobody becomes administrator so.",
    ),
    Setting(
        "KB_HOSTS",
        "",
        "Names under which kb answers, such as kb.example.org, with commas between; requests for "
        "another are refused. Without it kb answers under every name.",
    ),
    Setting(
        "KB_REQUESTS_A_MINUTE",
        "0",
        "How many requests a minute are answered to one address, others with 429; 0 for any "
        "number. All workers of a machine count together, several machines only where KB_QUEUE_URL "
        "names Redis.",
    ),
    Setting(
        "KB_TRUSTED_PROXIES",
        "0",
        "How many proxies stand before kb and add X-Forwarded-For, -Proto and -Host.",
    ),
)


@dataclass(frozen=True, slots=True)
class Oidc:
    """An identity provider; `roles` are (claim, value, role) that let newcomers in."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = "your organisation"
    roles: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the entry points read from the environment; tests make their own."""

    data_dir: Path
    catalog_url: str
    engine_url: str
    semantic: str = "on"
    queue_url: str = ""
    secret_key: str = field(default="", repr=False)
    trusted_proxies: int = 0
    requests_a_minute: int = 0
    hosts: tuple[str, ...] = ()
    uploads: str = "draft"
    oidc: Oidc | None = None
    public_url: str = ""
    mail_url: str = field(default="", repr=False)
    mail_from: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the KB_* variables; raises SettingsError for one that does not exist."""
        _refuse_unknown(environ)
        mail_url, mail_from, public_url = _mail(environ)
        settings = cls.at(
            Path(environ.get("KB_DATA_DIR") or "data"),
            catalog_url=environ.get("KB_CATALOG_URL", ""),
            engine_url=environ.get("KB_ENGINE_URL", ""),
            semantic=environ.get("KB_SEMANTIC") or "on",
        )
        return replace(
            settings,
            queue_url=environ.get("KB_QUEUE_URL") or settings.queue_url,
            secret_key=environ.get("KB_SECRET_KEY", ""),
            trusted_proxies=_whole(environ, "KB_TRUSTED_PROXIES"),
            requests_a_minute=_whole(environ, "KB_REQUESTS_A_MINUTE"),
            hosts=_listed(environ, "KB_HOSTS"),
            uploads=_one_of(environ, "KB_UPLOADS", ("draft", "published")),
            oidc=_oidc(environ),
            public_url=public_url,
            mail_url=mail_url,
            mail_from=mail_from,
        )

    @classmethod
    def at(
        cls, data_dir: Path, *, catalog_url: str = "", engine_url: str = "", semantic: str = "on"
    ) -> Settings:
        """Give the settings of a data folder; URLs left empty lie inside it."""
        folder = data_dir.expanduser().absolute()
        return cls(
            data_dir=folder,
            catalog_url=catalog_url or f"sqlite:///{folder / 'catalog.sqlite3'}",
            engine_url=engine_url or f"whoosh:{folder / 'index'}",
            semantic=semantic,
            queue_url=f"sqlite:{folder / 'queue.sqlite3'}",
        )

    @property
    def uploads_dir(self) -> Path:
        """Name the folder of PDFs that wait to be read."""
        return self.data_dir / "uploads"

    @property
    def blobs_dir(self) -> Path:
        """Name the folder of the PDFs, kept by their content."""
        return self.data_dir / "blobs"

    @property
    def pictures_dir(self) -> Path:
        """Name the folder of drawn pages; it may be deleted at any time."""
        return self.data_dir / "pictures"

    @property
    def problems_dir(self) -> Path:
        """Name the folder of reports on unexpected errors."""
        return self.data_dir / "problems"


def _oidc(environ: Mapping[str, str]) -> Oidc | None:
    issuer, client = environ.get("KB_OIDC_ISSUER", ""), environ.get("KB_OIDC_CLIENT_ID", "")
    if not issuer:
        return None
    if not _SAFE_ISSUER.match(issuer):
        raise SettingsError(
            f"KB_OIDC_ISSUER is {issuer!r}", hint="Write the provider's https:// address."
        )
    if not client:
        raise SettingsError(
            "KB_OIDC_ISSUER is set, KB_OIDC_CLIENT_ID is not",
            hint="Register kb with the provider and give the client id it shows.",
        )
    return Oidc(
        issuer=issuer,
        client_id=client,
        client_secret=environ.get("KB_OIDC_CLIENT_SECRET", ""),
        name=environ.get("KB_OIDC_NAME") or "your organisation",
        roles=tuple(_claim(told) for told in environ.get("KB_OIDC_ROLES", "").split(",") if told),
    )


def _claim(told: str) -> tuple[str, str, str]:
    claim, _, rest = told.strip().partition("=")
    value, _, role = rest.rpartition(":")
    if not claim or not value or role not in _GIVEN_BY_CLAIM:
        raise SettingsError(
            f"KB_OIDC_ROLES holds {told.strip()!r}",
            hint="Write CLAIM=VALUE:ROLE, the role being reader or editor. Administrators are "
            "made under Accounts only.",
        )
    return claim, value, role


def _whole(environ: Mapping[str, str], name: str) -> int:
    told = environ.get(name) or "0"
    if not told.isdecimal():
        raise SettingsError(f"{name} is {told!r}", hint="Write a whole number: 0, 1, 2 ...")
    return int(told)


def _listed(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(told.strip() for told in environ.get(name, "").split(",") if told.strip())


def _mail(environ: Mapping[str, str]) -> tuple[str, str, str]:
    """Read server, sender and own address; raises SettingsError where a part is missing."""
    url, sender = environ.get("KB_MAIL_URL", ""), environ.get("KB_MAIL_FROM", "")
    public = environ.get("KB_PUBLIC_URL", "").rstrip("/")
    if url and not (sender and public):
        raise SettingsError(
            "KB_MAIL_URL is set without KB_MAIL_FROM or KB_PUBLIC_URL",
            hint="Say whom e-mail comes from, and by which address its links lead back.",
        )
    if url and not url.startswith(("smtp://", "smtps://")):
        raise SettingsError(
            "KB_MAIL_URL names no mail server", hint="Write smtp://host:587 or smtps://host."
        )
    return url, sender, public


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    told = environ.get(name) or allowed[0]
    if told not in allowed:
        raise SettingsError(f"{name} is {told!r}", hint=f"Write {' or '.join(allowed)}.")
    return told


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = [setting.name for setting in SETTINGS]
    for name in sorted(environ):
        if not name.startswith("KB_") or name in known or name.startswith(_NOT_OURS):
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise SettingsError(
            f"there is no setting {name}", hint=f"{meant}The settings are {', '.join(known)}."
        )
