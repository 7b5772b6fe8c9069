"""Exchanges with the server: the outbox's way out, the feed's way in, the clock, and locks that could not be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import httpx

from app.ground import clock
from app.tablet.connection import SESSION_COOKIE, Problem
from app.tablet.outbox import Kept

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet

APP_VERSION = "python"


def send(tablet: Tablet, limit: int) -> list[dict[str, Any]]:
    """Posts what waits, in order, once each; what the server puts off (`later`) holds up nothing behind it.

    When the answer tells of a restored server, everything still kept is posted again.
    """
    deliver_lock(tablet)
    results: list[dict[str, Any]] = []
    after = 0
    while batch := tablet.outbox.waiting(limit, after=after):
        answer = post_outbox(tablet, batch)
        after = 0 if _settle(tablet, batch, answer) else batch[-1].seq
        results += answer["results"]
    return results


def report(tablet: Tablet) -> dict[str, Any]:
    """Tells how this tablet stands, with no envelope; the server's answer."""
    deliver_lock(tablet)
    answer = post_outbox(tablet, [])
    _settle(tablet, [], answer)
    return answer


def _settle(tablet: Tablet, batch: list[Kept], answer: dict[str, Any]) -> bool:
    """Notes the answers by the server's clock, which `durable_through` speaks of too; whether its epoch is new."""
    now = clock.from_text(answer["now"]) or tablet.now()
    tablet.outbox.settle(batch, answer["results"], now)
    tablet.proofs.note(batch, answer["results"])
    is_new = _note_epoch(tablet, answer["epoch"])
    tablet.outbox.forget(durable_through=clock.from_text(answer["durable_through"]), now=now)
    tablet.proofs.forget(tablet.session.id if tablet.session else None)
    if answer.get("prior_noted"):
        tablet.outbox.prior_noted()
    tablet.storage.put("missing", answer.get("missing"))
    tablet.storage.put("missing_unknown", answer.get("missing_unknown"))
    return is_new


def post_outbox(tablet: Tablet, batch: list[Kept]) -> dict[str, Any]:
    """One request, as the protocol writes it; the server's answer, nothing noted here."""
    body = {
        "install": str(tablet.outbox.install),
        "last_seq": tablet.outbox.last_seq,
        "sent_at": clock.to_text(tablet.now()),
        "tablet": _standing(tablet),
        "held": tablet.outbox.held(),
        "sessions": tablet.proofs.due(batch),
        "envelopes": [one.sealed for one in batch],
    }
    if tablet.outbox.prior is not None:
        body["prior"] = tablet.outbox.prior
    answer: dict[str, Any] = tablet.connection.post("/api/v1/outbox", body)
    tablet.timing.measure(answer["now"])
    return answer


def _standing(tablet: Tablet) -> dict[str, Any]:
    """How this tablet does: numbers, nothing about anyone."""
    return {
        "app_version": APP_VERSION,
        "waiting": tablet.outbox.count(),
        "oldest_at": tablet.outbox.oldest_at(),
        "persisted": tablet.path is not None,
        "usage": tablet.storage.size(),
        "quota": None,
    }


def pull(tablet: Tablet, units: Sequence[str]) -> list[dict[str, Any]]:
    """Asks what changed in these units since their cursors, in one request, and applies it, in memory and on disk.

    Raises Problem for the first of which nothing is told, once the others are applied.
    """
    held = tablet.rows.cursors
    asked = [{"unit": unit} | ({"cursor": held[unit]} if unit in held else {}) for unit in units]
    answer = tablet.connection.post("/api/v1/changes", {"units": asked})
    tablet.timing.measure(answer["now"])
    told: list[dict[str, Any]] = answer["units"]
    refused = [part for part in told if "status" in part]
    for part in told:
        if "status" not in part:
            _take(tablet, part["unit"], part)
        elif part["status"] == 404:
            tablet.rows.drop(part["unit"])
            tablet.store.drop(part["unit"])
    if refused:
        raise Problem(refused[0]["status"], refused[0])
    return told


def _take(tablet: Tablet, unit: str, answer: dict[str, Any]) -> None:
    _note_epoch(tablet, answer["epoch"])
    touched = tablet.rows.take(unit, answer)
    touched |= tablet.rows.prune(tablet.timing.estimate())[unit]
    if touched or not answer.get("unchanged"):
        tablet.store.keep(unit, tablet.rows.slices[unit], touched, tablet.store_keys)


def deliver_lock(tablet: Tablet, *, offline: bool = False) -> None:
    """Suspends the session that was locked here, before anything else is said to the server."""
    due = tablet.storage.get("lock_due")
    if offline or due is None:
        return
    cookies = tablet.connection.cookies
    current = cookies.get(SESSION_COOKIE)
    cookies[SESSION_COOKIE] = due
    try:
        tablet.connection.post("/api/v1/lock", {})
        tablet.storage.put("lock_due", None)
    except httpx.TransportError:
        pass  # told at the next contact
    except Problem as problem:
        if problem.status != 401:
            raise
        tablet.storage.put("lock_due", None)  # that session had ended already
    finally:
        cookies.pop(SESSION_COOKIE, None)
        if current is not None and current != due:
            cookies[SESSION_COOKIE] = current


def _note_epoch(tablet: Tablet, epoch: str) -> bool:
    """A new epoch means a restored server: what is still kept here is offered again."""
    known = tablet.storage.get("epoch")
    if known == epoch:
        return False
    if known is not None:
        tablet.proofs.offer_again()
        tablet.outbox.offer_again()
    tablet.storage.put("epoch", epoch)
    return known is not None
