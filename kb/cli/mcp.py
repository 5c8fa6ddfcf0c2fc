"""`kb mcp`: answer a client program over standard input and output."""

from __future__ import annotations

import os

import click

from kb.errors import SettingsError

INSTALL = "pip install --require-hashes -r requirements-mcp.txt"


@click.command(short_help="Serve client programs that speak the Model Context Protocol.")
@click.option(
    "--site",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where people reach this service: begins every address that is given.",
)
def mcp(site: str) -> None:
    """Answer one client program over standard input and output until it ends.

    The client starts this itself: name `python -m kb mcp` in its own settings.
    """
    try:
        from web.mcp import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise SettingsError(
            "the MCP server needs a package that is not installed", hint=f"Run `{INSTALL}`."
        ) from error
    from kb.settings import Settings
    from web.app import create_app

    serve(create_app(Settings.from_env(os.environ)), site.rstrip("/"))
