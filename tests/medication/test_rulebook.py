"""Rules hold for the very texts they were read from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from medication.branches import Amounts, predicate
from medication.drug import Drug
from medication.interactions import interactions
from medication.pair_index import ORAL
from medication.rulebook import rulebook, to_be_read
from medication.thesaurus import Entry, Level, Thesaurus, parse
from tests.medication.october_2020 import drug, october_2020
from tests.medication.published import needed, thesaurus_files

MULTI = [entry for entry in october_2020().entries if len(entry.levels) > 1]


def changed(pair: tuple[str, str], **changes: Any) -> Thesaurus:
    """October 2020, with one entry as a later version might write it."""
    entries = tuple(
        dataclasses.replace(entry, **changes) if entry.pair == pair else entry
        for entry in october_2020().entries
    )
    return dataclasses.replace(october_2020(), entries=entries)


def test_every_entry_of_october_2020_has_been_read() -> None:
    assert to_be_read(october_2020()) == ()


def test_every_entry_of_several_levels_has_a_rule_for_all_of_them() -> None:
    assert len(MULTI) == 67
    odd = {("cyproterone", "ulipristal")}
    for entry in MULTI:
        rule = rulebook().rule(entry)
        assert rule is not None, entry.label
        if entry.pair not in odd:
            assert {one["level"] for one in rule.levels} == {one.code for one in entry.levels}


def test_every_name_that_a_rule_uses_is_in_the_thesaurus() -> None:
    unknown = {
        name
        for rule in rulebook().rules.values()
        for level in rule.levels
        for name in names_in(level["when"])
        if not october_2020().members(name)
    }
    # The text of an entry names it; the index of that year does not.
    assert unknown == {"atezolizumab"}


def names_in(written: Any) -> Iterator[str]:
    if isinstance(written, list):
        for part in written:
            yield from names_in(part)
    elif isinstance(written, dict):
        for verb, said in written.items():
            if verb in ("of", "with", "any"):
                yield from said
            elif verb in ("all", "some", "not"):
                yield from names_in(said)


def test_every_condition_of_every_rule_can_be_asked() -> None:
    book = rulebook()
    amounts = Amounts(book.doses)
    written = [
        level["when"]
        for rule in book.rules.values()
        for level in rule.levels
        if level["when"] != "else"
    ]
    for one in [*written, *(membership["when"] for membership in book.memberships)]:
        predicate(one, october_2020(), amounts)


def test_every_class_with_a_condition_exists() -> None:
    for membership in rulebook().memberships:
        for name in membership["classes"]:
            assert october_2020().members(name), name
            assert set(membership.get("members", ())) <= october_2020().members(name)
    assert october_2020().members(ORAL)
    assert rulebook().through_mucosa <= october_2020().substances.keys()


def test_an_entry_whose_text_changed_keeps_every_level_as_a_perhaps() -> None:
    pair = (
        "neuroleptiques susceptibles de donner des torsades de pointes",
        "substances susceptibles de donner des torsades de pointes",
    )
    later = changed(pair, text="autre chose")
    (problem,) = to_be_read(later)
    assert problem.reason.startswith("règle à relire")
    (found,) = interactions(later, (drug("haloperidol"), drug("sotalol"))).pairs
    worst = found.findings[0]
    assert (worst.level, worst.conditional) == ("CI", True)
    assert [level.code for level in worst.levels] == ["CI", "ASDEC"]
    assert worst.levels[0].condition.startswith("avec le citalopram")


def test_a_new_restriction_that_nobody_has_read_is_a_perhaps() -> None:
    pair = ("amiodarone", "fluconazole")
    later = changed(pair, text="nouveau", levels=(Level("CI", "Sauf par voie orale."),))
    (problem,) = to_be_read(later)
    assert problem.reason.startswith("règle à écrire")
    (found,) = interactions(later, (drug("amiodarone"), drug("fluconazole"))).pairs
    assert (found.findings[0].level, found.findings[0].conditional) == ("CI", True)
    assert found.findings[0].levels[0].condition == "Sauf par voie orale."


def test_a_new_text_without_a_restriction_is_trusted() -> None:
    pair = ("amiodarone", "fluconazole")
    later = changed(pair, text="nouveau", levels=(Level("CI", "Ne pas associer."),))
    assert to_be_read(later) == ()
    (found,) = interactions(later, (drug("amiodarone"), drug("fluconazole"))).pairs
    assert (found.findings[0].level, found.findings[0].conditional) == ("CI", False)


def test_a_text_without_words_shows_its_mechanism_as_the_condition() -> None:
    pair = ("amiodarone", "fluconazole")
    later = changed(pair, text="nouveau", levels=(Level("CI", ""),), mechanism="Par voie orale.")
    (found,) = interactions(later, (drug("amiodarone"), drug("fluconazole"))).pairs
    assert found.findings[0].levels[0].condition == "Par voie orale."


@needed
def test_the_version_of_2019_has_its_own_readings() -> None:
    entries, index, published = thesaurus_files(2019)
    september = parse(entries, index, version="2019-09", published=published)
    assert [problem.name for problem in to_be_read(september)] == [
        "INDUCTEURS ENZYMATIQUES + MARAVIROC"
    ]
    sedatives = (drug("oxazepam"), drug("zopiclone"))
    (found,) = interactions(september, sedatives).pairs
    assert (found.findings[0].level, found.findings[0].conditional) == ("APEC", False)


@pytest.mark.parametrize("entry", MULTI, ids=lambda entry: entry.label[:60])
def test_every_entry_of_several_levels_is_met_by_some_pair(entry: Entry) -> None:
    thesaurus = october_2020()
    seen = set()
    for of in sorted(thesaurus.members(entry.main_key))[:60]:
        for with_ in sorted(thesaurus.members(entry.plus_key))[:60]:
            pair = interactions(thesaurus, (whole(of), whole(with_))).pairs
            for found in pair[0].findings if pair else ():
                if found.entry == entry.number:
                    seen.add((found.level, found.conditional, len(found.levels)))
    assert seen


def whole(key: str) -> Drug:
    return Drug(key, (key,))
