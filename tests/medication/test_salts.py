"""The words around a substance's name."""

import pytest

from medication.salts import acid_of, canonical, metal_of, unwrap

GIVEN = {
    "calcium": ("acetate", "carbonate", "chlorure", "citrate", "gluconate", "lactate", "pidolate"),
    "fer": ("ascorbate", "fumarate", "gluconate", "oxalate", "succinate", "sulfate"),
    "lanthane": ("carbonate",),
    "lithium": ("carbonate", "citrate", "gluconate", "sulfate"),
    "magnesium": ("acetate", "aspartate", "carbonate", "oxyde", "pidolate", "sulfate"),
    "potassium": ("acetate", "bicarbonate", "chlorure", "gluconate", "sulfate"),
    "strontium": ("ranelate",),
    "zinc": ("acetate", "chlorure", "gluconate", "sulfate"),
}
CARRIED = {
    "calcium": ("folinate", "dobesilate", "pantothenate", "fluorure"),
    "potassium": ("clavulanate", "losartan", "iodure", "permanganate"),
    "sodium": ("chlorure", "valproate"),
    "lithium": ("bromure",),
    "zinc": ("oxyde", "peroxyde"),
    "aluminium": ("oxyde", "phosphate"),
    "or": ("thiosulfate",),
    "phosphore": ("oxyde",),
    "fluor": ("oxyde",),
}


@pytest.mark.parametrize(("metal", "salt"), [(m, s) for m, salts in GIVEN.items() for s in salts])
def test_a_metal_is_what_these_salts_give(metal: str, salt: str) -> None:
    assert metal_of(f"{salt} de {metal}") == metal
    assert metal_of(f"{salt} acide de {metal}") == metal


@pytest.mark.parametrize(("metal", "salt"), [(m, s) for m, salts in CARRIED.items() for s in salts])
def test_a_metal_only_carries_the_others(metal: str, salt: str) -> None:
    assert metal_of(f"{salt} de {metal}") is None
    assert unwrap(f"{salt} de {metal}") is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("sodium (citrate de)", "citrate de sodium"),
        ("amlodipine (besilate d')", "besilate de amlodipine"),
        ("amlodipine(besilate d')anhydre", "besilate de amlodipine anhydre"),
        ("besilate d'amlodipine", "besilate de amlodipine"),
        ("fusidique (acide)", "acide fusidique"),
        ("etodolique acide", "acide etodolique"),
        ("magnesium (hydroxyde de)", "hydroxyde de magnesium"),
        ("sodium (selenite de)", "selenite de sodium"),
        ("abciximab (c 7e3b fab)", "abciximab (c 7e3b fab)"),
        ("botulique (toxine)", "botulique (toxine)"),
        ("a , b", "a, b"),
    ],
)
def test_a_name_is_written_one_way(name: str, written: str) -> None:
    assert canonical(name) == written


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("chlorhydrate de x", ("x", "salt")),
        ("x sodique", ("x", "salt")),
        ("x anhydre", ("x", "hydrate")),
        ("solution de x", ("x", "hydrate")),
        ("x, solution de", ("x", "hydrate")),
        ("x, forme huileuse", ("x", "hydrate")),
        ("x pour preparations injectables", ("x", "hydrate")),
        ("benzathine x", ("x", "salt")),
        ("chlorhydrate dihydrate de x", ("x", "salt")),
        ("x et de disodium", ("x", "salt")),
        ("x", None),
        ("salicylate de x", None),
        ("hydroxyde de x", None),
        ("chlorhydrate x", None),
        ("extrait de x", None),
    ],
)
def test_the_outermost_wrapping_is_taken_off(name: str, inner: tuple[str, str] | None) -> None:
    assert unwrap(name) == inner


@pytest.mark.parametrize(
    ("name", "acid"),
    [
        ("valproate de sodium", "acide valproique"),
        ("alendronate monosodique", "acide alendronique"),
        ("alendronate acide", "acide alendronique"),
        ("acetylsalicylate de dl-lysine", "acide acetylsalicylique"),
        ("ioxitalamate de meglumine", "acide ioxitalamique"),
        ("gadobenate de dimeglumine", "acide gadobenique"),
        ("ascorbate", "acide ascorbique"),
        ("nicotinate de benzyle", None),
        ("valproate de sodium de lysine x", None),
        ("chlorure de sodium", None),
    ],
)
def test_a_salt_tells_its_acid(name: str, acid: str | None) -> None:
    assert acid_of(name) == acid
