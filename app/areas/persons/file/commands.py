"""What may be done to the facts of a file: said, said otherwise, withdrawn; each a new version and an audit event."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.persons.file import identity
from app.areas.persons.file.kinds import EXPECTATION, KINDS, Kind
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE, WITHDRAWN, Fact, facts_of
from app.areas.persons.file.rules import checked_fact
from app.areas.persons.file.trusted import DESIGNATED, NO_TRUSTED, check_none_designated
from app.areas.persons.file.words import TRUSTED
from app.areas.persons.file.writing import opened, standing, tell, write
from app.areas.persons.papers import check_paper
from app.areas.persons.places import tell_tablets
from app.gate.audit.record import Doer
from app.ground.checks import Checks
from app.ground.errors import Conflict, Invalid
from app.ground.vault import Vault

_REASON = 200
_BESIDE = ("contact", "power", NO_TRUSTED)
"""What a new fact may contradict."""


def add_fact(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    kind_code: str,
    values: Mapping[str, Any],
    *,
    today: date,
    now: datetime,
) -> PersonFact:
    """A new fact. Raises NotFound, Invalid; Conflict for the second of a kind of which a person has one."""
    kind = KINDS[kind_code]
    kept = checked_fact(kind, values, today)
    tell_tablets(session, actor.establishment_id, person_id)
    there = facts_of(session, vault, [person_id], [kind_code, *_BESIDE]).get(person_id, [])
    if kind.is_single and any(one.kind is kind for one in there):
        raise Conflict("Quelqu’un vient de l’écrire : relisez la page.")
    _check_others(kind, kept, there, None)
    check_paper(session, vault, actor, person_id, kept.get("document"))
    if kind_code == NO_TRUSTED:
        check_none_designated((one for one in there if one.kind.code == "power"), today)
    if kept.get("quality") == TRUSTED:
        _answer_otherwise(session, vault, actor, there, now)
    if kind_code == "ins":
        kept |= identity.attested(session, vault, person_id, {}, kept)
    row = write(
        session, vault, actor, (person_id, kind_code, IN_FORCE), {**kept, "reason": None}, now=now
    )
    tell(session, actor, row, "file.noted", [name for name, value in kept.items() if value], now)
    return row


def change_fact(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    values: Mapping[str, Any],
    *,
    reason: str | None = None,
    today: date,
    seen: str | None = None,
    now: datetime,
) -> PersonFact:
    """The same fact, said otherwise; nothing is written when nothing differs. Raises NotFound, Invalid, Conflict."""
    before = standing(session, actor, person_id, chain_id, seen)
    _check_written(before)
    kind = KINDS[before.kind]
    kept, why = checked_fact(kind, values, today), _reason(reason)
    there = facts_of(session, vault, [person_id], [kind.code, *_BESIDE]).get(person_id, [])
    _check_others(kind, kept, there, chain_id)
    if kept.get("quality") == TRUSTED:
        _answer_otherwise(session, vault, actor, there, now)
    was = opened(vault, before)
    if kept.get("document") != was.get("document"):
        check_paper(session, vault, actor, person_id, kept["document"])
    if kind.code == "ins":
        kept |= identity.attested(session, vault, person_id, was, kept)
    changed = [name for name, value in kept.items() if was.get(name) != value]
    if not changed:
        return before
    row = write(
        session,
        vault,
        actor,
        (person_id, kind.code, IN_FORCE),
        {**kept, "reason": why},
        before=before,
        now=now,
    )
    tell(session, actor, row, "file.changed", changed, now)
    return row


def withdraw_fact(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    *,
    reason: str | None,
    seen: str | None = None,
    now: datetime,
) -> PersonFact:
    """A fact that no longer holds; what it said stays among its versions. Raises NotFound, Invalid, Conflict."""
    before = standing(session, actor, person_id, chain_id, seen)
    _check_written(before)
    why = _reason(reason)
    if why is None:
        raise Invalid({"reason": "Dites pourquoi, en quelques mots."})
    if before.kind == "contact":
        _check_unnamed(session, vault, person_id, chain_id)
    kept = {**opened(vault, before), "reason": why}
    told = (person_id, before.kind, WITHDRAWN)
    row = write(session, vault, actor, told, kept, before=before, now=now)
    tell(session, actor, row, "file.withdrawn", [], now)
    return row


def _check_others(
    kind: Kind, kept: Mapping[str, Any], there: list[Fact], own_id: uuid.UUID | None
) -> None:
    """What a power says of others: its contact is one of the person's; one trusted person at a time."""
    if kind.code != "power":
        return
    contacts = {str(one.id) for one in there if one.kind.code == "contact"}
    if kept["contact"] not in contacts:
        raise Invalid({"contact": "Choisissez un contact de cette personne."})
    others = [one for one in there if one.kind is kind and one.id != own_id]
    if kept["quality"] == TRUSTED and any(
        one.get("quality") == TRUSTED and not one.get("until") for one in others
    ):
        raise Invalid(
            {"quality": "Une personne de confiance est déjà désignée : datez d’abord la fin."}
        )


def _answer_otherwise(
    session: Session, vault: Vault, actor: Doer, there: list[Fact], now: datetime
) -> None:
    """A trusted person is designated: that there was none no longer holds."""
    for one in there:
        if one.kind.code == NO_TRUSTED:
            about = (session, vault, actor, one.person_id, one.id)
            withdraw_fact(*about, reason=DESIGNATED, now=now)


def _check_written(before: PersonFact) -> None:
    if before.kind == EXPECTATION and before.author_id is None:
        raise Conflict("Ce sont les mots de la personne : elle seule les change, dans son espace.")


def _check_unnamed(
    session: Session, vault: Vault, person_id: uuid.UUID, contact_id: uuid.UUID
) -> None:
    powers = facts_of(session, vault, [person_id], ["power"]).get(person_id, [])
    if any(one.get("contact") == str(contact_id) for one in powers):
        raise Conflict("Ce contact a une qualité ou un pouvoir : retirez-les d’abord.")


def _reason(text: str | None) -> str | None:
    checks = Checks()
    found = checks.optional_line("reason", text, limit=_REASON)
    checks.end()
    return found
