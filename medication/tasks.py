"""What a rule asks somebody to do, as a value: whoever has a database keeps it as a follow-up.

A task has a `key` that is the same as long as its reason is: asked again, it is not opened twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID

TaskKind = Literal[
    "resugar",
    "recheck_glycaemia",
    "inr_control",
    "inr_hold",
    "patch_lost",
    "patch_removal",
    "refusals",
]
TaskRole = Literal["care_assistant", "nurse"]
"""Who does it at the least; a nurse may do all that an aide may."""

LABELS: Final[Mapping[TaskKind, str]] = MappingProxyType(
    {
        "resugar": "Resucrer",
        "recheck_glycaemia": "Glycémie à recontrôler",
        "inr_control": "INR à contrôler",
        "inr_hold": "INR trop élevé : appeler le prescripteur",
        "patch_lost": "Patch introuvable",
        "patch_removal": "Ancien patch à retirer",
        "refusals": "Refus à signaler au prescripteur",
    }
)


@dataclass(frozen=True, slots=True)
class Task:
    """`says` is one French sentence; due at `due_at` (aware), for `role`, about the lines of
    `chains`."""

    kind: TaskKind
    key: str
    says: str
    due_at: datetime
    role: TaskRole
    chains: tuple[UUID, ...]

    @property
    def label(self) -> str:
        return LABELS[self.kind]
