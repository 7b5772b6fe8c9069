"""The outcome that is offered first, by how the drug is taken: a nurse gives, an aide helps, the person takes it alone.

Source: features.md, M8 and M11. Only what is offered first: all outcomes stay one touch away.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from medication.prescription import Giver

PROPOSED: Final[Mapping[Giver, str]] = MappingProxyType(
    {"nurse": "given", "helped": "helped", "autonomous": "taken_alone"}
)
