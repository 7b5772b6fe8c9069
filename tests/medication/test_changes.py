"""What changed between two versions of the reference."""

from dataclasses import replace
from datetime import date

from medication.changes import changes
from medication.product import Ingredient, Product
from medication.reference import Reference, assemble
from medication.thesaurus import Thesaurus, parse
from tests.medication import published

LEVELS = {
    "CI": "CONTRE-INDICATION",
    "ASDEC": "Association DECONSEILLEE",
    "PE": "Précaution d'emploi",
    "APEC": "A prendre en compte",
}


def entry(main: str, plus: str, *levels: str, text: str = "Texte.") -> dict[str, object]:
    return {
        "main_drug": main,
        "between_main_and_plus_drug": "",
        "plus_drug": plus,
        "severity_levels": [{"level": LEVELS[code], "info": text} for code in levels],
        "interaction_mechanism": "Mécanisme.",
        "description": f"{' - '.join(levels)} {text}",
    }


def thesaurus(substances: dict[str, list[str]], *entries: dict[str, object]) -> Thesaurus:
    index = [{"substance": name, "drug_classes": classes} for name, classes in substances.items()]
    return parse(list(entries), index, version="essai", published=date(2020, 10, 20))


PRODUCT = Product(
    "60000001",
    "UN",
    "",
    (),
    True,
    (Ingredient("1", "LÉVODOPA", "10 mg", "", "SA", 1),),
)
WORDS = {"levodopa": ["dopaminergiques"], "fer": []}
BEFORE = thesaurus(WORDS, entry("FER", "LEVODOPA", "PE"))


def made(words: Thesaurus, *products: Product) -> Reference:
    return assemble(products, {}, words, bdpm_date=date(2026, 5, 19), digest="")


def told(before: Reference, after: Reference) -> dict[str, tuple[str, ...]]:
    return {kind: lines for kind, lines in changes(before, after).items() if lines}


def test_nothing_changed_between_a_version_and_itself() -> None:
    same = made(BEFORE, PRODUCT)
    assert told(same, made(BEFORE, PRODUCT)) == {}
    assert len(changes(same, same)) == 14


def test_specialties_come_and_go() -> None:
    other = replace(PRODUCT, cis="60000002", name="DEUX")
    assert told(made(BEFORE, PRODUCT), made(BEFORE, other)) == {
        "specialties_added": ("DEUX (60000002)",),
        "specialties_gone": ("UN (60000001)",),
    }


def test_a_specialty_is_sold_no_longer_sold_or_made_otherwise() -> None:
    stopped = replace(PRODUCT, marketed=False)
    stronger = replace(PRODUCT, ingredients=(replace(PRODUCT.ingredients[0], dose="20 mg"),))
    now = made(BEFORE, PRODUCT)
    assert told(now, made(BEFORE, stopped)) == {"specialties_unmarketed": ("UN (60000001)",)}
    assert told(made(BEFORE, stopped), now) == {"specialties_marketed": ("UN (60000001)",)}
    assert told(now, made(BEFORE, stronger)) == {"compositions_changed": ("UN (60000001)",)}


def test_a_substance_that_comes_covers_the_specialty() -> None:
    less = thesaurus({"fer": [], "zinc": []}, entry("FER", "ZINC", "PE"))
    more = thesaurus({"levodopa": [], "fer": [], "zinc": []}, entry("FER", "ZINC", "PE"))
    assert told(made(less, PRODUCT), made(more, PRODUCT)) == {
        "specialties_now_covered": ("UN (60000001)",),
        "substances_added": ("levodopa",),
    }
    assert told(made(more, PRODUCT), made(less, PRODUCT)) == {
        "specialties_no_longer_covered": ("UN (60000001)",),
        "substances_gone": ("levodopa",),
    }


def test_entries_come_go_change_their_level_or_their_words() -> None:
    before = made(BEFORE)
    other = thesaurus(WORDS | {"levodopa": []}, entry("FER", "LEVODOPA", "CI", "PE"))
    assert told(before, made(other)) == {
        "classes_changed": ("levodopa",),
        "levels_changed": ("FER + LEVODOPA : PE → CI / PE",),
    }
    reworded = thesaurus(WORDS, entry("FER", "LEVODOPA", "PE", text="Autrement dit."))
    assert told(before, made(reworded)) == {"entries_reworded": ("FER + LEVODOPA",)}
    turned = thesaurus(WORDS, entry("FER", "DOPAMINERGIQUES", "ASDEC"))
    assert told(before, made(turned)) == {
        "entries_added": ("FER + DOPAMINERGIQUES : ASDEC",),
        "entries_gone": ("FER + LEVODOPA : PE",),
    }


def test_the_direction_and_the_repetition_of_an_entry_change_nothing() -> None:
    turned = thesaurus(WORDS, entry("LEVODOPA", "FER", "PE"), entry("FER", "LEVODOPA", "PE"))
    assert "levels_changed" not in told(made(BEFORE), made(turned))


@published.needed
def test_the_thesaurus_of_2020_against_that_of_2019() -> None:
    versions = [
        made(parse(entries, index, version=str(year), published=day), PRODUCT)
        for year in (2019, 2020)
        for entries, index, day in [published.thesaurus_files(year)]
    ]
    found = {kind: len(lines) for kind, lines in told(*versions).items()}
    assert found == {
        "substances_added": 34,
        "substances_gone": 2,
        "classes_changed": 64,
        "entries_added": 101,
        "entries_gone": 49,
        "levels_changed": 6,
        "entries_reworded": 31,
    }
    assert "BUPROPION + TRAMADOL : APEC → ASDEC" in told(*versions)["levels_changed"]
