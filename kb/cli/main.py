"""The commands as one table, and how each of them may end.

Exit codes: 0 done, 1 an expected failure with a sentence, 2 wrong usage, 3 a fault in kb itself
with a report to send, 130 interrupted. Commands are imported when they run, so that each starts
at once.
"""

from __future__ import annotations

import difflib
import errno
import importlib
import os
import sys
from typing import NoReturn

import click

from kb.cli.problems import write_report
from kb.errors import KbError

# What the system refuses, and what to do about it; anything else it says is a fault of kb.
_REFUSED = {
    errno.ENOSPC: "Make room on that disk, then run it again.",
    errno.EDQUOT: "Make room for this account, then run it again.",
    errno.EROFS: "Name a place that can be written to.",
    errno.EACCES: "Run it as the account that owns it, or name another place.",
    errno.EPERM: "Run it as the account that owns it, or name another place.",
}
DONE, FAILED, WRONG_USAGE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130

# Name: module that defines it, and what it does in a line.
COMMANDS: dict[str, tuple[str, str]] = {
    "ingest": ("kb.cli.ingest", "Read PDFs into the catalog and the index."),
    "extract": ("kb.cli.ingest", "Read one PDF and print what it holds as JSON."),
    "reread": ("kb.cli.reread", "Read stored PDFs again and show what that changes."),
    "fetch": ("kb.cli.fetch", "Download registered reports into the data folder."),
    "search": ("kb.cli.index", "Search from the terminal."),
    "serve": ("kb.cli.serve", "Serve the web pages and the API."),
    "work": ("kb.cli.work", "Do background work: read uploads, rebuild the index."),
    "mcp": ("kb.cli.mcp", "Serve client programs that speak the Model Context Protocol."),
    "status": ("kb.cli.status", "Say what is held, what is indexed, and what is behind."),
    "reindex": ("kb.cli.index", "Build the index anew beside the live one, then switch."),
    "engines": ("kb.cli.index", "List the search engines and what each is for."),
    "evaluate": ("kb.cli.index", "Measure reading and searching against known answers."),
    "doctor": ("kb.cli.doctor", "Find what is wrong with the data folder, and mend it."),
    "backup": ("kb.cli.backup", "Copy catalog and PDFs into one file, while serving."),
    "restore": ("kb.cli.backup", "Put a backup into an empty data folder."),
    "vocabulary": ("kb.cli.vocabulary", "Export, compare and import topics and their words."),
    "staff": ("kb.cli.staff", "Keep the accounts of staff."),
    "migrate": ("kb.cli.catalog", "Bring the catalog's tables up to this version."),
    "withdraw": ("kb.cli.catalog", "Take a report out of every page and answer."),
    "republish": ("kb.cli.catalog", "Show a withdrawn report again."),
}


class _Lazy(click.Group):
    """A group that knows its commands by name and imports them when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            near = difflib.get_close_matches(cmd_name, COMMANDS, n=1)
            if near and ctx:
                ctx.fail(f"No such command {cmd_name!r}. Did you mean {near[0]}?")
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Find what earlier critical incidents taught: findings, recommendations and lessons.

    Everything is kept in one folder, ./data unless KB_DATA_DIR names another. Commands end with 0
    when done, 1 where something was not, 2 for wrong usage, 3 for a fault in kb itself.
    """


def run(arguments: list[str] | None = None) -> NoReturn:
    """Run a command and end the process with its exit code."""
    sys.exit(_outcome(sys.argv[1:] if arguments is None else arguments))


def _outcome(arguments: list[str]) -> int:
    try:
        code = main.main(arguments, prog_name="kb", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE if isinstance(error, click.UsageError) else FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was reported as done is kept.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`kb search ... | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last line of defence tells and ends
        return _tell(error, arguments)
    return code if isinstance(code, int) else DONE


def _tell(error: Exception, arguments: list[str]) -> int:
    if isinstance(error, OSError) and error.errno in _REFUSED:
        click.echo(f"kb: {error.strerror}: {error.filename or 'the data folder'}", err=True)
        click.echo(f"    {_REFUSED[error.errno]}", err=True)
        return FAILED
    if not isinstance(error, KbError):
        click.echo(write_report(error, arguments, os.environ), err=True)
        return FAULT
    click.echo(f"kb: {error}", err=True)
    if error.hint:
        click.echo(f"    {error.hint}", err=True)
    return FAILED
