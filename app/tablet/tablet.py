"""The tablet: enrol, read the wall, unlock, record, send, pull, lock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from app.ground import clock
from app.ground.ids import new_id
from app.tablet import envelope, exchange, personal_code, rescue, unlock
from app.tablet.authenticator import Authenticator
from app.tablet.confirming import Key, confirmation, nonce_of
from app.tablet.connection import DEVICE_COOKIE, SESSION_COOKIE, Connection
from app.tablet.errors import TabletError
from app.tablet.outbox import Outbox
from app.tablet.proofs import Proofs
from app.tablet.registration import register
from app.tablet.rows import Rows
from app.tablet.session import Session
from app.tablet.storage import Jar, Storage
from app.tablet.store import Store
from app.tablet.timing import Timing
from app.tablet.wall import Wall, find_staff, find_unit


class Tablet:
    """One device at one server. `path` names the file it keeps (memory otherwise), beside which another stands for the
    browser's cookies. `now` is the device's clock.

    Rows are read at unlock and live in memory until lock; on disk they are sealed. Network trouble raises
    `httpx.TransportError` and loses nothing: what was recorded waits in the outbox. A refusal raises `Problem`.
    """

    def __init__(
        self,
        origin: str,
        *,
        path: Path | None = None,
        client: httpx.Client | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self.path, self.now = path, now
        self.connection = Connection(origin, client)
        self.storage, self.jar = Storage(path), Jar(path and path.with_suffix(".cookies"))
        self.timing = Timing(self.storage, now)
        self.outbox = Outbox(self.storage, self.jar)
        self.proofs = Proofs(self.storage)
        self.store = Store(self.storage)
        self.rows = Rows()
        self.session: Session | None = None
        self.store_keys: unlock.StoreKeys = {}
        if self.jar.device is not None:
            self.connection.cookies[DEVICE_COOKIE] = self.jar.device

    # -- who this tablet is ---------------------------------------------------

    def enrol(self, token: str) -> dict[str, Any]:
        """Makes this a device of the home that made the token; returns the server's answer."""
        answer: dict[str, Any] = self.connection.post("/api/v1/devices/enrol", {"token": token})
        self._keep_device()
        return answer

    def register(
        self,
        token: str,
        authenticator: Authenticator,
        *,
        label: str = "Clé",
        code: str | None = None,
    ) -> dict[str, Any]:
        """Registers a passkey from an invitation, with a `code` when it lives in this tablet; returns its owner."""
        return register(self.connection, token, authenticator, label=label, code=code)

    def wall(self) -> Wall:
        """Asks the server for the wall and keeps it for the time without network."""
        wall: Wall = self.connection.get("/api/v1/wall")
        self.storage.put("wall", wall)
        self.timing.measure(wall["now"])
        return wall

    @property
    def known_wall(self) -> Wall:
        """The wall as last received."""
        wall: Wall | None = self.storage.get("wall")
        if wall is None:
            raise TabletError("this tablet has never seen its wall")
        return wall

    # -- who holds it ---------------------------------------------------------

    def unlock(
        self,
        staff: str | uuid.UUID,
        authenticator: Authenticator,
        *,
        offline: bool = False,
        with_prf: bool = True,
        code: str | None = None,
        next_code: str | None = None,
    ) -> Session:
        """Opens the tablet for one person (id or first name of the wall), with or without network. Their personal
        `code` goes with the tablet's own passkey; online, `next_code` takes its place.
        """
        person = find_staff(self.known_wall, staff)
        exchange.deliver_lock(self, offline=offline)
        if offline:
            self.session, self.store_keys = unlock.offline(self, person, authenticator, code=code)
        else:
            typed: dict[str, Any] = {"with_prf": with_prf, "code": code, "next_code": next_code}
            self.session, self.store_keys = unlock.online(self, person, authenticator, **typed)
        self.store.renew(self.store_keys)
        self.rows = self.store.load(self.store_keys)
        return self.session

    def resume(self) -> None:
        """After an unlock without network: opens the server's session for the same key."""
        session = self._open_session()
        exchange.deliver_lock(self)
        nonce = self.connection.post("/api/v1/unlock/nonce", {})["nonce"]
        body: dict[str, Any] = {"proof": session.proof, "possession": session.possession(nonce)}
        if session.is_behind_code and session.user_key is not None:
            intake = envelope.Intake.from_json(self.known_wall["intake"])
            tag = personal_code.opened(session.user_key, intake.key, nonce, session.id)
            body["opened"] = {"kid": intake.kid, "tag": tag}
        self.connection.post("/api/v1/unlock", body)
        session.is_known = True

    def lock(self, *, offline: bool = False) -> None:
        """Closes the tablet: rows and keys leave memory, the server's session is suspended when it is met."""
        known = self.session is not None and self.session.is_known
        self.session, self.store_keys = None, {}
        self.rows.forget()
        if known:
            self.storage.put("lock_due", self.connection.cookies.get(SESSION_COOKIE))
        exchange.deliver_lock(self, offline=offline)

    # -- what is done with it -------------------------------------------------

    def record(
        self,
        type: str,
        person: str | uuid.UUID | None,
        body: dict[str, Any],
        *,
        at: datetime | None = None,
        id: uuid.UUID | None = None,
        keys: Sequence[Key] = (),
        offline: bool = False,
    ) -> uuid.UUID:
        """Signs, seals and keeps one command; returns its id. The network plays no part, unless `keys` confirm it and
        are not asked to do so `offline`, over the lease.
        """
        session = self._open_session()
        nonce = nonce_of(self, offline=offline) if keys else ""
        id, at = id or new_id(), at or self.now()
        intake = envelope.Intake.from_json(self.known_wall["intake"])

        def make(seq: int) -> str:
            claims = envelope.command(
                self.origin,
                session,
                id=id,
                seq=seq,
                type=type,
                at=at,
                person=uuid.UUID(str(person)) if person else None,
                body=body,
            )
            if keys:
                claims["confirmations"] = [confirmation(self, claims, key, nonce) for key in keys]
            return envelope.seal_command(claims, session, intake)

        self.outbox.add(id, session.id, at, make)
        return id

    def send(self, limit: int = 50) -> list[dict[str, Any]]:
        """Sends what waits, oldest first, at most `limit` a request; returns the server's results."""
        return exchange.send(self, limit)

    def report(self) -> dict[str, Any]:
        """Tells the server how this tablet stands, with no envelope; returns its answer."""
        return exchange.report(self)

    def export(self, *, most: int = 1000) -> list[str]:
        """What waits, sealed, as the text of each file that another tablet can hand in, `most` entries in one."""
        return rescue.export(self, most=most)

    def carry(self, text: str) -> tuple[list[dict[str, Any]], str]:
        """Hands in another tablet's file; the server's results, and the text of the receipt."""
        return rescue.carry(self, text)

    def take_receipt(self, text: str) -> int:
        """Notes what the server answered to whoever carried this tablet's file; how many were settled."""
        return rescue.take_receipt(self, text)

    def pull(self, unit: str | uuid.UUID) -> dict[str, Any]:
        """Asks what changed in one unit (id or name) and applies it to `rows`; returns the answer."""
        return exchange.pull(self, [find_unit(self.known_wall, unit)])[0]

    def pull_all(self) -> None:
        """Pulls every unit of this tablet that its holder may see, in one request."""
        staff = find_staff(self.known_wall, self._open_session().staff)
        theirs = [one["id"] for one in self.known_wall["units"] if one["id"] in staff["units"]]
        exchange.pull(self, theirs)

    @property
    def device(self) -> uuid.UUID:
        """This device's id at its home."""
        return uuid.UUID(self.known_wall["device"]["id"])

    @property
    def origin(self) -> envelope.Origin:
        """What every command of this tablet says of where it comes from."""
        return envelope.Origin(
            uuid.UUID(self.known_wall["establishment"]["id"]),
            self.outbox.install,
            self.timing.offset_ms(),
            self.timing.measured_at(),
        )

    def close(self) -> None:
        """What switching off does: memory goes, the file stays."""
        self.connection.close()
        self.storage.close()

    # -- inside ---------------------------------------------------------------

    def _open_session(self) -> Session:
        if self.session is None:
            raise TabletError("this tablet is locked")
        return self.session

    def _keep_device(self) -> None:
        self.jar.device = self.connection.cookies[DEVICE_COOKIE]
