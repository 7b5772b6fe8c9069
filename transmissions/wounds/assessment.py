"""The values: a wound as it is described, and one assessment of it. Lengths are whole millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from transmissions.wounds.naming import UNKNOWN


@dataclass(frozen=True, slots=True)
class Described:
    """Where a wound is and what it is. `origin_on` is an ISO day: since when, if somebody knows."""

    site: str
    side: str | None = None
    kind: str = UNKNOWN
    origin_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was seen of a wound. Without lengths, `missing` says why. `tissue` is in percent of the bed."""

    length_mm: int | None = None
    width_mm: int | None = None
    depth_mm: int | None = None
    missing: str | None = None
    tissue: Mapping[str, int] = field(default_factory=dict)
    exudate: str | None = None
    edges: tuple[str, ...] = ()
    pain: int | None = None
    infection: tuple[str, ...] = ()
    stage: str | None = None
    care: str | None = None

    @property
    def area_mm2(self) -> int | None:
        """Length by width: larger than the wound, and comparable from one week to the next."""
        if self.length_mm is None or self.width_mm is None:
            return None
        return self.length_mm * self.width_mm
