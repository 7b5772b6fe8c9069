"""A real Chevet: `chevet serve` on a free port over an instance of its own, stopped by its process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.ground.config import Settings, load_settings
from app.ground.house import House, open_house

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """One running product. `origin` is on localhost, so that passkeys work over plain HTTP; `words` is what is run, in
    `root`."""

    instance: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    words: tuple[str, ...] = ("app", "serve")
    root: Path = ROOT

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if name != "CHEVET_INSTANCE"}
        return {**clean, "CHEVET_INSTANCE": str(self.instance), "PORT": str(self.port)}

    @property
    def log(self) -> Path:
        return self.instance / "server.log"

    def settings(self) -> Settings:
        return load_settings({"CHEVET_INSTANCE": str(self.instance), "PORT": str(self.port)})

    def house(self) -> House:
        """The same database and vault, opened in this process too."""
        return open_house(self.settings())

    def command(self, *words: str) -> str:
        """Runs `chevet WORDS` on this instance; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            env=self.environ,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self, *, wait: float = 90) -> Server:
        """Starts it and waits until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.words],
                env=self.environ,
                cwd=self.root,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            if self.is_up():
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop()
        raise AssertionError("the server did not start:\n" + self.log.read_text()[-3000:])

    def is_up(self) -> bool:
        try:
            answer = httpx.get(f"{self.origin}/healthz", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    def stop(self) -> None:
        """Ends it gently."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
        self.process = None

    def kill(self) -> None:
        """SIGKILL to everything it started, as when the power fails."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.wait_for_death()

    def wait_for_death(self) -> None:
        """Waits until it has died of itself."""
        assert self.process is not None
        self.process.wait(timeout=20)
        self.process = None


def copy_of(source: Path, target: Path) -> Path:
    """A copy of a stopped instance, without its sockets and logs."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("redis", "*.log", "*.sock"))
    return target
