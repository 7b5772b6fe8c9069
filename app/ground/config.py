"""Settings, read once from the environment. `NAME_FILE` may name a file that holds the value of
`NAME`.

Nonsense is refused at once with a sentence that names the setting; nothing falls back in silence.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.ground.errors import ConfigError

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told. `master_key` is 32 bytes; `origin` has no trailing slash; paths are
    absolute; `proxies` is how many stand in front, whose word on a caller's address is taken.
    """

    instance: Path
    database_url: str
    migration_database_url: str
    keystore_url: str
    files_url: str
    antivirus_url: str | None
    master_key: bytes | None
    redis_url: str | None
    origin: str
    rp_id: str
    host: str
    port: int
    proxies: int
    log_level: str
    is_production: bool
    family_host: str | None

    @property
    def is_localhost(self) -> bool:
        return self.rp_id == "localhost"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (the process's by default). Raises ConfigError in a French
    sentence.
    """
    read = _Reader(os.environ if environ is None else environ)
    instance = Path(read.text("CHEVET_INSTANCE", "instance")).absolute()
    port = read.number("PORT", 8000, low=1, high=65535)
    origin = read.origin("ORIGIN", f"http://localhost:{port}")
    database_url = read.database("DATABASE_URL", f"sqlite:///{instance / 'chevet.db'}")
    host_name = urlsplit(origin).hostname or ""
    rp_id = read.text("RP_ID", host_name)
    if host_name != rp_id and not host_name.endswith("." + rp_id):
        raise ConfigError(
            f"RP_ID vaut « {rp_id} » : ce doit être le domaine d’ORIGIN ({host_name}) "
            "ou l’un de ses parents."
        )
    family_host = read.text("FAMILY_HOST", "") or None
    is_production = (
        read.choice("CHEVET_ENV", ("development", "production"), "development") == "production"
    )
    if is_production and not origin.startswith("https://"):
        raise ConfigError("ORIGIN doit commencer par https:// en production.")
    if is_production and family_host == host_name:
        raise ConfigError("FAMILY_HOST doit différer de l’hôte des professionnels (ORIGIN).")
    return Settings(
        instance=instance,
        database_url=database_url,
        migration_database_url=read.database("MIGRATION_DATABASE_URL", database_url),
        keystore_url=read.database("KEYSTORE_URL", _default_keystore(database_url, instance)),
        files_url=read.files("FILES_URL", f"file://{instance / 'files'}"),
        master_key=_master_key(read, instance),
        antivirus_url=read.antivirus("CLAMAV_URL"),
        redis_url=read.redis("REDIS_URL"),
        origin=origin,
        rp_id=rp_id,
        host=read.text("HOST", "127.0.0.1"),
        port=port,
        proxies=read.number("PROXIES", 0, low=0, high=5),
        log_level=read.choice("LOG_LEVEL", _LEVELS, "INFO"),
        is_production=is_production,
        family_host=family_host,
    )


def _default_keystore(database_url: str, instance: Path) -> str:
    """Keys live apart: another file beside SQLite; for PostgreSQL they must be named by hand."""
    return f"sqlite:///{instance / 'keys.db'}" if database_url.startswith("sqlite") else ""


def _master_key(read: _Reader, instance: Path) -> bytes | None:
    """The master key from MASTER_KEY (base64 of 32 bytes), else from the instance's file, else
    None.
    """
    text = read.text("MASTER_KEY", "")
    kept = instance / "master.key"
    if not text and kept.exists():
        text = kept.read_text().strip()
    if not text:
        return None
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ConfigError("MASTER_KEY n’est pas du base64.") from error
    if len(key) != 32:
        raise ConfigError(f"MASTER_KEY doit faire 32 octets, pas {len(key)}.")
    return key


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


class _Reader:
    """Reads one setting at a time and refuses what makes no sense."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str) -> str:
        path = self._environ.get(f"{name}_FILE")
        if path:
            if name in self._environ:
                raise ConfigError(
                    f"{name} et {name}_FILE sont donnés tous les deux : gardez-en un."
                )
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"{name}_FILE nomme un fichier illisible : {path}.") from error
        return self._environ.get(name, default).strip()

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ConfigError(
                f"{name} vaut « {text} » : un nombre entier de {low} à {high} est attendu."
            )
        return int(text)

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        text = self.text(name, default)
        if text not in allowed:
            raise ConfigError(f"{name} vaut « {text} » : choisissez parmi {', '.join(allowed)}.")
        return text

    def origin(self, name: str, default: str) -> str:
        text = self.text(name, default).rstrip("/")
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise ConfigError(
                f"{name} vaut « {text} » : une adresse comme https://chevet.example.fr "
                "est attendue."
            )
        return text

    def database(self, name: str, default: str) -> str:
        text = self.text(name, default)
        for short in ("postgres://", "postgresql://"):
            if text.startswith(short):
                text = text.replace(short, "postgresql+psycopg://", 1)
        if text != default and not text.startswith(("sqlite:///", "postgresql+psycopg://")):
            shown = text.split("://", 1)[0] or "vide"
            raise ConfigError(f"{name} ({shown}) doit commencer par sqlite:/// ou postgresql://.")
        return text

    def files(self, name: str, default: str) -> str:
        text = self.text(name, default) or default
        if not text.startswith("file:///"):
            raise ConfigError(
                f"{name} doit commencer par file:/// et nommer un dossier de cette machine."
            )
        return text

    def antivirus(self, name: str) -> str | None:
        text = self.text(name, "")
        parts = urlsplit(text)
        is_path = parts.scheme == "unix" and parts.path.startswith("/")
        if text and not is_path and not (parts.scheme == "tcp" and parts.hostname and _port(text)):
            raise ConfigError(f"{name} doit être unix:///chemin/du/socket ou tcp://machine:3310.")
        return text or None

    def redis(self, name: str) -> str | None:
        text = self.text(name, "")
        if text and not text.startswith(("redis://", "rediss://", "unix://")):
            raise ConfigError(f"{name} doit commencer par redis://, rediss:// ou unix://.")
        return text or None
