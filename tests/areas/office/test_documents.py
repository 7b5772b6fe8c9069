"""Documents at a desk: the inbox, one document, a person's list, and what each mask takes from whom."""

import io
import re
import uuid
from datetime import date, timedelta

import pypdfium2
import pytest

from app.areas.documents import measure
from app.areas.documents.masking import mask
from app.areas.documents.models import Document
from app.areas.documents.moving import move
from app.areas.documents.sealing_parts import opened
from app.areas.documents.views import handing
from app.areas.follow_ups.queries import open_ones
from app.gate.auth.actor import Actor
from app.gate.auth.policy import ROLES, allows
from tests.areas.conftest import NOW
from tests.areas.documents.papers import Papers, drawn
from tests.areas.office.conftest import sit, words

INBOX = "/bureau/documents"
LETTER = "CHU\nCompte rendu d’hospitalisation\nLyon, le 10/11/2026\nMme Jeanne Lenoir"
FAMILIES = {
    "care": "ordonnance",
    "rights": "directives_anticipees",
    "social": "projet_personnalise",
    "admin": "piece_identite",
}
AT_A_DESK = [role for role in ROLES if allows(role, "office.use")]


@pytest.fixture
def papers(home):
    return Papers(home, home.admit())


def at(document_id):
    return f"{INBOX}/{document_id}"


def listed(papers):
    return f"/bureau/personnes/{papers.person}/documents"


def filed(papers, id):
    return papers.row(id).filed_at is not None


# -- inbox --------------------------------------------------------------------


def test_what_is_to_file_waits_with_what_its_text_suggests_and_why(desk, papers):
    papers.add(texts=(LETTER,), note="trouvé sur le lit")
    page = desk.get(INBOX)
    assert "1 document à classer" in page and "Compte rendu ?" in page
    assert "Parce que le texte dit « Compte rendu d’hospitalisation »" in page
    assert "date : le texte dit « Lyon, le 10/11/2026 »" in page
    assert "trouvé sur le lit" in page and "Lenoir Jeanne" in page


def test_the_home_page_says_how_much_is_to_be_filed(application, desk, papers):
    assert "à classer" not in desk.get("/bureau")
    papers.add()
    assert "1 document à classer." in desk.get("/bureau")
    assert "à classer" not in sit(application, papers.home, "office").get("/bureau")
    assert "à classer" not in sit(application, papers.home, "nurse", "Mimosas").get("/bureau")


def test_one_click_files_it_as_it_was_proposed_and_one_more_takes_it_back(desk, papers):
    id = papers.add(texts=(LETTER,))
    desk.press(INBOX, f"{at(id)}/accepter")
    row = papers.row(id)
    assert (row.kind, row.dated_on) == ("compte_rendu", date(2026, 11, 10)) and filed(papers, id)
    page = desk.client.get(INBOX).text
    assert "Tout est classé" in words(page) and "Classé : Compte rendu." in words(page)
    filing = re.search(r'name="filing" value="([^"]+)"', page)[1]
    desk.client.post(
        f"{at(id)}/annuler", data={**desk.form(at(id), "csrf_token"), "filing": filing}
    )
    assert not filed(papers, id) and papers.row(id).kind is None


def test_what_somebody_filed_meanwhile_is_not_overwritten(desk, papers):
    id = papers.add(texts=(LETTER,))
    form = desk.form(INBOX, "dated_on")
    desk.send(at(id), kind="biologie")
    desk.client.post(f"{at(id)}/accepter", data=form)
    assert papers.row(id).kind == "biologie"
    assert "Quelqu’un a modifié" in desk.get(INBOX)


def test_a_kind_chosen_at_the_bedside_is_proposed(desk, papers):
    papers.add("biologie", texts=(LETTER,), filed=False)
    assert "c’est ce qui a été choisi à la prise de vue" in desk.get(INBOX)


def test_a_text_that_says_nothing_leaves_the_choice(desk, papers):
    id = papers.add(texts=("bonjour",))
    assert "Parce que" not in desk.get(INBOX)
    assert "Le texte ne dit rien de sûr" in desk.get(at(id))


