"""What may be done with recalls: typing one in, and saying that it is over. They are never deleted or changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.drugs.recalls.drafts import RecallDraft, RecalledPack, batches_of
from app.areas.drugs.recalls.models import BatchRecall
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.gate.directory.structure import zone_of
from app.ground.checks import Checks
from app.ground.database import take_revision
from app.ground.errors import Conflict
from app.ground.pages.words import day
from medication.recalls import fold_batch

EARLIEST: Final = date(2000, 1, 1)
REASON, SOURCE, LABEL = 300, 120, 300


def write_recalls(
    session: Session, actor: Doer, draft: RecallDraft, *, id: uuid.UUID, now: datetime
) -> list[uuid.UUID]:
    """One recall for each pack and batch. Those of a form that was sent twice (the same `id`) are written once.

    Raises Invalid, each reason under its field.
    """
    take_revision(session, actor.establishment_id)
    checks, today = Checks(), _today(session, actor, now)
    reason = checks.line("reason", draft.reason, missing="Dites pourquoi.", limit=REASON)
    source = checks.line("source", draft.source, missing="Dites qui l’a demandé.", limit=SOURCE)
    batches = batches_of(checks, draft)
    since = _day(checks, "since", draft.since, EARLIEST, today)
    if not draft.packs:
        checks.refuse("packs", "Choisissez au moins une boîte.")
    checks.end()
    wanted = {
        uuid.uuid5(id, f"{pack.gtin}/{fold_batch(batch or '')}"): (pack, batch)
        for pack, batch in product(draft.packs, batches)
    }
    written = set(session.scalars(select(BatchRecall.id).where(BatchRecall.id.in_(wanted))))
    fresh = {key: pair for key, pair in wanted.items() if key not in written}
    _refuse_known(session, actor, fresh.values())
    for key, (pack, batch) in fresh.items():
        row = _row(actor, key, pack, batch, now)
        row.reason, row.source, row.since = reason, source, since
        session.add(row)
        record(session, "recall.written", at=now, actor=actor, subject_id=key)
    return list(wanted)


def end_recall(
    session: Session,
    actor: Doer,
    recall_id: uuid.UUID,
    *,
    ended_on: date | None,
    why: str,
    now: datetime,
) -> None:
    """From that day on the boxes may be given again. Raises NotFound, Invalid, Conflict when it was over already."""
    row = find_to_change(session, BatchRecall, actor.establishment_id, recall_id)
    checks = Checks()
    reason = checks.line("why", why, missing="Dites pourquoi il prend fin.", limit=REASON)
    day_ = _day(checks, "ended_on", ended_on, row.since, _today(session, actor, now))
    checks.end()
    if row.ended_on is not None:
        if (row.ended_on, row.ended_why, row.ended_by) == (day_, reason, actor.staff_id):
            return
        raise Conflict(f"Ce rappel est déjà terminé, depuis le {day(row.ended_on)}.")
    row.ended_on, row.ended_why = day_, reason
    row.ended_by, row.ended_at = actor.staff_id, now
    record(session, "recall.ended", at=now, actor=actor, subject_id=row.id)


def _row(
    actor: Doer, id: uuid.UUID, pack: RecalledPack, batch: str | None, now: datetime
) -> BatchRecall:
    return BatchRecall(
        id=id,
        establishment_id=actor.establishment_id,
        cip13=pack.cip13,
        gtin=pack.gtin,
        label=pack.label[:LABEL],
        batch=batch,
        author_id=actor.staff_id,
        written_at=now,
    )


def _refuse_known(
    session: Session, actor: Doer, wanted: Iterable[tuple[RecalledPack, str | None]]
) -> None:
    """Raises Invalid when one of these already holds, alone or under « tous les lots »."""
    pairs = list(wanted)
    holding = session.scalars(
        select(BatchRecall).where(
            BatchRecall.establishment_id == actor.establishment_id,
            BatchRecall.gtin.in_({pack.gtin for pack, _ in pairs}),
            BatchRecall.ended_on.is_(None),
        )
    ).all()
    checks = Checks()
    if known := "\u00a0; ".join(_known(holding, pairs)):
        checks.refuse("batches", f"Déjà noté : {known}. Retirez-le d’ici.")
    checks.end()


def _known(
    holding: Sequence[BatchRecall], pairs: Iterable[tuple[RecalledPack, str | None]]
) -> Iterator[str]:
    for pack, batch in pairs:
        for row in holding:
            is_wider = row.batch is None
            is_same = batch is not None and row.batch and fold_batch(row.batch) == fold_batch(batch)
            if row.gtin == pack.gtin and (is_wider or is_same):
                which = "tous les lots" if is_wider else f"lot {row.batch}"
                yield f"{row.label}, {which}, depuis le {day(row.since)}"
                break


def _day(checks: Checks, field: str, asked: date | None, least: date, most: date) -> date:
    if asked is None:
        checks.refuse(field, "Donnez une date : 2026-11-22, par exemple.")
    elif asked < least:
        checks.refuse(field, f"Pas avant le {day(least)}.")
    elif asked > most:
        checks.refuse(field, "Cette date n’est pas encore venue.")
    return asked or most


def _today(session: Session, actor: Doer, now: datetime) -> date:
    return now.astimezone(zone_of(session, actor.establishment_id)).date()
