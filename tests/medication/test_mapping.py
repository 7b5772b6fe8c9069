"""What the name of an ingredient answers to in the thesaurus."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medication.aliases import aliases
from medication.mapping import TWINS, Mapper
from medication.names import fold
from medication.salts import canonical
from tests.medication.judged import KEYS, ROWS

MAPPER = Mapper(KEYS)
METALS = {"aluminium", "magnesium", "phosphore", "potassium", "strontium"}
PLAIN = sorted(key for key in KEYS - METALS if key.isalpha() and len(key) > 8)
SALTS = ("CHLORHYDRATE", "DICHLORHYDRATE", "MALÉATE", "BÉSILATE", "HÉMIFUMARATE", "PHOSPHATE")
WATERS = ("", " ANHYDRE", " MONOHYDRATÉ", " SESQUIHYDRATÉ", " BASE")


@pytest.mark.parametrize(("name", "keys", "reason"), ROWS)
def test_it_finds_what_a_person_judged(name: str, keys: tuple[str, ...], reason: str) -> None:
    found = MAPPER.match(name)
    assert (found.keys, found.reason) == (keys, reason)


def test_a_thesaurus_that_does_not_name_it_does_not_know_it() -> None:
    older = Mapper(KEYS - {"sacubitril"})
    assert older.match("COMPLEXE SODIQUE SACUBITRIL VALSARTAN").keys == ("valsartan",)
    assert Mapper(KEYS - {"fer"}).match("SULFATE FERREUX").reason == "none"
    assert Mapper(KEYS - {"boldo"}).match("BOLDO (FEUILLE DE)").reason == "none"
    assert Mapper({"perindopril"}).match("PÉRINDOPRIL ARGININE").keys == ("perindopril",)


def test_a_radioactive_product_is_known_by_its_whole_name_only() -> None:
    mapper = Mapper({"citrate de gallium [67ga]", "fluor", "strontium", "cyanocobalamine"})
    assert mapper.match("CITRATE DE GALLIUM [67GA]").reason == "exact"
    assert mapper.match("CHLORURE DE STRONTIUM [89 SR]").reason == "none"
    assert mapper.match("STRONTIUM (89SR)").reason == "none"
    assert mapper.match("STRONTIUM [89 SR] (CHLORURE DE)").reason == "none"
    assert mapper.match("FLUORURE (18F) DE SODIUM").reason == "none"
    assert mapper.match("CYANOCOBALAMINE [57 CO]").reason == "none"


def test_an_alias_is_written_as_names_are_compared() -> None:
    for name, keys in aliases().items():
        assert name == canonical(fold(name))
        assert all(key == fold(key) for key in keys)


def test_both_names_of_one_substance_are_given_from_either() -> None:
    for pair in TWINS:
        mapper = Mapper(pair)
        assert {mapper.match(name).keys for name in pair} == {pair}


@given(st.sampled_from(PLAIN), st.sampled_from(SALTS), st.sampled_from(WATERS))
def test_a_salt_and_its_water_change_nothing(key: str, salt: str, water: str) -> None:
    expected = MAPPER.match(key).keys
    of = "D'" if key[0] in "aeiou" else "DE "
    before, after = (
        f"{salt} {of}{key.upper()}{water}",
        f"{key.upper()} ({salt} {of.strip()}){water}",
    )
    assert MAPPER.match(before).keys == expected
    assert MAPPER.match(after).keys == expected
    assert MAPPER.match(before).reason == "salt"


@given(st.sampled_from([name for name, _, _ in ROWS]))
def test_case_accents_and_spaces_change_nothing(name: str) -> None:
    expected = MAPPER.match(name)
    assert MAPPER.match(name.lower()) == expected
    assert MAPPER.match(fold(name)) == expected
    spread = unicodedata.normalize("NFD", name).replace(" ", "\u00a0")
    assert MAPPER.match(f"  {spread} ") == expected


@given(st.text(max_size=60))
def test_any_text_is_answered_and_only_with_what_the_thesaurus_names(text: str) -> None:
    found = MAPPER.match(text)
    assert set(found.keys) <= KEYS
    assert bool(found.keys) == (found.reason != "none")


@given(st.sampled_from(PLAIN), st.text(alphabet="bcdfgjklmnpqrstvwxz", min_size=2, max_size=4))
def test_what_only_looks_alike_is_not_matched(key: str, letters: str) -> None:
    assert MAPPER.match(f"{key}{letters}").reason == "none"
    assert MAPPER.match(f"{letters}{key}").reason == "none"