def test_somebody_takes_it_gives_it_back_and_it_shows_who_has_it(desk, papers):
    id = papers.add()
    desk.press(INBOX, f"{at(id)}/prendre")
    assert papers.row(id).owner_id is not None
    assert "À moi" in desk.get(f"{INBOX}?pour=moi") and "Rendre" in desk.get(INBOX)
    assert "Rien ne correspond" in desk.get(f"{INBOX}?pour=libres")
    desk.press(INBOX, f"{at(id)}/rendre")
    assert papers.row(id).owner_id is None


def test_a_secretary_sees_what_was_handed_to_them_and_not_what_was_not(application, desk, papers):
    office = sit(application, papers.home, "office")
    id, other = papers.add(), papers.add()
    assert "Tout est classé" in office.get(INBOX)
    handing = desk.client.get(f"{at(id)}/confier").text
    member = re.search(r'value="([^"]+)">[^<]*, administratif', handing)[1]
    desk.send(f"{at(id)}/confier", to=member)
    assert "1 document à classer" in office.get(INBOX)
    office.get(at(id))
    office.get(at(other), 404)


def test_what_waits_and_what_was_refused_say_so(desk, papers):
    papers.add(state="waiting")
    papers.add(state="refused", texts=())
    page = desk.get(INBOX)
    assert "En attente des pages : 0 sur 1" in page and "Refusé" in page


def test_a_refused_document_is_to_be_taken_again_and_not_to_be_filed(desk, papers):
    id = papers.add(state="refused", texts=())
    shown = desk.get(at(id))
    assert "Demandez qu’il soit repris" in shown
    assert 'name="kind"' not in desk.client.get(at(id)).text
    assert "Retirer" in shown


def test_what_ends_soon_has_its_list(desk, papers):
    papers.add("autorisation", valid_until=NOW.date() + timedelta(days=40))
    papers.add("autorisation", valid_until=NOW.date() - timedelta(days=3))
    papers.add("autorisation", valid_until=NOW.date() + timedelta(days=90))
    page = desk.get(f"{INBOX}?etat=echeances")
    assert "Échéances · 2" in page and "Échu le 18 nov. 2026" in page
    assert (
        f"{listed(papers)}/ajouter?sorte=autorisation"
        in desk.client.get(f"{INBOX}?etat=echeances").text
    )
    assert (
        desk.form(f"{listed(papers)}/ajouter?sorte=autorisation", "kind")["kind"] == "autorisation"
    )


def test_what_renews_a_document_is_filed_over_it(desk, papers):
    old = papers.add("autorisation", valid_until=NOW.date() + timedelta(days=9))
    new = papers.add("autorisation")
    path = f"{at(new)}?remplace={old}"
    assert "il remplacera l’ancien" in desk.get(path)
    assert desk.form(path, "supersedes")["supersedes"] == str(old)
    desk.send(path, supersedes=str(old))
    assert papers.row(new).supersedes == old
    assert "Échéances · 0" in desk.get(f"{INBOX}?etat=echeances")
    assert "il remplacera l’ancien" not in desk.get(path)
    assert "il remplacera l’ancien" not in desk.get(f"{at(old)}?remplace={uuid.uuid4()}")


def test_the_inbox_is_searched_by_the_words_of_the_pages(desk, papers):
    papers.add(texts=(LETTER,))
    papers.add(texts=("autre chose",))
    form = desk.form(INBOX, "q")
    answer = desk.client.post(INBOX, data={**form, "q": "hospitalis"})
    assert "<mark>hospitalisation</mark>" in answer.text
    assert "autre chose" not in answer.text
    assert "Rien ne correspond" in words(desk.client.post(INBOX, data={**form, "q": "zzz"}).text)


def test_the_inbox_is_sorted_and_odd_addresses_do_nothing_odd(desk, papers):
    papers.add()
    sorts = ("tri=personne", "tri=sorte", "tri=recents")
    for query in (*sorts, "tri=x", "page=9", "unite=zz", "etat=x"):
        desk.get(f"{INBOX}?{query}")


# -- one document ---------------------------------------------------------------


def test_a_document_shows_its_pages_and_where_it_comes_from(desk, papers):
    id = papers.add("ordonnance", texts=("une", "deux"))
    page = desk.get(at(id))
    assert "Page 2 sur 2" in page and "non vérifié par antivirus" in page
    assert "20 ans après le dernier passage" in page
    [event] = papers.home.events("document.read")
    assert (event.person_id, event.subject_id) == (papers.person, id)
    desk.get(at(id))
    assert len(papers.home.events("document.read")) == 1


