"""Names that are descriptions: plants by their parts, live vaccines by their strains."""

import pytest

from medication.herbs import plant_of, vaccine_of

FLU = "virus vivant attenue de la grippe"
CHICKENPOX = "virus varicelle-zona"


@pytest.mark.parametrize(
    ("name", "plant"),
    [
        ("boldo (feuille de)", "boldo"),
        ("bourdaine (ecorce de)", "bourdaine"),
        ("camphre (essence de)", "camphre"),
        ("eucalyptus (huile essentielle d')", "eucalyptus"),
        ("extrait sec raffine et quantifie de ginkgo", "ginkgo"),
        ("huile essentielle de menthe poivree", "menthe"),
        ("extrait hydroalcoolique de sommites fleuries de millepertuis", "millepertuis"),
        ("niaouli (huile essentielle de)", "niaouli"),
        ("reglisse (racine de), extrait fluide de", "reglisse"),
        ("rhubarbe (rhizome de) (poudre de)", "rhubarbe"),
        ("ricin (huile de) vierge", "ricin"),
        ("teinture de fruit de sene", "sene"),
        ("menthe sauvage", None),
        ("menthe et eucalyptus", None),
        ("feuille de frene", None),
        ("huile essentielle", None),
        ("", None),
    ],
)
def test_a_plant_is_known_by_its_parts(name: str, plant: str | None) -> None:
    assert plant_of(name) == plant


@pytest.mark.parametrize(
    ("name", "vaccine"),
    [
        ("virus de la rougeole, souche schwartz, vivant", "virus de la rougeole"),
        ("virus des oreillons attenue", "virus des oreillons"),
        ("virus de la rubeole vivant", "virus rubeoleux"),
        ("virus rubeoleux attenue", "virus rubeoleux"),
        ("virus de la varicelle vivant", CHICKENPOX),
        ("virus varicelle-zona vivant", CHICKENPOX),
        ("virus de la grippe vivant", FLU),
        ("virus grippal reassorti vivante", FLU),
        ("rotavirus humain vivant", "rotavirus"),
        ("bcg vivante attenuee", "bcg"),
        ("virus de la fievre jaune vivant", "virus de la fievre jaune"),
        ("virus de la fievre typhoide vivant", None),
        ("virus de la dengue vivant", None),
        ("virus de la grippe inactive", None),
        ("virus de la grippe vivant puis inactive", None),
        ("antigene du virus varicelle-zona vivant", None),
        ("antigenes du virus varicelle-zona vivant", None),
        ("virus varicelle-zona recombinant vivant", None),
        ("virus de la rougeole", None),
    ],
)
def test_a_live_vaccine_is_known_by_its_strain(name: str, vaccine: str | None) -> None:
    assert vaccine_of(name) == vaccine
