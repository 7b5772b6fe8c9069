"""A person's whole file over the API: pages, filters, words, and what an address may not ask."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from app.areas.journal.erasing import erase_entries
from app.areas.journal.models import Entry, SearchBlock, SearchIndex
from app.areas.journal.search import finding, making
from app.gate.auth.cookies import DEVICE_COOKIE, SESSION_COOKIE
from app.ground import clock
from tests.journal.writing import FALL, PAIN, corrected, gesture, record, written
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, add_staff

DAY = timedelta(days=1)


def ask(exchange: Exchange, unlock: Unlock, name: str = "Lenoir", **asked: Any) -> Any:
    """The raw answer."""
    home = exchange.home if name in exchange.home.persons else exchange.other
    return ask_of(exchange, unlock, home.persons[name], **asked)


def ask_of(exchange: Exchange, unlock: Unlock, person: uuid.UUID, **asked: Any) -> Any:
    client = exchange.application.test_client()
    client.set_cookie(DEVICE_COOKIE, unlock.tablet.cookie, domain="localhost", secure=True)
    client.set_cookie(SESSION_COOKIE, unlock.cookie, domain="localhost", secure=True)
    path = f"/api/v1/persons/{person}/entries"
    if "q" not in asked:
        return client.get(f"{path}?{urlencode(asked)}")
    body = {name: value if name == "limit" else str(value) for name, value in asked.items()}
    return client.post(path, json=body, headers={"Sec-Fetch-Site": "same-origin"})


def page(exchange: Exchange, unlock: Unlock, **asked: Any) -> Json:
    response = ask(exchange, unlock, **asked)
    assert response.status_code == 200, response.get_data(as_text=True)
    found: Json = response.get_json()
    return found


def ids(found: Json) -> list[str]:
    return [row["id"] for row in found["entries"]]


def write_days(exchange: Exchange, unlock: Unlock, count: int, body: Json = PAIN) -> list[str]:
    """One transmission a day back from now, newest first; sent as they would be by an old tablet."""
    claims = [record(exchange, unlock, body, NOW - number * DAY) for number in range(count)]
    results = exchange.results(unlock.tablet, [unlock.seal(one) for one in claims])
    assert {one["outcome"] for one in results} == {"applied"}
    return [one["id"] for one in claims]


def test_pages_follow_one_another_to_the_first_day(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    made = write_days(each_exchange, aicha, 7)
    first = page(each_exchange, aicha, limit=3)
    assert (ids(first), first["total"]) == (made[:3], 7)
    written(each_exchange, aicha)  # what is written meanwhile moves no page
    second = page(each_exchange, aicha, limit=3, before=first["next"])
    third = page(each_exchange, aicha, limit=3, before=second["next"])
    assert ids(second) + ids(third) == made[3:]
    assert third["next"] is None


def test_rows_are_those_of_the_feed(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    fall = written(exchange, aicha, FALL)
    corrected(exchange, aicha, fall, FALL)
    told = exchange.pull(aicha, exchange.home.units[0])["rows"]["entry"]
    found = page(exchange, aicha)
    assert found["entries"] == told[::-1]  # the version that stands in front
    assert found["total"] == 1


def test_what_was_taken_back_is_not_told(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    entry = written(exchange, aicha)
    gesture(exchange, aicha, "retract", entry)
    assert page(exchange, aicha)["total"] == page(exchange, aicha, q="douleur")["total"] == 0


def test_cible_author_and_days_narrow(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    pain, fall = written(each_exchange, aicha), written(each_exchange, nadia, FALL, NOW - DAY)
    staff = each_exchange.home.staff
    for asked, expected in (
        ({"cible": "chute"}, [fall]),
        ({"author": staff["Aïcha"]}, [pain]),
        ({"since": "2026-11-21"}, [pain]),
        ({"until": "2026-11-20"}, [fall]),
        ({"since": "2026-11-20", "until": "2026-11-21"}, [pain, fall]),
        ({"q": "nadia"}, [fall]),
        ({"q": "martin", "cible": "chute"}, [fall]),
        ({"q": "douleur", "author": staff["Nadia"]}, []),
    ):
        assert ids(page(each_exchange, each_exchange.home.unlock("Aïcha"), **asked)) == expected


def test_words_are_found_whatever_became_of_the_entry(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    first = written(each_exchange, aicha, {**PAIN, "data": "genou droit"}, NOW - DAY)
    assert ids(page(each_exchange, aicha, q="DROI")) == [first]
    second = corrected(each_exchange, aicha, first, {**PAIN, "data": "genou gauche"})
    assert ids(page(each_exchange, aicha, q="droit")) == []
    assert ids(page(each_exchange, aicha, q="genou gau")) == [second, first]
    gesture(each_exchange, nadia, "complete", first, data="Œdème discret")
    assert ids(page(each_exchange, aicha, q="oedeme genou nadia")) == [second, first]


@pytest.mark.parametrize("made_before", [True, False])
def test_what_changed_since_the_blocks_were_made_replaces_them(
    made_before: bool, each_exchange: Exchange
) -> None:
    aicha, house = each_exchange.home.unlock("Aïcha"), each_exchange.house
    person = each_exchange.home.persons["Lenoir"]
    old = written(each_exchange, aicha, {**PAIN, "data": "genou"}, NOW - 40 * DAY)
    gone = written(each_exchange, aicha, {**PAIN, "data": "genou"}, NOW)
    if made_before:
        making.make(house, each_exchange.home.id, person)
        making.make(house, each_exchange.home.id, person)  # nothing changed: nothing to do
    second = corrected(each_exchange, aicha, old, {**PAIN, "data": "coude"}, NOW)
    gesture(each_exchange, aicha, "retract", gone)
    fresh = written(each_exchange, aicha, {**PAIN, "data": "coude"}, NOW)
    for _ in range(2):
        assert ids(page(each_exchange, aicha, q="genou")) == []
        assert ids(page(each_exchange, aicha, q="coude")) == [fresh, second, old]
        making.make(house, each_exchange.home.id, person)


def test_a_search_makes_the_blocks_when_much_has_changed(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    made = write_days(exchange, aicha, 12)
    monkeypatch.setattr("app.areas.journal.search.finding.MAKE_AT", 10)
    assert page(exchange, aicha, q="douleur", limit=5)["total"] == 12
    assert exchange.count(SearchIndex) == 1
    months = {"2026-11-21": made[:1], "2026-11-10": made[11:]}
    for day, expected in months.items():
        assert ids(page(exchange, aicha, q="douleur", since=day, until=day)) == expected


def test_the_job_makes_what_is_due_and_only_that(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    write_days(exchange, aicha, 6)
    monkeypatch.setattr(making, "DUE_AT", 5)
    assert making.make_due(exchange.house) == 1
    assert making.make_due(exchange.house) == 0
    written(exchange, aicha)
    assert making.make_due(exchange.house) == 0


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_who_make_blocks_at_once_the_one_who_began_first_gives_way(
    is_first: bool, each_exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else months as they were would stand under a revision that says they are newer."""
    aicha, house = each_exchange.home.unlock("Aïcha"), each_exchange.house
    home, person = each_exchange.home.id, each_exchange.home.persons["Lenoir"]
    written(each_exchange, aicha, {**PAIN, "data": "genou"}, NOW - DAY)
    if not is_first:
        making.make(house, home, person)
        written(each_exchange, aicha, {**PAIN, "data": "genou"}, NOW - DAY)
    slow, made = making._months, []

    def meanwhile(*asked: Any) -> Any:
        months = slow(*asked)
        monkeypatch.setattr(making, "_months", slow)
        made.append(written(each_exchange, aicha, {**PAIN, "data": "coude"}, NOW - DAY))
        making.make(house, home, person)
        made.append(index_of(each_exchange))
        return months

    monkeypatch.setattr(making, "_months", meanwhile)
    making.make(house, home, person)
    entry, revision = made
    assert index_of(each_exchange) == revision
    assert ids(page(each_exchange, aicha, q="coude")) == [entry]


