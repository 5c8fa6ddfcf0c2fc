"""`kb staff`: accounts from the shell, for who can reach the machine but not the pages."""

from __future__ import annotations

import getpass
import os

import click

from kb.catalog.catalog import Catalog
from kb.domain.staff import Actor, Role
from kb.errors import NotFound
from kb.membership import change_role, disable, invite, withdraw_link
from kb.settings import Settings

ROLES = [role.value for role in Role]


@click.group(short_help="Keep the accounts of staff.")
def staff() -> None:
    """List accounts and open links, make and withdraw links, change roles, close accounts."""


@staff.command("list")
def list_accounts() -> None:
    """List every account, and every one-time link that nobody opened yet."""
    with _catalog().read() as view:
        for one in view.members.all():
            state = "closed" if one.disabled else "open"
            factor = "second factor" if one.second_factor else "password only"
            click.echo(f"{one.name}  {one.role}  {state}  {factor}  since {one.added[:10]}")
        for offer in view.members.invitations():
            click.echo(
                f"{offer.name}  {offer.role}  link made {offer.made}, holds till {offer.ends}"
            )


@staff.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="editor", show_default=True)
@click.option(
    "--base", help="Where kb serves; by default KB_PUBLIC_URL, without it http://127.0.0.1:8000."
)
def link(name: str, role: str, base: str | None) -> None:
    """Make a one-time link by which NAME sets a password; a new name gets an account."""
    where = base or Settings.from_env(os.environ).public_url or "http://127.0.0.1:8000"
    secret = invite(_catalog(), name, Role(role), _actor())
    click.echo(f"{where.rstrip('/')}/staff/link/{secret}")


@staff.command()
@click.argument("name")
def withdraw(name: str) -> None:
    """Withdraw the one-time link made for NAME; its account, where there is one, stays."""
    withdraw_link(_catalog(), name, _actor())
    click.echo(f"The link for {name} opens nothing any more")


@staff.command()
@click.argument("name")
@click.argument("new_role", metavar="ROLE", type=click.Choice(ROLES))
def role(name: str, new_role: str) -> None:
    """Give NAME another role."""
    catalog = _catalog()
    changed = change_role(catalog, _named(catalog, name), Role(new_role), _actor())
    click.echo(f"{changed.name} is now {changed.role}")


@staff.command()
@click.argument("name")
def close(name: str) -> None:
    """Close NAME's account: sessions and tokens end at once."""
    catalog = _catalog()
    click.echo(f"{disable(catalog, _named(catalog, name), _actor()).name} is closed")


def _catalog() -> Catalog:
    return Catalog.open(Settings.from_env(os.environ).catalog_url)


def _named(catalog: Catalog, name: str) -> int:
    with catalog.read() as view:
        found = view.members.named(name)
    if found is None:
        raise NotFound(f"there is no account {name}", hint="`kb staff list` shows them all.")
    return found.id


def _actor() -> Actor:
    return Actor(f"shell:{getpass.getuser()}")
