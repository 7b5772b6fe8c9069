"""An answer of INSi taken into a file: only one that tells of this very person, and of nobody else of the home."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.file.identity import identity_of, take_answer
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import facts_of
from app.areas.persons.ins import Recovery, Traits, compact_number
from app.areas.persons.insi import FIELD
from app.areas.persons.models import Person
from app.gate.audit.record import Doer
from app.gate.directory.finding import find_to_change
from app.ground.errors import Invalid
from app.ground.folding import fold
from app.ground.vault import Vault

_UNKNOWN = (None, "", "99999")


def receive_answer(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    answer: Recovery,
    *,
    now: datetime,
) -> PersonFact:
    """The recovered identity, when it agrees with the one that is kept. Raises NotFound, Invalid under `answer`."""
    find_to_change(session, Person, actor.establishment_id, person_id)
    told = disagreements(identity_of(session, vault, person_id).traits, answer.traits)
    if told:
        raise Invalid(
            {
                FIELD: "Cette réponse dit autre chose que la fiche. "
                + " ".join(told)
                + " Est-ce la bonne personne ? "
                "Sinon, corrigez d’abord l’identité d’après la pièce. Rien n’a été enregistré."
            }
        )
    _check_nobody_else(session, vault, actor, person_id, answer)
    return take_answer(session, vault, actor, person_id, answer, now=now)


def disagreements(kept: Traits, told: Traits) -> tuple[str, ...]:
    """What the answer says otherwise than the file, in words; more given names than the file knows are no quarrel."""
    found = []
    if fold(kept.birth_name) != fold(told.birth_name):
        found.append(f"Nom de naissance : « {told.birth_name} ».")
    names = fold(told.given_names).split()
    known = fold(kept.given_names).split()
    if not names or names[: len(known)] != known:
        found.append(f"Prénoms : « {told.given_names} ».")
    if kept.born_on != told.born_on:
        found.append(f"Naissance : {told.born_on:%d/%m/%Y}." if told.born_on else "Naissance.")
    if kept.sex != told.sex:
        found.append("Sexe.")
    places = kept.birth_place, told.birth_place
    if not any(place in _UNKNOWN for place in places) and places[0] != places[1]:
        found.append(f"Lieu de naissance : {told.birth_place}.")
    return tuple(found)


def _check_nobody_else(
    session: Session, vault: Vault, actor: Doer, person_id: uuid.UUID, answer: Recovery
) -> None:
    """Two files with one number are one person written twice, or a number in the wrong file."""
    ids = session.scalars(
        select(Person.id).where(
            Person.establishment_id == actor.establishment_id, Person.id != person_id
        )
    ).all()
    number = compact_number(answer.matricule)
    for facts in facts_of(session, vault, ids, ["ins"]).values():
        if any((one.get("recovery") or {}).get("matricule") == number for one in facts):
            raise Invalid(
                {
                    FIELD: "Ce matricule est déjà dans un autre dossier de la maison : la personne y est-elle deux "
                    "fois ? Rien n’a été enregistré."
                }
            )
