"""Opening topics to a relative, and closing them: each grant stands by itself, and ends once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.giving import Giving, MeasureLike, giving
from app.areas.family.models import Relative, RelativeGrant
from app.areas.family.queries import relative_of
from app.areas.family.rules import TOPICS
from app.areas.persons.queries import person_of
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id


@dataclass(frozen=True, slots=True)
class Granting:
    """What is opened, who said so, and until when. `heard` is what the person said of it, when somebody decides for
    them; `giver` names the representative.
    """

    topics: frozenset[str]
    given_by: str
    until_at: datetime | None = None
    giver: str | None = None
    heard: str | None = None
    note: str | None = None


def grant(
    session: Session,
    house: House,
    actor: Doer,
    relative_id: uuid.UUID,
    said: Granting,
    measures: Iterable[MeasureLike],
    *,
    now: datetime,
) -> list[uuid.UUID]:
    """Opens these topics from now on, under the measures in force; one that is open is replaced.

    Raises Invalid, NotFound, Conflict (a relative who may not enter, a person who has left).
    """
    row = find_to_change(session, Relative, actor.establishment_id, relative_id)
    if relative_of(session, house, row.id).is_self:
        raise Conflict("La personne lit son propre dossier : aucun sujet n’est à lui ouvrir.")
    rules = {topic: giving(topic, measures) for topic in sorted(said.topics & TOPICS.keys())}
    _check(said, rules, now)
    if row.state != "active":
        raise Conflict("Ce proche ne peut plus entrer : rouvrez d’abord son accès.")
    if person_of(session, house, actor.establishment_id, row.person_id).left_at is not None:
        raise Conflict("Cette personne est sortie : plus aucun accès ne s’ouvre.")
    end_topics(session, actor, row.id, rules.keys(), "replaced", now=now)
    return [_keep(session, house, actor, row, topic, said, rules[topic], now) for topic in rules]


def revoke(
    session: Session, actor: Doer, relative_id: uuid.UUID, topic: str, *, now: datetime
) -> None:
    """Closes a topic at once: the next page that the relative asks for is without it. Raises NotFound."""
    row = find_to_change(session, Relative, actor.establishment_id, relative_id)
    end_topics(session, actor, row.id, [topic], "revoked", now=now)


def end_all(
    session: Session, actor: Doer, relative_id: uuid.UUID, ending: str, *, now: datetime
) -> None:
    """Closes every topic of a relative."""
    end_topics(session, actor, relative_id, TOPICS.keys(), ending, now=now)


def end_topics(
    session: Session,
    actor: Doer,
    relative_id: uuid.UUID,
    topics: Collection[str],
    ending: str,
    *,
    now: datetime,
) -> None:
    """Ends what is open of these topics, or was to expire later."""
    rows = session.scalars(
        select(RelativeGrant).where(
            RelativeGrant.relative_id == relative_id,
            RelativeGrant.topic.in_(sorted(topics)),
            RelativeGrant.ended_at.is_(None),
        )
    ).all()
    for row in rows:
        row.ended_at, row.ended_by, row.ending = now, actor.staff_id, ending
        detail = {"topic": row.topic, "ending": ending}
        about = {"person_id": row.person_id, "subject_id": relative_id, "detail": detail}
        record(session, "relative.revoke", at=now, actor=actor, **about)
    session.flush()


def _check(said: Granting, rules: dict[str, Giving], now: datetime) -> None:
    problems: dict[str, str] = {}
    if not rules or said.topics - rules.keys():
        problems["topics"] = "Choisissez au moins un sujet."
    for topic, rule in rules.items():
        if not rule.allows(said.given_by):
            problems["given_by"] = f"{TOPICS[topic]} : {rule.words} ({rule.source})"
    if any(rule.hears_person for rule in rules.values()) and not _words(said.heard):
        problems["heard"] = (
            "Dites ce que la personne en pense, ou pourquoi elle n’a pas pu le dire."
        )
    if said.given_by == "representative" and not _words(said.giver):
        problems["giver"] = "Dites qui a donné l’accord."
    if said.until_at is not None and said.until_at <= now:
        problems["until_on"] = "Cette date est passée."
    for name, value in (("giver", said.giver), ("heard", said.heard), ("note", said.note)):
        if len(value or "") > 500:
            problems[name] = "500 caractères au plus."
    if problems:
        raise Invalid(problems)


def _keep(
    session: Session,
    house: House,
    actor: Doer,
    relative: Relative,
    topic: str,
    said: Granting,
    rule: Giving,
    now: datetime,
) -> uuid.UUID:
    id = new_id()
    row = {
        "id": id,
        "establishment_id": relative.establishment_id,
        "person_id": relative.person_id,
        "relative_id": relative.id,
        "topic": topic,
        "given_by": said.given_by,
        "from_at": now,
        "until_at": said.until_at,
        "recorded_at": now,
        "recorded_by": actor.staff_id,
    }
    content = {
        "giver": _words(said.giver) if said.given_by == "representative" else None,
        "measure": f"{rule.words} ({rule.source})",
        "heard": _words(said.heard),
        "note": _words(said.note),
        clear.KEY: clear.digest("relative_grant", row),
    }
    sealed = house.vault.seal(relative.person_id, "relative_grant", id, content)
    session.add(RelativeGrant(**row, sealed=sealed))
    about = {"person_id": relative.person_id, "subject_id": relative.id}
    detail = {"topic": topic, "given_by": said.given_by}
    record(session, "relative.grant", at=now, actor=actor, detail=detail, **about)
    return id


def _words(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
