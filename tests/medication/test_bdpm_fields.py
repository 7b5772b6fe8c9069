"""The fields of the published files."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medication import bdpm_fields as read


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("24,34", 2434),
        ("1,466,29", 146629),
        ("1 466,29", 146629),
        ("1466,29", 146629),
        ("12,345,678,90", 1234567890),
        ("0,05", 5),
        ("", None),
    ],
)
def test_a_price_is_read_in_cents(text: str, cents: int | None) -> None:
    assert read.read_price(text) == cents


@given(st.integers(0, 10**9))
def test_any_price_with_commas_is_read(cents: int) -> None:
    assert read.read_price(f"{cents // 100:,},{cents % 100:02}") == cents


@pytest.mark.parametrize(
    ("text", "rates"),
    [("65%", (65,)), ("65 %", (65,)), ("", ()), ("30 %;100%", (30, 100)), ("15%;", (15,))],
)
def test_a_rate_is_read_with_or_without_a_space(text: str, rates: tuple[int, ...]) -> None:
    assert read.read_rates(text) == rates


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Déclaration de commercialisation", "marketed"),
        ("Déclaration d’arrêt de commercialisation", "stopped"),
        ("Déclaration de suspension de commercialisation", "suspended"),
        ("Arrêt de commercialisation (le médicament n'a plus d'autorisation)", "unauthorised"),
        ("", "undeclared"),
    ],
)
def test_what_was_declared_about_a_pack_is_read(text: str, state: str) -> None:
    assert read.read_state(text) == state


def test_other_fields_are_read() -> None:
    assert read.read_cis("60000001") == "60000001"
    assert read.read_cip("3400930000014", "3000001") == ("3400930000014", "3000001")
    assert read.read_day("29/02/2024") == date(2024, 2, 29)
    assert read.read_day("") is None
    assert read.read_marketed("Commercialisée")
    assert not read.read_marketed("Non commercialisée")
    assert read.read_yes("OUI")
    assert not read.read_yes("Non")
    assert (read.read_nature("SA"), read.read_nature("FT"), read.read_nature("ST")) == (
        "SA",
        "FT",
        "FT",
    )
    assert read.read_number("12", what="un nombre") == 12
    assert [read.read_atc(code) for code in ("C09BB02", "V03AE", "J01")] == [
        "C09BB02",
        "V03AE",
        "J01",
    ]
    assert read.listed(" LABO  UN; ;LABO DEUX ") == ("LABO UN", "LABO DEUX")


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (read.read_cis, "6000001"),
        (read.read_cis, "600000012"),
        (read.read_cis, "6000000a"),
        (read.read_cis, "６0000001"),
        (read.read_price, "12"),
        (read.read_price, "1,46,29,"),
        (read.read_price, "-1,20"),
        (read.read_rates, "65"),
        (read.read_rates, "soixante %"),
        (read.read_state, "Vendu"),
        (read.read_marketed, "oui"),
        (read.read_yes, "peut-être"),
        (read.read_nature, "sa"),
        (read.read_day, "2024-02-29"),
        (read.read_day, "30/02/2024"),
        (read.read_atc, "c09bb02"),
        (read.read_atc, "C09BB2"),
    ],
)
def test_what_is_not_that_field_is_refused_in_words(
    reader: Callable[[str], object], text: str
) -> None:
    with pytest.raises(ValueError, match=f"« {text} » n'est "):
        reader(text)


@pytest.mark.parametrize(
    ("cip13", "cip7", "reason"),
    [
        ("340093000001", "3000001", "n'est pas un code CIP13"),
        ("3400930000014", "300001", "n'est pas un code CIP13"),
        ("3400930000015", "3000001", "clé de contrôle"),
        ("3400930000014", "3000002", "n'est pas dans le CIP13"),
    ],
)
def test_the_two_codes_of_a_pack_must_tell_the_same(cip13: str, cip7: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read.read_cip(cip13, cip7)


def test_a_number_says_what_it_should_have_been() -> None:
    with pytest.raises(ValueError, match="« 1a » n'est pas un numéro de lien"):
        read.read_number("1a", what="un numéro de lien")
