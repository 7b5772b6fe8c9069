"""A set of published files in, specialties out; a wrong file refused by its name and line."""

from datetime import date

import pytest

from medication.bdpm import Bdpm, read_set
from medication.product import Supply
from medication.published_text import PublishedFileRefused
from tests.medication import published, sets

TODAY = date(2026, 11, 22)


def read(files: dict[str, bytes]) -> Bdpm:
    return read_set(files, today=TODAY)


def refusal(files: dict[str, bytes]) -> PublishedFileRefused:
    with pytest.raises(PublishedFileRefused) as refused:
        read(files)
    return refused.value


def refused_lines(found: Bdpm, name: str) -> dict[str, tuple[int, ...]]:
    return dict(next(each.refused for each in found.files if each.name == name))


def test_it_gathers_what_every_file_says_of_a_specialty() -> None:
    combo = read(sets.written()).products["60000001"]
    assert combo.name == "COMBO 5 mg/10 mg, comprimé"
    assert (combo.form, combo.routes, combo.marketed) == ("comprimé", ("orale",), True)
    assert combo.holders == ("LABO UN", "LABO DEUX")
    assert [row.name for row in combo.ingredients] == [
        "MALÉATE D'ÉNALAPRIL",
        "ÉNALAPRIL",
        "LERCANIDIPINE",
    ]
    assert [row.name for row in combo.actives] == ["MALÉATE D'ÉNALAPRIL", "LERCANIDIPINE"]
    first = combo.ingredients[0]
    assert (first.dose, first.reference_dose, first.element) == (
        "5,00 mg",
        "un comprimé",
        "comprimé",
    )
    assert (first.nature, first.link, first.code) == ("SA", 1, "00001")
    assert [(pack.cip13, pack.state, pack.price, pack.rates) for pack in combo.packs] == [
        ("3400930000014", "marketed", 146629, (65,)),
        ("3400930000021", "stopped", None, ()),
    ]
    assert (combo.atc, combo.groups, combo.conditions) == ("C09BB02", (7, 8), ("liste I",))
    assert combo.supply == (
        Supply("", "Rupture de stock", "2026-04-14", "2026-05-20"),
        Supply("3400930000014", "Tension", "2026-04-14", ""),
    )
    assert combo.status == "Autorisation active"
    assert not combo.homeopathic
    assert not combo.reinforced


def test_what_is_not_said_stays_empty() -> None:
    simple = read(sets.written()).products["60000002"]
    assert (simple.marketed, simple.reinforced, simple.atc) == (False, True, None)
    assert (simple.packs, simple.groups, simple.supply) == ((), (), ())
    assert simple.conditions == ("stupéfiants",)


def test_homeopathy_is_known_by_its_registration_or_by_its_dilutions() -> None:
    assert read(sets.written()).products["60000003"].homeopathic
    authorised = sets.TEXTS["CIS_bdpm.txt"][2].replace("Enreg homéo (Proc. Nat.)", "Procédure")
    files = sets.with_lines("CIS_bdpm.txt", *sets.TEXTS["CIS_bdpm.txt"][:2], authorised)
    assert read(files).products["60000003"].homeopathic


def test_groups_keep_their_members_in_order_and_the_latest_true_day_is_that_of_the_set() -> None:
    found = read(sets.written())
    assert (found.groups[7].label, found.groups[7].members) == (
        "COMBO 5 mg/10 mg - MODÈLE, comprimé",
        ("60000001",),
    )
    assert found.published == date(2026, 5, 18)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\t\r\n", "\r\r\n\r\r\n"])
def test_every_layout_says_the_same(encoding: str, end: str) -> None:
    assert read(sets.written(encoding, end)).products == read(sets.written()).products
    assert read(sets.written(encoding, end, last=False)).products == read(sets.written()).products


