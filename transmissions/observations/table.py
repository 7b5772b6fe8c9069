"""Every kind of measure, in the order in which screens offer them. A name, once used, is kept for ever."""

from __future__ import annotations

from typing import Final

from transmissions.observations.biology import BIOLOGY
from transmissions.observations.daily import DAILY
from transmissions.observations.kinds import Kind
from transmissions.observations.vital import VITAL

KINDS: Final[tuple[Kind, ...]] = (*VITAL, *DAILY, *BIOLOGY)
BY_NAME: Final = {kind.name: kind for kind in KINDS}
SAFETY: Final = tuple(kind.name for kind in KINDS if kind.is_safety)
"""The kinds whose last value counts for medication, whatever its age."""
