"""What a text suggests: a kind, a date and an end, each with the words that say so, and nothing when it is not sure."""

from datetime import date

import pytest

from app.areas.documents.kinds import KINDS
from app.areas.documents.suggesting import after_months, suggest

RECEIVED = date(2026, 11, 22)
ORDONNANCE = """Dr Paul Martin, médecin généraliste
ORDONNANCE
Lyon, le 12 mars 2026
Mme Odette Lenoir, née le 02/01/1934
Paracétamol 1 g : 1 comprimé matin, midi et soir, pendant 7 jours
QSP 3 mois
"""


def test_an_ordonnance_is_known_with_its_date_and_its_length():
    found = suggest(ORDONNANCE, RECEIVED)
    assert found.kind and found.kind.value == "ordonnance"
    assert found.kind.why == "le texte dit «\u00a0ORDONNANCE\u00a0»"
    assert found.dated_on and found.dated_on.value == date(2026, 3, 12)
    assert found.dated_on.why == "le texte dit «\u00a0Lyon, le 12 mars 2026\u00a0»"
    assert found.valid_until and found.valid_until.value == date(2026, 6, 12)


def test_renewals_make_it_hold_longer():
    found = suggest(ORDONNANCE + "À renouveler 2 fois", RECEIVED)
    assert found.valid_until and found.valid_until.value == date(2026, 12, 12)
    assert "renouveler 2 fois" in found.valid_until.why


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CHU\nCompte rendu d’hospitalisation\nCher confrère", "compte_rendu"),
        ("Lettre de liaison\nTraitement de sortie : ordonnance remise", "lettre_liaison"),
        ("Laboratoire de biologie médicale\nHématologie", "biologie"),
        ("COMPTE-RENDU DE RADIOLOGIE\nTechnique et résultats", "imagerie"),
        ("Dossier de liaison d’urgence (DLU)", "dlu"),
        ("Mes directives anticipées", "directives_anticipees"),
        ("Désignation de la personne de confiance", "personne_confiance"),
        (
            "Maison départementale des\npersonnes handicapées : notification de décision",
            "notification_mdph",
        ),
        ("CONTRAT DE SÉJOUR", "contrat_sejour"),
        (
            "Tribunal judiciaire, juge des contentieux de la protection : curatelle",
            "jugement_protection",
        ),
        ("Attestation de droits de l’Assurance Maladie", "attestation_droits"),
        ("RÉPUBLIQUE FRANÇAISE carte nationale d’identité", "piece_identite"),
        ("Autorisation de droit à l’image", "autorisation"),
        ("Projet personnalisé de Mme L.", "projet_personnalise"),
    ],
)
def test_a_page_that_says_what_it_is_is_believed(text, kind):
    found = suggest(text, RECEIVED)
    assert found.kind and found.kind.value == kind


@pytest.mark.parametrize("text", [None, "", "  \n", "Bonjour, voici le papier.", "x" * 200_000])
def test_nothing_is_suggested_of_a_text_that_says_nothing(text):
    assert suggest(text, RECEIVED).is_empty


def test_a_word_said_in_passing_is_no_kind():
    passing = "Madame vit bien. " * 40 + "Sa mutuelle a changé."
    assert suggest(passing, RECEIVED).kind is None


def test_two_kinds_that_weigh_the_same_are_left_to_whoever_files():
    assert suggest("Biologie médicale et imagerie médicale", RECEIVED).kind is None


@pytest.mark.parametrize(
    "text",
    ["Ordonnance\nné le 12/03/1935", "Ordonnance du 12/03/2031", "Ordonnance 12/03/1985"],
)
def test_a_birth_a_day_to_come_or_another_time_do_not_date_a_page(text):
    assert suggest(text, RECEIVED).dated_on is None


def test_the_day_that_is_announced_dates_the_page():
    stay = "Compte rendu d’hospitalisation\nDu 02/11/2026 au 09/11/2026\nLe 10/11/2026"
    found = suggest(stay, RECEIVED)
    assert found.dated_on and found.dated_on.value == date(2026, 11, 10)
    assert found.valid_until is None  # a report holds without an end


def test_an_end_that_the_page_gives_goes_before_the_usual_one():
    told = "Notification de décision MDPH, CDAPH\nfait le 12/12/2025\nvalable jusqu’au 31 décembre 2030"
    found = suggest(told, RECEIVED)
    assert found.valid_until and found.valid_until.value == date(2030, 12, 31)


def test_without_one_the_usual_length_of_the_kind_is_told():
    found = suggest("Carte de tiers payant, mutuelle. Éditée le 04/11/2026", RECEIVED)
    assert found.valid_until and found.valid_until.value == date(2027, 11, 4)
    assert "vaut d’ordinaire 12 mois" in found.valid_until.why


def test_a_kind_that_was_chosen_is_not_suggested_again():
    found = suggest(ORDONNANCE, RECEIVED, kind="courrier")
    assert found.kind is None and found.dated_on is not None and found.valid_until is None


def test_months_end_on_the_last_day_of_a_shorter_one():
    assert after_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert after_months(date(2026, 12, 12), 12) == date(2027, 12, 12)


def test_no_two_kinds_are_announced_by_the_same_words():
    said = [words for kind in KINDS.values() for words in kind.suggests]
    assert len(said) == len(set(said))
