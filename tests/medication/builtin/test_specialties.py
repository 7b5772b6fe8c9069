"""The table of common drugs, compared with the published files where they are."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

from biip.checksums import gs1_standard_check_digit

from medication.builtin import specialties
from tests.medication.published import published

BY_CIS = {product.cis: product for product in specialties.products()}


def test_about_three_hundred_drugs_are_known_from_the_start():
    assert 250 <= len(specialties.products()) == len(BY_CIS)


def test_each_has_an_ingredient_a_route_and_a_pack_that_a_scanner_reads():
    for product in specialties.products():
        assert product.marketed and product.ingredients and product.routes, product.cis
        assert re.fullmatch("6[0-9]{7}", product.cis)
        assert product.packs, product.name
        for pack in product.packs:
            assert pack.cip13 == f"34009{pack.cip7}{gs1_standard_check_digit(pack.cip13[:12])}"
            assert pack.label


def test_its_head_says_the_day_that_screens_show():
    head = files("medication.builtin").joinpath("specialties.csv").read_text("utf-8")[:600]
    assert f"{specialties.PUBLISHED:%d/%m/%Y} (spécialités" in head


def test_no_two_have_the_same_pack():
    codes = [pack.cip13 for product in specialties.products() for pack in product.packs]
    assert len(set(codes)) == len(codes)


def test_what_is_written_is_read_as_it_was_published():
    actonel = BY_CIS["60399454"]
    assert actonel.name == "ACTONEL 35 mg, comprimé pelliculé"
    assert actonel.atc == "M05BA07"
    assert actonel.conditions == ("liste I",)
    salt, acid = actonel.ingredients
    assert (salt.nature, salt.link, salt.code) == ("SA", 1, "37314")
    assert salt.name == "RISÉDRONATE MONOSODIQUE ANHYDRE"
    assert (acid.nature, acid.dose, acid.reference_dose) == ("FT", "32,50 mg", "un comprimé")
    assert "3400936157712" in {pack.cip13 for pack in actonel.packs}


def test_a_group_names_those_of_its_members_that_are_here():
    groups = {group.id: group for group in specialties.groups()}
    for product in specialties.products():
        for number in product.groups:
            assert product.cis in groups[number].members
            assert groups[number].label
    assert any(len(group.members) > 1 for group in groups.values())


NEEDED = (
    "doliprane", "kardegic", "lasilix", "furosemide", "bisoprolol", "eliquis", "previscan", "coumadine",
    "cordarone", "digoxine", "levothyrox", "metformine", "lantus", "novorapid", "forlax", "movicol",
    "inexium", "seresta", "imovane", "seroplex", "norset", "risperdal", "tercian", "haldol", "depakine",
    "modopar", "sinemet", "aricept", "exelon", "durogesic", "oxycontin", "skenan", "tramadol", "augmentin",
    "amoxicilline", "ciprofloxacine", "bactrim", "clarithromycine", "xalatan", "cosopt", "ventoline",
    "kaleorid", "aldactone", "entresto", "ramipril", "teralithe", "colchicine", "methotrexate", "prolia",
)  # fmt: skip


def test_what_a_nurse_gives_every_day_is_there():
    names = [product.name.lower() for product in specialties.products()]
    missing = [word for word in NEEDED if not any(name.startswith(word) for name in names)]
    assert missing == []


def test_every_fact_is_that_of_the_published_files():
    rows = {}
    for line in gzip.decompress(published("bdpm", "CIS_bdpm.txt.gz").read_bytes()).split(b"\r\n"):
        cells = [" ".join(cell.split()) for cell in line.decode("cp1252").split("\t")]
        rows[cells[0]] = cells
    packs = {}
    for line in gzip.decompress(published("bdpm", "CIS_CIP_bdpm.txt.gz").read_bytes()).split(b"\n"):
        cells = line.decode().split("\t")
        packs[cells[6] if len(cells) > 6 else ""] = cells[0]
    for product in specialties.products():
        published_row = rows[product.cis]
        assert product.name == published_row[1]
        assert product.form == published_row[2]
        assert product.routes == tuple(published_row[3].split(";"))
        assert published_row[6] == "Commercialisée"
        assert {packs[pack.cip13] for pack in product.packs} == {product.cis}
