"""The server finds in a sealed file what the shared examples say: from seals, from blocks, and from both."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from app.areas.journal import history
from app.areas.journal.commands import load_entries, publish_vocabulary
from app.areas.journal.models import Addition
from app.areas.journal.search import making
from app.areas.journal.texts import addition_row, entry_row
from app.gate.auth.actor import Actor
from app.gate.directory.models import Staff
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW, add_staff
from transmissions import entry as values
from transmissions.search import Wanted, words_of
from transmissions.vocabulary import Vocabulary
from transmissions.vocabulary_rows import from_row

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "search.json").read_text(encoding="utf-8")
)
ZONE = ZoneInfo(VECTORS["zone"])


class File:
    """The examples as one person's file."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange, self.home = exchange, exchange.home
        self.person = exchange.home.persons["Roux"]
        self.ids: dict[uuid.UUID, str] = {}
        self.staff: dict[str, uuid.UUID] = {}
        with exchange.house.database.write() as session:
            for entry in VECTORS["entries"]:
                for name in (entry["author_name"], *_adders(entry)):
                    self._hire(session, name)
            self.words = _vocabulary()
            publish_vocabulary(session, self.words, establishment_id=self.home.id, now=NOW)

    def write(self, entries: list[Json]) -> None:
        with self.exchange.house.database.write() as session:
            for entry in entries:
                load_entries(session, [self._row(entry)])
                for said in entry["additions"]:
                    session.execute(insert(Addition), [self._added(entry, said)])

    def find(self, asked: Json) -> list[str]:
        authors = {one["author"]: self.staff[one["author_name"]] for one in VECTORS["entries"]}
        wanted = Wanted(
            words_of(asked["words"]),
            asked["cible"],
            authors[asked["author"]] if asked["author"] else None,
            date.fromisoformat(asked["since"]) if asked["since"] else None,
            date.fromisoformat(asked["until"]) if asked["until"] else None,
        )
        house, found, before = self.exchange.house, [], None
        while True:
            page = history.page_of(
                house, self.home.id, self.person, wanted, ZONE, before=before, limit=12
            )
            found += [self.ids[id] for id in page.ids]
            before = page.next
            if before is None:
                assert page.total == len(found)
                return found

    def _hire(self, session: Any, name: str) -> None:
        if name in self.staff:
            return
        given, family = name.split(" ", 1)
        id = self.staff[name] = add_staff(session, self.home, name, "nurse")
        names = {"given_name": given, "family_name": family, "title": ""}
        vault = self.exchange.house.vault
        session.get_one(Staff, id).sealed = vault.seal(id, "staff", id, names)

    def _actor(self, name: str) -> Actor:
        return Actor(self.staff[name], self.home.id, "nurse", None)

    def _row(self, entry: Json) -> Json:
        at = datetime.fromisoformat(entry["occurred_at"])
        id = new_id()
        self.ids[id] = entry["id"]
        draft = values.Draft(entry["cible"], 2, *_said(entry))
        return entry_row(
            self.exchange.house.vault,
            self._actor(entry["author_name"]),
            draft,
            self.words,
            id=id,
            person_id=self.person,
            occurred_at=at,
            received_at=at,
        )

    def _added(self, entry: Json, said: Json) -> Json:
        entry_id = next(id for id, name in self.ids.items() if name == entry["id"])
        actor = self._actor(said["author_name"])
        return addition_row(
            self.exchange.house.vault,
            actor,
            values.Addition(new_id(), actor.staff_id, NOW, *_said(said)),
            entry_id=entry_id,
            person_id=self.person,
            received_at=NOW,
        )


def _adders(entry: Json) -> list[str]:
    return [said["author_name"] for said in entry["additions"]]


def _said(said: Json) -> tuple[Any, ...]:
    chips = {part: tuple(phrases) for part, phrases in said["chips"].items()}
    return said["data"], said["actions"], said["result"], values.Chips(**chips)


def _vocabulary() -> Vocabulary:
    """The home's second words: the cibles of the examples."""
    labels = {entry["cible"]: entry["label"] for entry in VECTORS["entries"]}
    about = {"theme": "tout", "alarm": False, "macro": False, "retired": False}
    nothing: Json = {"sections": [], "data": [], "actions": [], "results": []}
    cibles = [{"id": id, "label": label, **about, **nothing} for id, label in labels.items()]
    themes = [{"id": "tout", "label": "Tout"}]
    return from_row({"version": 2, "themes": themes, "cibles": cibles, "common": []})


@pytest.mark.parametrize("how", ["from seals", "from blocks", "from both"])
def test_it_finds_as_the_examples_say(how: str, exchange: Exchange) -> None:
    file, entries = File(exchange), VECTORS["entries"]
    kept = {"from seals": 0, "from blocks": len(entries), "from both": len(entries) // 2}[how]
    file.write(entries[:kept])
    making.make(exchange.house, file.home.id, file.person)
    file.write(entries[kept:])
    wrong = {
        case["says"]: found
        for case in VECTORS["cases"]
        if (found := file.find(case["asked"])) != case["found"]
    }
    assert wrong == {}
