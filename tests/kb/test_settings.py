from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import SettingsError
from kb.settings import SETTINGS, Settings


def test_nothing_needs_to_be_set():
    settings = Settings.from_env({})
    assert settings.data_dir == Path("data").absolute()
    assert settings.catalog_url == f"sqlite:///{settings.data_dir}/catalog.sqlite3"
    assert settings.engine_url == f"whoosh:{settings.data_dir}/index"


def test_everything_lies_in_the_data_folder(tmp_path):
    settings = Settings.from_env({"KB_DATA_DIR": str(tmp_path)})
    for folder in (settings.blobs_dir, settings.pictures_dir, settings.problems_dir):
        assert folder.parent == tmp_path


def test_urls_can_be_given():
    given = {"KB_CATALOG_URL": "sqlite://", "KB_ENGINE_URL": "memory:"}
    settings = Settings.from_env(given)
    assert (settings.catalog_url, settings.engine_url) == ("sqlite://", "memory:")


def test_a_misspelt_setting_is_refused_with_the_right_one():
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"KB_DATADIR": "x"})
    assert "KB_DATADIR" in str(caught.value)
    assert "Did you mean KB_DATA_DIR?" in caught.value.hint


def test_settings_of_tests_are_left_alone():
    Settings.from_env({"KB_TEST_OPENSEARCH_URL": "x", "KB_REQUIRE_ENGINES": "y", "HOME": "/"})


def test_rows_have_help():
    assert all(row.help.endswith(".") for row in SETTINGS)


MAIL = {
    "KB_MAIL_URL": "smtp://kb:secret@mail.example.org:587",
    "KB_MAIL_FROM": "kb@example.org",
    "KB_PUBLIC_URL": "https://kb.example.org/",
}


def test_mail_is_set_whole_and_its_password_shown_nowhere():
    settings = Settings.from_env(MAIL)
    assert settings.public_url == "https://kb.example.org"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("missing", ["KB_MAIL_FROM", "KB_PUBLIC_URL"])
def test_mail_without_a_sender_or_an_address_of_ours_is_refused(missing):
    with pytest.raises(SettingsError):
        Settings.from_env({name: told for name, told in MAIL.items() if name != missing})


def test_a_mail_server_of_another_kind_is_refused():
    with pytest.raises(SettingsError, match="names no mail server"):
        Settings.from_env(MAIL | {"KB_MAIL_URL": "https://mail.example.org"})


OIDC = {"KB_OIDC_ISSUER": "https://login.agency.example", "KB_OIDC_CLIENT_ID": "kb"}


def test_an_identity_provider_is_read_with_who_it_lets_in():
    assert Settings.from_env({}).oidc is None
    roles = "groups=kb-editors:editor, urn:x:group=a=b:reader"
    oidc = Settings.from_env({**OIDC, "KB_OIDC_ROLES": roles, "KB_OIDC_NAME": "County"}).oidc
    assert oidc
    assert (oidc.name, oidc.client_secret) == ("County", "")
    assert oidc.roles == (("groups", "kb-editors", "editor"), ("urn:x:group", "a=b", "reader"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"KB_OIDC_ISSUER": "https://login.agency.example"}, "KB_OIDC_CLIENT_ID is not"),
        ({**OIDC, "KB_OIDC_ISSUER": "http://login.agency.example"}, "KB_OIDC_ISSUER is"),
        ({**OIDC, "KB_OIDC_ROLES": "groups=chiefs:admin"}, "chiefs:admin"),
        ({**OIDC, "KB_OIDC_ROLES": "editor"}, "KB_OIDC_ROLES holds"),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_provider_that_is_not_safe_or_not_whole_stops_the_start(given, told):
    with pytest.raises(SettingsError, match=told):
        Settings.from_env(given)


def test_hosts_are_listed_with_commas():
    assert Settings.from_env({"KB_HOSTS": "kb.example.org, kb.local ,"}).hosts == (
        "kb.example.org",
        "kb.local",
    )
