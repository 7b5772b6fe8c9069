"""(b) What the bedside page loads from pwa/dist before anyone can use it: scripts and style sheet, compressed.

Before: the entry, what it imports at once, and the style sheet. The screens beyond the list come after it is drawn;
their weight is told beside.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.table import Figure, at_most

DIST = Path(__file__).parents[2] / "pwa" / "dist"
WHAT = "JavaScript + CSS of the bedside shell"


def run(_folder: Path) -> list[Figure]:
    manifest = json.loads((DIST / "manifest.json").read_text())
    files = shell_files(manifest)
    brotli, gzip = (_sum(files, kind) for kind in (".br", ".gz"))
    plain, later = _sum(files, ""), _sum(later_files(manifest), ".br")
    detail = (
        f"{len(files)} files, {plain:.0f} KB uncompressed, {gzip:.1f} KB for a proxy that knows gzip alone;"
        f" then, once the list is drawn, {later:.1f} KB;"
        " CARE 1,755 KB, OpenMRS 3 ward 1,170 KB"
    )
    return [at_most("b", f"{WHAT}, brotli", brotli, 60, "KB", detail)]


def _sum(names: list[str], kind: str) -> float:
    """Kilobytes of these files, compressed as `kind` says."""
    return sum((DIST / f"{name}{kind}").stat().st_size for name in names) / 1000


def shell_files(manifest: dict[str, Any]) -> list[str]:
    """The style sheet, the entry and every chunk that it imports at once, at any depth."""
    entries = manifest["entries"]
    return [entries["bedside.css"], entries["main.js"], *manifest["preload"]["main.js"]]


def later_files(manifest: dict[str, Any]) -> list[str]:
    """What the worker keeps too and the page fetches when it has time, the demo's door left out."""
    known = {*shell_files(manifest), manifest["entries"].get("demo.js")}
    return [
        name
        for name in manifest["precache"]
        if name.endswith((".js", ".css")) and name not in known
    ]
