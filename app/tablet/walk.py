"""The loop that the command line shows: each step does one thing of the protocol and says it in French."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import httpx

from app.tablet import base64url, demo
from app.tablet.authenticator import Authenticator
from app.tablet.errors import TabletError
from app.tablet.passkey import Passkey
from app.tablet.tablet import Tablet
from app.tablet.wall import find_staff


class Walk:
    """One tablet and one authenticator, kept in `folder` when it is named."""

    def __init__(
        self, server: str, folder: Path | None, client: httpx.Client | None = None
    ) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._keys = folder / "cles.json" if folder else None
        path = folder / "tablette.db" if folder else None
        self.tablet = Tablet(server, path=path, client=client)
        self.authenticator = Authenticator(passkeys=_load(self._keys))
        self.is_demo = False
        self.written: str = ""

    def enter(self, device: str | None, invitation: str | None, who: str | None) -> None:
        """Becomes a device of the home: by its links, by what was kept, or by the demo's door."""
        if device:
            answer = self.tablet.enrol(_token(device))
            _say("Enrôlée", f"{answer['device']['name']}, {answer['establishment']['name']}")
        if invitation:
            staff = self.tablet.register(_token(invitation), self.authenticator)
            _save(self._keys, self.authenticator)
            _say("Clé enregistrée", f"pour {staff.get('first_name', 'ce professionnel')}")
        if device or self.tablet.jar.device:
            wall = self.tablet.wall()
            _say("Au mur", ", ".join(one["first_name"] for one in wall["staff"]) or "personne")
            return
        demo.enter(self.tablet, demo.find_guest(self.tablet, who))
        self.is_demo = True
        _say("Entrée", "par la porte de la démonstration")

    def open(self, who: str | None, *, offline: bool) -> None:
        """Unlocks with the passkey; the demo's door has unlocked already."""
        if self.is_demo:
            staff = find_staff(self.tablet.known_wall, self._session_staff())
        else:
            staff = self._find(who)
            self.tablet.unlock(staff["id"], self.authenticator, offline=offline)
        how = "sans réseau" if offline and not self.is_demo else "avec le réseau"
        _say("Déverrouillée", f"{how}, par {staff['first_name']} ({staff['role_label']})")

    def read(self) -> None:
        """Pulls the units, resuming first when the unlock was made without network."""
        session = self.tablet.session
        if session is not None and not session.is_known:
            _say("Réseau", "retrouvé : la session reprend")
            self.tablet.resume()
        self.tablet.pull_all()
        rows = self.tablet.rows
        _say("Reçu", f"{len(rows.persons())} personnes, {len(rows.entries())} transmissions")

    def write(self, text: str) -> None:
        """Records one transmission about the first person, with the first cible."""
        persons, vocabulary = self.tablet.rows.persons(), self.tablet.rows.vocabulary()
        if not persons or vocabulary is None:
            raise TabletError("cette tablette ne montre personne : rien à écrire")
        cible = next(one for one in vocabulary["cibles"] if not one["retired"] and not one["alarm"])
        body = {
            "cible": cible["id"],
            "vocabulary": vocabulary["version"],
            "data": text,
            "importance": "normal",
            "to_read": False,
        }
        self.written = str(self.tablet.record("transmission.record", persons[0]["id"], body))
        sealed = self.tablet.outbox.waiting()[-1]
        _say(
            "Écrite",
            f"« {cible['label']} », scellée ({len(sealed.sealed)} octets, n° {sealed.seq})",
        )

    def send(self) -> None:
        """Sends what waits and says each outcome in the server's words."""
        for result in self.tablet.send():
            _say("Envoyée", " : ".join(filter(None, (result["outcome"], result.get("reason")))))

    def read_back(self) -> None:
        """Pulls what changed: the entry comes back as every tablet of the unit sees it."""
        self.tablet.pull_all()
        entry = self.tablet.rows.kinds["entry"].get(self.written)
        if entry is None:
            raise TabletError("la transmission envoyée ne revient pas dans l’unité")
        _say("Relue", f"{entry['label']} : {entry['data']}")

    def lock(self) -> None:
        """Closes the tablet and suspends the server's session."""
        self.tablet.lock()
        _say("Verrouillée", "lignes et clés oubliées")

    def close(self) -> None:
        _save(self._keys, self.authenticator)  # sign counts moved
        self.tablet.close()

    def _find(self, who: str | None) -> dict[str, Any]:
        wall = self.tablet.known_wall
        if who is not None:
            return find_staff(wall, who)
        held = {base64url.encode(one.id) for one in self.authenticator.passkeys}
        for staff in wall["staff"]:
            if any(one["id"] in held for one in staff["credentials"]):
                return dict(staff)
        raise TabletError("aucune clé d’ici n’est celle de quelqu’un du mur : donnez --invitation")

    def _session_staff(self) -> str:
        assert self.tablet.session is not None
        return str(self.tablet.session.staff)


def _token(link: str) -> str:
    """The token of a link, or the token itself."""
    return link.rstrip("/").rsplit("/", 1)[-1]


def _load(path: Path | None) -> list[Passkey]:
    if path is None or not path.exists():
        return []
    return [Passkey.from_json(one) for one in json.loads(path.read_text())]


def _save(path: Path | None, authenticator: Authenticator) -> None:
    if path is not None:
        path.touch(mode=0o600)
        path.write_text(json.dumps([one.as_json() for one in authenticator.passkeys]))


def _say(what: str, more: str) -> None:
    sys.stdout.write(f"{what:<16} {more}\n")
