"""Labels at a desk: whose, on which paper, from which place; the PDF is read back as a camera and a reader would."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import select

from app.areas.rounds.labels.models import PersonLabel
from app.areas.rounds.labels.sheets import SHEETS
from app.areas.rounds.labels.tokens import digest_of
from tests.areas.conftest import Home
from tests.areas.office.conftest import Desk, sit, words

AT, A4 = "/bureau/etiquettes", SHEETS["a4"]
POINT = 25.4 / 72


@pytest.fixture
def persons(home: Home) -> dict[str, UUID]:
    """Three persons of two units; one has another name in use, and another at birth."""
    return {
        "Lenoir": home.admit("Glycines", "101"),
        "Dupré": home.admit("Glycines", "102", family_name="Dupré", used_name="Benali"),
        "Roux": home.admit("Mimosas", None, family_name="Roux", birth_name=None),
    }


def pdf(desk: Desk, *persons: UUID, at: str = AT, **typed: Any) -> pypdfium2.PdfDocument:
    """The PDF of those persons' labels."""
    answer = desk.send(at, persons=[str(one) for one in persons], go="print", **typed)
    assert answer.status_code == 200, words(answer.text)
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    return pypdfium2.PdfDocument(answer.data)


def text_of(document: pypdfium2.PdfDocument, number: int = 0) -> str:
    return " ".join(document[number].get_textpage().get_text_range().split())


def codes(document: pypdfium2.PdfDocument, number: int = 0) -> list[tuple[str, float, float]]:
    """What a camera reads of a page: each code with its left and top, in millimetres."""
    dots = 8
    picture = document[number].render(scale=dots * POINT).to_pil()
    found = zxingcpp.read_barcodes(picture)
    assert {(one.format, one.ec_level) for one in found} == {(zxingcpp.BarcodeFormat.QRCode, "M")}
    corners = [(one.text, one.position.top_left) for one in found]
    return sorted((text, at.x / dots, at.y / dots) for text, at in corners)


def digests(home: Home) -> dict[UUID, str]:
    """The label of each person that holds."""
    with home.house.database.read() as session:
        rows = session.execute(
            select(PersonLabel.person_id, PersonLabel.digest).where(
                PersonLabel.revoked_at.is_(None), PersonLabel.establishment_id == home.id
            )
        )
        return {row.person_id: row.digest for row in rows}


def test_a_code_is_read_as_the_label_of_its_person(desk: Desk, home: Home, persons) -> None:
    document = pdf(desk, *persons.values())
    read = {digest_of(text) for text, _, _ in codes(document)}
    assert read == {digests(home)[person] for person in persons.values()}
    told = text_of(document)
    for word in (
        "LENOIR Jeanne née ŒUVRARD le 03/03/1931 101 · Glycines",
        "BENALI",
        "née le 03/03/1931 Mimosas",
    ):
        assert word in told, (word, told)
    for name in persons:
        assert name.upper() in told or name == "Dupré"


def test_each_label_falls_in_its_place_of_the_sheet(desk: Desk, persons) -> None:
    document = pdf(desk, *persons.values(), start="6")
    width, height = (round(points * POINT) for points in document[0].get_size())
    assert (width, height) == (210, 297)
    found = {(round(x), round(y)) for _, x, y in codes(document)}
    expected = set()
    for place in (6, 7, 8):
        row, column = divmod(place - 1, A4.columns)
        top = A4.margin[0] + row * A4.cell[1] + (A4.cell[1] - A4.code) / 2
        expected.add((round(column * A4.cell[0] + A4.edge), round(top)))
    assert found == expected


def test_a_sheet_that_is_full_goes_on_with_the_next(desk: Desk, persons) -> None:
    document = pdf(desk, *persons.values(), start="23")
    assert [len(codes(document, number)) for number in range(len(document))] == [2, 1]


def test_a_roll_has_one_label_at_a_time(desk: Desk, home: Home, persons) -> None:
    document = pdf(desk, *persons.values(), sheet="rouleau", start="9")
    assert len(document) == 3
    assert {round(points * POINT) for points in document[2].get_size()} == {62, 40}
    read = {digest_of(codes(document, number)[0][0]) for number in range(3)}
    assert read == set(digests(home).values())


