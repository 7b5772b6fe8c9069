"""A contested transmission says so wherever it is read; a limited one is read by nobody but the named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.areas.journal.queries import entries_of, facets_of, unread_ids
from app.areas.journal.search import make_due
from app.gate.directory.structure import zone_of
from tests.areas.marks.placing import completed, contested, lifted, limited
from tests.journal.test_history_api import page
from tests.journal.writing import PAIN, corrected, record, told, written
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW
from transmissions.search import Wanted

LOUD: Json = {**PAIN, "importance": "important", "to_read": True, "data": "Se plaint du genou"}
ALL, WORDS = Wanted(), Wanted(words=("genou",))


def at_desk(exchange: Exchange, reader: str, wanted: Wanted = ALL) -> list[UUID]:
    home = exchange.home
    with exchange.house.database.read() as session:
        zone = zone_of(session, home.id)
    found = entries_of(
        exchange.house,
        home.id,
        home.persons["Lenoir"],
        wanted,
        zone,
        None,
        reader_id=home.staff[reader],
    )
    assert found.total == len(found.rows)
    return [one.id for one in found.rows]


def loud(exchange: Exchange, unlock: Any) -> UUID:
    return UUID(written(exchange, unlock, LOUD))


def test_what_is_contested_says_so_on_tablets_in_whichever_version(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    first = written(exchange, aicha)
    before = exchange.pull(aicha, exchange.home.units[0])["cursor"]
    contested(exchange, "entry", first, "Je ne suis pas tombée.")
    (row,) = exchange.pull(aicha, exchange.home.units[0], before)["rows"]["entry"]
    assert [(one["kind"], one["by"], one["text"]) for one in row["marks"]] == [
        ("contest", "Jeanne Lenoir", "Je ne suis pas tombée.")
    ]
    second = corrected(exchange, aicha, first)
    completed(exchange, "entry", second, "J’ai glissé, sans tomber.")
    rows = told(exchange, aicha)
    assert [one["kind"] for one in rows[second]["marks"]] == ["contest", "addendum"]
    assert "marks" not in rows[first]
    (kept,) = (one for one in page(exchange, aicha)["entries"] if one["id"] == second)
    assert kept["marks"] == rows[second]["marks"]


def test_what_is_limited_leaves_tablets_and_comes_back_once_lifted(
    each_exchange: Exchange,
) -> None:
    exchange = each_exchange
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    first = written(exchange, aicha)
    second = corrected(exchange, aicha, first)
    other = written(exchange, aicha)
    cursor = exchange.pull(aicha, unit)["cursor"]
    mark = limited(exchange, "entry", second, "Nadia")
    answer = exchange.pull(aicha, unit, cursor)
    gone = {one["id"] for one in answer["removed"] if one["kind"] == "entry"}
    assert gone == {first, second}
    assert set(told(exchange, aicha)) == {other}
    assert [one["id"] for one in page(exchange, aicha)["entries"]] == [other]
    lifted(exchange, mark)
    back = exchange.pull(aicha, unit, answer["cursor"])["rows"]["entry"]
    assert {one["id"] for one in back} == {first, second}


def test_only_the_named_read_what_is_limited_at_a_desk(exchange: Exchange) -> None:
    aicha, home = exchange.home.unlock("Aïcha"), exchange.home
    entry, other = loud(exchange, aicha), UUID(written(exchange, aicha))
    make_due(exchange.house)
    assert at_desk(exchange, "Aïcha", WORDS) == [entry]
    limited(exchange, "entry", entry, "Nadia")
    assert at_desk(exchange, "Aïcha") == [other]
    assert at_desk(exchange, "Aïcha", WORDS) == []
    assert set(at_desk(exchange, "Nadia")) == {entry, other}
    assert at_desk(exchange, "Nadia", WORDS) == [entry]
    with exchange.house.database.read() as session:
        for reader, asked in (("Nadia", [entry]), ("Hélène", [])):
            mine = home.staff[reader]
            assert unread_ids(session, mine, [home.persons["Lenoir"]], now=NOW) == asked


def test_a_limit_hides_by_whom_and_of_what_it_was_written_too(exchange: Exchange) -> None:
    aicha, home = exchange.home.unlock("Aïcha"), exchange.home
    entry, person = written(exchange, aicha), home.persons["Lenoir"]
    limited(exchange, "entry", entry, "Nadia")
    with exchange.house.database.read() as session:
        assert facets_of(session, home.id, person, home.staff["Hélène"]).cibles == []
        assert len(facets_of(session, home.id, person, home.staff["Nadia"]).cibles) == 1


def test_another_version_of_what_is_limited_is_limited_too(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    first = written(exchange, aicha)
    limited(exchange, "entry", first, "Nadia")
    corrected(exchange, aicha, first)
    assert told(exchange, aicha) == {}


def test_what_waits_on_a_tablet_arrives_although_the_entry_is_limited(exchange: Exchange) -> None:
    """A gesture made before the tablet heard of it is kept like any other."""
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    entry = written(exchange, aicha)
    limited(exchange, "entry", entry, "Nadia")
    late = record(exchange, nadia, PAIN)
    assert exchange.one(nadia.tablet, nadia.seal(late))["outcome"] == "applied"
    envelope = nadia.write("transmission.read", None, {"entries": [entry]}, at=NOW)
    assert exchange.one(nadia.tablet, envelope)["outcome"] == "applied"
