"""Who imports whom, read from the sources with `ast`; nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGES = ("app", "medication", "transmissions")


@dataclass(frozen=True, slots=True)
class Import:
    """One import: `source` and `target` are dotted module names; `at_start` is false inside a function."""

    source: str
    target: str
    line: int
    at_start: bool

    def __str__(self) -> str:
        return f"{self.source}:{self.line} imports {self.target}"


@cache
def imports_of(root: Path) -> list[Import]:
    """Every import of the packages under `root`, in the order of the files; read once."""
    files = [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]
    return [found for path in files for found in _imports_in(path, root)]


def _imports_in(path: Path, root: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    at_start = set(_outside_functions(tree))
    source = module_name(path, root)
    for node in ast.walk(tree):
        for target in _targets(node, path, root):
            yield Import(source, target, getattr(node, "lineno", 0), node in at_start)


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _targets(node: ast.AST, path: Path, root: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = _absolute(node, path, root)
        return [_deepest(f"{base}.{alias.name}", base, root) for alias in node.names]
    return []


def _absolute(node: ast.ImportFrom, path: Path, root: Path) -> str:
    if not node.level:
        return node.module or ""
    package = path.relative_to(root).parent.parts
    kept = package[: len(package) - node.level + 1]
    return ".".join((*kept, node.module) if node.module else kept)


def _deepest(dotted: str, base: str, root: Path) -> str:
    """`from app.areas import journal` reaches the module journal; `from x import Name` reaches x."""
    place = root.joinpath(*dotted.split("."))
    return dotted if place.is_dir() or place.with_suffix(".py").is_file() else base
