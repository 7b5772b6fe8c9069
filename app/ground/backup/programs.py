"""PostgreSQL's own programs: where they are, and how they are told which database, without a password in sight.

They must be of the server's major version: an older one refuses, a newer one writes what the server cannot read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, text

from app.ground.errors import ConfigError

_INSTALLED = Path("/usr/lib/postgresql")


def major_of(connection: Connection) -> int:
    """The server's major version."""
    return int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000


def programs(major: int) -> Path:
    """The folder with that version's pg_dump, pg_restore and psql. Raises ConfigError."""
    found = shutil.which("pg_dump")
    places = [_INSTALLED / str(major) / "bin", *([Path(found).parent] if found else [])]
    for place in places:
        names = [place / name for name in ("pg_dump", "pg_restore", "psql")]
        if all(name.exists() for name in names) and _version(names[0]) == major:
            return place
    raise ConfigError(
        f"pg_dump {major} est introuvable : installez le paquet postgresql-client-{major} "
        "sur la machine qui sauvegarde."
    )


def environment(url: str) -> dict[str, str]:
    """What libpq reads. The password never stands in a command line, which everybody on the machine can read."""
    told = {**os.environ, "PGOPTIONS": "-c chevet.establishment=*", "LC_MESSAGES": "C"}
    password = make_url(url).password
    return {**told, **({"PGPASSWORD": str(password)} if password else {})}


def address(url: str) -> str:
    """The database as libpq names it, without its password."""
    full = make_url(url)
    named = URL.create(
        "postgresql", full.username, None, full.host, full.port, full.database, full.query
    )
    return named.render_as_string(hide_password=False)


def first_line(said: bytes) -> str:
    """What a program complains of, in one line."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[0] if lines else "raison inconnue"


def _version(program: Path) -> int | None:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else None
