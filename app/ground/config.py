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

from app.ground.environment import Environment
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
    mail_url: str | None = None
    mail_from: str | None = None

    @property
    def is_localhost(self) -> bool:
        return self.rp_id == "localhost"

    @property
    def family_origin(self) -> str | None:
        """Where relatives enter: the same server, under its other name. None without a portal."""
        if self.family_host is None:
            return None
        parts = urlsplit(self.origin)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{self.family_host}{port}"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (the process's by default). Raises ConfigError in a French
    sentence.
    """
    read = Environment(os.environ if environ is None else environ)
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
    family_host = read.family_host("FAMILY_HOST", host_name, rp_id)
    is_production = (
        read.choice("CHEVET_ENV", ("development", "production"), "development") == "production"
    )
    if is_production and not origin.startswith("https://"):
        raise ConfigError("ORIGIN doit commencer par https:// en production.")
    mail_url, mail_from = read.mail("SMTP_URL"), read.sender("MAIL_FROM")
    if mail_url and not mail_from:
        raise ConfigError("MAIL_FROM manque : l’adresse dont partent les courriels.")
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
        mail_url=mail_url,
        mail_from=mail_from,
    )


def _default_keystore(database_url: str, instance: Path) -> str:
    """Keys live apart: another file beside SQLite; for PostgreSQL they must be named by hand."""
    return f"sqlite:///{instance / 'keys.db'}" if database_url.startswith("sqlite") else ""


def _master_key(read: Environment, instance: Path) -> bytes | None:
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
