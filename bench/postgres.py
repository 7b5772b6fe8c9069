"""A PostgreSQL cluster for one measurement: default durability, the roles of deploy/postgresql, loopback only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import cpu

_ROLES = Path(__file__).parents[1] / "deploy" / "postgresql" / "roles.sh"
_PASSWORDS = {
    "CHEVET_PASSWORD": "application",
    "CHEVET_OWNER_PASSWORD": "owner",
    "CHEVET_KEYS_PASSWORD": "keys",
}


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """A running cluster, ended and removed after the block; the settings that make Chevet use it."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="chevet-bench-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    control = [*_as_postgres(), str(binaries / "pg_ctl"), "-D", str(folder / "data")]
    try:
        _run(
            [
                *_as_postgres(),
                str(binaries / "initdb"),
                "-D",
                str(folder / "data"),
                "-U",
                "postgres",
                "-A",
                "trust",
            ]
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        _run([*control, "-l", str(folder / "log"), "-w", "-o", options, "start"])
        pid = int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        cpu.DETACHED.add(pid)
        _make_roles(binaries, port)
        yield _settings(port)
    finally:
        cpu.DETACHED.clear()
        subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def _as_postgres() -> list[str]:
    """initdb refuses root."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


def _make_roles(binaries: Path, port: int) -> None:
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    place = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PATH": path}
    _run(["sh", str(_ROLES)], {**os.environ, **_PASSWORDS, **place})


def _settings(port: int) -> dict[str, str]:
    def url(role: str, password: str, database: str) -> str:
        return f"postgresql://{role}:{password}@127.0.0.1:{port}/{database}"

    return {
        "DATABASE_URL": url("chevet", "application", "chevet"),
        "MIGRATION_DATABASE_URL": url("chevet_owner", "owner", "chevet"),
        "KEYSTORE_URL": url("chevet_keys", "keys", "chevet_keys"),
    }


def _run(command: list[str], environ: dict[str, str] | None = None) -> None:
    subprocess.run(
        command,
        check=True,
        env=environ,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
