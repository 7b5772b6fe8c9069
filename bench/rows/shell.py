"""(b) What the bedside shell loads from pwa/dist before anyone can use it: every script and style sheet, compressed."""

from __future__ import annotations

import json
from pathlib import Path

from bench.table import Figure, at_most

DIST = Path(__file__).parents[2] / "pwa" / "dist"
WHAT = "JavaScript + CSS of the bedside shell"


def run(_folder: Path) -> list[Figure]:
    manifest = json.loads((DIST / "manifest.json").read_text())
    files = shell_files(manifest)
    kinds = {"br": "brotli", "gz": "gzip"}
    sizes = {
        kind: sum((DIST / f"{name}.{kind}").stat().st_size for name in files) for kind in kinds
    }
    plain = sum((DIST / name).stat().st_size for name in files)
    detail = f"{len(files)} files, {plain / 1000:.0f} KB uncompressed; CARE 1,755 KB, OpenMRS 3 ward 1,170 KB"
    return [
        at_most(
            "b",
            f"{WHAT}, {kinds[kind]}",
            sizes[kind] / 1000,
            60,
            "KB",
            detail if kind == "br" else "",
        )
        for kind in kinds
    ]


def shell_files(manifest: dict[str, dict[str, str]]) -> list[str]:
    """Scripts and style sheets of the bedside page, with every chunk it may ask for, the demo's door left out."""
    demo = manifest["entries"].get("demo.js")
    return [
        name for name in manifest["precache"] if name.endswith((".js", ".css")) and name != demo
    ]