def test_printed_again_the_code_is_the_same(desk: Desk, persons) -> None:
    first, again = (codes(pdf(desk, persons["Lenoir"])) for _ in range(2))
    assert first == again


def test_the_day_of_birth_is_left_out_when_nobody_wants_it(desk: Desk, persons) -> None:
    told = text_of(pdf(desk, *persons.values(), has_birth=None))
    assert "1931" not in told and "LENOIR" in told


def refused(desk: Desk, **typed: Any) -> str:
    answer = desk.send(AT, **typed, go="print")
    assert answer.status_code == 422
    return words(answer.text)


def test_what_cannot_be_printed_is_said_and_nothing_is_lost(
    desk: Desk, home: Home, persons
) -> None:
    everybody = [str(one) for one in persons.values()]
    assert "donnez de 1 à 24" in refused(desk, persons=everybody, start="25")
    assert "donnez de 1 à 24" in refused(desk, persons=everybody, start="0")
    assert "nombre entier" in refused(desk, persons=everybody, start="deux")
    assert "Choisissez le papier" in refused(desk, persons=everybody, sheet="A0")
    assert "Cochez au moins une personne" in refused(desk, persons=None)
    assert "Cochez au moins une personne" in refused(desk, persons=["x", str(home.id)])
    assert digests(home) == {}


def test_the_preview_shows_where_they_fall_and_makes_no_label(
    desk: Desk, home: Home, persons
) -> None:
    answer = desk.send(AT, persons=[str(persons["Lenoir"])], start="3", go="preview")
    assert "1 étiquette sur 1 feuille" in words(answer.text)
    assert answer.text.count("labels-place taken") == 2
    assert answer.text.count("labels-code") == 1
    assert answer.text.count(" checked") == len(["the paper", "the day of birth", "Mme Lenoir"])
    assert digests(home) == {}


def test_the_list_says_who_has_one_and_ticks_the_others(desk: Desk, persons) -> None:
    pdf(desk, persons["Lenoir"])
    page = desk.client.get(f"{AT}?cocher=nouvelles").text
    assert page.count("Imprimée") == 1
    ticked = re.findall(r'name="persons" value="([^"]+)" checked', page)
    assert set(ticked) == {str(persons["Dupré"]), str(persons["Roux"])}
    assert "checked" not in desk.client.get(f"{AT}?cocher=aucune").text.split('id="persons"')[1]
    alone = desk.client.get(f"{AT}?personne={persons['Roux']}").text
    assert "Roux" in alone and "Lenoir" not in alone


def test_a_label_that_is_lost_is_replaced(desk: Desk, home: Home, persons) -> None:
    person = persons["Lenoir"]
    path = f"{AT}/{person}/perdue"
    assert "rien à remplacer" in desk.get(path)
    assert desk.client.post(path, data=desk.form(AT, "start")).status_code == 200
    assert digests(home) == {}
    (old,) = codes(pdf(desk, person))
    before = digests(home)[person]
    answer = desk.client.post(path, data=desk.form(path, "csrf_token"))
    assert answer.location == f"{AT}?personne={person}"
    assert "ne désigne plus personne" in desk.get(answer.location)
    after = digests(home)[person]
    assert before == digest_of(old[0]) != after
    assert digest_of(codes(pdf(desk, person))[0][0]) == after
    verbs = [len(home.events(f"label.{one}")) for one in ("issued", "printed", "lost")]
    assert verbs == [2, 2, 1]


def test_a_nurse_prints_those_of_her_unit_alone(
    application: Flask, home: Home, chloe: Desk, persons
) -> None:
    nurse = sit(application, home, "nurse", "Mimosas")
    assert "Lenoir" not in nurse.get(AT)
    told = text_of(pdf(nurse, *persons.values()))
    assert "ROUX" in told and "LENOIR" not in told
    assert nurse.client.get(f"{AT}/{persons['Lenoir']}/perdue").status_code == 404
    assert chloe.client.get(f"{AT}/{persons['Lenoir']}/perdue").status_code == 404
    assert sit(application, home, "physician").client.get(AT).status_code == 403
