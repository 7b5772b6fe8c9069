"""Pillboxes at a desk: what is due is prepared slot by slot, read again, printed; a change puts it in question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from app.areas.prescribing.commands import prescribe, stop
from app.areas.rounds.containers.queries import containers_of
from app.areas.rounds.containers.values import ContainerValue
from app.areas.rounds.labels.tokens import parse
from medication.prescription import Prescribed
from tests.areas.conftest import Home
from tests.areas.office.conftest import Desk, sit, words
from tests.areas.prescribing.conftest import THREE_A_DAY, Ward, taken, ward_of

AT = "/bureau/piluliers"
DAYS = "du=2026-11-21&au=2026-11-22"
INJECTED = replace(
    THREE_A_DAY,
    drug=Prescribed("Sérum, solution injectable", None, (), "Sérum", "solution injectable", ""),
    route="sous-cutanée",
    unit="ml",
    scheme=taken("soir"),
)


@dataclass
class Bench:
    """Where Hélène prepares for Mme Lenoir: three tablets a day, and an injection that is never prepared."""

    desk: Desk
    ward: Ward
    line: UUID

    @property
    def path(self) -> str:
        return f"{AT}/personnes/{self.ward.lenoir}/preparer?{DAYS}"

    def containers(self) -> list[ContainerValue]:
        house = self.ward.home.house
        with house.database.read() as session:
            return containers_of(session, house.vault, [self.ward.lenoir], lost=True)

    def reviewed(self, **typed: Any) -> Any:
        """The page that reads the content again."""
        return self.desk.send(self.path, **typed or {"name": "Semaine"}, go="review")

    def prepared(self, **typed: Any) -> ContainerValue:
        answer = self.desk.send(self.path, **typed or {"name": "Semaine"}, go="save")
        assert answer.status_code == 302, words(answer.text)
        assert answer.location.startswith(f"{AT}/preparer?unite=")
        return next(one for one in self.containers() if one.state == "prepared")

    def stopped(self) -> None:
        self.ward.do(stop, self.ward.nadia, self.line, reason="Fin de traitement", seen=self.line)


@pytest.fixture
def bench(desk: Desk, home: Home) -> Bench:
    ward = ward_of(home)
    line = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY).line.id
    ward.do(prescribe, ward.nadia, ward.lenoir, INJECTED)
    return Bench(desk, ward, line)


def problems(answer: Any) -> str:
    assert answer.status_code == 422, answer.text
    return words(answer.text)


def test_before_any_the_page_says_what_it_is_for(desk: Desk) -> None:
    assert "Aucun pilulier" in desk.get(AT)
    assert "Rien à préparer" in desk.get(f"{AT}/preparer")
    assert "Aucun pilulier" in desk.get(f"{AT}/etiquettes")


def test_a_unit_shows_who_is_left_and_what_stays_apart(bench: Bench) -> None:
    page = bench.desk.get(f"{AT}/preparer?unite={bench.ward.home.units['Glycines']}&{DAYS}")
    assert "samedi 21 novembre au dimanche 22 novembre" in page
    # From ten o'clock on: noon and evening of the first day, three the day after; two injections.
    assert re.search(r"Lenoir Jeanne 101 5 0 2 Préparer", page), page
    bench.prepared()
    page = bench.desk.get(f"{AT}/preparer?unite={bench.ward.home.units['Glycines']}&{DAYS}")
    assert re.search(r"Lenoir Jeanne 101 Prêt 5 2", page), page


def test_what_is_due_is_ticked_slot_by_slot_and_read_again(bench: Bench) -> None:
    page = bench.desk.get(bench.path)
    for told in ("samedi 21 novembre, à midi", "dimanche 22 novembre, le matin", "1 comprimé"):
        assert told in page, told
    assert page.count("Un injectable ne se met pas en pilulier.") == 2
    assert len(bench.desk.form(bench.path, "name")["doses"]) == 5
    review = bench.reviewed()
    assert review.status_code == 200 and bench.containers() == []
    said = words(review.text)
    assert "En tout 5 comprimés DOLIPRANE 500 mg" in said
    assert "Sérum" not in said and "Essai lead_nurse" in said


def test_once_kept_it_says_what_it_holds_and_who_prepared_it(bench: Bench) -> None:
    made = bench.prepared()
    assert (made.state, made.name, len(made.inside)) == ("prepared", "Semaine", 5)
    assert "Pilulier préparé : 5 prises" in bench.desk.get(f"{AT}/preparer")
    page = bench.desk.get(f"{AT}/{made.id}")
    for told in ("Préparé par", "Essai lead_nurse", "midi", "1 comprimé"):
        assert told in page, told
    listed = bench.desk.get(AT)
    assert "Semaine" in listed and "5 prises du 21 nov. 2026 au 22 nov. 2026" in listed


def test_only_what_stays_ticked_goes_in(bench: Bench) -> None:
    first = bench.desk.form(bench.path, "name")["doses"][0]
    made = bench.prepared(doses=[first])
    assert [str(one.dose) for one in made.inside] == [first]
    page = bench.desk.get(bench.path)
    assert "déjà dans « Pilulier de la semaine »" in page


def test_nothing_ticked_or_no_name_is_said_and_nothing_is_made(bench: Bench) -> None:
    for go in ("review", "save"):
        said = problems(bench.desk.send(bench.path, doses=None, name="A", go=go))
        assert "Choisissez au moins une prise" in said
        assert "Nommez ce pilulier" in problems(bench.desk.send(bench.path, name=" ", go=go))
    assert "ne se lisent pas" in problems(bench.desk.send(bench.path, doses=["x"], go="save"))
    other = str(UUID(int=7))
    said = problems(bench.desk.send(bench.path, doses=[other], go="save"))
    assert "voyez près de chacune" in said
    assert bench.containers() == []


def test_the_same_form_sent_twice_makes_one(bench: Bench) -> None:
    sent = {**bench.desk.form(bench.path, "name"), "name": "Semaine", "go": "save"}
    assert bench.desk.client.post(bench.path, data=sent).status_code == 302
    again = bench.desk.client.post(bench.path, data=sent)
    assert "déjà dans" in problems(again)
    assert len(bench.containers()) == 1


def test_an_empty_one_is_filled_again_and_its_past_stays_readable(bench: Bench) -> None:
    made = bench.prepared()
    page = f"{AT}/{made.id}"
    assert bench.desk.press(page, f"{page}/vider").location == page
    assert "Pilulier vidé" in bench.desk.get(page)
    again = bench.prepared()
    assert again.id == made.id and again.preparation != made.preparation
    assert bench.desk.client.get(page).text.count("du 21 nov. 2026 au 22 nov. 2026") == 2


def test_a_line_that_stops_puts_it_in_question_until_it_is_put_right(bench: Bench) -> None:
    made = bench.prepared()
    page, clear = f"{AT}/{made.id}", f"{AT}/{made.id}/revoir"
    assert "rien à revoir" in bench.desk.get(clear)
    bench.stopped()
    assert "1 pilulier à revoir" in bench.desk.get(AT)
    assert "Non conforme" in bench.desk.get(f"{AT}?etat=non-conformes")
    assert "Aucun pilulier dans cet état" in bench.desk.get(f"{AT}?etat=prepares")
    said = bench.desk.get(page)
    assert "Ligne arrêtée depuis la préparation" in said and "Revoir le contenu" in said
    shown = bench.desk.get(clear)
    assert shown.count("ligne arrêtée depuis la préparation") == 1
    assert "1 comprimé dans 5 cases : samedi 21 novembre à midi" in shown
    assert "Plus rien de ces jours-là" in shown
    sent = bench.desk.form(clear, "seen")
    assert bench.desk.client.post(clear, data=sent).location == page
    assert bench.containers()[0].state == "empty"


def test_somebody_else_went_first(bench: Bench) -> None:
    made = bench.prepared()
    page = f"{AT}/{made.id}"
    sent = bench.desk.form(page, "seen")
    bench.desk.client.post(f"{page}/vider", data=sent)
    bench.prepared()
    assert bench.desk.client.post(f"{page}/vider", data=sent).location == page
    assert "refait entre-temps" in bench.desk.get(page)
    assert bench.containers()[0].state == "prepared"


def test_a_label_is_read_as_that_container(bench: Bench) -> None:
    made = bench.prepared()
    path = f"{AT}/etiquettes?pilulier={made.id}"
    answer = bench.desk.send(path, containers=[str(made.id)])
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=8 * 25.4 / 72).to_pil())
    token = parse(code.text)
    assert token is not None and (token.kind, token.digest) == ("container", made.digest)
    told = " ".join(document[0].get_textpage().get_text_range().split())
    assert told == "LENOIR Jeanne Semaine 03/03/1931 101 · Glycines"
    assert len(bench.ward.home.events("container.label_printed")) == 1
    assert "Cochez au moins un pilulier" in problems(
        bench.desk.send(path, containers=None, start="1")
    )
    lost = bench.desk.press(f"{AT}/{made.id}", f"{AT}/{made.id}/perdu")
    assert lost.location == f"{AT}/{made.id}"
    assert "Aucun pilulier" in bench.desk.get(f"{AT}/etiquettes")
    assert "Étiquette perdue" in bench.desk.get(f"{AT}?etat=perdus")


def test_days_that_make_no_sense_are_brought_back(bench: Bench) -> None:
    base = f"{AT}/personnes/{bench.ward.lenoir}/preparer"
    for asked in ("du=2025-01-01&au=2024-01-01", "du=x&au=y", "au=2199-01-01", "du=2199-01-01"):
        assert bench.desk.client.get(f"{base}?{asked}").status_code == 200


def test_only_those_who_prepare_in_that_unit(
    application: Flask, bench: Bench, chloe: Desk, home: Home
) -> None:
    made = bench.prepared()
    paths = (f"{AT}/{made.id}", bench.path, f"{AT}/{made.id}/revoir")
    elsewhere = sit(application, home, "nurse", "Mimosas")
    for path in paths:
        assert chloe.client.get(path).status_code == 404
        assert elsewhere.client.get(path).status_code == 404
    assert "Semaine" not in elsewhere.get(AT) and "Semaine" not in chloe.get(AT)
    assert sit(application, home, "physician").client.get(AT).status_code == 403
    assert "Semaine" in sit(application, home, "pharmacist").get(AT)
