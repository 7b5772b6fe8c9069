"""What leaves of a person's identity and stay; and what stays, with the reason."""

from __future__ import annotations

from app.areas.persons import copy_words
from app.areas.persons.file.models import PersonFact
from app.areas.persons.models import Absence, Movement, Person, Picture
from app.gate.auth.models import EmergencyAccess
from app.ground.portable import Kept, left_out, register

register(
    Kept(Person, "Identité", tell=copy_words.person),
    Kept(Picture, "Photo", is_told=False),
    Kept(Movement, "Séjour et mouvements", tell=copy_words.movement),
    Kept(Absence, "Absences", tell=copy_words.absence),
    Kept(
        PersonFact,
        "Dossier administratif, entourage et droits, accompagnement",
        third_party="Un contact : son nom, son adresse",
        of_others=copy_words.is_of_others,
        tell=copy_words.fact,
    ),
    Kept(EmergencyAccess, "Accès exceptionnels au dossier", tell=copy_words.emergency),
)
left_out("command", "Ce qui a été signé sur les tablettes reste ici, où la signature se vérifie.")
left_out("flagged", "Ce que l’équipe devait relire ici.")
left_out("quarantine", "Ce qui est mis de côté n’est dans aucun dossier avant d’avoir été jugé.")
left_out("erasure", "La trace d’un effacement, qui n’a lieu qu’ici.")
left_out(
    "audit_event", "La trace des accès est une chaîne : elle se vérifie ici, et se lit à part."
)
