"""What tablets hold, beside what the server would tell one that knows nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, Protocol

from app.tablet.rows import Named, Row


class Place(Protocol):
    """A tablet of either kind, as it is looked at in the end."""

    number: int
    device: uuid.UUID

    def waiting(self) -> set[uuid.UUID]: ...

    def views(self) -> dict[str, dict[Named, Row]]: ...

    def fresh(self, unit: str) -> dict[Named, Row]: ...


def differences(tablet: Place, shown: dict[str, set[str]]) -> Iterator[str]:
    """What a tablet holds, beside a whole answer and beside the tables."""
    for unit, here in tablet.views().items():
        there = tablet.fresh(unit)
        for named in sorted(here.keys() | there.keys()):
            if here.get(named) != there.get(named):
                unlike = _unlike(here.get(named), there.get(named))
                yield f"tablet {tablet.number} differs on {named}: {unlike}"
        entries = {name for kind, name in there if kind == "entry"}
        if entries != shown.get(unit, set()):
            odd = sorted(entries ^ shown.get(unit, set()))
            yield f"the server's view of unit {unit} is not its tables': {odd}"


def _unlike(here: dict[str, Any] | None, there: dict[str, Any] | None) -> str:
    if here is None or there is None:
        return "only the server has it" if here is None else "only the tablet has it"
    keys = [key for key in here.keys() | there.keys() if here.get(key) != there.get(key)]
    return ", ".join(f"{key}: {here.get(key)!r} / {there.get(key)!r}" for key in sorted(keys))
