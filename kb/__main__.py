"""`python -m kb ...`: the command line."""

from __future__ import annotations

from kb.cli.main import run

if __name__ == "__main__":
    run()
