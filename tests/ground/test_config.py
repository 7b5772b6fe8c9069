"""Settings: what is refused, and in which words."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from app.ground.config import load_settings
from app.ground.errors import ConfigError


def settings(tmp_path: Path, **environ: str):
    return load_settings({"CHEVET_INSTANCE": str(tmp_path), **environ})


def test_it_works_with_nothing_set(tmp_path: Path) -> None:
    made = settings(tmp_path)
    assert made.origin == "http://localhost:8000"
    assert made.rp_id == "localhost"
    assert made.database_url == f"sqlite:///{tmp_path}/chevet.db"
    assert made.keystore_url == f"sqlite:///{tmp_path}/keys.db"
    assert made.master_key is None


def test_a_setting_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text(base64.b64encode(b"k" * 32).decode() + "\n")
    assert settings(tmp_path, MASTER_KEY_FILE=str(secret)).master_key == b"k" * 32


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "99999"}, "PORT vaut « 99999 »"),
        ({"PORT": "²"}, "PORT vaut « ² »"),
        ({"ORIGIN": "chevet.example.fr"}, "ORIGIN vaut"),
        ({"ORIGIN": "https://a.fr/chemin"}, "ORIGIN vaut"),
        ({"ORIGIN": "https://chevet.home.fr", "RP_ID": "other.fr"}, "RP_ID vaut « other.fr »"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL (mysql)"),
        ({"REDIS_URL": "http://x"}, "REDIS_URL doit commencer"),
        ({"MASTER_KEY": "tr0p court"}, "MASTER_KEY n’est pas du base64"),
        ({"MASTER_KEY": "AAAA"}, "32 octets, pas 3"),
        ({"MASTER_KEY_FILE": "/nowhere/at/all"}, "MASTER_KEY_FILE nomme un fichier illisible"),
        ({"PORT": "80", "PORT_FILE": "/etc/hostname"}, "tous les deux"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL vaut « loud »"),
        ({"CHEVET_ENV": "production"}, "https:// en production"),
        (
            {"CHEVET_ENV": "production", "ORIGIN": "https://a.fr", "FAMILY_HOST": "a.fr"},
            "FAMILY_HOST doit différer",
        ),
        (
            {"ORIGIN": "https://bureau.a.fr", "RP_ID": "a.fr", "FAMILY_HOST": "a.fr"},
            "FAMILY_HOST doit différer",
        ),
        ({"ORIGIN": "http://a.fr", "FAMILY_HOST": "A.fr"}, "FAMILY_HOST doit différer"),
        ({"FAMILY_HOST": "famille.a.fr:8443"}, "FAMILY_HOST vaut"),
        ({"FAMILY_HOST": "https://famille.a.fr"}, "FAMILY_HOST vaut"),
        ({"SMTP_URL": "http://a.fr", "MAIL_FROM": "a@a.fr"}, "SMTP_URL doit être"),
        ({"SMTP_URL": "smtp://a.fr:vingt", "MAIL_FROM": "a@a.fr"}, "SMTP_URL doit être"),
        ({"SMTP_URL": "smtp://a.fr"}, "MAIL_FROM manque"),
        ({"SMTP_URL": "smtp://a.fr", "MAIL_FROM": "personne"}, "MAIL_FROM doit être"),
    ],
)
def test_it_refuses_nonsense_in_a_sentence(
    tmp_path: Path, environ: dict[str, str], words: str
) -> None:
    with pytest.raises(ConfigError, match=None) as caught:
        settings(tmp_path, **environ)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "entrance"),
    [
        ({}, "http://famille.localhost:8000"),
        ({"ORIGIN": "https://chevet.a.fr"}, None),
        (
            {"ORIGIN": "https://chevet.a.fr", "FAMILY_HOST": "famille.a.fr"},
            "https://famille.a.fr",
        ),
        (
            {"ORIGIN": "https://chevet.a.fr:8443", "FAMILY_HOST": "famille.a.fr"},
            "https://famille.a.fr:8443",
        ),
    ],
)
def test_relatives_enter_by_another_name_of_the_same_server(
    tmp_path: Path, environ: dict[str, str], entrance: str | None
) -> None:
    assert settings(tmp_path, **environ).family_origin == entrance


def test_a_password_in_an_address_is_never_repeated(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, DATABASE_URL="oracle://user:s3cret@host/db")
    assert "s3cret" not in str(caught.value)


def test_postgresql_needs_its_keys_elsewhere(tmp_path: Path) -> None:
    made = settings(tmp_path, DATABASE_URL="postgres://u@h/d")
    assert made.database_url == "postgresql+psycopg://u@h/d"
    assert made.keystore_url == ""
