"""Processor time of a server's processes, as the kernel counts it."""

from __future__ import annotations

import os
from pathlib import Path

from app.commands.serving import WEB

_TICK = os.sysconf("SC_CLK_TCK")
# Servers that detached themselves from us and are ours all the same.
DETACHED: set[int] = set()


def ours() -> set[int]:
    """This process and everything it started that still runs."""
    return set().union(*(tree(pid) for pid in (os.getpid(), *DETACHED)))


def tree(pid: int) -> set[int]:
    """A process and everything it started that still runs."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += parents.get(one, [])
    return found


def web_processes(pid: int) -> set[int]:
    """Those of the tree that serve pages: not the worker's nor Redis's."""
    return {one for one in tree(pid) if name(one) == WEB}


def milliseconds(pids: set[int]) -> float:
    """User and system time that these processes have spent so far."""
    return sum(_spent(pid) for pid in pids) * 1000 / _TICK


def _spent(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def name(pid: int) -> str:
    """What a process is called; nothing once it is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
