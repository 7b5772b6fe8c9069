"""The national identity of a person as the file keeps it: what was controlled, on which traits, what INSi answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons import ins
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE, Fact, facts_of
from app.areas.persons.file.writing import opened, standing, tell, write
from app.areas.persons.models import Person
from app.areas.persons.places import tell_tablets
from app.gate.audit.record import Doer
from app.ground.errors import Invalid
from app.ground.folding import fold
from app.ground.vault import KeyGone, SealBroken, Vault


@dataclass(frozen=True, slots=True)
class NationalIdentity:
    """The strict traits now, the status they have, and what the number of INSi says otherwise."""

    traits: ins.Traits
    standing: ins.Standing
    matricule: str | None
    nature: str | None
    odd: tuple[str, ...]
    received_on: date | None = None


def identity_of(
    session: Session, vault: Vault, person_id: uuid.UUID, said: Mapping[str, Any] | None = None
) -> NationalIdentity:
    """What holds now; `said` is the fact in force when it was read already."""
    if said is None:
        facts = facts_of(session, vault, [person_id], ["ins"]).get(person_id, [])
        said = _said(facts)
    traits = _traits(session, vault, person_id, said)
    recovery = _recovery(said)
    matricule = recovery.matricule if recovery else None
    return NationalIdentity(
        traits,
        ins.standing_of(traits, _proof(said), recovery, said.get("doubt")),
        matricule,
        ins.OIDS.get(recovery.oid) if recovery else None,
        ins.disagreements(matricule, traits) if matricule else (),
        recovery.on if recovery else None,
    )


def statuses_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, NationalIdentity]:
    """The same for several persons, at the cost of one; those who were erased are left out."""
    ids = list(person_ids)
    facts = facts_of(session, vault, ids, ["ins"])
    rows = session.scalars(select(Person).where(Person.id.in_(ids))).all()
    vault.warm(ids)
    found = {}
    for row in rows:
        try:
            found[row.id] = identity_of(session, vault, row.id, _said(facts.get(row.id, [])))
        except KeyGone:
            continue
    return found


def attested(
    session: Session,
    vault: Vault,
    person_id: uuid.UUID,
    was: Mapping[str, Any],
    kept: Mapping[str, Any],
) -> dict[str, Any]:
    """What a form does not write: the traits that the paper showed, taken when a control is said, and INSi's answer."""
    control = ("proof_kind", "proof_on")
    is_same = all(was.get(name) == kept[name] for name in control)
    traits = was.get("proof_traits")
    if not is_same or traits is None:
        traits = _traits(session, vault, person_id, kept).to_json() if kept["proof_kind"] else None
    return {"proof_traits": traits, "recovery": was.get("recovery")}


def take_answer(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    answer: ins.Recovery,
    *,
    now: datetime,
) -> PersonFact:
    """What INSi answered about the person, as the software that asked handed it over; never what somebody typed.

    The person's own identity stays as it is: it is compared, not overwritten. Raises NotFound, Invalid.
    """
    refusal = ins.number_refusal(answer.matricule)
    if refusal or answer.oid not in ins.OIDS:
        raise Invalid(
            {"matricule": refusal or "Cet identifiant n’est pas celui d’un matricule INS."}
        )
    recovery = {
        "matricule": ins.compact_number(answer.matricule),
        "oid": answer.oid,
        "on": answer.on.isoformat(),
        "traits": answer.traits.to_json(),
    }
    tell_tablets(session, actor.establishment_id, person_id)
    facts = facts_of(session, vault, [person_id], ["ins"]).get(person_id, [])
    before = standing(session, actor, person_id, facts[0].id, None) if facts else None
    was = opened(vault, before) if before else {}
    kept = {**was, **_completed(was, answer.traits), "recovery": recovery, "reason": None}
    told = (person_id, "ins", IN_FORCE)
    row = write(session, vault, actor, told, kept, before=before, now=now)
    tell(session, actor, row, "file.identity_recovered", ["recovery"], now)
    return row


def _completed(was: Mapping[str, Any], told: ins.Traits) -> dict[str, Any]:
    """The traits that only this fact holds, as INSi writes them where it says more."""
    names = {"given_names": told.given_names, "birth_place": told.birth_place}
    return {
        name: value if value and fold(was.get(name) or "") != fold(value) else was.get(name)
        for name, value in names.items()
    }


def _said(facts: list[Fact]) -> Mapping[str, Any]:
    return (facts[0].said or {}) if facts else {}


def _traits(
    session: Session, vault: Vault, person_id: uuid.UUID, said: Mapping[str, Any]
) -> ins.Traits:
    row = session.get_one(Person, person_id)
    try:
        kept = vault.open(person_id, "person", person_id, row.sealed)
    except SealBroken:
        kept = {}
    return ins.Traits(
        birth_name=kept.get("birth_name") or kept.get("family_name") or "",
        given_names=said.get("given_names") or kept.get("given_name") or "",
        born_on=date.fromisoformat(kept["born_on"]) if kept.get("born_on") else None,
        sex=kept.get("sex"),
        birth_place=said.get("birth_place"),
    )


def _proof(said: Mapping[str, Any]) -> ins.Proof | None:
    if not said.get("proof_kind") or not said.get("proof_traits"):
        return None
    traits = ins.Traits.from_json(said["proof_traits"])
    return ins.Proof(said["proof_kind"], date.fromisoformat(said["proof_on"]), traits)


def _recovery(said: Mapping[str, Any]) -> ins.Recovery | None:
    kept = said.get("recovery")
    if not kept:
        return None
    traits = ins.Traits.from_json(kept["traits"])
    return ins.Recovery(kept["matricule"], kept["oid"], date.fromisoformat(kept["on"]), traits)
