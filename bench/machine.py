"""The machine and the versions that a figure was measured with: without them it means nothing."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path


def describe() -> list[str]:
    """One line each: processors, memory, disk, system, versions, and how busy the machine was."""
    return [
        f"{os.cpu_count()} × {_processor()}, {_memory_gib():.0f} GiB, disk {_disk()}",
        f"{_system()}, Linux {platform.release()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in ("flask", "sqlalchemy", "gunicorn")),
        ", ".join(found for found in (_first_line("chromium", "--version"), _postgres()) if found),
        f"revision {_first_line('git', 'rev-parse', '--short', 'HEAD')}",
    ]


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _disk() -> str:
    """The file system that temporary folders are on: `tmpfs` would make every write look free."""
    return _first_line("stat", "-f", "-c", "%T", os.environ.get("TMPDIR", "/tmp")) or "unknown"


def _system() -> str:
    release = Path("/etc/os-release")
    found = re.search(r'PRETTY_NAME="(.+)"', release.read_text()) if release.exists() else None
    return found[1] if found else platform.system()


def _postgres() -> str:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return _first_line(str(binaries[-1]), "--version") if binaries else ""


def _first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip().split("\n")[0]