def index_of(exchange: Exchange) -> int:
    """Up to which revision the one file that was made is searched in blocks."""
    with exchange.house.database.read() as session:
        return session.scalars(select(SearchIndex.revision)).one()


@pytest.mark.parametrize("words", [{}, {"q": "douleur"}])
def test_no_entry_is_lost_between_pages_when_several_are_of_one_instant(
    words: Json, exchange: Exchange
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    made = {written(exchange, aicha) for _ in range(5)}
    found, before = [], None
    for _ in range(5):
        answer = page(exchange, aicha, limit=1, **words, **({"before": before} if before else {}))
        found += ids(answer)
        before = answer["next"]
    assert before is None
    assert (len(found), set(found)) == (5, made)


def test_blocks_hold_no_readable_word_and_go_with_the_person(exchange: Exchange) -> None:
    aicha, person = exchange.home.unlock("Aïcha"), exchange.home.persons["Lenoir"]
    written(exchange, aicha, {**PAIN, "data": "genou"})
    making.make(exchange.house, exchange.home.id, person)
    with exchange.house.database.read() as session:
        sealed = session.scalars(select(SearchBlock.sealed)).one()
    assert b"genou" not in sealed
    with exchange.house.database.write() as session:
        erase_entries(session, person)
    assert exchange.count(SearchBlock) == exchange.count(SearchIndex) == exchange.count(Entry) == 0


@pytest.mark.parametrize("make_at", [1, 500])
def test_a_block_that_was_altered_is_made_again(
    make_at: int, each_exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange, aicha = each_exchange, each_exchange.home.unlock("Aïcha")
    monkeypatch.setattr(finding, "MAKE_AT", make_at)
    entry = written(exchange, aicha, {**PAIN, "data": "genou"})
    making.make(exchange.house, exchange.home.id, exchange.home.persons["Lenoir"])
    with exchange.house.database.write() as session:
        session.execute(update(SearchBlock).values(sealed=b"\x01" * 80))
    for _ in range(2):
        assert ids(page(exchange, aicha, q="genou")) == [entry]
    assert exchange.count(SearchBlock) == (make_at == 1)


def test_the_days_are_those_of_the_home(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    late = written(exchange, aicha, at=datetime(2026, 11, 20, 23, 30, tzinfo=clock.now().tzinfo))
    assert ids(page(exchange, aicha, since="2026-11-21")) == [late]
    assert ids(page(exchange, aicha, since="2026-11-21", q="douleur")) == [late]
    assert ids(page(exchange, aicha, until="2026-11-20")) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"before": "x"},
        {"before": "A" * 31},
        {"before": "7" * 32},
        {"before": "é" * 400},
        {"cible": "Chute !"},
        {"cible": "\0"},
        {"author": "Aïcha"},
        {"since": "hier"},
        {"until": "2026-13-01"},
        {"since": "0000-00-00"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "-1"},
        {"limit": "²"},
        {"q": "a" * 201},
    ],
    ids=repr,
)
def test_what_makes_no_sense_is_refused_in_french(asked: Json, shared: Exchange) -> None:
    response = ask(shared, shared.home.unlock("Aïcha"), **asked)
    assert response.status_code == 422
    assert set(response.get_json()["fields"]) == set(asked)
    assert response.get_json()["detail"] == "La demande ne se lit pas."


