"""What may import what in Python: docs/decisions/0001 in code.

stdlib, biip <- medication | transmissions <- ground <- gate <- areas <- shell;  demo may import all
inside the gate: directory <- audit <- auth <- sync
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.architecture.modules import PACKAGES, Import, imports_of

PURE = ("medication", "transmissions")
LIBRARIES = {"medication": ("biip",)}
STOREYS = ("ground", "gate", "areas", "shell")
GATE = ("directory", "audit", "auth", "sync")
DOORS = ("queries", "commands")
LEAN_ON_NONE = ("persons",)
LEANED_ON_BY_NONE = ("family", "interop", "steering")


def broken_python_rules(root: Path) -> list[str]:
    """One sentence for each import that goes the wrong way; empty when the house stands."""
    return [f"{found}: {why}" for found in imports_of(root) if (why := _objection(found))]


def _objection(found: Import) -> str | None:
    source, target = found.source.split("."), found.target.split(".")
    if source[0] in PURE:
        return _pure(source, target)
    if target[0] not in PACKAGES or target[0] in PURE or _is_demo(source):
        return None
    if _is_demo(target):
        return _towards_demo(source, found)
    below, above = _storey(target), _storey(source)
    if STOREYS.index(below) > STOREYS.index(above):
        return f"{above} must not know {below}"
    if above == below == "gate":
        return _within_gate(source, target)
    if above == below == "areas":
        return _between_areas(source, target)
    return None


def _pure(source: list[str], target: list[str]) -> str | None:
    if target[0] == source[0] or target[0] in sys.stdlib_module_names:
        return None
    if target[0] in LIBRARIES.get(source[0], ()):
        return None
    return f"{source[0]} imports only the standard library and itself"


def _is_demo(module: list[str]) -> bool:
    return module[:2] == ["app", "demo"]


def _towards_demo(source: list[str], found: Import) -> str | None:
    """A production image has no app/demo: only the shell may reach for it, and not while it starts."""
    if _storey(source) == "shell" and not found.at_start:
        return None
    return "only a function of the shell may import the demo, which production lacks"


def _storey(module: list[str]) -> str:
    place = module[1] if len(module) > 1 else ""
    return place if place in STOREYS else "shell"


def _within_gate(source: list[str], target: list[str]) -> str | None:
    above, below = (module[2] if len(module) > 2 else "" for module in (source, target))
    if above == below or not below:
        return None
    if above in GATE and below in GATE and GATE.index(below) < GATE.index(above):
        return None
    return f"inside the gate, {above or 'its head'} must not know {below}"


def _between_areas(source: list[str], target: list[str]) -> str | None:
    above, below = (module[2] if len(module) > 2 else "" for module in (source, target))
    if above == below or not below:
        return None
    if not above:
        return "the head of the areas knows none of them"
    if above in LEAN_ON_NONE:
        return f"{above} leans on no other area"
    if below in LEANED_ON_BY_NONE:
        return f"no area leans on {below}"
    if len(target) < 4 or target[3] not in DOORS:
        return f"another area is used through its {' or '.join(DOORS)} only"
    return None
