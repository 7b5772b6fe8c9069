"""Specialties tied to a thesaurus, kept in bytes, read again equal."""

import json
import zlib
from dataclasses import replace
from datetime import date

import pytest

from medication.bdpm import read_set
from medication.product import Ingredient, Product
from medication.reference import Links, Reference, assemble, named
from medication.reference_bytes import ReferenceUnreadable, from_bytes, to_bytes
from medication.thesaurus import Thesaurus, parse
from tests.medication import published, sets
from tests.medication.judged import KEYS


def thesaurus(*keys: str) -> Thesaurus:
    entry = {
        "main_drug": "ENALAPRIL",
        "between_main_and_plus_drug": "",
        "plus_drug": "POTASSIUM",
        "severity_levels": [{"level": "Association DECONSEILLEE", "info": "Risque."}],
        "interaction_mechanism": "Hyperkaliémie.",
        "description": "ASDEC Risque.",
    }
    index = [
        {"substance": key, "drug_classes": []} for key in sorted({*keys, "enalapril", "potassium"})
    ]
    return parse([entry], index, version="essai", published=date(2020, 10, 20))


def reference(*keys: str) -> Reference:
    found = read_set(sets.written(), today=date(2026, 11, 22))
    return assemble(
        found.products.values(),
        found.groups,
        thesaurus(*keys),
        bdpm_date=date(2026, 5, 18),
        digest="0123456789abcdef",
    )


def row(name: str, nature: str = "SA", link: int = 1) -> Ingredient:
    return Ingredient("1", name, "", "", nature, link)  # type: ignore[arg-type]


def tied(*ingredients: Ingredient, homeopathic: bool = False) -> list[tuple[str, ...]]:
    product = Product("1", "X", "", (), True, ingredients, homeopathic=homeopathic)
    return [each.substances for each in Links(thesaurus(*KEYS)).tie(product).ingredients]


def test_a_version_says_its_two_dates_and_its_content() -> None:
    made = reference()
    assert made.version == "2026-05-18+2020-10-20+0123456789ab"
    assert (made.bdpm_date, made.thesaurus_date) == (date(2026, 5, 18), date(2020, 10, 20))
    again = named(made, "fedcba9876543210")
    assert again.version == "2026-05-18+2020-10-20+fedcba987654"
    assert again.products is made.products
    assert made.by_cip13 == {"3400930000014": "60000001", "3400930000021": "60000001"}
    assert made.groups[7].members == ("60000001",)


def test_ingredients_bear_the_keys_of_the_thesaurus() -> None:
    combo = reference("lercanidipine").products["60000001"]
    assert combo.substances == ("enalapril", "lercanidipine")
    assert combo.is_covered
    assert reference().products["60000001"].unknown == ("LERCANIDIPINE",)
    assert reference().products["60000002"].unknown == ("CARBIDOPA",)


def test_a_homeopathic_drug_answers_to_nothing() -> None:
    assert reference("menthe").products["60000003"].substances == ()
    assert tied(row("MENTHE"), homeopathic=True) == [()]
    assert tied(row("MENTHE")) == [("menthe",)]


def test_both_rows_of_a_link_answer_to_what_either_does() -> None:
    fraction = row("DEXKÉTOPROFÈNE X", "FT")
    assert tied(row("COMPLEXE DE VALSARTAN"), row("VALSARTAN", "FT")) == [("valsartan",)] * 2
    assert tied(row("LÉVODOPA"), fraction) == [("levodopa",)] * 2
    assert tied(row("LÉVODOPA"), row("ZINC", "FT", 2)) == [("levodopa",), ("zinc",)]
    assert tied(row("LÉVODOPA"), row("DIOSMINE")) == [("levodopa",), ()]
    assert tied(row("ASCORBATE FERREUX"), row("FER", "FT")) == [
        ("fer", "acide ascorbique"),
        ("fer", "acide ascorbique"),
    ]


