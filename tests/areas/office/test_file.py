"""The tabs of a file: what is typed comes back when refused, each change shows, each tab has its own right."""

import io
import re

import pytest
from sqlalchemy import update

from app.areas.documents.models import Document
from app.areas.persons.file.commands import add_fact
from app.areas.persons.file.kinds import IDENTITY, KINDS, TABS
from app.areas.persons.file.reading import chains_of
from app.areas.persons.views.file import SLUGS
from app.gate.auth.policy import allows
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers
from tests.areas.office.conftest import sit
from tests.fixtures.insi import insi_answer

ANNE = {"family_name": "Roy", "given_name": "Anne", "link": "child", "is_told": "y"}


@pytest.fixture
def lenoir(home):
    return home.admit()


@pytest.fixture
def relations(lenoir):
    return f"/bureau/personnes/{lenoir}/entourage"


def note(home, person_id, kind, **values):
    with home.house.database.write() as session:
        row = add_fact(
            session,
            home.house.vault,
            home.leader,
            person_id,
            kind,
            values,
            today=NOW.date(),
            now=NOW,
        )
        return row.chain_id


def test_a_contact_is_noted_changed_and_withdrawn(desk, relations):
    adding = f"{relations}/ajouter?quoi=contact"
    refused = desk.send(adding, **ANNE)
    assert refused.status_code == 422
    assert 'value="Anne"' in refused.text
    assert "appelle en urgence" in refused.text
    assert desk.send(adding, **ANNE, phone="0612345678").status_code == 302
    assert "Anne" in desk.get(relations)
    found = re.search(rf'{relations}/[0-9a-f-]{{36}}(?=")', desk.client.get(relations).text)
    assert found
    one = found[0]
    before = desk.form(one, "phone")
    assert desk.send(one, phone="0699999999", reason="A déménagé").status_code == 302
    shown = desk.get(relations)
    assert "0612345678 → 0699999999" in shown
    assert "A déménagé" in shown
    meanwhile = desk.client.post(one, data={**before, "phone": "0600000000"})
    assert meanwhile.status_code == 409
    assert "0600000000" in meanwhile.text
    desk.client.post(f"{one}/retirer", data={**before, "reason": ""})
    assert "Dites pourquoi" in desk.get(relations)
    desk.client.post(f"{one}/retirer", data={**before, "reason": "Ne veut plus"})
    shown = desk.get(relations)
    assert "Ne veut plus" in shown
    assert "1 retiré" in shown


def test_that_nobody_is_designated_is_said_once_and_is_on_the_emergency_sheet(
    desk, lenoir, relations
):
    sheet = f"/bureau/personnes/{lenoir}/fiche-urgence"
    assert "on ne sait pas si elle est désignée" in desk.get(sheet)
    adding = f"{relations}/ajouter?quoi=no_trusted"
    assert desk.send(adding, by="person", since="2026-11-20").status_code == 302
    assert "Personne de confiance : aucune" in desk.get(relations)
    shown = desk.get(sheet)
    assert "Aucune désignée." in shown and "on ne sait pas si elle" not in shown
    assert "Identité provisoire" in shown


def test_the_page_says_who_decides_and_by_which_texts(desk, home, lenoir, relations):
    anne = note(home, lenoir, "contact", family_name="Roy", given_name="Anne", link="child")
    assert "Aucune mesure de protection en vigueur" in desk.get(relations)
    said = {"quality": "tutelle", "contact": str(anne), "since": "2026-01-10", "paper": "Jugement"}
    note(home, lenoir, "power", **said)
    shown = desk.get(relations)
    for words in ("En vigueur : Tutelle.", "RGPD, 21", "Anne Roy", "avis recherché"):
        assert words in shown


def test_the_status_of_an_identity_cannot_be_chosen(desk, lenoir):
    base = f"/bureau/personnes/{lenoir}/administratif"
    assert "Identité provisoire" in desk.get(base)
    typed = {
        "given_names": "Jeanne",
        "birth_place": "75112",
        "proof_kind": "passeport",
        "proof_on": "2026-11-02",
    }
    chosen = {"status": "qualifiee", "recovery": "231037511200523"}
    assert desk.send(f"{base}/ajouter?quoi=ins", **typed, **chosen).status_code == 302
    assert "Identité validée" in desk.get(base)


def test_each_form_of_each_kind_opens_and_refuses_emptiness(desk, lenoir):
    for kind in (one for one in KINDS.values() if one.is_offered):
        address = f"/bureau/personnes/{lenoir}/{SLUGS[kind.tab]}/ajouter?quoi={kind.code}"
        first = kind.fields[0].name
        assert desk.send(address, **{first: ""}).status_code == 422, kind.code


@pytest.mark.parametrize("role", ["nurse", "physician", "office", "dpo"])
def test_each_tab_is_read_and_written_by_whoever_the_table_says(application, home, lenoir, role):
    visitor = sit(application, home, role)
    for tab in TABS.values():
        base = f"/bureau/personnes/{lenoir}/{SLUGS[tab.code]}"
        for address, permission in ((base, tab.reads), (f"{base}/ajouter", tab.writes)):
            status = visitor.client.get(address).status_code
            assert (status == 200) == allows(role, permission), (address, status)


def test_whoever_works_elsewhere_finds_no_file(chloe, application, home, lenoir, relations):
    elsewhere = sit(application, home, "nurse", "Mimosas")
    for visitor in (chloe, elsewhere):
        for address in (relations, f"{relations}/ajouter"):
            visitor.get(address, 404)


