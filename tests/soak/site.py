"""A real `chevet serve` that can lose a process, or its power, behind a proxy that tablets believe to be it."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from redis.exceptions import RedisError

from app.commands.serving import WEB
from app.ground import jobs
from app.ground.house import House
from app.safekeeping import back_up, restore
from bench import cpu
from bench.site import Site
from tests.soak import dying
from tests.soak.proxy import Proxy


@dataclass
class Fragile(Site):
    """`origin` is the proxy's for tablets; the server itself is asked at its own port."""

    words: tuple[str, ...] = ("tests.soak.serving",)
    proxy: Proxy = field(init=False)
    _house: House | None = None

    def __post_init__(self) -> None:
        self.proxy = Proxy(self.port)
        self.settings_given = {
            "WEB_CONCURRENCY": "2",
            **self.settings_given,
            "ORIGIN": self.proxy.origin,
        }

    @property
    def open_house(self) -> House:
        """The server's database and vault, opened here too, once until a restore."""
        if self._house is None:
            self._house = self.house()
        return self._house

    def close_house(self) -> None:
        """The files under it are about to change."""
        if self._house is not None:
            self._house.close()
            self._house = None

    def kill_a_worker(self) -> None:
        """SIGKILL to one of gunicorn's processes; its master starts another."""
        workers = self._workers()
        if workers:
            _kill(min(workers))

    def kill_the_master(self) -> None:
        """SIGKILL to gunicorn's master: the whole server ends, and must be started again."""
        master = self._master()
        if master is not None:
            _kill(master)

    def die_after_commit(self, *, whole: bool) -> None:
        """The next outbox is committed and never answered."""
        (self.instance / dying.FLAG).write_text(dying.WHOLE if whole else dying.WORKER)

    def back_up(self, into: Path) -> None:
        """As `chevet backup` does, while the server works."""
        back_up(self.open_house, into)

    def restore(self, source: Path, *, with_keys: bool) -> None:
        """The server goes, and comes back as it was at the backup; `with_keys`, its key store was lost as well."""
        self.close_house()
        if self.process is not None:
            self._bury()
        if with_keys and not self.is_on_postgresql:
            for file in self.instance.glob("keys.db*"):
                file.unlink()
        restore(self.settings(), source, overwrite=True)
        self.start()

    @property
    def is_on_postgresql(self) -> bool:
        return "DATABASE_URL" in self.settings_given

    def revive(self) -> None:
        """Starts it again if it is down; forgets a power cut that has not come yet."""
        (self.instance / dying.FLAG).unlink(missing_ok=True)
        if self.process is not None and self._master() is None:
            self._bury()
        if self.process is None:
            self.start()

    def _bury(self) -> None:
        """Ends what outlived the heart of the server: orphans would keep its port for a while."""
        assert self.process is not None
        group = self.process.pid
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self.wait_for_death()
        _wait_for_orphans(group)

    def _master(self) -> int | None:
        if self.process is None or self.process.poll() is not None:
            return None
        found = [pid for pid in _children(self.process.pid) if cpu.name(pid) == WEB]
        return found[0] if found else None

    def _workers(self) -> list[int]:
        master = self._master()
        return _children(master) if master is not None else []

    def end(self) -> None:
        """Stops everything this started, the queue too, which outlives a server that was killed."""
        self.close_house()
        self.stop()
        with suppress(RedisError):
            jobs.connect(self.settings()).shutdown(nosave=True)
        self.proxy.close()


def _children(pid: int) -> list[int]:
    return [one for one in cpu.tree(pid) - {pid} if _parent(one) == pid]


def _parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it went by itself


def _wait_for_orphans(group: int, patience: float = 20) -> None:
    """A process that was killed holds its files until the kernel has put it away."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
