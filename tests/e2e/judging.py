"""What every page of the office is held to, as it stands in front of somebody."""

from __future__ import annotations

from tests.e2e.test_accessibility import faults
from tests.e2e.test_layout import SHAPE, WINDOWS, look_through, step_back
from tests.e2e.visiting import Visit


def judge(visit: Visit) -> None:
    """The page as it is now shuts nobody out, by day or at night, and fits every window."""
    for choice in ("clair", "nuit"):
        visit.turn(choice)
        assert faults(visit.page) == []
    for size, window in WINDOWS.items():
        look_through(visit, window)
        assert visit.page.evaluate(SHAPE) == [], size
    step_back(visit)
