"""Exchanges with the server: the outbox's way out, the feed's way in, the clock, and locks that could not be told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx

from app.ground import clock
from app.tablet.connection import SESSION_COOKIE, Problem
from app.tablet.outbox import Kept

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet


def send(tablet: Tablet, limit: int) -> list[dict[str, Any]]:
    """Posts what waits, in order, once each; what the server puts off (`later`) holds up nothing behind it."""
    deliver_lock(tablet)
    results: list[dict[str, Any]] = []
    after = 0
    while batch := tablet.outbox.waiting(limit, after=after):
        answer = post_outbox(tablet, batch)
        _settle(tablet, batch, answer)
        results += answer["results"]
        after = batch[-1].seq
    return results


def _settle(tablet: Tablet, batch: list[Kept], answer: dict[str, Any]) -> None:
    """Notes the answers by the server's clock, which `durable_through` speaks of too."""
    now = clock.from_text(answer["now"]) or tablet.now()
    tablet.outbox.settle(batch, answer["results"], now)
    tablet.outbox.forget(durable_through=clock.from_text(answer["durable_through"]), now=now)
    _note_epoch(tablet, answer["epoch"])


def post_outbox(tablet: Tablet, batch: list[Kept]) -> dict[str, Any]:
    """One request, as the protocol writes it; the server's answer, nothing noted here."""
    body = {
        "install": str(tablet.outbox.install),
        "last_seq": tablet.outbox.last_seq,
        "sent_at": clock.to_text(tablet.now()),
        "sessions": tablet.outbox.proofs(batch),
        "envelopes": [one.sealed for one in batch],
    }
    answer: dict[str, Any] = tablet.connection.post("/api/v1/outbox", body)
    measure_clock(tablet, answer["now"])
    return answer


def pull(tablet: Tablet, unit: str) -> dict[str, Any]:
    """Asks what changed in a unit since its cursor, and applies it."""
    params = {"unit": unit}
    if cursor := tablet.rows.cursors.get(unit):
        params["cursor"] = cursor
    answer: dict[str, Any] = tablet.connection.get("/api/v1/changes", params=params)
    _note_epoch(tablet, answer["epoch"])
    tablet.rows.take(unit, answer)
    tablet.rows.prune(tablet.now() + _offset(tablet))
    measure_clock(tablet, answer["now"])
    return answer


def measure_clock(tablet: Tablet, server_now: str) -> None:
    """Keeps how far the server's clock is ahead of this one, in milliseconds."""
    there, here = clock.from_text(server_now), tablet.now()
    if there is None:
        return
    offset = round((there - here).total_seconds() * 1000)
    tablet.storage.put("clock", {"offset_ms": offset, "measured_at": clock.to_text(here)})


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


def _note_epoch(tablet: Tablet, epoch: str) -> None:
    """A new epoch means a restored server: what is still kept here is offered again."""
    known = tablet.storage.get("epoch")
    tablet.storage.put("epoch", epoch)
    if known is not None and known != epoch:
        tablet.outbox.offer_again()


def _offset(tablet: Tablet) -> timedelta:
    measured = tablet.storage.get("clock") or {}
    return timedelta(milliseconds=measured.get("offset_ms") or 0)
