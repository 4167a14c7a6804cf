"""Settings: safe unless somebody runs it for themselves, and every bad value is answered with what to do."""

from pathlib import Path

import pytest

from govtracker import config
from govtracker.config import ConfigurationError

PRODUCTION = {
    "SECRET_KEY": "a long random text of 32 characters",
    "PUBLIC_URL": "https://governance.example.com",
    "TRUSTED_HOSTS": "governance.example.com, www.example.com",
}


def load(tmp_path: Path, environ: dict[str, str], *, local: bool = False) -> config.Settings:
    return config.load({"DATA_DIR": str(tmp_path), **environ}, local=local)


def test_production_is_the_default_and_takes_what_it_needs(tmp_path: Path) -> None:
    settings = load(tmp_path, PRODUCTION)
    assert settings.production
    assert settings.trusted_hosts == ("governance.example.com", "www.example.com")
    assert settings.public_host == "governance.example.com"


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_refuses_to_start_without(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"Production needs {name}"):
        load(tmp_path, {**PRODUCTION, name: ""})


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"PRODUCTION": "1", "DEMO": "1"}, "refuses demo mode"),
        ({"SECRET_KEY": "short"}, "at least 16"),
        ({"PUBLIC_URL": "http://governance.example.com"}, "https://"),
        ({"PUBLIC_URL": "governance.example.com"}, "whole address"),
        ({"PORT": "70000"}, "PORT is '70000': set it to a whole number from 1 to 65535"),
        ({"PORT": "http"}, "PORT"),
        ({"DATABASE_URL": "mysql://x"}, "postgresql:// or sqlite:///"),
        ({"SMTP_URL": "mail.example.com"}, "smtp://user:password@mail.example.com:587"),
        ({"MAIL_FROM": "no address"}, "MAIL_FROM"),
        (
            {"DATABASE_STATEMENT_SECONDS": "soon"},
            "DATABASE_STATEMENT_SECONDS is 'soon': set it",
        ),
        ({"EMBEDDED_WORKER": "maybe"}, "set it to 1 or 0"),
        ({"SECRET_KEY_FALLBACKS": "the former secret of ours, short"}, "former values of SECRET_KEY"),
        ({"OIDC_INTERNAL_HOSTS": "https://login.corp.example"}, "host names such as login.corp.example"),
        ({"OIDC_PLAIN_LOOPBACK": "1"}, "over https only"),
    ],
)
def test_a_bad_value_is_answered_with_what_to_do(environ: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=says):
        load(tmp_path, {**PRODUCTION, **environ})


def test_a_local_installation_keeps_a_secret_of_its_own(tmp_path: Path) -> None:
    first = load(tmp_path, {}, local=True)
    assert not first.production
    assert load(tmp_path, {}).secret_key == first.secret_key, "commands beside it find the same installation"
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_what_listens_beyond_this_machine_is_never_local(tmp_path: Path) -> None:
    load(tmp_path, {}, local=True)
    with pytest.raises(ConfigurationError, match="Production needs"):
        load(tmp_path, {"HOST": "0.0.0.0"}, local=True)


def test_demo_mode_listens_on_this_machine_only(tmp_path: Path) -> None:
    assert load(tmp_path, {"DEMO": "1"}).demo
    with pytest.raises(ConfigurationError, match="this machine only"):
        load(tmp_path, {"DEMO": "1", "HOST": "0.0.0.0"})