def test_orphans_and_doubles_are_refused_with_their_line() -> None:
    found = read(sets.written())
    assert refused_lines(found, "CIS_GENER_bdpm.txt") == {"spécialité absente de CIS_bdpm.": (2,)}
    assert refused_lines(found, "CIS_CPD_bdpm.txt") == {"ligne publiée deux fois.": (2,)}
    assert refused_lines(found, "CIS_bdpm.txt") == {}


def test_one_unreadable_row_is_refused_and_the_others_are_read() -> None:
    wrong = sets.TEXTS["CIS_CIP_bdpm.txt"][1].replace("3400930000021", "3400930000022")
    files = sets.with_lines("CIS_CIP_bdpm.txt", sets.TEXTS["CIS_CIP_bdpm.txt"][0], wrong)
    found = read(files)
    assert len(found.products["60000001"].packs) == 1
    assert refused_lines(found, "CIS_CIP_bdpm.txt") == {
        "la clé de contrôle du CIP13 « 3400930000022 » est fausse.": (2,)
    }


@pytest.mark.parametrize(
    ("name", "place", "reason"),
    [("CIS_bdpm.txt", 1, "le nom de la spécialité"), ("CIS_COMPO_bdpm.txt", 3, "le nom de la sub")],
)
def test_a_row_without_a_name_is_refused(name: str, place: int, reason: str) -> None:
    lines = list(sets.TEXTS[name])
    fields = lines[-1].split("\t")
    fields[place] = ""
    lines[-1] = "\t".join(fields)
    (refused,) = refused_lines(read(sets.with_lines(name, *lines)), name)
    assert refused.startswith(reason)


def test_files_that_older_sets_have_not_may_be_missing() -> None:
    files = sets.written()
    del files["CIS_MITM.txt"], files["CIS_CIP_Dispo_Spec.txt"]
    found = read(files)
    assert found.products["60000001"].atc is None
    assert [each.name for each in found.files if not each.encoding] == [
        "CIS_MITM.txt",
        "CIS_CIP_Dispo_Spec.txt",
    ]


def test_a_missing_file_is_named_with_what_is_there_instead() -> None:
    files = sets.written()
    files["CIS_COMPO (1).txt"] = files.pop("CIS_COMPO_bdpm.txt")
    assert str(refusal(files)) == (
        "CIS_COMPO_bdpm.txt : le fichier manque. Fichiers présents sous un autre nom : "
        "CIS_COMPO (1).txt."
    )
    assert str(refusal({})) == "CIS_bdpm.txt : le fichier manque."


@pytest.mark.parametrize("name", sorted(sets.TEXTS))
@pytest.mark.parametrize("other", sorted(sets.TEXTS))
def test_no_file_passes_for_another(name: str, other: str) -> None:
    if name == other:
        return
    files = sets.written()
    refused = refusal(files | {name: files[other]})
    assert (refused.file, refused.line) == (name, 1)


@pytest.mark.parametrize("name", sorted(sets.TEXTS))
def test_a_file_that_lost_a_column_is_refused_by_its_first_line(name: str) -> None:
    lines = [line.rsplit("\t", 1)[0] for line in sets.TEXTS[name]]
    refused = refusal(sets.with_lines(name, *lines))
    assert (refused.file, refused.line) == (name, 1)
    assert "Ce n'est pas le fichier publié sous ce nom" in str(refused)


def test_a_file_cut_in_a_line_is_refused_by_that_line() -> None:
    files = sets.written()
    cut = files | {"CIS_COMPO_bdpm.txt": files["CIS_COMPO_bdpm.txt"][:-20]}
    assert str(refusal(cut)).startswith(
        "CIS_COMPO_bdpm.txt, ligne 5 : le fichier est coupé au milieu d'une ligne ("
    )


