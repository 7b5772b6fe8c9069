"""The short form of the soak: a few schedules that never change, and every one that once failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.regressions import SEEDS
from tests.soak.running import soak

SHORT = (2, 3, 4)


@pytest.mark.slow
def test_bad_luck_loses_and_doubles_nothing(tmp_path: Path):
    season = soak(tmp_path, [*SEEDS, *SHORT], is_quick=True)
    assert season.failed == {}
    assert season.tally.lost == 0
    assert season.tally.applied > 100
