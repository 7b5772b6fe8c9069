"""Reads one setting at a time from the environment, and refuses in a French sentence what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from app.ground.errors import ConfigError

_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)
_DEMO_FAMILY_HOST = "famille.localhost"


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def _has_readable_port(url: str) -> bool:
    try:
        return urlsplit(url).port is None or bool(urlsplit(url).port)
    except ValueError:
        return False


class Environment:
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

    def family_host(self, name: str, staff_host: str, staff_rp_id: str) -> str | None:
        """A name of its own, so that neither cookies nor passkeys of one door open the other."""
        default = _DEMO_FAMILY_HOST if staff_host == "localhost" else ""
        text = self.text(name, default).lower()
        if text and text in (staff_host, staff_rp_id):
            raise ConfigError(
                f"{name} doit différer de l’hôte des professionnels (ORIGIN) et de RP_ID."
            )
        if text and not _HOST.fullmatch(text):
            raise ConfigError(
                f"{name} vaut « {text} » : un nom comme famille.example.fr est attendu, sans port."
            )
        return text or None

    def mail(self, name: str) -> str | None:
        text = self.text(name, "")
        parts = urlsplit(text)
        is_known = parts.scheme in ("smtp", "smtps") and parts.hostname
        if text and (not is_known or parts.path.strip("/") or not _has_readable_port(text)):
            raise ConfigError(
                f"{name} doit être smtp://nom:mot-de-passe@serveur:587, ou smtps:// avec le port 465."
            )
        return text or None

    def sender(self, name: str) -> str | None:
        text = self.text(name, "")
        if text and (parseaddr(text)[1].count("@") != 1 or any(one in text for one in "\r\n")):
            raise ConfigError(f"{name} doit être une adresse comme ne-pas-repondre@example.fr.")
        return text or None

    def redis(self, name: str) -> str | None:
        text = self.text(name, "")
        if text and not text.startswith(("redis://", "rediss://", "unix://")):
            raise ConfigError(f"{name} doit commencer par redis://, rediss:// ou unix://.")
        return text or None
