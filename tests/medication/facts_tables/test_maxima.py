"""The most of a substance in a day, by the official summaries that the rows name."""

from decimal import Decimal

import pytest

from medication.drug import ROUTES
from medication.drug_of_product import unit_doses
from medication.facts_tables import maxima as table
from medication.facts_tables.maxima import daily_maximum, maxima
from medication.facts_tables.table import TableRefused, rows_in
from medication.names import fold
from tests.medication.references import builtin_reference

KNOWN_ROUTES = frozenset().union(*ROUTES.values()) | {"rectale", "transdermique"}
HEAD = "substance,routes,mg_day,from_age,below_kg,below_clearance,mg_per_kg,document,read_on\n"


def most(substance: str, route: str = "orale", **person: int) -> Decimal | None:
    known = {
        "age": person.get("age"),
        "weight": Decimal(person["weight"]) if "weight" in person else None,
        "clearance": Decimal(person["clearance"]) if "clearance" in person else None,
    }
    found = daily_maximum(substance, route, **known)  # type: ignore[arg-type]
    return None if found is None else found.amount(known["weight"])  # type: ignore[arg-type]


def test_it_names_at_least_forty_substances_each_a_key_of_the_thesaurus() -> None:
    assert len(maxima()) >= 40
    assert set(maxima()) <= set(builtin_reference().thesaurus.substances)


def test_each_route_is_a_word_of_the_public_database_and_each_document_is_named() -> None:
    for rows in maxima().values():
        for one in rows:
            assert one.routes <= KNOWN_ROUTES
            assert one.source.document.startswith("RCP ")


def test_a_condition_never_allows_more_than_the_adult_maximum() -> None:
    for substance, rows in maxima().items():
        for route in frozenset().union(*(one.routes for one in rows)):
            free = [one for one in rows if route in one.routes and one.holds_for_anybody]
            assert len(free) == 1, substance
            assert all(one.milligrams <= free[0].milligrams for one in rows if route in one.routes)


def test_one_unit_of_a_built_in_specialty_never_goes_beyond_its_maximum() -> None:
    """A row in grams, or of a salt where the composition gives the base, would show here."""
    for product in builtin_reference().products.values():
        for substance, dose in unit_doses(product).items():
            for route in map(fold, product.routes):
                found = daily_maximum(substance, route)
                if found and dose.unit and "injectable" not in product.form:
                    assert dose.unit <= found.milligrams * Decimal("1.01"), product.name


NSAIDS = [
    "ketoprofene",
    "ibuprofene",
    "diclofenac",
    "celecoxib",
    "naproxene",
    "meloxicam",
    "piroxicam",
]


@pytest.mark.parametrize(
    ("substance", "person", "milligrams"),
    [
        # RCP DOLIPRANE 1000 mg, 4.2 (18/04/2023): 4 g on advice, 3 g and 60 mg/kg below 50 kg
        ("paracetamol", {}, 4000),
        ("paracetamol", {"age": 74, "weight": 50}, 4000),
        ("paracetamol", {"age": 74, "weight": 49}, 2940),
        ("paracetamol", {"age": 74, "weight": 42}, 2520),
        ("paracetamol", {"age": 75, "weight": 60}, 3000),
        ("paracetamol", {"age": 75, "weight": 42}, 2520),
        ("paracetamol", {"clearance": 9}, 3000),
        # RCP GLUCOPHAGE, 4.2 (EMA, octobre 2016): 3 g, 2 g, 1 g of the salt, none; compositions give the base
        ("metformine", {"clearance": 60}, 2340),
        ("metformine", {"clearance": 59}, 1560),
        ("metformine", {"clearance": 44}, 780),
        ("metformine", {"clearance": 29}, 0),
        # RCP SEROPRAM and SEROPLEX, 4.2 (2011): half from 66 on
        ("citalopram", {"age": 65}, 40),
        ("citalopram", {"age": 66}, 20),
        ("escitalopram", {"age": 90}, 10),
        # RCP ATARAX, HALDOL, STILNOX, 4.2
        ("hydroxyzine", {"age": 80}, 50),
        ("haloperidol", {"age": 80}, 5),
        ("zolpidem", {"age": 80}, 5),
        # RCP LYRICA, 4.2
        ("pregabaline", {"clearance": 29}, 150),
        # RCP PRADAXA, 4.2 and 4.3
        ("dabigatran", {"age": 80}, 220),
        ("dabigatran", {"age": 90, "clearance": 25}, 0),
        # RCP ELIQUIS and XARELTO, 4.2: not recommended below 15 mL/min
        ("apixaban", {"clearance": 14}, 0),
        ("apixaban", {"clearance": 15}, 20),
        ("rivaroxaban", {"clearance": 14}, 0),
        ("rivaroxaban", {"clearance": 15}, 30),
        # RCP INSPRA and those of NSAIDs, 4.3: severe kidney failure
        ("eplerenone", {"clearance": 29}, 0),
        ("eplerenone", {"clearance": 30}, 50),
        *((nsaid, {"clearance": 29}, 0) for nsaid in NSAIDS),
        ("ketoprofene", {"clearance": 30}, 200),
        ("digoxine", {}, None),
    ],
)
def test_a_maximum_is_that_of_the_person(
    substance: str, person: dict[str, int], milligrams: int | None
) -> None:
    assert most(substance, **person) == milligrams


def test_three_tablets_of_metformin_are_too_many_for_a_clearance_of_fifty_and_two_are_not() -> None:
    (dose,) = (unit_doses(p) for p in builtin_reference().products.values() if p.cis == "67547090")
    tablet = Decimal(str(dose["metformine"].unit))
    allowed = most("metformine", clearance=50)
    assert allowed is not None
    assert 2 * tablet <= allowed < 3 * tablet


def test_a_maximum_is_that_of_the_route() -> None:
    assert most("nefopam") == 180
    assert most("nefopam", "intraveineuse") == 120
    assert most("nefopam", "cutanee") is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [("a,orale,,,,,,RCP A,", "la dose manque"), ("a,,1,,,,,RCP A,", "la voie manque")],
)
def test_a_row_needs_a_dose_and_a_route(row: str, reason: str) -> None:
    (read,) = rows_in("maxima.csv", HEAD + row + "\n")
    with pytest.raises(TableRefused, match=reason):
        table._maximum(read)
