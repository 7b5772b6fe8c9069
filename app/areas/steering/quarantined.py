"""What the pages of quarantine show: each entry in words, as far as its reader may know it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.documents.queries import capture_words
from app.areas.journal.queries import cible_label
from app.areas.observations.queries import words_told
from app.areas.persons.queries import PersonValue, persons_of
from app.areas.steering.verbs import label_of
from app.gate.auth.actor import Actor
from app.gate.auth.policy import ROLES, may
from app.gate.directory.team import Member, names_of
from app.gate.sync.claims import Claims
from app.gate.sync.review import Item
from app.ground import clock
from app.ground.house import House
from app.ground.vault import KeyGone

CODES = {
    "never_allowed": "Droit absent",
    "unknown_person": "Personne inconnue",
    "unknown_entry": "Transmission introuvable",
    "unknown_follow_up": "Suivi introuvable",
    "unknown_line": "Ligne de prescription introuvable",
    "unknown_observation": "Mesure introuvable",
    "unknown_document": "Document introuvable",
    "unknown_wound": "Plaie introuvable",
    "too_many_versions": "Trop de versions",
    "parent_settled": "Saisie visée écartée",
    "device_revoked": "Tablette révoquée",
    "invalid": "Saisie incomplète",
    "unstorable_text": "Texte illisible",
    "unknown_type": "Type inconnu",
    "internal": "Erreur de notre côté",
    "id_conflict": "Identifiant déjà pris",
    "session_refused": "Déverrouillage non vérifié",
    "erased": "Personne effacée",
}
"""The reasons in two words; all others say that the envelope could not be verified."""

UNVERIFIED = "Non vérifiable"
OUTCOMES = {
    "dismissed": "Écartée",
    "refiled": "Reclassée",
    "applied": "Rangée",
    "erased": "Effacée avec la personne",
}
_AGAIN = frozenset(CODES) - {"erased", "unstorable_text", "parent_settled"}
_REFILED = ("transmission.record", "follow_up.open", "observation.record", "document.capture")
_TEXTS = {
    "data": "Données",
    "actions": "Actions",
    "result": "Résultat",
    "what": "À faire",
    "reason": "Motif",
    "outcome": "Issue",
    "role": "Pour",
    "due_at": "Échéance",
    "importance": "Importance",
    "note": "Note",
}
_WORDS = {
    "important": "importante",
    "done": "fait",
    "not_needed": "plus nécessaire",
    "dismissed": "écartée",
    "refiled": "reclassée",
    **ROLES,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One quarantined entry in words. `texts` are empty where the reader may not know them."""

    item: Item
    code: str
    outcome: str
    who: str
    person: PersonValue | None
    what: str
    at: datetime | None
    texts: tuple[tuple[str, str], ...]
    settled_by: str
    settled_why: str

    @property
    def is_verified(self) -> bool:
        return self.item.author_id is not None

    @property
    def may_run_again(self) -> bool:
        is_open = self.item.settled_at is None and self.item.is_judge
        return is_open and self.is_verified and self.item.code in _AGAIN

    @property
    def may_refile(self) -> bool:
        """Whether the entry stands by itself: what hangs on another cannot change person."""
        claims = self.item.claims
        stands = claims is not None and claims.type in _REFILED and claims.body.get("entry") is None
        return self.may_run_again and stands


def lines_of(session: Session, house: House, actor: Actor, items: Iterable[Item]) -> list[Line]:
    """The entries in words."""
    staff = names_of(session, house, actor.establishment_id)
    there = {one.id: one for one in reachable(session, house, actor)}
    return [_line(session, house, actor, item, staff, there) for item in items]


def reachable(session: Session, house: House, actor: Actor) -> list[PersonValue]:
    """The persons whose file the reader may open: the ones an entry may be filed under."""
    if not may(actor, "person.read"):
        return []
    return persons_of(session, house, actor.establishment_id, unit_ids=actor.unit_ids)


def _line(
    session: Session,
    house: House,
    actor: Actor,
    item: Item,
    staff: Mapping[uuid.UUID, Member],
    there: Mapping[uuid.UUID, PersonValue],
) -> Line:
    author = staff.get(item.author_id) if item.author_id else None
    judge = staff.get(item.settled_by) if item.settled_by else None
    claims = item.claims
    return Line(
        item=item,
        code=CODES.get(item.code, UNVERIFIED),
        outcome=OUTCOMES.get(item.outcome or "", ""),
        who=author.name if author else "",
        person=there.get(item.person_id) if item.person_id else None,
        what=label_of(claims.type) if claims else "",
        at=clock.from_text(claims.at) if claims else None,
        texts=tuple(_texts(session, actor.establishment_id, claims)) if claims else (),
        settled_by=judge.name if judge else "Chevet" if item.settled_at else "",
        settled_why=_why(house, item),
    )


def _texts(session: Session, home: uuid.UUID, claims: Claims) -> Iterator[tuple[str, str]]:
    """What the body says, part by part; identifiers say nothing to a reader."""
    body = claims.body
    if isinstance(body.get("cible"), str):
        version = body.get("vocabulary")
        number = version if type(version) is int and 0 <= version < 2**31 else 0
        yield "Cible", cible_label(session, home, number, body["cible"])
    if claims.type == "observation.record" and (measured := words_told(body)):
        yield "Mesure", measured
    if claims.type == "document.capture":
        yield "Document", capture_words(body)
    yield from _parts(body)
    if isinstance(body.get("follow_up"), dict):
        for label, text in _parts(body["follow_up"]):
            yield f"Suivi : {label.lower()}", text


def _parts(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    chips = body.get("chips")
    phrases = chips if isinstance(chips, dict) else {"result": chips} if chips else {}
    for name, label in _TEXTS.items():
        said = body.get(name)
        tapped = phrases.get(name)
        words = [str(one) for one in tapped] if isinstance(tapped, list) else []
        if isinstance(said, str) and said not in ("", "normal"):
            words.append(_WORDS.get(said, said))
        if words:
            yield label, " · ".join(words)


def _why(house: House, item: Item) -> str:
    if item.sealed is None or item.settled_by is None:
        return ""
    try:
        told = house.vault.open(item.settled_by, "quarantine", item.id, item.sealed)
    except KeyGone:
        return ""
    why: str = told["reason"]
    return why
