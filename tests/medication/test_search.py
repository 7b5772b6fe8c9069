"""What answers while a name is typed, and in what order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some

from medication.bdpm import read_set
from medication.builtin import specialties
from medication.product import Product
from medication.search import QUERY_LIMIT, Results, SearchIndex
from medication.search_words import words_of
from tests.medication.published import published, whole_set

DOLIPRANE = next(each for each in specialties.products() if each.cis == "60234100")


@cache
def everyday() -> SearchIndex:
    products = specialties.products()
    return SearchIndex(products, [product.cis for product in products])


@cache
def everything() -> SearchIndex:
    published("bdpm")
    products = read_set(whole_set(), today=date(2026, 11, 22)).products
    return SearchIndex(products.values(), [product.cis for product in specialties.products()])


def names(found: Results) -> list[str]:
    return [product.name for product in found.products]


def first(text: str) -> str:
    return names(everyday().find(text))[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("doli", "DOLIPRANE 500 mg, comprimé"),
        ("doli 1000", "DOLIPRANE 1000 mg, comprimé"),
        ("DOLI 1 G", "DOLIPRANE 1000 mg, comprimé"),
        ("1000 doli", "DOLIPRANE 1000 mg, comprimé"),
        ("doliprane gél", "DOLIPRANE 1000 mg, gélule"),
        ("kardégic 75", "KARDEGIC 75 mg, poudre pour solution buvable en sachet-dose"),
        ("levothyrox 75", "LEVOTHYROX 75 microgrammes, comprimé sécable"),
        ("levothyrox 75 µg", "LEVOTHYROX 75 microgrammes, comprimé sécable"),
        ("bisoprolol 2.5", "BISOPROLOL VIATRIS 2,5 mg, comprimé pelliculé sécable"),
        ("risperidone 0,50", "RISPERIDONE VIATRIS 0,5 mg, comprimé orodispersible"),
        ("tramadol lp", "TRAMADOL BGR L.P. 100 mg, comprimé à libération prolongée"),
        ("lovenox 4000", "LOVENOX 4 000 UI (40 mg)/0,4 ml, solution injectable en seringue préremplie"),
    ],
)  # fmt: skip
def test_it_finds_by_brand_substance_and_dose_however_it_is_typed(typed, name):
    found = everyday().find(typed)
    assert names(found)[0] == name
    assert not found.approximate


def test_a_substance_finds_its_generics_then_its_brands():
    found = names(everyday().find("furosemide"))
    assert found[0].startswith("FUROSEMIDE")
    assert any(name.startswith("LASILIX") for name in found)


def test_a_brand_that_begins_so_comes_before_a_name_that_holds_it():
    assert first("exelon").startswith("EXELON")
    ours = [
        replace(DOLIPRANE, cis="1", name="ALPHA BETA 5 mg"),
        replace(DOLIPRANE, cis="2", name="BETA ALPHA 5 mg"),
    ]
    assert names(SearchIndex(ours).find("beta")) == ["BETA ALPHA 5 mg", "ALPHA BETA 5 mg"]


@pytest.mark.parametrize(
    ("typed", "brand"),
    [
        ("eliqis", "ELIQUIS"),
        ("lasilx", "LASILIX"),
        ("doliprnae 1000", "DOLIPRANE"),
        ("previscqn", "PREVISCAN"),
        ("clarithromicine", "CLARITHROMYCINE"),
        ("xkardegic", "KARDEGIC"),
        ("serresta", "SERESTA"),
        ("kardegicq", "KARDEGIC"),
        ("eliw", "ELIQUIS"),
    ],
)
def test_one_slip_of_the_finger_is_forgiven_and_told(typed, brand):
    found = everyday().find(typed)
    assert names(found)[0].startswith(brand)
    assert found.approximate


@pytest.mark.parametrize("typed", ["dlo", "elikwiss", "xyzzyx", "doliprane xyz", "999999"])
def test_nothing_is_found_for_what_resembles_nothing(typed):
    assert everyday().find(typed) == Results()


@pytest.mark.parametrize("typed", ["", "   ", "+-/", "\x00"])
def test_nothing_typed_finds_nothing(typed):
    assert everyday().find(typed) == Results()


def test_an_exact_dose_comes_before_one_that_begins_so():
    doses = [replace(DOLIPRANE, cis=str(dose), name=f"ALPHA {dose} mg") for dose in (100, 10, 1000)]
    index = SearchIndex(doses)
    assert names(index.find("alpha 10")) == ["ALPHA 10 mg", "ALPHA 100 mg", "ALPHA 1000 mg"]
    assert names(index.find("alpha 1000")) == ["ALPHA 1000 mg"]


def test_what_is_marketed_common_and_usual_comes_first():
    def made(cis: str, **changes: object) -> Product:
        return replace(DOLIPRANE, **{"cis": cis, "name": "ALPHA 5 mg, comprimé", **changes})

    stopped = made("1", marketed=False)
    diluted = made("2", homeopathic=True)
    injected = made("3", routes=("intraveineuse",))
    plain, common = made("4"), made("5")
    index = SearchIndex([stopped, diluted, injected, plain, common], common=["5"])
    assert [each.cis for each in index.find("alpha").products] == ["5", "4", "3", "2", "1"]


def test_what_holds_what_is_common_comes_before_what_has_more_specialties():
    other, usual = DOLIPRANE, next(each for each in specialties.products() if each.atc == "B01AF02")
    crowd = [replace(other, cis=f"{number}", name="BETA 5 mg") for number in range(4)]
    ours = [
        replace(other, cis="10", name="ALPHA 5 mg"),
        replace(usual, cis="11", name="ALPHA 5 mg"),
        replace(usual, cis="12", name="GAMMA 5 mg"),
    ]
    index = SearchIndex([*ours, *crowd], common=["12"])
    assert [each.cis for each in index.find("alpha").products] == ["11", "10"]
    index = SearchIndex([*ours, *crowd])
    assert [each.cis for each in index.find("alpha").products] == ["10", "11"]


def test_every_word_must_answer():
    assert names(everyday().find("furosemide 500")) == ["LASILIX SPECIAL 500 mg, comprimé sécable"]


def test_all_that_answers_is_counted_by_name_and_by_substance():
    found = everyday().find("furosemide")
    assert found.total == len(found.products) == 3


@given(some.sampled_from(["paracetamol", "c", "comprime", "insuline", "10 mg", "acide"]))
def test_a_shorter_list_is_the_beginning_of_a_longer_one(typed):
    whole = everyday().find(typed, limit=300).products
    for limit in (1, 2, 3, 5, 8, 13, 21):
        assert everyday().find(typed, limit).products == whole[:limit]


def test_it_says_how_many_there_are_beyond_what_it_shows():
    found = everyday().find("comprime", limit=3)
    assert len(found.products) == 3
    assert found.total > 100


def test_a_long_text_is_read_as_far_as_a_name_may_go():
    assert everyday().find("doliprane" + " 1" * QUERY_LIMIT).products
    assert everyday().find("x" * 10_000) == Results()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LOVENOX 4 000 UI (40 mg)/0,4 ml", ["lovenox", "4000", "ui", "40", "mg", "0,4", "ml"]),
        ("PARACÉTAMOL 1 g", ["paracetamol", "1000", "mg"]),
        ("0,50 g", ["500", "mg"]),
        ("1 g/ml", ["1", "g", "ml"]),
        ("SKENAN L.P. 10 mg", ["skenan", "lp", "10", "mg"]),
        ("007 2.50", ["7", "2,5"]),
        ("0 0,0", ["0", "0"]),
        ("25 µg", ["25", "microgrammes"]),
    ],
)
def test_words_are_cut_alike_in_names_and_questions(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "brands"),
    [
        ("doli", ["DOLIPRANE"]),
        ("lasi", ["LASILIX"]),
        ("eliq", ["ELIQUIS"]),
        ("parac", ["PARACETAMOL"]),
        ("kard", ["KARDEGIC"]),
        ("forl", ["FORLAX"]),
        ("serop", ["SEROPLEX"]),
        ("paracetamol", ["PARACETAMOL", "DAFALGAN", "DOLIPRANE", "EFFERALGAN"]),
        ("furosemide", ["FUROSEMIDE", "LASILIX"]),
        ("bisoprolol", ["BISOPROLOL", "CARDENSIEL"]),
        ("levo", ["LEVOTHYROX"]),
        ("mopral", ["MOPRAL"]),
    ],
)
def test_among_all_that_are_authorised_a_nurse_finds_hers_first(typed, brands):
    shown = {name.split()[0] for name in names(everything().find(typed, limit=8))}
    assert set(brands) <= shown


WORDS = [word for each in specialties.products() for word in [each.name.split()[0]]]


@given(some.sampled_from(WORDS), some.integers(1, 30))
def test_every_beginning_of_a_brand_finds_it(brand, length):
    typed = brand[:length]
    found = everyday().find(typed, limit=300)
    if words_of(typed):
        assert any(name.startswith(brand) for name in names(found))


@given(
    some.sampled_from([word for word in WORDS if len(word) >= 6 and word.isalpha()]), some.data()
)
def test_a_letter_changed_in_a_brand_still_finds_it(brand, data):
    at = data.draw(some.integers(0, len(brand) - 1))
    letter = data.draw(some.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    found = everyday().find(brand[:at] + letter + brand[at + 1 :], limit=300)
    assert any(name.startswith(brand) for name in names(found)) or not found.approximate


@given(some.text(max_size=100))
def test_whatever_is_typed_gets_an_answer(text):
    assert isinstance(everyday().find(text), Results)
