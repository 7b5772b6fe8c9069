"""Drugs to avoid in the elderly. Source: list of Laroche, 2007."""

from __future__ import annotations

from tests.medication.treatments import NOW, checked, facts, line, of_kind
from tests.medication.treatments import by_name as by_substance

LAROXYL, LEXOMIL, DOLIPRANE, DITROPAN = "65892928", "66796142", "60234100", "69224470"


def test_a_drug_of_the_list_is_shown_from_75_years_on():
    (found,) = of_kind(checked([line(LAROXYL)]), "elderly")
    assert found.level == "show"
    assert found.says == "À éviter à partir de 75 ans : LAROXYL 25 mg."
    assert "Laroche 2007" in found.source


def test_the_day_of_the_birthday_counts_and_the_eve_does_not():
    today = NOW.date()
    on, eve = (today.replace(year=1951, day=day) for day in (today.day, today.day + 1))
    assert of_kind(checked([line(LEXOMIL)], facts(born_on=on)), "elderly")
    assert not of_kind(checked([line(LEXOMIL)], facts(born_on=eve)), "elderly")


def test_the_age_is_a_setting_of_the_home():
    young = facts(born_on=NOW.date().replace(year=1955))
    assert of_kind(checked([line(DITROPAN)], young, elderly_from=65), "elderly")


def test_a_prescription_by_substance_counts():
    assert of_kind(checked([by_substance("amitriptyline")]), "elderly")


def test_without_an_age_the_list_says_that_it_was_not_looked_at():
    found = checked([line(LAROXYL), line(DOLIPRANE)], facts(born_on=None))
    (said,) = [one for one in found if "Âge inconnu" in one.says]
    assert (said.kind, said.chains) == ("unverified", (line(LAROXYL).chain,))
    assert not [one for one in checked([line(DOLIPRANE)], facts(born_on=None)) if "Âge" in one.says]


def test_what_the_list_does_not_name_raises_nothing():
    assert not of_kind(checked([line(DOLIPRANE)]), "elderly")