def test_its_pictures_are_shown_and_kept_by_no_cache(desk, papers):
    id = papers.add("ordonnance")
    for which in ("lisible", "vignette"):
        address = re.search(rf'src="({at(id)}/pages/[^"]+/lisible)"', desk.client.get(at(id)).text)[
            1
        ]
        answer = desk.client.get(address.replace("lisible", which))
        assert answer.data[:4] == b"RIFF" and answer.headers["Cache-Control"] == "no-store"
    other = papers.add("ordonnance")
    wrong = address.replace(str(id), str(other))
    assert desk.client.get(wrong).status_code == 404


def test_filing_from_its_page_goes_through_the_form(desk, papers):
    id = papers.add(texts=(LETTER,))
    form = desk.form(at(id), "kind")
    assert (form["kind"], form["dated_on"]) == ("compte_rendu", "2026-11-10")
    desk.send(at(id), kind="dlu", title="Urgences", valid_until="2027-11-10")
    row = papers.row(id)
    assert (row.kind, row.valid_until) == ("dlu", date(2027, 11, 10))
    page = desk.get(at(id))
    assert "Urgences" in page and "Classé : DLU" in page and "Jusqu’au 10 nov. 2027" in page


@pytest.mark.parametrize("page", ["retirer", "masquer", "deplacer", "confier"])
def test_what_went_to_somebody_elses_file_meanwhile_is_left_there(
    application, papers, monkeypatch, page
):
    """Rights were judged about whose it was."""
    id, mimosas = papers.add("ordonnance"), papers.home.admit("Mimosas", "201", given_name="Odette")
    leader = sit(application, papers.home, "lead_nurse")
    field = {"masquer": "reason", "deplacer": "person", "confier": "to"}.get(page, "why")
    form = leader.form(f"{at(id)}/{page}", field)
    judged = handing.reached

    def moved(*about, **more):
        found = judged(*about, **more)
        with papers.house.database.write() as session:
            move(session, papers.house, papers.home.leader, id, mimosas, "À elle", now=NOW)
        return found

    monkeypatch.setattr(handing, "reached", moved)
    to = papers.home.leader.staff_id
    said = {"why": "x", "reason": "x", "roles": ["nurse"], "person": papers.person, "to": to}
    answer = leader.client.post(f"{at(id)}/{page}", data={**form, **said})
    assert "déplacé entre-temps" in words(answer.text), answer.status_code
    row = papers.row(id)
    assert (row.person_id, row.withdrawn_at, row.hidden_from) == (mimosas, None, None)


def test_a_mask_is_lifted_from_its_own_document(application, papers):
    """One that is kept from a physician is not lifted through another document that is not."""
    shown, hidden = papers.add("ordonnance"), papers.add("ordonnance")
    with papers.house.database.write() as session:
        about = (session, papers.house, papers.home.leader)
        put = mask(*about, hidden, ["physician"], "À sa demande", now=NOW)
        mask(*about, shown, ["nurse"], "À sa demande", now=NOW)
    physician = sit(application, papers.home, "physician")
    token = physician.form(at(shown), "mask")["csrf_token"]
    sent = {"csrf_token": token, "mask": str(put)}
    assert physician.client.post(f"{at(shown)}/demasquer", data=sent).status_code == 404
    assert papers.row(hidden).hidden_from == ["physician"]


def test_nobody_replaces_what_a_mask_keeps_from_them(application, papers):
    """Its id may be known from before the mask; it answers as what is not there."""
    id = papers.add(texts=(LETTER,))
    masked = papers.add("dlu", hidden_from=["nurse"])
    nurse = sit(application, papers.home, "nurse")
    for other in (masked, uuid.uuid4()):
        answer = nurse.send(at(id), kind="dlu", supersedes=str(other))
        told = "Ce document ne peut pas être remplacé"
        assert (answer.status_code, told in words(answer.text)) == (422, True)
    assert papers.row(masked).superseded_by is None and not filed(papers, id)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk, papers):
    id = papers.add(texts=("",))
    answer = desk.send(at(id), kind="dlu", title="Urgences", dated_on="2031-01-01")
    assert answer.status_code == 422 and "Cette date est à venir" in words(answer.text)
    assert 'value="Urgences"' in answer.text and not filed(papers, id)
    answer = desk.send(at(id), kind="")
    assert "Choisissez ce qu’est ce document" in words(answer.text)


