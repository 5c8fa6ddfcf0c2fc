"""`kb serve`: hand over to gunicorn, after checking what would make it fail obscurely."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

import click

from kb.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]
_EVERY = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - told, not listened on


@click.command(short_help="Serve the web pages and the API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default up to 4.")
@click.option("--no-jobs", is_flag=True, help="Leave background jobs to `kb work` elsewhere.")
def serve(host: str, port: int, workers: int | None, no_jobs: bool) -> None:
    """Serve what the data folder holds until interrupted."""
    from kb.catalog.catalog import Catalog
    from kb.membership import setup_secret
    from kb.settings import Settings

    settings = Settings.from_env(os.environ)
    _check_address(host, port)
    catalog = Catalog.open(settings.catalog_url)
    with catalog.read() as view:
        counts = view.counts()
    secret = setup_secret(catalog)
    catalog.close()
    shown = f"[{host}]" if ":" in host else host
    # Nobody's browser finds "every address of this machine".
    base = settings.public_url or f"http://{_EVERY.get(host, shown)}:{port}"
    click.echo(f"{counts.reports} reports with {counts.records} records")
    click.echo(f"Serving at http://{shown}:{port} - stop with Ctrl+C")
    if secret:
        click.echo("Nobody can sign in yet. This link, once, makes the first administrator:")
        click.echo(f"  {base.rstrip('/')}/staff/link/{secret}")
    sys.stdout.flush()
    # gunicorn starts in the project's folder, wherever this command was given.
    os.environ["KB_DATA_DIR"] = str(settings.data_dir)
    if no_jobs:
        os.environ["KB_JOBS"] = "elsewhere"
    options = ["--config", str(ROOT / "web/gunicorn.conf.py"), "--chdir", str(ROOT)]
    options += ["--bind", f"{shown}:{port}"]
    options += ["--workers", str(workers)] if workers else []
    _become_gunicorn(options)


def _become_gunicorn(options: list[str]) -> NoReturn:
    """Run gunicorn in this process, which has imported half of what it needs already."""
    # What gunicorn reads, and what it hands to Python when it is asked to start itself anew.
    sys.argv = ["-mgunicorn", *options]
    from gunicorn.app.wsgiapp import WSGIApplication

    WSGIApplication("%(prog)s [OPTIONS]", prog="gunicorn").run()
    sys.exit()


def _check_address(host: str, port: int) -> None:
    """Raise SettingsError where nothing can listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host}:{port}: {error.strerror or error}",
            hint="Give another --port or --host, or stop what is using this one.",
        ) from error
