"""A real Chevet over a demo world of its own, served as `chevet serve` serves it (gunicorn, 2 × 4)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.ground.config import Settings, load_settings
from app.ground.house import House, open_house
from tests.e2e.server import Server, copy_of


@dataclass
class Site(Server):
    """A server whose settings may name another database; `house()` opens the same data in this process."""

    settings_given: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        return {**super().environ, **self.settings_given}

    def settings(self) -> Settings:
        named = {"CHEVET_INSTANCE": str(self.instance), "PORT": str(self.port)}
        return load_settings({**named, **self.settings_given})

    def house(self) -> House:
        return open_house(self.settings())

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid


@contextmanager
def running(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Site]:
    """A started server over a fresh demo world, ended by its process id after the block."""
    site = Site(prepared(folder, settings or {}), settings_given=settings or {})
    try:
        yield site.start()
    finally:
        site.stop()
        shutil.rmtree(site.instance, ignore_errors=True)


def prepared(folder: Path, settings: dict[str, str]) -> Path:
    """An instance with the demo world. On SQLite it is seeded once and copied for each row."""
    instance = folder / "instance"
    if settings:
        return _seed(Site(instance, settings_given=settings))
    template = folder.parent / "template"
    if not template.exists():
        _seed(Site(template))
    return copy_of(template, instance)


def _seed(site: Site) -> Path:
    site.command("init")
    site.command("demo")
    return site.instance
