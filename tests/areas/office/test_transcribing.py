"""An ordonnance copied into lines beside its picture by one, read again beside it by another; nothing lost between."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from app.areas.documents.commands import withdraw
from app.areas.documents.models import Document
from app.areas.documents.moving import move
from app.areas.documents.queries import document_of
from app.areas.follow_ups.queries import open_ones
from app.areas.prescribing.models import PrescriptionLine, Transcription
from app.areas.prescribing.queries import chain_of
from app.areas.prescribing.transcribing.leaning import lean_again
from app.ground.errors import Invalid, NotFound
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, Fields, sit, words
from tests.areas.prescribing.conftest import hire
from tests.areas.prescribing.paper import handed_in, pages

HERBS = ("Camomille", "Tilleul", "Verveine", "Mélisse", "Sauge", "Thym", "Romarin", "Menthe")
DOSE = {"at_matin": "1", "prescriber": "Dr Morel"}


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def paper(home: Home, lenoir: uuid.UUID) -> uuid.UUID:
    return handed_in(home.house, home.leader, lenoir)


@pytest.fixture
def nadia(application: Flask, home: Home) -> Desk:
    return sit(application, home, "nurse")


@pytest.fixture
def paule(application: Flask, home: Home) -> Desk:
    return sit(application, home, "pharmacist")


class Copying:
    """The page of a transcription: each step sends what the one before holds, and what is typed."""

    def __init__(self, desk: Desk, document: uuid.UUID) -> None:
        self.desk, self.path = desk, f"/bureau/documents/{document}/transcrire"
        self.open()

    def open(self) -> str:
        self.answer = self.desk.client.get(self.path)
        assert self.answer.status_code == 200, self.answer.status_code
        return words(self.answer.text)

    def form(self, name: str) -> dict[str, Any]:
        found = Fields()
        found.feed(self.answer.text)
        return next(values for _, values in found.forms if name in values)

    def press(self, name: str, value: str = "1") -> Any:
        """A button that stands in a form of its own."""
        data = {"csrf_token": self.form("csrf_token")["csrf_token"], name: value}
        self.answer = self.desk.client.post(self.path, data=data)
        return self.answer

    def type(self, go: str | None = None, **typed: Any) -> Any:
        data = {k: v for k, v in (self.form("unit") | typed).items() if v is not None}
        self.answer = self.desk.client.post(self.path, data=data | ({"go": go} if go else {}))
        return self.answer

    def add(self, drug: str) -> str:
        self.open()
        csrf = self.form("q")["csrf_token"]
        data = {"named": drug, "add_free": "1", "csrf_token": csrf}
        self.answer = self.desk.client.post(self.path, data=data)
        return words(self.answer.text)

    def copy(self, drug: str) -> None:
        """One line, from its name to where it is saved."""
        self.add(drug)
        self.type("review", **DOSE, unit="sachet", route="orale")
        assert "Rien n’est encore enregistré" in words(self.answer.text), self.answer.text[-3000:]
        self.type("save")
        assert self.answer.status_code == 302, words(self.answer.text)[-600:]


def lines(home: Home) -> list[PrescriptionLine]:
    with home.house.database.read() as session:
        return list(session.query(PrescriptionLine).order_by(PrescriptionLine.id))


def transcription(home: Home) -> Transcription:
    with home.house.database.read() as session:
        return session.query(Transcription).one()


def asked(home: Home, kind: str = "question") -> list[str]:
    with home.house.database.read() as session:
        found = open_ones(session, home.house, home.id)
    return [one.what for one in found if one.kind.name == kind]


def readings(desk: Desk, document: uuid.UUID, **typed: str) -> Any:
    """The page of the second reading, sent with what was ticked and typed."""
    path = f"/bureau/documents/{document}/controler"
    values = desk.form(path, "missing") | typed
    return desk.client.post(path, data=values)


def whole(chain: uuid.UUID) -> dict[str, str]:
    return {f"same-{chain}-{piece}": "y" for piece in ("drug", "dose", "moments", "dates")}


def test_each_line_bears_the_page_that_it_was_copied_from(
    nadia: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    copying = Copying(nadia, paper)
    (page,) = pages(home.house, paper)
    assert f"/api/v1/documents/{paper}/pages/{page}/legible" in copying.answer.text
    copying.copy("Camomille")
    (line,) = lines(home)
    assert (line.document_id, line.page_id, line.controlled_at) == (paper, page, None)
    shown = copying.open()
    assert "Lignes copiées 1" in shown
    assert "Non contrôlée" in shown
    assert len(home.events("transcription.begun")) == 1
    assert len(home.events("document.read")) == 1


def test_where_a_document_waits_is_not_written_as_the_reference_of_its_lines(
    nadia: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    copying = Copying(nadia, handed_in(home.house, home.leader, lenoir, kind=None))
    assert "À classer" not in copying.add("Camomille").split("Camomille")[-1]
    assert copying.form("unit")["source_note"] == ""


def test_eight_lines_of_one_page_keep_its_prescriber_and_are_finished_knowingly(
    nadia: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    copying = Copying(nadia, paper)
    for herb in HERBS:
        copying.copy(herb)
    assert {line.document_id for line in lines(home)} == {paper}
    copying.add("Anis")
    assert copying.form("unit")["prescriber"] == "Dr Morel"
    copying.press("drop")
    assert "il y en a 8 de copiées" in copying.open()
    assert copying.press("finish").location == "/bureau/traitements"
    assert transcription(home).ended_as == "done"


def test_what_is_half_typed_waits_for_whoever_comes_back(
    nadia: Desk, home: Home, paper: uuid.UUID
) -> None:
    copying = Copying(nadia, paper)
    copying.add("Camomille")
    assert copying.type("keep", at_matin="2", unit="sachet").location == "/bureau/traitements"
    assert b"Camomille" not in transcription(home).sealed
    shown = Copying(nadia, paper)
    assert "Votre saisie vous attendait" in words(shown.answer.text)
    assert (shown.form("unit")["at_matin"], lines(home)) == ("2", [])
    shown.press("drop")
    assert "Votre saisie" not in shown.open()


def test_a_form_that_was_only_shown_again_is_kept_too(
    nadia: Desk, home: Home, paper: uuid.UUID
) -> None:
    copying = Copying(nadia, paper)
    copying.add("Camomille")
    copying.type("review", at_matin="beaucoup", unit="sachet")
    assert copying.answer.status_code == 422
    assert Copying(nadia, paper).form("unit")["at_matin"] == "beaucoup"


def test_two_do_not_copy_one_page_at_once_and_one_may_follow_the_other(
    nadia: Desk, desk: Desk, home: Home, paper: uuid.UUID
) -> None:
    first = Copying(nadia, paper)
    first.copy("Camomille")
    first.add("Tilleul")
    other = Copying(desk, paper)
    shown = words(other.answer.text)
    assert "Essai nurse-None transcrit ce document" in shown
    assert "Une ligne y est à moitié saisie" in shown
    assert "Chercher" not in shown
    other.press("take_over")
    assert "Votre saisie vous attendait" in other.open()
    late = first.type("review", **DOSE, unit="sachet")
    assert (late.status_code, "n’est plus la vôtre" in late.text) == (422, True)
    assert first.form("unit")["at_matin"] == "1", "what was typed comes back"
    assert len(lines(home)) == 1
    assert len(home.events("transcription.taken_over")) == 1


def test_whoever_typed_some_of_a_line_that_a_colleague_saves_does_not_control_it(
    nadia: Desk, paule: Desk, desk: Desk, home: Home, paper: uuid.UUID
) -> None:
    first = Copying(nadia, paper)
    first.add("Tilleul")
    first.type("review", **DOSE, unit="sachet", route="orale")
    other = Copying(desk, paper)
    other.press("take_over")
    other.open()
    other.type("review")
    other.type("save")
    assert other.answer.status_code == 302, words(other.answer.text)[-600:]
    (line,) = lines(home)
    path = f"/bureau/documents/{paper}/controler"
    assert "Enregistrer ma relecture" not in nadia.get(path), "she typed it"
    assert "Enregistrer ma relecture" not in desk.get(path), "and she saved it"
    assert readings(paule, paper, **whole(line.chain_id)).status_code == 302
    assert lines(home)[0].controlled_at is not None


def test_a_document_without_pages_yet_is_not_copied(
    nadia: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    waiting = handed_in(home.house, home.leader, lenoir, is_checked=False)
    copying = Copying(nadia, waiting)
    assert "Il est en cours de vérification" in words(copying.answer.text)
    assert "Chercher" not in words(copying.answer.text)


def test_who_copied_does_not_control_and_the_picture_stands_beside_the_reading(
    nadia: Desk, paule: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    Copying(nadia, paper).copy("Camomille")
    (line,) = lines(home)
    path = f"/bureau/documents/{paper}/controler"
    own = nadia.get(path)
    assert "Vous avez écrit ces lignes : quelqu’un d’autre les relit." in own
    assert "Enregistrer ma relecture" not in own
    refused = nadia.send(
        f"/bureau/personnes/{lenoir}/traitement/{line.chain_id}/controler", seen=str(line.id)
    )
    assert refused.status_code == 403
    page = paule.client.get(path).text
    assert "/legible" in page
    assert "1 sachet" in words(page)
    assert readings(paule, paper, **whole(line.chain_id)).status_code == 302
    assert lines(home)[0].controlled_at == NOW


def test_a_line_read_in_part_is_not_controlled(
    nadia: Desk, paule: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    Copying(nadia, paper).copy("Camomille")
    (line,) = lines(home)
    part = whole(line.chain_id)
    part.pop(f"same-{line.chain_id}-dates")
    answer = readings(paule, paper, **part)
    assert (answer.status_code, "Lue en partie" in answer.text) == (422, True)
    alone = f"/bureau/personnes/{lenoir}/traitement/{line.chain_id}/controler"
    unread = paule.send(alone, seen=str(line.id))
    assert (unread.status_code, "Relisez chaque élément" in unread.text) == (422, True)
    assert lines(home)[0].controlled_at is None
    ticks = {f"same-{piece}": "y" for piece in ("drug", "dose", "moments", "dates")}
    assert (
        paule.send(alone, seen=str(line.id), **ticks).location
        == f"/bureau/documents/{paper}/controler"
    )
    assert lines(home)[0].controlled_at == NOW


def test_one_wrong_line_of_eight_holds_no_other_back(
    nadia: Desk, paule: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    copying = Copying(nadia, paper)
    for herb in HERBS:
        copying.copy(herb)
    chains = [line.chain_id for line in lines(home)]
    typed = {name: value for chain in chains[1:] for name, value in whole(chain).items()}
    wrong = chains[0]
    answer = readings(paule, paper, **typed, **{f"differs-{wrong}": "dose", f"note-{wrong}": ""})
    assert (answer.status_code, "Écrivez ce qui est sur l’ordonnance" in answer.text) == (422, True)
    assert [line.controlled_at for line in lines(home)] == [None] + [NOW] * 7
    assert asked(home) == []
    told = {f"differs-{wrong}": "dose", f"note-{wrong}": "2 sachets"}
    assert readings(paule, paper, **told).status_code == 302
    assert [line.controlled_at for line in lines(home)] == [None] + [NOW] * 7
    (task,) = asked(home)
    assert task.startswith("Écart avec l’ordonnance : Camomille")
    assert "la dose. Sur l’ordonnance : 2 sachets" in task
    assert lines(home)[0].stopped_at is None
    assert "En question" in nadia.get(f"/bureau/personnes/{lenoir}/traitement")
    again = paule.get(f"/bureau/documents/{paper}/controler")
    assert "Sur l’ordonnance : 2 sachets" in again, "what was asked is beside the line"


def test_a_line_that_was_forgotten_is_asked_for(
    nadia: Desk, paule: Desk, home: Home, paper: uuid.UUID
) -> None:
    Copying(nadia, paper).copy("Camomille")
    assert readings(paule, paper, missing="Vitamine D, 1 ampoule par mois").status_code == 302
    assert asked(home) == ["Ligne oubliée à la transcription : Vitamine D, 1 ampoule par mois"]


def test_a_correction_keeps_its_page_and_is_read_again_by_another(
    nadia: Desk, desk: Desk, paule: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    Copying(nadia, paper).copy("Camomille")
    chain = lines(home)[0].chain_id
    told = {f"differs-{chain}": "dose", f"note-{chain}": "2 sachets"}
    readings(paule, paper, **told)
    path = f"/bureau/personnes/{lenoir}/traitement/{chain}/modifier"
    values = desk.form(path, "unit")
    assert values["same_paper"] == ["y"]
    read = desk.client.post(path, data=values | {"at_matin": "2", "go": "review"})
    found = Fields()
    found.feed(read.text)
    again = next(values for _, values in found.forms if "unit" in values)
    assert desk.client.post(path, data=again | {"go": "save"}).status_code == 302
    with home.house.database.read() as session:
        head = chain_of(session, home.house, home.id, chain)[0]
    assert (head.document_id, head.controlled_at) == (paper, None)
    assert asked(home) == [], "the correction answers what was asked"
    assert "Vous avez écrit ces lignes" in desk.get(f"/bureau/documents/{paper}/controler")
    assert readings(paule, paper, **whole(chain)).status_code == 302


def test_a_document_that_lines_in_force_name_stays_until_they_stop(
    nadia: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    Copying(nadia, paper).copy("Camomille")
    chain = lines(home)[0].chain_id

    def is_needed() -> bool:
        with home.house.database.read() as session:
            return session.get_one(Document, paper).is_needed

    assert is_needed()
    with pytest.raises(Invalid), home.house.database.write() as session:
        withdraw(session, home.house, home.leader, paper, "Doublon", now=NOW)
    stop = f"/bureau/personnes/{lenoir}/traitement/{chain}/arreter"
    assert nadia.send(stop, reason="Fin").status_code == 302
    assert not is_needed()
    with home.house.database.write() as session:
        withdraw(session, home.house, home.leader, paper, "Doublon", now=NOW)
    with home.house.database.read() as session, pytest.raises(NotFound):
        document_of(session, home.house.vault, home.leader, paper)


def test_who_may_not_read_the_document_gets_neither_page(
    application: Flask, home: Home, lenoir: uuid.UUID, paper: uuid.UUID, chloe: Desk
) -> None:
    with home.house.database.write() as session:
        session.get_one(Document, paper).hidden_from = ["nurse"]
    masked = sit(application, home, "nurse")
    elsewhere = sit(application, home, "nurse", "Mimosas")
    hire(home, "Jeanne", "nurse")
    for desk in (masked, elsewhere, chloe):
        for page in ("transcrire", "controler"):
            desk.get(f"/bureau/documents/{paper}/{page}", 404)


def test_the_desk_lists_what_is_to_be_copied_and_what_was_begun(
    nadia: Desk, desk: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    letter = handed_in(home.house, home.leader, lenoir, kind="courrier")
    listed = desk.client.get("/bureau/traitements").text
    assert f"/bureau/documents/{paper}/transcrire" in listed
    assert str(letter) not in listed
    copying = Copying(nadia, paper)
    copying.add("Camomille")
    begun = desk.get("/bureau/traitements")
    assert "Commencée une ligne à moitié saisie Essai nurse-None" in begun
    copying.open()
    copying.press("drop")
    copying.copy("Camomille")
    copying.open()
    copying.press("finish")
    after = desk.client.get("/bureau/traitements").text
    assert "À transcrire" not in after
    assert f"/bureau/documents/{paper}/controler" in after


def test_a_document_that_was_moved_owes_nothing_to_the_lines_of_the_first_file(
    nadia: Desk, desk: Desk, home: Home, lenoir: uuid.UUID, paper: uuid.UUID
) -> None:
    """It waits to be copied for whose it is, and may be withdrawn there."""
    Copying(nadia, paper).copy("Camomille")
    lenoble = home.admit(given_name="Odette", family_name="Lenoble")
    with home.house.database.write() as session:
        move(session, home.house, home.leader, paper, lenoble, "Ordonnance de Mme Lenoble", now=NOW)
    with home.house.database.write() as session:
        assert lean_again(session, home.id, now=NOW) == 0
    listed = desk.client.get("/bureau/traitements").text
    assert f"/bureau/documents/{paper}/transcrire" in listed
    with home.house.database.write() as session:
        withdraw(session, home.house, home.leader, paper, "Doublon", now=NOW)
