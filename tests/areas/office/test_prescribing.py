"""A line written at a desk, from the drug's name to its doses; what is asked on the way, and what is never lost."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from app.areas.medical.commands import add_allergy
from app.areas.medical.facts import AllergyDraft
from app.areas.prescribing.commands import change, prescribe
from app.areas.prescribing.models import AlertOverride, DueDose, PrescriptionLine
from app.areas.prescribing.queries import chain_of
from app.areas.prescribing.values import Draft
from medication.prescription import (
    AsNeeded,
    Calendar,
    EveryDays,
    Patch,
    Regular,
    Sliding,
    Tapering,
)
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, Fields, sit, words
from tests.areas.prescribing.conftest import THREE_A_DAY, draft, taken
from tests.medication.references import builtin_reference

DOLIPRANE = "60234100"


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def morel(application: Flask, home: Home) -> Desk:
    return sit(application, home, "physician")


class Writing:
    """The pages of a new line, or of a change: each sends what the one before holds, and what is typed."""

    def __init__(self, desk: Desk, path: str) -> None:
        self.desk, self.path = desk, path
        self.answer = desk.client.get(path)

    @property
    def values(self) -> dict[str, Any]:
        page = Fields()
        page.feed(self.answer.text)
        return next(values for _, values in page.forms if "scheme" in values or "unit" in values)

    @property
    def page(self) -> str:
        return words(self.answer.text).replace(" ,", ",")

    def send(self, **typed: Any) -> Any:
        held = {} if "add" in typed or "add_free" in typed else self.values
        data = {k: v for k, v in (held | typed).items() if v is not None}
        self.answer = self.desk.client.post(self.path, data=data)
        return self.answer

    def saved(self) -> uuid.UUID:
        """The id of the line, once its last page was sent."""
        assert self.answer.status_code == 302, self.page[-600:]
        return uuid.UUID(self.answer.location.rpartition("/")[2])


def new(desk: Desk, person: uuid.UUID, drug: str = DOLIPRANE, **typed: Any) -> Writing:
    """The form of a line of that drug, filled for three tablets a day, and read again."""
    writing = Writing(desk, f"/bureau/personnes/{person}/traitement/nouvelle")
    token = Fields()
    token.feed(writing.answer.text)
    csrf = next(values for _, values in token.forms if "q" in values)["csrf_token"]
    writing.send(add=drug, csrf_token=csrf)
    assert writing.answer.status_code == 200, writing.page[-300:]
    three = {"at_matin": "1", "at_midi": "1", "at_soir": "1", "prescriber": "Dr Morel"}
    writing.send(**(three | typed), go="review")
    return writing


def ward(home: Home, person: uuid.UUID, asked: Draft = THREE_A_DAY) -> uuid.UUID:
    """A line that Hélène wrote; its chain."""
    with home.house.database.write() as session:
        return prescribe(session, home.house, home.leader, person, asked, now=NOW).line.chain


def head(home: Home, chain: uuid.UUID) -> Any:
    with home.house.database.read() as session:
        return chain_of(session, home.house, home.id, chain)[0]


def lines(home: Home) -> int:
    with home.house.database.read() as session:
        return session.query(PrescriptionLine).count()


def test_a_line_goes_from_its_name_to_seven_days_of_doses_without_scripts(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    path = f"/bureau/personnes/{lenoir}/traitement/nouvelle"
    found = morel.send(path, q="doliprane 1000", search="1")
    assert f'name="add" value="{DOLIPRANE}"' in found.text
    writing = new(morel, lenoir)
    assert "1 comprimé Le matin, à midi et le soir" in writing.page
    assert "samedi 21 novembre 1 comprimé à midi et le soir" in writing.page
    assert lines(home) == 0
    chain = writing.send(go="save") and writing.saved()
    line = head(home, chain).line
    assert line.scheme == taken("matin", "midi", "soir")
    assert (line.drug.cis, line.unit, line.prescriber) == (DOLIPRANE, "comprimé", "Dr Morel")
    shown = morel.get(f"/bureau/personnes/{lenoir}/traitement/{chain}")
    assert "Ligne enregistrée" in shown
    assert "Aide à la prise Infirmières et aides." in shown
    assert (
        "du dimanche 22 novembre au vendredi 27 novembre 1 comprimé le matin, à midi et le soir"
        in shown
    )
    with home.house.database.read() as session:
        assert session.query(DueDose).filter_by(chain_id=chain).count() == 21


def test_a_usual_schedule_is_one_choice_and_keeps_what_else_was_typed(
    morel: Desk, lenoir: uuid.UUID
) -> None:
    writing = new(morel, lenoir, at_matin="", at_midi="", at_soir="", why="douleur")
    assert "Indiquez au moins une prise" in writing.page
    writing.send(usual="1")
    values = writing.values
    assert values["scheme"] == ["as_needed"]
    assert (values["need_amount"], values["need_hours"], values["why"]) == ("1", "6", "douleur")


def test_an_anticoagulant_opens_on_its_calendar(morel: Desk, lenoir: uuid.UUID) -> None:
    for drug, scheme in (("68133651", "calendar"), (DOLIPRANE, "regular")):
        assert new(morel, lenoir, drug, prescriber="").values["scheme"] == [scheme]


def test_nothing_typed_is_lost_when_something_must_be_mended(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    typed = {
        "at_matin": "0,5 comprimé",
        "unit": "ml",
        "starts_on": "2026-11-25",
        "ends_on": "2026-11-24",
        "prescriber": "",
        "why": "douleur au genou",
    }
    writing = new(morel, lenoir, **typed)
    assert writing.answer.status_code == 422
    for words_ in (
        "4 champs à revoir",
        "Un nombre est attendu : 1, 0,5 ou 1/2.",
        "se compte en comprimés, mg ou g, pas en ml",
        "La fin est avant le début.",
        "Écrivez le nom du prescripteur.",
    ):
        assert words_ in writing.page, words_
    assert {name: writing.values[name] for name in typed} == typed
    assert lines(home) == 0


def test_a_comma_is_read_as_a_french_hand_writes_it(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    writing = new(morel, lenoir, at_matin="0,5", at_midi="1/2", at_soir="")
    assert "½ comprimé Le matin et à midi" in writing.page
    chain = writing.send(go="save") and writing.saved()
    assert head(home, chain).line.scheme == taken("matin", "midi", amount="0.5")


def test_ten_times_the_usual_dose_is_asked_and_asked_again_when_it_changes(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    writing = new(morel, lenoir, at_matin="10", at_midi="", at_soir="")
    asked = "10 comprimés : 10 fois la dose habituelle (1 comprimé). Confirmez."
    assert writing.answer.status_code == 422
    assert asked in writing.page
    writing.send(confirmed_dose="y", at_matin="20", go="review")
    assert "20 comprimés : 20 fois la dose habituelle" in writing.page
    writing.send(confirmed_dose="y", go="review")
    assert writing.answer.status_code == 200
    assert "Relire avant d’enregistrer" in writing.page


def test_a_dose_in_another_unit_is_compared_through_its_milligrams(
    morel: Desk, lenoir: uuid.UUID
) -> None:
    writing = new(morel, lenoir, at_matin="50", at_midi="", at_soir="", unit="mg")
    assert "50 mg : 20 fois moins que la dose habituelle (1000 mg). Confirmez." in writing.page
    writing = new(morel, lenoir, at_matin="500", at_midi="", at_soir="", unit="mg")
    assert "Relire avant d’enregistrer" in writing.page


def test_daily_methotrexate_is_stopped_and_cannot_be_saved(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    form = {"unit": "comprimé", "route": "orale", "strength": "2,5 mg"}
    writing = new(morel, lenoir, "dci:methotrexate", **form)
    assert "Cochez au moins un jour de la semaine" in writing.page
    writing.send(days="every", go="review")
    assert "Cette ligne ne peut pas être enregistrée" in writing.page
    assert 'value="save"' not in writing.answer.text
    writing.send(go="save")
    assert "Cette ligne ne peut pas être enregistrée" in writing.page
    assert lines(home) == 0
    writing.send(go="correct")
    weekly = {"days": "weekdays", "weekday_1": "y", "at_matin": "4", "at_midi": "", "at_soir": ""}
    writing.send(**weekly, go="review")
    chain = writing.send(go="save") and writing.saved()
    assert "le lundi" in morel.get(f"/bureau/personnes/{lenoir}/traitement/{chain}")


def test_an_interruption_asks_for_a_reason_and_keeps_it(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    ward(home, lenoir)
    writing = new(morel, lenoir, at_matin="2", at_midi="2", at_soir="2")
    assert "À décider" in writing.page
    writing.send(go="save")
    assert "dites pourquoi" in writing.page
    assert "Choisissez une raison." in writing.page
    assert lines(home) == 1
    wanted = [name for name in writing.values if name.startswith("reason-")]
    writing.send(**dict.fromkeys(wanted, "other"), go="save")
    assert "Écrivez le motif en quelques mots." in writing.page
    texts = {name.replace("reason-", "text-"): "Douleur rebelle" for name in wanted}
    writing.send(**dict.fromkeys(wanted, "other"), **texts, go="save")
    writing.saved()
    with home.house.database.read() as session:
        assert {one.reason for one in session.query(AlertOverride)} == {"other"}
    page = morel.get(f"/bureau/personnes/{lenoir}/traitement")
    assert "Passé outre Autre motif, écrit : Douleur rebelle" in page


def test_a_name_that_nobody_knows_is_kept_as_written_and_never_called_safe(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    path = f"/bureau/personnes/{lenoir}/traitement/nouvelle"
    writing = Writing(morel, path)
    answer = morel.send(path, named="Sirop de la tante Odile", add_free="1")
    assert "Ce nom est inconnu du référentiel" in words(answer.text)
    writing.answer = answer
    writing.send(at_matin="1", unit="ml", route="orale", prescriber="Dr Morel", go="review")
    assert "Non vérifié." in writing.page
    assert "Aucune alerte" not in writing.page
    chain = writing.send(go="save") and writing.saved()
    drug = head(home, chain).line.drug
    assert (drug.label, drug.cis, drug.substances) == ("Sirop de la tante Odile", None, ())
    known = words(morel.send(path, named="Paracétamol", add_free="1").text)
    assert "inconnu du référentiel" not in known


@pytest.mark.parametrize(
    "cis", ["61232223", "60782303"]
)  # NOVORAPID, LOVENOX: published for the vein first
def test_an_injection_opens_under_the_skin_unless_somebody_says_the_vein(
    morel: Desk, lenoir: uuid.UUID, cis: str
) -> None:
    page = new(morel, lenoir, cis, at_matin="x").answer.text
    assert page.index('value="sous-cutanee"') < page.index('value="intraveineuse"')
    assert '<option selected value="sous-cutanee"' in page


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("ACIDE ALENDRONIQUE", "weekdays"),
        ("METHOTREXATE", "weekdays"),
        ("UVEDOSE", "month"),
        ("DOLIPRANE", "every"),
    ],
)
def test_a_drug_of_once_a_week_or_once_a_month_never_opens_on_every_day(
    morel: Desk, lenoir: uuid.UUID, name: str, days: str
) -> None:
    products = builtin_reference().products
    cis = next(code for code, one in products.items() if one.name.startswith(name))
    assert new(morel, lenoir, cis, at_matin="x").values["days"] == [days]


def test_a_form_sent_twice_writes_once(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    writing = new(morel, lenoir)
    page = writing.values
    first = morel.client.post(writing.path, data={**page, "go": "save"})
    second = morel.client.post(writing.path, data={**page, "go": "save"})
    assert first.location == second.location
    assert lines(home) == 1


def test_which_drug_for_whom_is_in_no_address(morel: Desk, lenoir: uuid.UUID) -> None:
    writing = new(morel, lenoir)
    chain = writing.send(go="save") and writing.saved()
    assert writing.answer.location == f"/bureau/personnes/{lenoir}/traitement/{chain}"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        (
            {"scheme": "regular", "days": "every_n", "every_n": "2", "every_from": "2026-11-21"},
            Regular,
        ),
        ({"scheme": "patch", "patch_at": "matin", "wear_hours": "12"}, Patch),
        ({"scheme": "calendar", "cal_at": "soir", "cal_0": "1", "cal_1": "0,75"}, Calendar),
        (
            {"scheme": "sliding", "slide_matin": "y", "rung_1_below": "1,5", "rung_1_amount": "1"}
            | {"rung_last_amount": "2"},
            Sliding,
        ),
        (
            {"scheme": "tapering", "step_1_at_matin": "2", "step_2_at_matin": "1"}
            | {"step_3_stop": "y"},
            Tapering,
        ),
        (
            {"scheme": "as_needed", "need_for": "douleur", "need_amount": "1", "need_hours": "6"}
            | {"need_most": "3"},
            AsNeeded,
        ),
    ],
)
def test_a_scheme_is_kept_as_it_was_filled(
    morel: Desk, home: Home, lenoir: uuid.UUID, typed: dict[str, str], kind: type
) -> None:
    chain = (writing := new(morel, lenoir, **typed)).send(go="save") and writing.saved()
    scheme = head(home, chain).line.scheme
    assert isinstance(scheme, kind)
    if isinstance(scheme, Regular):
        assert isinstance(scheme.days, EveryDays)


def test_a_change_shows_what_was_and_what_will_be(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    path = f"/bureau/personnes/{lenoir}/traitement/{chain}"
    writing = Writing(morel, f"{path}/modifier")
    assert writing.values["at_midi"] == "1"
    writing.send(at_midi="", reason="Somnolence", go="review")
    assert "Le matin et le soir" in writing.page
    assert "Jusqu’ici 1 comprimé, le matin, à midi et le soir" in writing.page
    writing.send(go="save")
    assert head(home, chain).line.scheme == taken("matin", "soir")
    shown = morel.get(path)
    assert "Somnolence" in shown
    assert (
        "Posologie 1 comprimé, le matin, à midi et le soir 1 comprimé, le matin et le soir" in shown
    )
    assert "Modifiée à l’instant Posologie" in morel.get(f"/bureau/personnes/{lenoir}/traitement")


def test_a_change_of_dose_alone_is_shown_as_a_change(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir, draft(scheme=taken("matin")))
    path = f"/bureau/personnes/{lenoir}/traitement/{chain}"
    writing = Writing(morel, f"{path}/modifier")
    writing.send(at_matin="2", go="review")
    assert "Jusqu’ici 1 comprimé, le matin" in writing.page
    writing.send(go="save")
    for page in (path, f"/bureau/personnes/{lenoir}/traitement", f"{path}/controler"):
        assert "Posologie 1 comprimé, le matin 2 comprimés, le matin" in morel.get(page), page


def test_a_change_planned_for_later_never_hides_what_is_given_until_then(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    path = f"/bureau/personnes/{lenoir}/traitement/{chain}"
    writing = Writing(morel, f"{path}/modifier")
    writing.send(at_midi="", at_matin="2", at_soir="2", starts_on="2026-11-25", go="review")
    writing.send(go="save")
    assert writing.answer.status_code == 302, writing.page[-500:]
    line = morel.get(path).replace(" ,", ",")
    assert "Jusqu’au 25 nov. 2026, 0 h : 1 comprimé, le matin, à midi et le soir" in line
    page = morel.get(f"/bureau/personnes/{lenoir}/traitement")
    assert "Ensuite 25 nov. 2026, 0 h : 2 comprimés, le matin et le soir" in page.replace(" ,", ",")
    assert "Vous modifiez ce qui est prévu le 25 nov. 2026" in morel.get(f"{path}/modifier")


def test_two_who_change_a_line_lose_nothing(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    chain = ward(home, lenoir)
    writing = Writing(morel, f"/bureau/personnes/{lenoir}/traitement/{chain}/modifier")
    writing.send(at_midi="", wording="avec un yaourt", go="review")
    with home.house.database.write() as session:
        other = draft(scheme=taken("soir"))
        seen = head(home, chain).id
        change(session, home.house, home.leader, chain, other, seen=seen, now=NOW)
    writing.send(go="save")
    assert writing.answer.status_code == 409
    assert "Hélène Marchand a modifié cette ligne pendant que vous écriviez" in writing.page
    assert "La ligne est maintenant 1 comprimé, le soir" in writing.page
    assert (writing.values["wording"].strip(), writing.values["at_midi"]) == ("avec un yaourt", "")
    assert head(home, chain).line.scheme == taken("soir")
    writing.send(go="review")
    writing.send(go="save")
    assert head(home, chain).line.scheme == taken("matin", "soir")


def test_a_line_is_suspended_until_a_day_then_taken_up_then_stopped(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    base = f"/bureau/personnes/{lenoir}/traitement"
    refused = morel.send(f"{base}/{chain}/suspendre", until_on="2026-11-20", reason="Bilan")
    assert "Ce moment est passé" in words(refused.text)
    assert "Bilan" in refused.text
    assert (
        morel.send(f"{base}/{chain}/suspendre", until_on="2026-11-24", reason="Bilan").status_code
        == 302
    )
    page = morel.get(base)
    assert "Suspendues 1" in page
    assert "jusqu’au 24 nov. 2026, 0 h Bilan" in page
    assert morel.send(f"{base}/{chain}/reprendre", reason="").status_code == 302
    assert "Suspendues" not in morel.get(base)
    without = morel.send(f"{base}/{chain}/arreter", reason=" ")
    assert "Dites pourquoi." in words(without.text)
    assert morel.send(f"{base}/{chain}/arreter", reason="Fin de traitement").status_code == 302
    page = morel.get(base)
    assert "Aucun traitement en cours" in page
    assert "1 ligne passée" in page


def test_a_second_professional_controls_and_never_the_author(
    desk: Desk, morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    writing = new(morel, lenoir)
    chain = writing.send(go="save") and writing.saved()
    path = f"/bureau/personnes/{lenoir}/traitement/{chain}/controler"
    own = morel.get(path)
    assert "Vous avez écrit cette version : quelqu’un d’autre la contrôle." in own
    assert morel.send(path, seen=str(chain)).status_code == 403
    assert head(home, chain).controlled_at is None
    page = desk.get("/bureau/traitements")
    assert "1 ligne à contrôler" in page
    assert "DOLIPRANE 1000 mg, comprimé 1 comprimé, le matin, à midi et le soir" in page.replace(
        " ,", ","
    )
    assert "Sa source Ordonnance écrite" in desk.get(path)
    assert desk.send(path, seen=str(chain)).location == "/bureau/traitements"
    assert head(home, chain).controlled_at == NOW
    assert "Tout est contrôlé" in desk.get("/bureau/traitements")


def test_what_waits_is_told_by_unit_and_an_oral_order_waits_for_its_signature(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    roux = home.admit("Mimosas", "201", family_name="Roux", birth_name=None)
    ward(home, lenoir)
    ward(home, roux, draft(is_to_sign=True))
    assert "2 lignes à contrôler" in desk.get("/bureau/traitements")
    page = desk.get(f"/bureau/traitements?unite={home.units['Mimosas']}")
    assert "1 ligne à contrôler" in page
    assert "Prescriptions orales à signer" in page
    assert "Lenoir" not in page


def test_a_treatment_that_was_opened_is_told_to_the_trail_once(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    ward(home, lenoir)
    for _ in range(2):
        desk.get(f"/bureau/personnes/{lenoir}/traitement")
    assert len(home.events("treatment.open")) == 1


def test_what_nobody_said_is_said_to_be_unknown(desk: Desk, lenoir: uuid.UUID) -> None:
    page = desk.get(f"/bureau/personnes/{lenoir}/traitement")
    for told in (
        "Allergies inconnu : personne n’a répondu",
        "Poids inconnu",
        "Clairance (Cockcroft) inconnu : il manque créatinine, poids",
        "INR inconnu",
    ):
        assert told in page, told


def test_a_pharmacist_reads_and_controls_but_does_not_write(
    application: Flask, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    paule = sit(application, home, "pharmacist")
    base = f"/bureau/personnes/{lenoir}/traitement"
    page = paule.get(base)
    assert "DOLIPRANE 500 mg" in page
    assert "Prescrire" not in page
    for path in ("nouvelle", f"{chain}/modifier", f"{chain}/suspendre", f"{chain}/arreter"):
        paule.get(f"{base}/{path}", 404)
    assert paule.send(f"{base}/{chain}/controler", seen=str(chain)).status_code == 302


def test_a_nurse_of_another_unit_finds_no_treatment(
    application: Flask, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    elsewhere = sit(application, home, "nurse", "Mimosas")
    base = f"/bureau/personnes/{lenoir}/traitement"
    for path in ("", "/nouvelle", f"/{chain}", f"/{chain}/modifier", f"/{chain}/controler"):
        elsewhere.get(base + path, 404)
    assert "Lenoir" not in elsewhere.get("/bureau/traitements")


def test_an_emergency_opens_the_treatment_to_read_and_nothing_to_write(
    application: Flask, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    elsewhere = sit(application, home, "nurse", "Mimosas")
    who = {"family_name": "Lenoir", "given_name": "Jeanne", "born_on": "1931-03-03"}
    opened = elsewhere.send("/bureau/acces-exceptionnel", **who, reason="Malaise au salon")
    assert opened.status_code == 302
    base = f"/bureau/personnes/{lenoir}/traitement"
    assert "Accès exceptionnel jusqu’à" in elsewhere.get(base)
    assert "DOLIPRANE 500 mg" in elsewhere.get(f"{base}/{chain}")
    for path in ("nouvelle", f"{chain}/modifier", f"{chain}/arreter", f"{chain}/controler"):
        elsewhere.get(f"{base}/{path}", 404)


def test_a_scheme_that_the_form_cannot_say_is_not_cut(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    hours = [f"{hour:02}:00" for hour in range(8)]
    chain = ward(home, lenoir, draft(scheme=taken(*hours, amount="0.1")))
    page = morel.get(f"/bureau/personnes/{lenoir}/traitement/{chain}/modifier")
    assert "Ce schéma ne tient pas dans le formulaire et n’y est pas coupé." in page


def test_a_line_that_was_altered_is_shown_and_can_only_be_stopped(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    with home.house.database.write() as session:
        (row,) = session.query(PrescriptionLine).filter_by(chain_id=chain)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    base = f"/bureau/personnes/{lenoir}/traitement"
    assert "Lignes illisibles 1" in morel.get(base)
    assert "Cette ligne ne s’ouvre plus" in morel.get(f"{base}/{chain}")
    assert "Cette ligne ne s’ouvre plus" in morel.get(f"{base}/{chain}/modifier")
    assert "Cette ligne ne s’ouvre plus" in morel.get(f"{base}/{chain}/controler")
    for path in ("suspendre", "reprendre"):
        morel.get(f"{base}/{chain}/{path}")
    assert "Ligne illisible" in morel.get("/bureau/traitements")
    assert morel.send(f"{base}/{chain}/arreter", reason="Altérée").status_code == 302
    assert "Lignes illisibles" not in morel.get(base)


def test_a_line_of_somebody_else_is_not_found_under_this_person(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    roux = home.admit("Mimosas", "201", family_name="Roux", birth_name=None)
    chain = ward(home, roux)
    desk.get(f"/bureau/personnes/{lenoir}/traitement/{chain}", 404)


def test_an_alert_that_came_after_its_lines_is_answered_on_the_treatment(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    base = f"/bureau/personnes/{lenoir}/traitement"
    ward(home, lenoir)
    allergy = AllergyDraft("substance", "paracetamol", "Paracétamol", "severe", said_by="sa fille")
    with home.house.database.write() as session:
        add_allergy(session, home.house.vault, home.leader, lenoir, allergy, now=NOW)
    page = morel.get(base)
    assert "À décider Allergie" in page
    form = morel.form(base, next(iter(_reasons(morel, base))))
    assert morel.client.post(f"{base}/alertes", data=form).status_code == 302
    assert "Choisissez une raison." in morel.get(base)
    given = {name: "monitored" for name in form if name.startswith("reason-")}
    morel.client.post(f"{base}/alertes", data=form | given)
    page = morel.get(base)
    assert "À décider" not in page
    assert "Passé outre Surveillance mise en place" in page


def _reasons(desk: Desk, path: str) -> list[str]:
    page = Fields()
    page.feed(desk.client.get(path).text)
    return [name for _, values in page.forms for name in values if name.startswith("reason-")]


def test_a_form_sent_again_with_another_dose_is_not_said_to_be_saved(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    """« Précédent », another dose, « Enregistrer »: the line stays as it is, and the page says so."""
    writing = new(morel, lenoir)
    shown = writing.values
    chain = writing.send(go="save") and writing.saved()
    morel.get(f"/bureau/personnes/{lenoir}/traitement/{chain}")
    data = {k: v for k, v in shown.items() if v is not None} | {"at_matin": "2", "go": "save"}
    again = morel.client.post(writing.path, data=data)
    page = morel.get(again.location)
    assert "Cette ligne était déjà enregistrée" in page and "Ligne enregistrée" not in page
    assert head(home, chain).line.scheme == taken("matin", "midi", "soir")


def test_a_form_that_carries_the_id_of_a_version_writes_nothing(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain = ward(home, lenoir)
    seen = head(home, chain).id
    with home.house.database.write() as session:
        longer = draft(wording="Avec un verre d’eau")
        second = change(session, home.house, home.leader, chain, longer, seen=seen, now=NOW)
    writing = new(morel, lenoir)
    assert writing.send(line_id=str(second.line.id), go="save").status_code == 302
    assert lines(home) == 2


def test_a_number_of_thousands_of_signs_is_told_and_breaks_nothing(
    morel: Desk, lenoir: uuid.UUID
) -> None:
    for typed in ("1/" + "9" * 5000, "9" * 5000 + "/3", "9" * 5000, "0," + "1" * 5000):
        assert new(morel, lenoir, at_matin=typed).answer.status_code == 422