@pytest.mark.parametrize(
    "asked",
    [
        {"since": date.min.isoformat()},
        {"until": date.max.isoformat()},
        {"q": "%_\\\"' OR 1=1 --"},
        {"q": "…"},
        {"cible": "jamais-vue"},
        {"author": "11111111-1111-4111-8111-111111111111"},
        {"limit": 100},
    ],
    ids=repr,
)
def test_what_is_strange_and_readable_is_answered(asked: Json, shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    for more in ({}, {"q": "douleur"}):
        assert ask(shared, aicha, **{**more, **asked}).status_code == 200


def test_words_have_no_place_in_an_address(shared: Exchange) -> None:
    aicha, person = shared.home.unlock("Aïcha"), shared.home.persons["Lenoir"]
    client = shared.application.test_client()
    client.set_cookie(DEVICE_COOKIE, aicha.tablet.cookie, domain="localhost", secure=True)
    client.set_cookie(SESSION_COOKIE, aicha.cookie, domain="localhost", secure=True)
    response = client.get(f"/api/v1/persons/{person}/entries?q=douleur")
    assert (response.status_code, set(response.get_json()["fields"])) == (422, {"q"})


@pytest.mark.parametrize(
    "body", [{"q": 12}, {"q": "x", "limit": "30"}, {"q": "x", "limit": 0}, {"words": "x"}, [], "q"]
)
def test_a_body_that_makes_no_sense_is_refused(body: Any, shared: Exchange) -> None:
    aicha, person = shared.home.unlock("Aïcha"), shared.home.persons["Lenoir"]
    client = shared.application.test_client()
    client.set_cookie(DEVICE_COOKIE, aicha.tablet.cookie, domain="localhost", secure=True)
    client.set_cookie(SESSION_COOKIE, aicha.cookie, domain="localhost", secure=True)
    response = client.post(
        f"/api/v1/persons/{person}/entries", json=body, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code in (400, 422)
    assert response.get_json()["detail"]


def test_chloé_of_the_other_home_finds_no_file(shared: Exchange) -> None:
    chloe, aicha = shared.other.unlock("Chloé"), shared.home.unlock("Aïcha")
    assert ask(shared, chloe).status_code == 404
    assert ask(shared, aicha, "Marchand").status_code == 404
    assert ask_of(shared, aicha, uuid.uuid4()).status_code == 404


def test_without_the_right_or_the_unit_there_is_no_file(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        add_staff(session, exchange.home, "Zoé", "nurse", units=[exchange.home.units[1]])
    zoe, odile = exchange.home.unlock("Zoé"), exchange.home.unlock("Odile")
    assert ask(exchange, zoe, "Lenoir").status_code == 404
    assert ask(exchange, zoe, "Petit").status_code == 200
    assert ask(exchange, odile, "Petit").status_code in (403, 404)
    exchange.home.move("Petit", None)
    assert ask(exchange, zoe, "Petit").status_code == 404  # who has left is the whole home's
    assert ask(exchange, exchange.home.unlock("Nadia"), "Petit").status_code == 200


def test_it_is_traced_once_a_session(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    for asked in ({}, {"q": "genou"}, {"cible": "chute"}):
        page(exchange, aicha, **asked)
    assert exchange.verbs().count("person.open") == 1
    page(exchange, exchange.home.unlock("Aïcha"))
    assert exchange.verbs().count("person.open") == 2
