"""What office pages say of the flags that an entry bears."""

from __future__ import annotations

from typing import Final

from app.areas.journal.standing import ALREADY_ACKNOWLEDGED
from app.gate.sync.confirming import NOT_BELIEVED
from app.gate.sync.rerun import ADMITTED, REFILED
from app.gate.sync.rights import PERSON_MOVED, RIGHTS_ENDED
from app.gate.sync.sessions import BEFORE_SESSION, LEASE_EXPIRED, SESSION_OVER
from transmissions.correction import CHAIN_FLAGS
from transmissions.visibility import FLAG_LABELS
from transmissions.witness import FLAG_LABELS as WITNESS_LABELS

FLAGS: Final = {
    **FLAG_LABELS,
    **CHAIN_FLAGS,
    **WITNESS_LABELS,
    NOT_BELIEVED: "Une clé montrée avec la saisie n’a pas pu être vérifiée : elle ne compte pas.",
    RIGHTS_ENDED: "L’affectation de l’auteur était terminée.",
    PERSON_MOVED: "La personne avait changé d’unité entre-temps.",
    ADMITTED: "L’auteur n’avait pas le droit ; un responsable a admis la saisie.",
    REFILED: "La saisie nommait une autre personne ; un responsable l’a rangée ici.",
    BEFORE_SESSION: "L’heure est d’avant le déverrouillage de la tablette par son auteur.",
    SESSION_OVER: "L’heure est d’après la fin de la session de son auteur.",
    LEASE_EXPIRED: "La tablette était restée plus de trois jours sans réseau.",
    ALREADY_ACKNOWLEDGED: "Une annulation est arrivée après la prise en compte : l’alerte reste.",
}
"""Others are shown as they are: better a word nobody knows than nothing."""