def test_a_new_version_says_which_one_it_replaces(desk, papers):
    old, new = papers.add("dlu", title="Ancien"), papers.add(texts=("",))
    desk.send(at(new), kind="dlu", supersedes=str(old))
    assert "Un document plus récent le remplace" in desk.get(at(old))
    assert "Versions" in desk.get(at(new)) and "Ancien" in desk.get(at(new))
    assert "Remplacé" in desk.get(listed(papers))


def test_a_newer_version_that_a_mask_hides_is_told_and_not_offered(application, desk, papers):
    old, new = papers.add("dlu", title="Ancien"), papers.add(texts=("",))
    desk.send(at(new), kind="dlu", supersedes=str(old))
    assert at(new) in desk.client.get(at(old)).text
    with papers.house.database.write() as session:
        mask(session, papers.house, papers.home.leader, new, ["nurse"], "Demandé", now=NOW)
    nurse = sit(application, papers.home, "nurse")
    assert "il ne vous est pas ouvert" in nurse.get(at(old))
    assert at(new) not in nurse.client.get(at(old)).text


def test_what_lines_in_force_were_copied_from_is_not_to_be_copied_first(desk, papers):
    id = papers.add("ordonnance")
    assert "Transcrire" in desk.get(at(id))
    with papers.house.database.write() as session:
        session.get_one(Document, id).is_needed = True
    assert "Déjà transcrit : voir ses lignes" in desk.get(at(id))


def test_a_text_that_names_somebody_else_warns_before_it_is_filed(desk, papers):
    papers.home.admit(given_name="Odette", family_name="Lenoble")
    id = papers.add(texts=("Ordonnance pour Mme Odette LENOBLE",))
    assert "Le texte nomme Odette Lenoble, et pas Jeanne Lenoir" in desk.get(at(id))
    assert "Le texte nomme Odette Lenoble" in desk.get(INBOX)
    assert f"{at(id)}/accepter" not in desk.client.get(INBOX).text
    right = papers.add(texts=("Mme Jeanne Lenoir, voisine d’Odette Lenoble",))
    assert "Le texte nomme" not in desk.get(at(right))


def test_it_is_withdrawn_with_a_reason_and_comes_back(desk, papers):
    id = papers.add("ordonnance")
    assert desk.send(f"{at(id)}/retirer", why=" ").status_code == 422
    desk.send(f"{at(id)}/retirer", why="Doublon")
    assert "Aucun document" in desk.get(listed(papers)) or "Rien" in desk.get(listed(papers))
    assert "Doublon" in desk.get(at(id))
    assert "Ordonnance" in desk.get(f"{INBOX}?etat=retires")
    desk.press(at(id), f"{at(id)}/retablir")
    assert papers.row(id).withdrawn_at is None and "Ordonnance" in desk.get(listed(papers))


def test_it_goes_to_the_right_person_and_who_saw_it_is_named(application, desk, papers):
    right = papers.home.admit("Mimosas", "201", given_name="Odette", family_name="Lenoble")
    nurse = sit(application, papers.home, "nurse", "Glycines")
    id = papers.add("ordonnance")
    nurse.get(at(id))
    desk.send(f"{at(id)}/deplacer", person=str(right), why="Le nom est un autre")
    page = desk.get(at(id))
    assert "Odette Lenoble" in page and "Reçu du dossier d’une autre personne" in page
    assert "dans un autre dossier" in page and "Essai nurse-Glycines" in page
    nurse.get(at(id), 404)
    with papers.house.database.read() as session:
        [task] = open_ones(session, papers.house, papers.home.id, person_id=right)
    assert "l’avait ouvert" in task.what


def test_nobody_moves_it_to_somebody_out_of_their_reach(application, papers):
    nurse = sit(application, papers.home, "nurse", "Glycines")
    away = papers.home.admit("Mimosas", "201", given_name="Odette")
    id = papers.add("ordonnance")
    for person in (str(away), str(uuid.uuid4()), "x", ""):
        answer = nurse.send(f"{at(id)}/deplacer", person=person, why="essai")
        assert answer.status_code == 422, person
    assert papers.row(id).person_id == papers.person


# -- masks ----------------------------------------------------------------------


