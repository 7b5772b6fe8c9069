"""Patches. Sources: RCP DUROGESIC and EXELON, 4.2 and 4.4: the old one off before the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from medication import patches
from medication.facts import PatchInPlace
from medication.prescription import EveryDay, EveryDays, Patch
from tests.medication.treatments import NOW, checked, facts, kinds, line, of_kind

D12, D25, EXELON, DOLIPRANE = "68108025", "60914025", "67885398", "60234100"
EXELON_9 = "63093669"
THREE_DAYS = Patch(
    "matin", Decimal(1), 72, EveryDays(3, NOW.date()), ("dos", "bras gauche", "thorax")
)
ONE_DAY = Patch("matin", Decimal(1), 24, EveryDay())
DUROGESIC = line(D25, THREE_DAYS, unit="patch")


def worn(by=DUROGESIC, state="in_place", hours=72):
    return PatchInPlace(
        by.chain, by.drug.substances, "bras gauche", NOW - timedelta(hours=hours), state
    )


def giving(*lines, on=(), stage="giving"):
    return checked(lines, facts(patches_in_place=tuple(on)), stage)


def test_an_old_patch_that_is_still_on_interrupts_the_new_one():
    (found,) = of_kind(giving(DUROGESIC, on=[worn()]), "patch_not_removed")
    assert found.level == "interrupt"
    assert "bras gauche" in found.says and "le retirer" in found.says
    assert found.for_aide == "Ne pas donner, appeler l’infirmière."


@pytest.mark.parametrize(("hours", "count"), [(1, 0), (69, 0), (70, 1), (90, 1)])
def test_a_patch_interrupts_nothing_while_its_hours_last(hours, count):
    found = of_kind(giving(DUROGESIC, on=[worn(hours=hours)]), "patch_not_removed")
    assert len(found) == count


def test_a_skin_without_a_patch_interrupts_nothing():
    assert not kinds(giving(DUROGESIC))


@pytest.mark.parametrize("stage", ["prescribing", "validation"])
def test_its_own_patch_in_place_is_as_it_should_be_when_the_line_is_read(stage):
    assert not kinds(giving(DUROGESIC, on=[worn()], stage=stage))


@pytest.mark.parametrize(("stage", "level"), [("prescribing", "show"), ("giving", "interrupt")])
def test_the_patch_of_a_line_that_was_stopped_is_told(stage, level):
    (found,) = of_kind(giving(line(D12, THREE_DAYS), on=[worn()], stage=stage), "patch_not_removed")
    assert found.level == level


def test_two_lines_in_force_may_be_worn_together():
    found = giving(line(D12, THREE_DAYS, unit="patch"), DUROGESIC, on=[worn()])
    assert [one.chains for one in of_kind(found, "patch_not_removed")] == [(DUROGESIC.chain,)]


def test_two_patches_of_rivastigmine_are_never_worn_together():
    """RCP EXELON patch, 4.2: one at a time; the dose before, that nobody stopped, is in force too."""
    before, new = line(EXELON, ONE_DAY), line(EXELON_9, ONE_DAY)
    found = of_kind(giving(before, new, on=[worn(before)]), "patch_not_removed")
    assert {one.chains for one in found} == {(before.chain,), (new.chain,)}


def test_the_patch_of_another_substance_is_not_concerned():
    assert not kinds(giving(line(EXELON, ONE_DAY), on=[worn()]))


def test_a_patch_that_cannot_be_found_is_told_and_stops_nothing():
    (found,) = of_kind(giving(DUROGESIC, on=[worn(state="not_found")]), "patch_not_found")
    assert found.level == "show"
    assert "appeler l’infirmière" in found.because
    assert not of_kind(
        giving(line(EXELON, ONE_DAY), on=[worn(state="not_found")]), "patch_not_found"
    )


def test_a_tablet_is_no_patch():
    assert not kinds(giving(line(DOLIPRANE), on=[worn()]))


def test_another_site_than_the_last_ones_comes_next():
    assert patches.next_site(DUROGESIC, ["dos", "bras gauche"]) == "thorax"
    assert patches.next_site(DUROGESIC, ["dos", "bras gauche", "thorax"]) == "dos"
    assert patches.next_site(line(EXELON, ONE_DAY), []) is None
    assert patches.next_site(line(DOLIPRANE), []) is None


def tasks(*lines, on):
    return [(one.kind, one.due_at) for one in patches.tasks(lines, on, NOW)]


def test_a_lost_patch_calls_the_nurse_at_once():
    lost = worn(state="not_found")
    (task,) = patches.tasks([DUROGESIC], [lost], NOW)
    assert (task.kind, task.role, task.due_at) == ("patch_lost", "nurse", NOW)
    assert task.label == "Patch introuvable"


def test_a_patch_is_to_be_taken_off_when_its_hours_are_over():
    assert tasks(DUROGESIC, on=[worn(hours=73)]) == [("patch_removal", NOW - timedelta(hours=1))]
    assert not tasks(DUROGESIC, on=[worn(hours=71)])


def test_a_patch_that_nothing_prescribes_any_more_is_to_be_taken_off():
    old = worn(hours=5)
    assert tasks(on=[old]) == [("patch_removal", old.put_at)]
    assert tasks(line(DOLIPRANE, chain=DUROGESIC.chain), on=[old]) == [
        ("patch_removal", old.put_at)
    ]


def test_the_end_of_the_line_is_the_end_of_its_patch():
    ended = line(D25, THREE_DAYS, ends_at=NOW - timedelta(hours=2))
    assert tasks(ended, on=[worn(hours=10)]) == [("patch_removal", NOW - timedelta(hours=2))]
    later = line(D25, THREE_DAYS, ends_at=NOW + timedelta(hours=2))
    assert not tasks(later, on=[worn(hours=10)])


def test_the_latest_version_of_a_line_says_how_long_it_is_worn():
    longer = replace(DUROGESIC, version=2, scheme=replace(THREE_DAYS, wear_hours=96))
    assert not tasks(longer, DUROGESIC, on=[worn(hours=73)])
