"""The home's words: prepared, compared, published."""

import pytest

from app.areas.journal.commands import publish_vocabulary
from app.areas.journal.models import VocabularyVersion
from app.areas.journal.office.drafts import in_force
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from transmissions.vocabulary import Cible, Theme, Vocabulary

FIRST = Vocabulary(
    1,
    (Theme("douleur", "Douleur"), Theme("alertes", "Alertes")),
    (
        Cible("douleur-aigue", "douleur", "Douleur aiguë", data=("EN à 3", "EN à 5")),
        Cible("douleur-chronique", "douleur", "Douleur chronique"),
        Cible("chute", "alertes", "Chute", alarm=True),
    ),
    ("douleur-aigue",),
)


@pytest.fixture(autouse=True)
def words_of_the_home(home):
    with home.house.database.write() as session:
        publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)


def now_in_force(home):
    with home.house.database.read() as session:
        return in_force(session, home.id)


def publish(desk):
    return desk.press("/bureau/vocabulaire/publier", "/bureau/vocabulaire/publier/maintenant")


def test_nothing_changes_for_the_tablets_before_it_is_published(desk, home):
    path = "/bureau/vocabulaire/cibles/douleur-aigue"
    answer = desk.send(path, label="Douleur vive", phrases_data="EN à 3\n\n EN  à 7 \n")
    assert answer.status_code == 302
    assert now_in_force(home) == FIRST
    assert "2 changements en préparation" in desk.get("/bureau/vocabulaire")


def test_the_preview_says_what_changes_in_sentences(desk, home):
    desk.send(
        "/bureau/vocabulaire/cibles/douleur-aigue",
        label="Douleur vive",
        phrases_data="EN à 3\nEN à 7",
    )
    desk.send("/bureau/vocabulaire/cibles/ajouter", label="Prurit", theme="douleur")
    page = desk.get("/bureau/vocabulaire/publier")
    for told in (
        "dans la version 2",
        "Renommée, auparavant « Douleur aiguë »",
        "EN à 7",
        "EN à 5",
        "Nouvelle cible, dans « Douleur »",
    ):
        assert told in page


def test_publishing_makes_the_next_version_and_keeps_the_first(desk, home):
    desk.send("/bureau/vocabulaire/cibles/ajouter", label="Prurit", theme="douleur")
    desk.send("/bureau/vocabulaire/cibles/douleur-chronique", common="1")
    publish(desk)
    after = now_in_force(home)
    assert (after.version, after.by_id["prurit"].label) == (2, "Prurit")
    assert after.common == ("douleur-chronique", "douleur-aigue")
    with home.house.database.read() as session:
        versions = session.query(VocabularyVersion).order_by(VocabularyVersion.version).all()
    assert [row.version for row in versions] == [1, 2]
    assert "en préparation" not in desk.get("/bureau/vocabulaire")


def test_cibles_change_places_within_their_theme(desk, home):
    token = desk.form("/bureau/vocabulaire", "pas")["csrf_token"]
    path = "/bureau/vocabulaire/cibles/douleur-aigue/rang"
    desk.client.post(path, data={"csrf_token": token, "pas": "1"})
    publish(desk)
    assert [cible.id for cible in now_in_force(home).cibles][:2] == [
        "douleur-chronique",
        "douleur-aigue",
    ]


def test_a_retired_cible_may_come_back_and_an_alarm_is_never_retired(desk, home):
    path = "/bureau/vocabulaire/cibles/douleur-chronique"
    desk.press(path, f"{path}/retirer")
    assert "Retirées" in desk.get("/bureau/vocabulaire")
    desk.press("/bureau/vocabulaire", f"{path}/reprendre")
    assert "Retirées" not in desk.get("/bureau/vocabulaire")
    token = desk.form("/bureau/vocabulaire", "pas")["csrf_token"]
    desk.client.post("/bureau/vocabulaire/cibles/chute/retirer", data={"csrf_token": token})
    assert "ne peut pas être retirée" in desk.get("/bureau/vocabulaire")


def test_dropping_the_draft_leaves_what_is_in_force(desk, home):
    desk.send("/bureau/vocabulaire/themes/ajouter", label="Sommeil")
    desk.press("/bureau/vocabulaire/publier", "/bureau/vocabulaire/abandonner")
    assert now_in_force(home) == FIRST
    assert "Sommeil" not in desk.get("/bureau/vocabulaire")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"label": ""}, "nom lisible"),
        ({"label": "chute"}, "porte déjà ce nom"),
        ({"label": "x" * 90}, "dépasse 80"),
        ({"theme": "lune"}, ""),
        ({"phrases_data": "y" * 200}, "dépasse 120"),
        ({"phrases_actions": "\n".join(f"geste {n}" for n in range(25))}, "la limite est de 20"),
    ],
)
def test_words_that_cannot_be_are_refused_beside_their_field(desk, home, typed, reason):
    values = {"label": "Prurit", "theme": "douleur", **typed}
    answer = desk.send("/bureau/vocabulaire/cibles/ajouter", **values)
    assert answer.status_code == 422
    assert reason in answer.text.replace("&#39;", "'")


def test_two_who_reword_the_same_cible_see_both(desk, home):
    path = "/bureau/vocabulaire/cibles/douleur-aigue"
    first = desk.form(path, "label")
    desk.send(path, label="Douleur vive")
    answer = desk.client.post(path, data={**first, "label": "Douleur forte"})
    assert answer.status_code == 409
    assert "Douleur vive" in answer.text and 'value="Douleur forte"' in answer.text


def test_a_version_published_meanwhile_is_not_overwritten(desk, home):
    desk.send("/bureau/vocabulaire/themes/ajouter", label="Sommeil")
    with home.house.database.write() as session:
        again = Vocabulary(2, FIRST.themes, FIRST.cibles, FIRST.common)
        publish_vocabulary(session, again, establishment_id=home.id, now=NOW)
    publish(desk)
    assert "Une autre version a été publiée" in desk.get("/bureau/vocabulaire")
    assert now_in_force(home).version == 2


def test_an_invented_cible_does_not_exist(desk):
    for name in ("lune", "%00", "..%2f..", "x" * 300):
        desk.get(f"/bureau/vocabulaire/cibles/{name}", status=404)


def test_the_other_home_has_its_own_words(application, other_home, home):
    chloe = sit(application, other_home, "lead_nurse")
    assert "Aucun thème" in chloe.get("/bureau/vocabulaire")
    chloe.get("/bureau/vocabulaire/cibles/douleur-aigue", status=404)


def test_a_cible_may_ask_for_two_signatures(desk, home):
    path = "/bureau/vocabulaire/cibles/douleur-aigue"
    desk.send(path, label="Douleur aiguë", witness="y")
    assert "Se signe à deux" in desk.get("/bureau/vocabulaire/publier")
    publish(desk)
    assert now_in_force(home).by_id["douleur-aigue"].witness
    desk.send(path, label="Douleur aiguë", witness=None)
    assert "Se signe seul" in desk.get("/bureau/vocabulaire/publier")