def test_a_fact_is_not_reached_through_another_tab(desk, home, lenoir, relations):
    contact = note(home, lenoir, "contact", family_name="Roy", link="child")
    desk.get(f"{relations}/{contact}")
    desk.get(f"/bureau/personnes/{lenoir}/administratif/{contact}", 404)


def test_reading_a_tab_is_told_once(desk, home, relations):
    desk.get(relations)
    desk.get(relations)
    assert len(home.events("file.relations_open")) == 1


def test_a_name_is_changed_with_its_reason_and_what_it_was_stays_on_the_page(desk, lenoir):
    admin = f"/bureau/personnes/{lenoir}/administratif"
    assert "Jamais modifiée depuis l’entrée" in desk.get(admin)
    sent = desk.send(
        f"/bureau/personnes/{lenoir}/identite", birth_name="Roy", reason="Acte de naissance"
    )
    assert sent.status_code == 302
    shown = desk.get(admin)
    assert "→ Roy" in shown and "Acte de naissance" in shown
    too_long = desk.send(f"/bureau/personnes/{lenoir}/identite", birth_name="X", reason="x" * 201)
    assert too_long.status_code == 422
    assert "x" * 201 in too_long.text


def test_an_identity_is_not_typed_as_a_fact_of_the_tab(desk, home, lenoir):
    desk.send(f"/bureau/personnes/{lenoir}/identite", birth_name="Roy")
    admin = f"/bureau/personnes/{lenoir}/administratif"
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, lenoir, [IDENTITY])
    assert desk.client.get(f"{admin}/{chain.id}").status_code == 404
    assert "Langue parlée" in desk.get(f"{admin}/ajouter?quoi=identity")


def test_a_judgement_behind_a_power_is_chosen_among_the_person_s_documents(application, desk, home):
    papers = Papers(home, home.admit())
    relations = f"/bureau/personnes/{papers.person}/entourage"
    anne = note(home, papers.person, "contact", family_name="Roy", link="child")
    said = {"quality": "tutelle", "contact": str(anne), "since": "2026-01-10"}
    adding = f"{relations}/ajouter?quoi=power"
    refused = desk.send(adding, **said)
    assert refused.status_code == 422 and "choisissez le document" in refused.text
    judgement = papers.add("jugement_protection")
    assert "Jugement" in desk.get(adding)
    assert desk.send(adding, **said, document=str(judgement)).status_code == 302
    assert f'href="/bureau/documents/{judgement}"' in desk.client.get(relations).text


def test_a_document_of_somebody_else_stands_behind_nothing(desk, home):
    papers = Papers(home, home.admit())
    other = Papers(home, home.admit(room="102", given_name="Rose"))
    anne = note(home, papers.person, "contact", family_name="Roy", link="child")
    said = {"quality": "tutelle", "contact": str(anne), "since": "2026-01-10"}
    adding = f"/bureau/personnes/{papers.person}/entourage/ajouter?quoi=power"
    for stranger in (other.add("jugement_protection"), papers.add("ordonnance")):
        answer = desk.send(adding, **said, document=str(stranger))
        assert answer.status_code == 422 and "document de cette personne" in answer.text


def test_a_document_that_one_may_not_read_stays_behind_what_one_changes(application, desk, home):
    papers = Papers(home, home.admit())
    judgement = papers.add("jugement_protection")
    anne = note(home, papers.person, "contact", family_name="Roy", link="child")
    said = {"quality": "tutelle", "contact": str(anne), "since": "2026-01-10"}
    relations = f"/bureau/personnes/{papers.person}/entourage"
    desk.send(f"{relations}/ajouter?quoi=power", **said, document=str(judgement))
    with home.house.database.write() as session:
        session.execute(update(Document).values(withdrawn_at=NOW))
    (one,) = re.findall(rf'{relations}/([0-9a-f-]{{36}})(?=")', desk.client.get(relations).text)[1:]
    assert "un document que vous ne pouvez pas lire" in desk.get(relations)
    assert desk.send(f"{relations}/{one}", note="Relu").status_code == 302
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, papers.person, ["power"])
    assert chain.last.get("document") == str(judgement)


def test_an_answer_of_insi_is_handed_over_as_a_file_or_pasted(desk, home, lenoir):
    admin = f"/bureau/personnes/{lenoir}/administratif"
    page = f"{admin}/insi"
    assert "n’interroge pas le téléservice lui-même" in desk.get(page)
    refused = desk.send(page, answer="231037511200523")
    assert refused.status_code == 422 and "pas une réponse" in refused.text
    other = desk.send(page, answer=insi_answer(born="1940-01-01"))
    assert other.status_code == 422 and "Est-ce la bonne personne" in other.text
    form = desk.form(page, "answer")
    sent = desk.client.post(
        page, data={**form, "file": (io.BytesIO(insi_answer().encode()), "reponse.xml")}
    )
    assert sent.status_code == 302
    shown = desk.get(admin)
    assert "Identité récupérée" in shown and "231037511200523" in shown
    assert [one.detail for one in home.events("file.identity_recovered")]


def test_the_stay_is_told_with_its_rooms(desk, home, lenoir):
    shown = desk.get(f"/bureau/personnes/{lenoir}/administratif")
    assert "Séjours" in shown and "Glycines, chambre 101" in shown