def test_a_mask_is_put_with_its_reason_and_lifted(desk, papers):
    id = papers.add("ordonnance")
    assert desk.send(f"{at(id)}/masquer", reason="Demandé", roles=[]).status_code == 422
    desk.send(f"{at(id)}/masquer", reason="Demandé par elle", roles=["nurse", "person"])
    page = desk.get(at(id))
    assert "Masqué : infirmier·ère, personne accompagnée." in page and "Demandé par elle" in page
    assert "Ne pas en remettre de copie" in page
    desk.press(at(id), f"{at(id)}/demasquer")
    assert papers.row(id).hidden_from is None


def test_each_role_sees_what_it_may_and_nothing_of_what_is_masked_from_it(application, papers):
    """By every way that a desk has: list, counts, search, page, pictures."""
    ids = {family: papers.add(kind, texts=(f"mot{family}",)) for family, kind in FAMILIES.items()}
    for role in AT_A_DESK:
        reader, opens = sit(application, papers.home, role), allows(role, "person.read")
        reads = {family for family in FAMILIES if allows(role, f"document.read_{family}")}
        _hide(papers, ids, None)
        _look(papers, reader, ids, reads if opens else None)
        _hide(papers, ids, [role])
        _look(papers, reader, ids, set() if reads and opens else None)


def _hide(papers, ids, roles):
    with papers.house.database.write() as session:
        for id in ids.values():
            session.get_one(Document, id).hidden_from = roles


def _look(papers, reader, ids, reads):
    answer = reader.client.get(listed(papers))
    if not reads and answer.status_code in (403, 404):
        reads = set()
    else:
        assert reads is not None and answer.status_code == 200
        assert f"{len(reads)} document" in words(answer.text) or not reads
        token = reader.form(listed(papers), "csrf_token")
        for family, id in ids.items():
            assert (str(id) in answer.text) == (family in reads), family
            found = reader.client.post(listed(papers), data={**token, "q": f"mot{family}"}).text
            assert (f"<mark>mot{family}</mark>" in found) == (family in reads), family
    for family, id in ids.items():
        expected = {200} if family in reads else {403, 404}
        assert reader.client.get(at(id)).status_code in expected, family
        page_id = page_of(papers, id)
        for which in ("lisible", "vignette"):
            picture = f"{at(id)}/pages/{page_id}/{which}"
            assert reader.client.get(picture).status_code in expected, (family, which)


def page_of(papers, id):
    from app.areas.documents.models import DocumentPage

    with papers.house.database.read() as session:
        return session.query(DocumentPage).filter_by(document_id=id).one().id


def test_what_is_masked_is_not_counted_in_the_inbox_either(application, desk, papers):
    id = papers.add()
    nurse = sit(application, papers.home, "nurse")
    assert "1 document à classer" in nurse.get(INBOX)
    with papers.house.database.write() as session:
        helene = Actor(papers.home.leader.staff_id, papers.home.id, "lead_nurse", None)
        mask(session, papers.house, helene, id, ["nurse"], "Demandé", now=NOW)
    assert "Tout est classé" in nurse.get(INBOX)
    assert "1 document à classer" in desk.get(INBOX)
    for gesture in ("prendre", "accepter", "retirer", "deplacer", "confier"):
        assert nurse.client.post(f"{at(id)}/{gesture}", data=token(nurse)).status_code == 404


def token(desk):
    return {"csrf_token": desk.form(INBOX, "csrf_token")["csrf_token"]}


# -- what leaves ------------------------------------------------------------------


def test_it_leaves_as_an_archived_pdf_under_a_name_that_says_nothing(desk, papers):
    id = papers.add("ordonnance", texts=("une", "deux"), dated_on=date(2026, 3, 12))
    answer = desk.client.get(f"{at(id)}/pdf")
    assert answer.data[:5] == b"%PDF-" and len(pypdfium2.PdfDocument(answer.data)) == 2
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document-2026-03-12.pdf"'
    assert answer.headers["Cache-Control"] == "no-store" and b"Lenoir" not in answer.data
    [event] = papers.home.events("document.downloaded")
    assert (event.person_id, event.subject_id) == (papers.person, id)


def test_nothing_leaves_of_what_is_masked_withdrawn_or_not_here_yet(application, desk, papers):
    nurse = sit(application, papers.home, "nurse")
    masked, waiting = papers.add("ordonnance", hidden_from=["nurse"]), papers.add(state="waiting")
    nurse.get(f"{at(masked)}/pdf", 404)
    desk.get(f"{at(waiting)}/pdf", 404)
    desk.send(f"{at(masked)}/retirer", why="Doublon")
    desk.get(f"{at(masked)}/pdf", 404)
    assert papers.home.events("document.downloaded") == []


