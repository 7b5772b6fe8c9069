"""What tablets handed in that somebody must look at, and what never came, as things to do."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.areas.steering.task import Task
from app.gate.sync.flags import count_flagged
from app.gate.sync.missing import count_devices
from app.gate.sync.review import count_waiting
from app.ground.pages.words import count


def arrivals(session: Session, home: UUID) -> Iterator[Task]:
    """The home's, whoever may see to them."""
    right = "quarantine.review"
    if aside := count_waiting(session, home):
        told = count(aside, "saisie mise de côté attend", "saisies mises de côté attendent")
        yield Task("inbox", f"{told} qu’on en juge.", "steering.quarantine", {}, right)
    if lost := count_devices(session, home):
        told = count(lost, "appareil")
        text = f"{told} : des saisies ne sont jamais arrivées."
        yield Task("alert", text, "steering.devices", {"etat": "manquantes"}, "device.manage")
    if odd := count_flagged(session, home):
        told = count(odd, "saisie signalée", "saisies signalées")
        yield Task("flag", f"{told} à voir.", "steering.flagged", {}, right)
