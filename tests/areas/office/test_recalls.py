"""Recalls at a desk: finding the box, typing the batches, what is refused, ending; who may only read."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.areas.conftest import Home
from tests.areas.office.conftest import Desk, Fields, sit, words

DOLIPRANE, BOX = "60234100", "3400935955838"
SCANNED = "01034009359558381727013110R4512\x1d2110052437816093"
AT, FIND = "/bureau/rappels", "/bureau/rappels/noter"
FORM = f"{FIND}/{DOLIPRANE}?boite={BOX}"
TYPED = {"batches": "R45 12", "reason": "Comprimés tachés", "source": "ANSM"}


def write(desk: Desk, path: str = FORM, **typed: object):
    return desk.send(path, **{**TYPED, **typed})


def problems(answer) -> str:
    assert answer.status_code == 422, answer.text
    return words(answer.text)


def test_before_any_the_page_says_what_it_is_for(desk: Desk) -> None:
    page = desk.get(AT)
    assert "Aucun rappel" in page and "Noter un rappel" in page


def test_a_box_is_found_by_its_name_and_its_recall_is_listed(desk: Desk) -> None:
    found = desk.send(FIND, q="doliprane 1000")
    assert f'href="{FIND}/{DOLIPRANE}"' in found.text
    answer = write(desk)
    assert answer.location == AT
    page = desk.get(AT)
    assert "1 rappel noté" in page
    for told in ("DOLIPRANE 1000 mg", "R45 12", BOX, "Comprimés tachés", "ANSM", "Terminer"):
        assert told in page, told


@pytest.mark.parametrize("code", [BOX, "3400 9359 55838", "3595583", f"0{BOX}"])
def test_a_typed_code_leads_to_its_box(desk: Desk, code: str) -> None:
    answer = desk.send(FIND, code=code)
    assert answer.location == f"{FIND}/{DOLIPRANE}?boite={BOX}"
    ticked = desk.form(answer.location, "batches")
    assert ticked["packs"] == [f"0{BOX}"] and ticked["batches"].strip() == ""


def test_a_scanned_code_brings_its_batch_even_where_names_are_sought(desk: Desk) -> None:
    for field in ("code", "q"):
        answer = desk.send(FIND, **{field: SCANNED})
        assert desk.form(answer.location, "batches")["batches"].strip() == "R4512"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("3400935955839", "Le chiffre de contrôle ne correspond pas"),
        ("13400935955835", "carton"),
        ("34009359558", "Ce n’est pas le code d’une boîte"),
        ("<b>x</b>", "Ce n’est pas le code d’une boîte"),
    ],
)
def test_a_code_that_is_none_is_refused_in_words_and_kept(desk: Desk, code: str, why: str) -> None:
    answer = desk.send(FIND, code=code)
    assert why in problems(answer)
    kept = Fields()
    kept.feed(answer.text)
    assert next(values["code"] for _, values in kept.forms if "code" in values) == code


def test_a_box_from_elsewhere_is_named_as_it_is_printed(desk: Desk) -> None:
    answer = desk.send(FIND, code="4006381333931")
    assert answer.location.startswith(f"{FIND}/boite?code=04006381333931")
    assert "Écrivez le nom" in problems(write(desk, answer.location))
    write(desk, answer.location, named="Ibuprofen  400")
    page = desk.get(AT)
    assert "Ibuprofen 400" in page and "04006381333931" in page


def test_what_is_refused_stays_as_it_was_typed(desk: Desk) -> None:
    answer = write(desk, batches="   ", reason="<i>x</i>", source="", since="2026-12-01")
    said = problems(answer)
    for told in (
        "Écrivez le numéro de lot, ou cochez « tous les lots ».",
        "Dites qui l’a demandé.",
        "Cette date n’est pas encore venue.",
    ):
        assert told in said, told
    assert "&lt;i&gt;x&lt;/i&gt;" in answer.text and "<i>x</i>" not in answer.text
    assert "Cette date n’existe pas" in problems(write(desk, since="31/02"))
    assert "Choisissez au moins une boîte" in problems(write(desk, packs=[]))
    assert "Aucun rappel" in desk.get(AT)


def test_the_same_form_sent_twice_is_one_recall(desk: Desk) -> None:
    sent = {**desk.form(FORM, "batches"), **TYPED}
    for _ in range(2):
        assert desk.client.post(FORM, data=sent).status_code == 302
    assert desk.get(AT).count("R45 12") == len(["in the list", "read out in its button"])


def test_the_same_recall_typed_again_is_refused_with_its_day(desk: Desk) -> None:
    write(desk)
    said = problems(write(desk, batches="r4512"))
    assert "Déjà noté" in said and "21 novembre" in said


def test_a_recall_ends_with_a_reason_and_stays_readable(desk: Desk) -> None:
    write(desk)
    (path,) = re.findall(r'href="(/bureau/rappels/[^"]+/terminer)"', desk.client.get(AT).text)
    assert "Pas avant le" in problems(desk.send(path, ended_on="2026-11-20", why="x"))
    assert "Dites pourquoi" in problems(desk.send(path, ended_on="2026-11-21", why=" "))
    sent = {**desk.form(path, "why"), "why": "Boîtes renvoyées"}
    assert desk.client.post(path, data=sent).location == AT
    assert "Aucun rappel en vigueur" in desk.get(AT)
    assert "Boîtes renvoyées" in desk.get(f"{AT}?etat=termines")
    again = desk.client.post(path, data={**sent, "why": "Autre chose"})
    assert again.location == f"{AT}?etat=termines"
    assert "déjà terminé" in desk.get(AT)


def test_a_list_is_searched_by_batch_name_or_code_and_sorted(desk: Desk) -> None:
    write(desk, batches="B2\nA1")
    for asked, count in (("a1", 1), ("A1", 1), ("dolip", 2), (BOX, 2), ("zzz", 0)):
        page = desk.send(AT, q=asked).text
        assert page.count('<b class="batch') == count, asked
    page = desk.client.get(f"{AT}?tri=lot").text
    assert page.index(">A1<") < page.index(">B2<")
    assert desk.client.get(f"{AT}?tri=autre&etat=rien").status_code == 200


def test_a_nurse_reads_and_does_not_write_and_the_pharmacist_does(
    application: Flask, home: Home
) -> None:
    pharmacist, nurse = sit(application, home, "pharmacist"), sit(application, home, "nurse")
    write(pharmacist)
    page = nurse.get(AT)
    assert "R45 12" in page
    assert "Noter un rappel" not in page and "Terminer" not in page
    assert nurse.client.get(FIND).status_code == 403


def test_another_home_has_none_of_them(desk: Desk, chloe: Desk) -> None:
    write(desk)
    assert "Aucun rappel" in chloe.get(AT)