@pytest.mark.parametrize("name", ["CIS_CIP_bdpm.txt", "CIS_CPD_bdpm.txt"])
def test_a_file_whose_cut_row_would_look_whole_must_have_its_last_line_end(name: str) -> None:
    for count, is_cut in ((17, False), (19, True)):
        files = sets.written() | {name: repeated(name, 0, count)[:-2]}
        files["CIS_bdpm.txt"] = repeated("CIS_bdpm.txt", 0, 19)
        if not is_cut:
            assert read(files).products
            continue
        refused = refusal(files)
        assert (refused.file, refused.reason) == (
            name,
            "le fichier s'arrête sans fin de ligne : il est coupé.",
        )


def test_too_many_unreadable_rows_are_another_file() -> None:
    good, bad = sets.TEXTS["CIS_CPD_bdpm.txt"][0], "pas un code\tliste I"
    few = sets.with_lines("CIS_CPD_bdpm.txt", good, *[bad] * 20)
    assert len(refused_lines(read(few), "CIS_CPD_bdpm.txt")) == 1
    refused = refusal(sets.with_lines("CIS_CPD_bdpm.txt", good, *[bad] * 21))
    assert (refused.line, "21 sur 22" in str(refused)) == (2, True)


def repeated(name: str, place: int, count: int) -> bytes:
    """The lines of a file, and as many more about other specialties."""
    first, *others = sets.TEXTS[name][place].split("60000001")
    more = [f"{61_000_000 + number}".join((first, *others)) for number in range(count)]
    return "\r\n".join((*sets.TEXTS[name], *more, "")).encode("cp1252")


def test_a_file_cut_between_two_lines_shows_by_what_it_no_longer_says() -> None:
    specialties = {"CIS_bdpm.txt": repeated("CIS_bdpm.txt", 0, 21)}
    composition = {"CIS_COMPO_bdpm.txt": repeated("CIS_COMPO_bdpm.txt", 2, 21)}
    assert str(refusal(sets.written() | specialties)).startswith(
        "CIS_COMPO_bdpm.txt : rien n'y est dit de 21 spécialités commercialisées sur 23"
    )
    assert str(refusal(sets.written() | specialties | composition)).startswith(
        "CIS_CIP_bdpm.txt : rien n'y est dit de 22 spécialités commercialisées sur 23"
    )
    assert str(refusal(sets.written() | composition)).startswith(
        "CIS_bdpm.txt : CIS_COMPO_bdpm.txt cite 21 fois des spécialités qui n'y sont pas"
    )


def test_twenty_silent_rows_prove_nothing() -> None:
    files = sets.written() | {"CIS_COMPO_bdpm.txt": repeated("CIS_COMPO_bdpm.txt", 2, 20)}
    (lines,) = refused_lines(read(files), "CIS_COMPO_bdpm.txt").values()
    assert len(lines) == 20
    few = sets.written() | {"CIS_bdpm.txt": repeated("CIS_bdpm.txt", 0, 19)}
    assert len(read(few).products) == 22


@published.needed
def test_the_published_set_is_read_whole() -> None:
    found = read(dict(published.whole_set()))
    assert len(found.products) == 15848
    assert sum(each.marketed for each in found.products.values()) == 13592
    assert found.published == date(2026, 5, 19)
    assert {each.name: each.read for each in found.files} == {
        "CIS_bdpm.txt": 15848,
        "CIS_CIP_bdpm.txt": 20899,
        "CIS_COMPO_bdpm.txt": 32389,
        "CIS_GENER_bdpm.txt": 8187,
        "CIS_CPD_bdpm.txt": 28151,
        "CIS_MITM.txt": 7711,
        "CIS_CIP_Dispo_Spec.txt": 737,
    }
    assert {
        each.name: each.encoding for each in found.files if each.encoding != "Windows-1252"
    } == {"CIS_CIP_bdpm.txt": "UTF-8"}
    reasons = {reason for each in found.files for reason in each.refused}
    assert reasons == {"spécialité absente de CIS_bdpm.", "ligne publiée deux fois."}
    adempas = found.products["60025054"].packs[1]
    assert (adempas.cip13, adempas.price) == ("3400927849800", 146629)
