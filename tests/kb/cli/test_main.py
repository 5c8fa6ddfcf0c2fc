from __future__ import annotations

import errno
import json

import pytest

from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.cli.main import COMMANDS, main, run
from kb.domain.description import Standing
from kb.domain.staff import Actor
from kb.settings import Settings
from tests.support import small_catalog


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("KB_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def code_of(*arguments):
    with pytest.raises(SystemExit) as ended:
        run(list(arguments))
    return ended.value.code


def test_every_command_exists_and_tells_what_it_is_for():
    for name in COMMANDS:
        command = main.get_command(None, name)
        assert command is not None
        assert command.name == name
        assert command.help


def test_wrong_usage_is_2(capsys):
    assert code_of("nonsense") == 2
    assert code_of("ingest") == 2
    assert code_of("serve", "--port", "0") == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_mistyped_command_is_named(capsys):
    assert code_of("serv") == 2
    assert "Did you mean serve?" in capsys.readouterr().err


def test_a_backup_into_no_folder_is_wrong_usage(capsys, tmp_path):
    assert code_of("backup", str(tmp_path / "none" / "file")) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_what_the_system_refuses_is_no_fault_of_kb(capsys, monkeypatch, data):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device", "/data/x")

    monkeypatch.setattr("kb.cli.status.read_state", full)
    assert code_of("status") == 1
    assert "No space left on device: /data/x\n    Make room" in capsys.readouterr().err
    assert not (data / "problems").exists()


def test_an_expected_failure_is_1_with_what_to_do(capsys):
    assert code_of("withdraw", "nothing", "--why", "x") == 1
    told = capsys.readouterr().err
    assert "there is no report nothing" in told
    assert "Check the id" in told


def test_an_unknown_setting_is_named(capsys, monkeypatch):
    monkeypatch.setenv("KB_DATADIR", "x")
    assert code_of("status") == 1
    assert "Did you mean KB_DATA_DIR?" in capsys.readouterr().err


def test_a_fault_is_3_with_a_report_to_send(capsys, monkeypatch, data):
    monkeypatch.setattr("kb.cli.status.read_state", lambda _: 1 // 0)
    assert code_of("status") == 3
    told = capsys.readouterr().err
    [report] = (data / "problems").iterdir()
    assert "ZeroDivisionError" in told
    assert str(report) in told
    assert "Traceback" not in told
    assert "Traceback" in report.read_text()


def test_an_interrupt_is_130(capsys, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kb.cli.status.read_state", interrupted)
    assert code_of("status") == 130
    assert "is kept" in capsys.readouterr().err


def test_status_of_nothing_says_how_to_begin(capsys):
    assert code_of("status", "--json") == 0
    state = json.loads(capsys.readouterr().out)
    assert state["counts"]["reports"] == 0
    assert "kb ingest" in state["advice"][0]


def test_status_tells_of_drafts_which_readers_do_not_see(capsys, data):
    settings = Settings.at(data)
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    small_catalog.fill(catalog, Blobs(settings.blobs_dir))
    with catalog.read() as view:
        [draft, *others] = [summary.id for summary in view.summaries()]
    curation.stand(catalog, draft, Standing.DRAFT, by=Actor("chief"))
    catalog.close()
    assert code_of("status") == 0
    told = capsys.readouterr().out
    assert f"{len(others)} reports" in told
    assert "1 draft not searched, 1 decisions" in told


def test_migrate_may_be_run_twice(capsys):
    assert code_of("migrate") == 0
    assert code_of("migrate") == 0
    assert "already" in capsys.readouterr().out