# -- a person's list and what is added --------------------------------------------


def test_a_persons_list_is_filtered_by_family_and_by_what_is_in_force(desk, papers):
    papers.add("ordonnance", valid_until=NOW.date() - timedelta(days=1))
    papers.add("dlu", title="Urgences")
    papers.add()
    page = desk.get(listed(papers))
    assert "Toutes · 3" in page and "Soins · 2" in page and "À classer · 1" in page
    in_force = desk.get(f"{listed(papers)}?voir=vigueur")
    assert "Urgences" in in_force and "Ordonnance" not in in_force
    assert "Urgences" not in desk.get(f"{listed(papers)}?famille=a-classer")
    for query in ("tri=sorte", "tri=anciens", "voir=retires", "famille=x", "page=3"):
        desk.get(f"{listed(papers)}?{query}")


def test_nobody_of_another_home_finds_anything(chloe, papers):
    id = papers.add("ordonnance")
    for path in (listed(papers), at(id), f"{at(id)}/masquer", f"{at(id)}/deplacer"):
        chloe.get(path, 404)


def test_a_file_from_the_desk_goes_the_way_of_a_tablets(desk, papers):
    path = f"{listed(papers)}/ajouter"
    picture = drawn(80)
    form = desk.form(path, "kind")
    answer = desk.client.post(
        path,
        data={
            **form,
            "note": "reçu par la poste",
            "files": [(io.BytesIO(picture), "Mme Lenoir.webp", "image/webp")],
        },
    )
    assert answer.status_code == 302
    id = uuid.UUID(answer.location.rsplit("/", 1)[1])
    row = papers.row(id)
    assert (row.state, row.source, row.kind) == ("received", "file", None)
    assert "Vérification en cours" in desk.get(at(id)) and "reçu par la poste" in desk.get(at(id))
    assert kept(papers, id) == picture


def kept(papers, id):
    from app.areas.documents.models import DocumentPart

    with papers.house.database.read() as session:
        part = session.query(DocumentPart).filter_by(document_id=id).one()
    said = papers.house.vault.open(part.person_id, "document_part", part.id, part.sealed)
    return opened(papers.house.blobs.get(part.name), said["key"], said["iv"])


REFUSED = [
    ([], {}, "Choisissez au moins un fichier"),
    ([b""], {}, "Un des fichiers est vide"),
    ([b"x"] * 41, {}, "Au plus 40 fichiers"),
    ([b"x" * (12 * 1024 * 1024 + 1)], {}, "dépasse 12 Mo"),
    ([b"x"], {"kind": "wound_photo"}, "Choisissez une sorte"),
    ([b"x"], {"note": "x" * 2001}, "2000 caractères au plus"),
]


def test_what_cannot_be_kept_is_refused_beside_its_field(desk, papers):
    path = f"{listed(papers)}/ajouter"
    form = desk.form(path, "kind")
    for files, more, told in REFUSED:
        given = [(io.BytesIO(one), f"{n}.jpg") for n, one in enumerate(files)]
        answer = desk.client.post(path, data={**form, **more, "files": given})
        assert answer.status_code == 422 and told in words(answer.text), told
    with papers.house.database.read() as session:
        assert session.query(Document).count() == 0


def test_one_person_hands_in_so_much_in_a_day(desk, papers, monkeypatch):
    path = f"{listed(papers)}/ajouter"
    form = desk.form(path, "kind")
    monkeypatch.setattr(measure, "AT_DESK", measure.Rate("files.bytes", 900, seconds=86_400))

    def hand_in():
        return desk.client.post(path, data={**form, "files": [(io.BytesIO(b"x" * 500), "1.jpg")]})

    assert hand_in().status_code == 302
    before = set(papers.house.blobs.names())
    answer = hand_in()
    assert (answer.status_code, "reprenez demain" in words(answer.text)) == (422, True)
    assert set(papers.house.blobs.names()) == before


def test_who_may_not_add_or_file_is_shown_no_way_to(application, papers):
    management = sit(application, papers.home, "management")
    id = papers.add("piece_identite")
    assert "Ajouter" not in management.get(listed(papers))
    page = management.get(at(id))
    assert "Reclasser" not in page and "Masquer" not in page and "Retirer" not in page
    management.get(INBOX, 403)
