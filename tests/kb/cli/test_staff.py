from __future__ import annotations

import pytest
from click.testing import CliRunner

from kb import membership
from kb.cli.staff import staff
from kb.domain.staff import Role
from kb.errors import NotFound


def test_accounts_from_the_shell(empty_catalog, tmp_path):
    runner = CliRunner(env={"KB_DATA_DIR": str(tmp_path)})
    link = runner.invoke(staff, ["link", "chief", "--role", "admin"]).output.strip()
    membership.accept(empty_catalog, link.rpartition("/")[2], "", "quiet river seven lanterns", "")
    assert "chief  admin  open" in runner.invoke(staff, ["list"]).output
    second = runner.invoke(staff, ["link", "deputy"]).output.strip().rpartition("/")[2]
    membership.accept(empty_catalog, second, "", "quiet river seven lanterns", "")
    assert "deputy is now admin" in runner.invoke(staff, ["role", "deputy", "admin"]).output
    assert "chief is closed" in runner.invoke(staff, ["close", "chief"]).output
    with empty_catalog.read() as view:
        assert view.members.named("deputy").role is Role.ADMIN
        assert view.trail.deeds()[0].who.startswith("shell:")


def test_links_nobody_opened_are_listed_and_withdrawn_from_the_shell(empty_catalog, tmp_path):
    runner = CliRunner(env={"KB_DATA_DIR": str(tmp_path)})
    secret = runner.invoke(staff, ["link", "deputy"]).output.strip().rpartition("/")[2]
    assert "deputy  editor  link made 20" in runner.invoke(staff, ["list"]).output
    assert "opens nothing" in runner.invoke(staff, ["withdraw", "Deputy"]).output
    assert runner.invoke(staff, ["list"]).output == ""
    with pytest.raises(NotFound):
        membership.accept(empty_catalog, secret, "", "quiet river seven lanterns", "")


def test_a_link_leads_where_readers_know_kb(empty_catalog, tmp_path):
    known = CliRunner(env={"KB_DATA_DIR": str(tmp_path), "KB_PUBLIC_URL": "https://kb.example.org"})
    assert known.invoke(staff, ["link", "chief"]).output.startswith("https://kb.example.org/staff/")
    elsewhere = ["link", "chief", "--base", "http://localhost:8080/"]
    assert known.invoke(staff, elsewhere).output.startswith("http://localhost:8080/staff/link/")


def test_an_unknown_account_is_named(empty_catalog, tmp_path):
    result = CliRunner(env={"KB_DATA_DIR": str(tmp_path)}).invoke(staff, ["close", "nobody"])
    assert "there is no account nobody" in str(result.exception)
