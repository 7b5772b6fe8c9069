"""A product whose front end can be published again while it runs: its code is the real one, its built files its own."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.server import ROOT

_CODE = ("app", "medication", "transmissions", "deploy")
_PAGES = ("templates", "icons", "manifest.webmanifest")
_SOURCES = ("pwa/src", "pwa/styles", "pwa/templates", "pwa/icons", "pwa/build", "service_worker")
_FILES = ("pwa/build.mjs", "pwa/manifest.webmanifest", "package.json")


@dataclass(frozen=True)
class House:
    """Where it lies: `root` is what a server runs in, `next` the sources of the version to come."""

    root: Path
    next: Path

    def publish(self) -> None:
        """Another version replaces the files of this one, as a deployment does: what was there is there no more."""
        self._build(self.root / "pwa" / "dist")

    def _build(self, out: Path) -> None:
        subprocess.run(
            ["node", "pwa/build.mjs", "--demo", "--strict", "--out", str(out)],
            cwd=self.next,
            check=True,
            capture_output=True,
        )


def house_at(folder: Path) -> House:
    """The version of the sources as they are is published; the next one says so on its page."""
    root, following = folder / "house", folder / "next"
    (root / "pwa").mkdir(parents=True)
    for name in _CODE:
        (root / name).symlink_to(ROOT / name)
    for name in _PAGES:
        (root / "pwa" / name).symlink_to(ROOT / "pwa" / name)
    for name in _SOURCES:
        shutil.copytree(ROOT / name, following / name)
    for name in _FILES:
        shutil.copy(ROOT / name, following / name)
    (following / "node_modules").symlink_to(ROOT / "node_modules")
    house = House(root, following)
    house.publish()
    for name in ("main.js", "screens/beyond.js"):
        source = following / "pwa" / "src" / name
        source.write_text(
            source.read_text() + f"\ndocument.documentElement.dataset.next = '{name}';\n"
        )
    return house
