"""What may import what in the front end.

lib <- store, outbox, auth <- engine <- elements <- screens <- the entries (main, office, invitation, demo)
the worker imports nothing of pwa, and pwa nothing of the worker
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

RANKS = {"lib": 0, "store": 1, "outbox": 1, "auth": 1, "engine": 2, "elements": 3, "screens": 4}
ENTRIES = ("main", "office", "invitation", "demo", "portal")
_IMPORT = re.compile(
    r"""(?:^|[;{}\s])(?:import|export)\b[^'";()]*?\bfrom\s*['"]([^'"]+)['"]"""
    r"""|(?:^|[;{}\s])import\s*['"]([^'"]+)['"]"""
    r"""|\bimport\s*\(\s*['"]([^'"]+)['"]"""
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


def broken_javascript_rules(root: Path) -> list[str]:
    """One sentence for each import that goes the wrong way; empty when the house stands."""
    broken = []
    known = _dependencies(root)
    for path in _sources(root):
        for target in imported_by(path):
            why = _objection(path.relative_to(root), target, known)
            if why:
                broken.append(f"{path.relative_to(root)} imports {target}: {why}")
    return broken


def imported_by(path: Path) -> list[str]:
    """What a module imports, by `import`, `export … from` or `import()`; comments (JSDoc types) do not count."""
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    return ["".join(groups) for groups in _IMPORT.findall(text)]


def _sources(root: Path) -> Iterator[Path]:
    yield from sorted((root / "pwa" / "src").rglob("*.js"))
    yield from sorted((root / "service_worker").glob("*.js"))


def _dependencies(root: Path) -> set[str]:
    package = root / "package.json"
    return set(json.loads(package.read_text())["dependencies"]) if package.exists() else set()


def _objection(path: Path, target: str, known: set[str]) -> str | None:
    in_worker = path.parts[0] == "service_worker"
    if not target.startswith("."):
        name = "/".join(target.split("/")[: 2 if target.startswith("@") else 1])
        return None if name in known and not in_worker else "not a dependency of the front end"
    reached = _resolve(path, target)
    if in_worker:
        return None if reached.parts[0] == "service_worker" else "the worker stands alone"
    if reached.parts[:2] != ("pwa", "src"):
        return "the front end imports only what is in pwa/src"
    return _order(path.parts[2], reached.parts[2])


def _resolve(path: Path, target: str) -> PurePosixPath:
    parts: list[str] = list(path.parent.parts)
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return PurePosixPath(*parts)


def _order(source: str, target: str) -> str | None:
    above, below = (_rank(part) for part in (source, target))
    if above is None or below is None:
        return f"{source if above is None else target} has no place in the order"
    if target.removesuffix(".js") in ENTRIES and source != target:
        return f"nothing imports the entry {target}"
    return None if below <= above else f"{source} must not know {target}"


def _rank(part: str) -> int | None:
    """A loose module beside the entries is part of them; a folder must have its place in the order."""
    name = part.removesuffix(".js")
    return RANKS.get(name, len(RANKS) if part.endswith(".js") else None)
