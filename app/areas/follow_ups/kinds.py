"""The kinds of follow-ups there are: each area registers those it opens, under a name that rows keep for ever."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`label` heads it in lists, `icon` stands beside it. Tablets may open a kind `from_bedside`; others are opened
    by the area that registered them."""

    name: str
    label: str
    icon: str
    from_bedside: bool = False


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """From here on follow-ups of this kind are opened. Raises ValueError for a name that does not fit its column,
    or that another kind has."""
    if not 0 < len(kind.name) <= 20 or KINDS.get(kind.name, kind) != kind:
        raise ValueError(kind.name)
    KINDS[kind.name] = kind
    return kind


def kind_of(name: str) -> Kind:
    """The kind a row names; one that no loaded area knows is shown as a task, never hidden."""
    return KINDS.get(name, TASK)


REASSESS = register_kind(Kind("reassess", "À réévaluer", "timer", from_bedside=True))
TASK = register_kind(Kind("task", "À faire", "check", from_bedside=True))
