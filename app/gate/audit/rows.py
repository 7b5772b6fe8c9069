"""Opens every sealed row in its place: one altered, or copied under another person, does not open and is named. So is
one whose seal says otherwise than what stays in clear beside it.

The tables belong to storeys above; here they are named only, each with the columns that say its row and its owner.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Uuid, column, func, select, table
from sqlalchemy.orm import Session

from app.gate.audit import clear
from app.gate.audit.findings import Finding
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken

_BATCH = 500


class Sealed(NamedTuple):
    """A table with a `sealed` column: the column of its row's id, and the first filled one is its owner's."""

    name: str
    row: str
    owners: tuple[str, ...]
    words: str


TABLES = (
    Sealed("staff", "id", ("id",), "professionnel"),
    Sealed("person", "id", ("id",), "personne"),
    Sealed("picture", "person_id", ("person_id",), "photo"),
    Sealed("absence", "chain_id", ("person_id",), "absence"),
    Sealed("person_fact", "id", ("person_id",), "fait du dossier"),
    Sealed("medical_fact", "id", ("person_id",), "fait médical"),
    Sealed("entry", "id", ("person_id",), "transmission"),
    Sealed("addition", "id", ("person_id",), "complément"),
    Sealed("follow_up", "id", ("person_id",), "suivi"),
    Sealed("follow_up_step", "id", ("person_id",), "étape d’un suivi"),
    Sealed("prescription_line", "id", ("person_id",), "ligne de prescription"),
    Sealed("alert_override", "id", ("person_id",), "motif d’une alerte passée outre"),
    Sealed("order_signature", "id", ("person_id",), "signature d’un ordre oral"),
    Sealed("transcription", "id", ("person_id",), "transcription"),
    Sealed("line_question", "id", ("person_id",), "question sur une ligne"),
    Sealed("observation", "id", ("person_id",), "mesure"),
    Sealed("wound_act", "id", ("person_id",), "évaluation de plaie"),
    Sealed("person_label", "id", ("person_id",), "étiquette"),
    Sealed("container", "id", ("person_id",), "pilulier"),
    Sealed("administration", "id", ("person_id",), "ce qui a été donné"),
    Sealed("dose_resolution", "id", ("person_id",), "désaccord tranché"),
    Sealed("person_thresholds", "person_id", ("person_id",), "seuils d’une personne"),
    Sealed("document", "id", ("person_id",), "document"),
    Sealed("document_part", "id", ("person_id",), "morceau d’un document"),
    Sealed("document_page", "id", ("person_id",), "page d’un document"),
    Sealed("document_filing", "id", ("person_id",), "classement"),
    Sealed("document_mask", "id", ("person_id",), "masquage"),
    Sealed("relative", "id", ("person_id",), "proche"),
    Sealed("relative_grant", "id", ("person_id",), "accord donné à un proche"),
    Sealed("shared_item", "id", ("person_id",), "ce qui est partagé avec les proches"),
    Sealed("family_message", "id", ("person_id",), "message avec un proche"),
    Sealed("retention_hold", "id", ("person_id",), "conservation demandée"),
    Sealed("person_death", "person_id", ("person_id",), "jour d’un décès"),
    Sealed("rights_request", "id", ("person_id",), "demande de droits"),
    Sealed("rights_step", "id", ("person_id",), "suite d’une demande de droits"),
    Sealed("rights_mark", "id", ("person_id",), "marque à côté d’un élément du dossier"),
    Sealed("survey_reply", "id", ("person_id",), "réponse à une enquête"),
    Sealed("access_copy", "id", ("person_id",), "copie du dossier"),
    Sealed("command", "id", ("person_id", "author_id"), "commande"),
    Sealed("quarantine", "id", ("settled_by",), "motif d’une saisie mise de côté"),
    Sealed("emergency_access", "id", ("person_id",), "motif d’un accès exceptionnel"),
    Sealed("install", "id", ("acknowledged_by",), "motif de saisies manquantes"),
)

DERIVED = ("search_block",)
"""Sealed too, and not verified: made from the rows above, and made anew from them when one does not open."""


def verify_rows(house: House) -> list[Finding]:
    """One finding for each sealed row that does not open in its place; empty when all do.

    What is left of an erased person is not one: nobody can open it any more, on purpose.
    """
    with house.database.read() as session:
        gone = table("erasure", column("person_id", Uuid()))
        erased = set(session.scalars(select(gone.c.person_id)))
        return [found for one in TABLES for found in _table(house, session, one, erased)]


def _table(
    house: House, session: Session, one: Sealed, erased: set[uuid.UUID]
) -> Iterator[Finding]:
    names = {one.row, *one.owners}
    columns = [column(name, Uuid()) for name in sorted(names)]
    told = clear.TOLD.get(one.name, {})
    columns += [column(name, type_) for name, type_ in told.items() if name not in names]
    rows = table(one.name, *columns, column("sealed", LargeBinary()))
    owner = func.coalesce(*(rows.c[name] for name in one.owners), None, type_=Uuid())
    wanted = (
        select(
            rows.c[one.row].label("row"),
            owner.label("owner"),
            rows.c.sealed,
            *(rows.c[name] for name in told),
        )
        .where(rows.c.sealed.is_not(None))
        .order_by(rows.c[one.row])
        .execution_options(yield_per=_BATCH)
    )
    found = session.execute(wanted)
    for some in found.partitions(_BATCH):
        house.vault.warm({row.owner for row in some})
        yield from (finding for row in some if (finding := _row(house, one, row, erased)))


def _row(house: House, one: Sealed, row: Any, erased: set[uuid.UUID]) -> Finding | None:
    name = f"{one.name} {row.row}"
    try:
        opened = house.vault.open(row.owner, one.name, row.row, row.sealed)
        if one.name in clear.TOLD and opened.get(clear.KEY) not in (None, _told(one, row)):
            raise SealBroken(name)
    except SealBroken:
        message = f"{one.words.capitalize()} {row.row} (table {one.name}) : altérée ou déplacée."
        return Finding("row_broken", name, message)
    except KeyGone:
        if row.owner in erased:
            return None
        message = f"{one.words.capitalize()} {row.row} (table {one.name}) : sa clé n’existe plus."
        return Finding("row_keyless", name, message)
    return None


def _told(one: Sealed, row: Any) -> str:
    return clear.digest(one.name, row._mapping)
