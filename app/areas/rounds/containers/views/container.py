"""One container: what is in it, slot by slot, who prepared it, what it held before; and the gestures that empty it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing.queries import Version, versions_named
from app.areas.rounds.containers.commands import empty, lose
from app.areas.rounds.containers.history import preparations_of
from app.areas.rounds.containers.offering import UNREADABLE
from app.areas.rounds.containers.values import ContainerValue, ItemValue
from app.areas.rounds.containers.views.blueprint import (
    PREPARE,
    Desk,
    blueprint,
    desk,
    reached_container,
)
from app.gate.auth.routes import button, reading
from app.ground.ids import parse_id
from app.ground.pages.undo import press
from medication.amount_words import amount_words
from medication.scheme_words import moment_words


@dataclass(frozen=True, slots=True)
class Inside:
    """One dose as the page says it."""

    item: ItemValue
    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is, or was, in it for one moment of a day."""

    on: date
    words: str
    doses: tuple[Inside, ...]


@reading(blueprint, "/<uuid:container_id>", PREPARE)
def container(container_id: uuid.UUID) -> str:
    of = desk()
    one, person = reached_container(of, container_id)
    with of.house.database.read() as session:
        versions = versions_named(session, of.house, {item.line for item in one.items})
        past = preparations_of(session, container_id)
    return render_template(
        "office/containers/container.html",
        one=one,
        person=person,
        held=held(one, versions),
        past=past,
        staff=of.staff,
        now=of.now,
    )


@button(blueprint, "/<uuid:container_id>/vider", PREPARE)
def emptying(container_id: uuid.UUID) -> Response:
    return _pressed(
        container_id,
        lambda session, of, seen: empty(
            session, of.house, of.actor, container_id, seen=seen or uuid.UUID(int=0), now=of.now
        ),
        "Pilulier vidé : plus rien ne se donne avec lui.",
    )


@button(blueprint, "/<uuid:container_id>/perdu", PREPARE)
def losing(container_id: uuid.UUID) -> Response:
    return _pressed(
        container_id,
        lambda session, of, seen: lose(
            session, of.house, of.actor, container_id, seen=seen, now=of.now
        ),
        "Son étiquette n’ouvre plus rien. Préparez-en un autre.",
    )


def _pressed(
    container_id: uuid.UUID,
    act: Callable[[Session, Desk, uuid.UUID | None], None],
    said: str,
) -> Response:
    of = desk()
    reached_container(of, container_id)
    seen = parse_id(request.form.get("seen"))
    back = url_for("containers.container", container_id=container_id)
    return press(lambda session: act(session, of, seen), back=back, said=said)


def held(one: ContainerValue, versions: dict[uuid.UUID, Version]) -> list[Held]:
    """The items of the present preparation, by moment."""
    found = []
    ordered = sorted(one.items, key=lambda item: (item.due_at, item.slot))
    for (day, moment), items in groupby(ordered, key=lambda item: item.slot.partition("/")[::2]):
        doses = tuple(_inside(item, versions.get(item.line)) for item in items)
        found.append(Held(date.fromisoformat(day), moment_words(moment), doses))
    return found


def _inside(item: ItemValue, version: Version | None) -> Inside:
    line = version.line if version else None
    if line is None:
        return Inside(item, UNREADABLE, "")
    return Inside(item, line.drug.label, amount_words(item.amount, line.unit))