@pytest.mark.parametrize("name", ["TRYPTOPHANE", "TRYPTOPHANE L", "L-TRYPTOPHANE"])
def test_tryptophan_among_amino_acids_is_fed_and_does_not_act(name: str) -> None:
    assert tied(row(name)) == [("tryptophane",)]
    assert tied(row(name), row("LEUCINE", link=2), row("FER", link=3)) == [(), (), ("fer",)]
    assert tied(row(name), row("L-LEUCINE", link=2)) == [(), ()]


@pytest.mark.parametrize(
    ("dose", "keys"),
    [
        ("0,2796 mg", ()),
        ("1,00 mg", ()),
        ("1,01 mg", ("lithium",)),
        ("6,8 mEq", ("lithium",)),
        ("1 g", ("lithium",)),
        ("", ("lithium",)),
    ],
)
def test_the_trace_of_a_mineral_is_not_what_the_thesaurus_speaks_of(
    dose: str, keys: tuple[str, ...]
) -> None:
    element = replace(row("LITHIUM", "FT"), dose=dose)
    salt = replace(row("GLUCONATE DE LITHIUM"), dose="8,14 mg")
    assert tied(salt, element, row("FER", link=2)) == [keys, keys, ("fer",)]


def test_the_least_iron_or_fluorine_is_given_to_act() -> None:
    assert tied(replace(row("FER"), dose="0,5 mg")) == [("fer",)]
    assert tied(replace(row("FLUOR ÉLÉMENT"), dose="0,2 mg")) == [("fluor",)]


def test_links_remember_how_each_name_was_found() -> None:
    links = Links(thesaurus())
    assert links.match("MALÉATE D'ÉNALAPRIL") is links.match("MALÉATE D'ÉNALAPRIL")
    assert {name: match.reason for name, match in links.found.items()} == {
        "MALÉATE D'ÉNALAPRIL": "salt"
    }


def test_a_reference_is_read_again_as_it_was() -> None:
    made = reference("lercanidipine")
    again = from_bytes(to_bytes(made))
    assert dict(again.products) == dict(made.products)
    assert list(again.products) == list(made.products)
    assert dict(again.groups) == dict(made.groups)
    assert (again.version, again.bdpm_date, again.thesaurus_date) == (
        made.version,
        made.bdpm_date,
        made.thesaurus_date,
    )
    assert dict(again.thesaurus.substances) == dict(made.thesaurus.substances)
    assert again.thesaurus.entries == made.thesaurus.entries
    assert to_bytes(again) == to_bytes(made)


@pytest.mark.parametrize(
    "packed",
    [b"", b"abc", zlib.compress(b"{"), zlib.compress(b"[]"), zlib.compress(b'{"format": 99}')],
)
def test_other_bytes_are_no_reference(packed: bytes) -> None:
    with pytest.raises(ReferenceUnreadable):
        from_bytes(packed)


def test_one_text_is_kept_once_for_all_who_say_it() -> None:
    plain = json.loads(zlib.decompress(to_bytes(reference())))
    assert len(plain["texts"]) == len(set(plain["texts"]))
    again = from_bytes(to_bytes(reference()))
    first, second = again.products["60000001"].ingredients[:2]
    assert first.element is second.element


@published.needed
@pytest.mark.parametrize(("year", "covered"), [(2020, 8828), (2019, 8715)])
def test_the_published_sets_cover_what_they_covered_when_read_through(
    year: int, covered: int
) -> None:
    found = read_set(published.whole_set(), today=date(2026, 11, 22))
    entries, index, day = published.thesaurus_files(year)
    made = assemble(
        found.products.values(),
        found.groups,
        parse(entries, index, version=str(year), published=day),
        bdpm_date=date(2026, 5, 19),
        digest="",
    )
    marketed = [each for each in made.products.values() if each.marketed]
    assert sum(each.is_covered for each in marketed) == covered
    named = {row.name: row for each in marketed for row in each.ingredients}
    assert named["CALCIUM (FOLINATE DE)"].substances == ("acide folinique",)
    assert named["FOSFOMYCINE TROMÉTAMOL"].substances == ()
    assert named["LOSARTAN POTASSIQUE"].substances == ("losartan",)
