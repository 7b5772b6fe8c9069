"""Those a person's file names: professionals, units, rooms, tablets of the home it left; brought as authors only."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.areas.privacy.columns import Unreadable, from_plain
from app.areas.privacy.parcel import NotTaken
from app.areas.privacy.reading import MODELS, PLACES, Row
from app.gate.auth.models import Device
from app.gate.auth.policy import ROLES
from app.gate.directory.models import Room, Staff, Unit
from app.ground.house import House

_NAMES = ("given_name", "family_name", "title")


def bring_around(
    session: Session,
    house: House,
    home: uuid.UUID,
    around: dict[str, list[Row]],
    *,
    now: datetime,
) -> None:
    """Makes whoever is not here yet. Whoever is here stays as they are. Raises NotTaken."""
    if set(around) != set(MODELS):
        raise NotTaken("Ce dossier ne dit pas qui y a écrit : rien n’a été importé.")
    for name in ("unit", "room", "device", "staff"):
        for told in around[name]:
            _bring(session, house, home, name, told, now)
        session.flush()


def _bring(
    session: Session, house: House, home: uuid.UUID, name: str, told: Row, now: datetime
) -> None:
    model: Any = MODELS[name]
    try:
        id = uuid.UUID(told["id"])
        there = session.get(model, id)
        if there is not None:
            if there.establishment_id != home:
                raise NotTaken(
                    "Ce dossier nomme quelqu’un ou un lieu d’un autre établissement d’ici."
                )
            return
        session.add(_made(house, home, name, id, told, now))
    except (Unreadable, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotTaken("Ce dossier nomme quelqu’un ou un lieu qui ne se lit pas.") from wrong


def _made(house: House, home: uuid.UUID, name: str, id: uuid.UUID, told: Row, now: datetime) -> Any:
    if name == "staff":
        return _member(house, home, id, told, now)
    if name == "device":
        # It may hand nothing in and show nothing: it is only what an act was done on.
        kind = _read(Device, told, "name", "kind")
        return Device(id=id, establishment_id=home, created_at=now, revoked_at=now, **kind)
    model: Any = Unit if name == "unit" else Room
    return model(id=id, establishment_id=home, **_read(model, told, *PLACES[name]))


def _member(house: House, home: uuid.UUID, id: uuid.UUID, told: Row, now: datetime) -> Staff:
    """An author without a key, an assignment or a right: gone since they came."""
    if told["role"] not in ROLES or not all(isinstance(told[one], str | None) for one in _NAMES):
        raise ValueError("no member")
    kind = house.vault.kind_of(id)
    if kind is None:
        house.vault.create_owner(id, home, "staff")
    elif kind != "staff":
        raise NotTaken("Ici, l’identifiant d’un auteur est celui de quelqu’un d’autre.")
    sealed = house.vault.seal(id, "staff", id, {one: told[one] for one in _NAMES})
    return Staff(
        id=id, establishment_id=home, role=told["role"], sealed=sealed, created_at=now, left_at=now
    )


def _read(model: Any, told: Row, *names: str) -> Row:
    columns = inspect(model).columns
    return {name: from_plain(columns[name], told[name]) for name in names}
