"""Crushing and nothing by mouth. Sources: `facts_tables/crushing.py` (European Pharmacopoeia; RCP)."""

from __future__ import annotations

import pytest

from medication.facts import Swallowing
from tests.medication.treatments import by_name, checked, facts, kinds, line, of_kind

SKENAN, LASILIX, DOLIPRANE_EFF, INEXIUM, LOVENOX = (
    "61227030",
    "65606743",
    "63264636",
    "64578892",
    "60782303",
)
CRUSHES = facts(swallowing=Swallowing("crush", "broyer"))
TEXTURE = facts(swallowing=Swallowing("texture", "mixé"))
NOTHING = facts(swallowing=Swallowing("nothing_by_mouth", "à jeun"))
WELL = facts(swallowing=Swallowing("none"))


def unverified(alerts):
    return [one.says for one in alerts if "craser" in one.says and one.kind == "unverified"]


@pytest.mark.parametrize("known", [CRUSHES, TEXTURE])
@pytest.mark.parametrize("cis", [SKENAN, INEXIUM])
def test_a_modified_form_is_shown_to_whoever_would_crush_it(cis, known):
    (found,) = of_kind(checked([line(cis)], known), "crush")
    assert found.level == "show"
    assert "Pharmacopée" in found.source


def test_the_home_s_table_answers_where_the_form_does_not():
    assert not unverified(checked([line(LASILIX)], CRUSHES, crush={"furosemide": "oui"}))
    assert of_kind(checked([line(LASILIX)], CRUSHES, crush={LASILIX: "non"}), "crush")


def test_what_nobody_decided_is_not_verified():
    assert unverified(checked([line(LASILIX)], CRUSHES)) == [
        "Écraser : non vérifié pour LASILIX 40 mg."
    ]
    assert not unverified(checked([line(LASILIX)], TEXTURE))


def test_it_is_told_of_the_lines_that_one_asks_about():
    two = [line(LASILIX), line(SKENAN)]
    assert not unverified(checked(two, CRUSHES, about=[two[1]]))


def test_what_melts_has_nothing_to_crush():
    assert not kinds(checked([line(DOLIPRANE_EFF)], CRUSHES))
    assert not unverified(checked([line(DOLIPRANE_EFF)], CRUSHES))


def test_a_prescription_by_substance_is_judged_by_its_form():
    written = by_name("morphine", form="gélule à libération prolongée")
    assert of_kind(checked([written], CRUSHES), "crush")


def test_a_tube_is_a_reason_to_crush_whatever_the_throat_does():
    tube = line(SKENAN, route="gastro-enterale")
    assert of_kind(checked([tube], WELL), "crush")
    assert not of_kind(checked([line(SKENAN)], WELL), "crush")


def test_nothing_by_mouth_is_shown_for_what_is_swallowed_only():
    found = checked([line(LASILIX), line(LOVENOX, route="sous-cutanee")], NOTHING)
    (said,) = of_kind(found, "nothing_by_mouth")
    assert (said.level, said.chains) == ("show", (line(LASILIX).chain,))


def test_nobody_having_said_is_told_where_it_would_matter():
    found = [one for one in checked([line(SKENAN), line(LASILIX)]) if "Déglutition" in one.says]
    assert [one.chains for one in found] == [(line(SKENAN).chain,)]
    assert not [one for one in checked([line(LASILIX)]) if "Déglutition" in one.says]
