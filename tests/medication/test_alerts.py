"""The table alert × stage, cell by cell. Source: features.md, row M10."""

from __future__ import annotations

import pytest

from medication.alerts import KINDS, LEVELS, STAGES, TABLE

# kind: prescribing, validation, giving; "-" is not raised there
ROWS = """
contraindicated             interrupt interrupt show
contraindicated_as_needed   interrupt interrupt interrupt
contraindicated_perhaps     show      show      show
discouraged                 show      show      show
precaution                  show      show      show
to_consider                 show      show      show
allergy                     interrupt interrupt interrupt
allergy_related_severe      interrupt interrupt interrupt
allergy_related             show      show      show
duplicate_substance         show      show      show
duplicate_class             show      show      show
daily_maximum               interrupt interrupt interrupt
as_needed_allowance         -         -         hard_stop
crush                       show      show      show
nothing_by_mouth            show      show      show
elderly                     show      show      show
methotrexate_daily          hard_stop hard_stop hard_stop
methotrexate_too_soon       -         -         hard_stop
hypoglycaemia               -         -         interrupt
glycaemia_missing           -         -         show
inr_high                    interrupt interrupt interrupt
inr_missing                 show      show      show
avk_no_dose                 -         -         show
patch_not_removed           show      show      interrupt
patch_not_found             show      show      show
colchicine_renal            interrupt interrupt show
colchicine_dose             show      show      show
refusals                    show      show      show
unverified                  show      show      show
"""
EXPECTED = {
    (kind, stage): level
    for kind, *levels in map(str.split, ROWS.strip().splitlines())
    for stage, level in zip(STAGES, levels, strict=True)
    if level != "-"
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_does_at_each_stage_what_the_table_says(kind):
    assert {cell: level for cell, level in TABLE.items() if cell[0] == kind} == {
        cell: level for cell, level in EXPECTED.items() if cell[0] == kind
    }


def test_the_table_knows_every_kind_and_no_other():
    assert {kind for kind, _ in TABLE} == set(KINDS) == {kind for kind, _ in EXPECTED}


def test_only_two_never_events_and_an_allowance_block_the_gesture():
    assert {kind for (kind, _), level in TABLE.items() if level == "hard_stop"} == {
        "methotrexate_daily",
        "methotrexate_too_soon",
        "as_needed_allowance",
    }


def test_what_is_not_verified_is_shown_and_never_stops_anything():
    assert {TABLE["unverified", stage] for stage in STAGES} == {"show"}


def test_every_level_is_used():
    assert set(TABLE.values()) == set(LEVELS)
