"""Measures, documents and lines of a treatment bear marks too; what is limited judges nothing any more."""

from __future__ import annotations

import uuid

import pytest

from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.queries import document_of, documents_of, page_picture, pages_of, shareable
from app.areas.observations.queries import latest, observation_of, observations_of
from app.areas.prescribing.commands import prescribe
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from tests.areas.documents import gestures as papers
from tests.areas.marks.placing import contested, lifted, limited, staff
from tests.areas.prescribing.bedside import bedside_of
from tests.areas.prescribing.conftest import draft
from tests.observations.gestures import measure, recorded, rows
from tests.observations.test_feed import lasts
from tests.sync.exchange import Exchange, Json


def weighed(exchange: Exchange, kilos: str) -> str:
    return recorded(exchange, exchange.home.unlock("Nadia"), measure("weight", kilos))


def kept(exchange: Exchange, reader: str) -> list[uuid.UUID]:
    """The documents of Mme Lenoir that somebody reads, in lists and one by one."""
    actor, vault = staff(exchange, reader), exchange.house.vault
    with exchange.house.database.read() as session:
        found = documents_of(session, vault, actor, [exchange.home.persons["Lenoir"]])
        for one in session.query(Document):
            if one.id in {each.id for each in found}:
                assert document_of(session, vault, actor, one.id).id == one.id
            else:
                with pytest.raises(NotFound):
                    document_of(session, vault, actor, one.id)
    return [one.id for one in found]


def a_paper(exchange: Exchange) -> uuid.UUID:
    """A photographed page, checked and filed."""
    nadia, (shot,) = exchange.home.unlock("Nadia"), papers.photos(1)
    id_ = uuid.UUID(papers.captured(exchange, nadia, papers.capture([shot])))
    papers.put(exchange, nadia.tablet, shot)
    with exchange.house.database.read() as session:
        part = session.query(DocumentPart).filter_by(document_id=id_).one()
    papers.decided(exchange.house, part)
    with exchange.house.database.write() as session:
        row = session.get_one(Document, id_)
        row.kind, row.filed_at, row.is_needed = "compte_rendu", row.captured_at, False
    return id_


def shared(house: House, person: uuid.UUID, id_: uuid.UUID) -> bool:
    with house.database.read() as session:
        return id_ in shareable(session, house.vault, person, [id_], ["relative"])


def test_a_contested_measure_says_so_and_a_limited_one_leaves_tablets(
    each_exchange: Exchange,
) -> None:
    exchange = each_exchange
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    weighed(exchange, "60")
    heavy = weighed(exchange, "80")
    before = exchange.pull(nadia, unit)
    contested(exchange, "observation", heavy, "J’étais habillée.")
    answer = exchange.pull(nadia, unit, before["cursor"])
    (row,) = rows(answer)
    assert row["marks"][0]["text"] == "J’étais habillée."
    assert lasts(before) == {"weight": "80"}
    mark = limited(exchange, "observation", heavy, "Hélène")
    answer = exchange.pull(nadia, unit, answer["cursor"])
    assert {"kind": "observation", "id": heavy} in answer["removed"]
    assert lasts(answer) == {"weight": "60"}
    lifted(exchange, mark)
    assert lasts(exchange.pull(nadia, unit, answer["cursor"])) == {"weight": "80"}


def test_a_limited_measure_judges_nothing_and_only_the_named_read_it(exchange: Exchange) -> None:
    home, vault, person = exchange.home, exchange.house.vault, exchange.home.persons["Lenoir"]
    heavy = uuid.UUID(weighed(exchange, "80"))
    limited(exchange, "observation", heavy, "Hélène")
    with exchange.house.database.read() as session:
        assert latest(session, vault, [person], ["weight"]) == {}
        for reader, seen in (("Nadia", []), ("Hélène", [heavy])):
            mine = home.staff[reader]
            found = observations_of(session, vault, home.id, person, reader_id=mine)
            assert [one.id for one in found] == seen
        assert observation_of(session, vault, home.id, heavy, home.staff["Hélène"]).id == heavy
        with pytest.raises(NotFound):
            observation_of(session, vault, home.id, heavy, home.staff["Nadia"])


def test_a_limited_document_is_nobodys_but_the_nameds(each_exchange: Exchange) -> None:
    exchange = each_exchange
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    paper, person = a_paper(exchange), exchange.home.persons["Lenoir"]
    cursor = exchange.pull(nadia, unit)["cursor"]
    contested(exchange, "document", paper, "Ce compte rendu n’est pas le mien.")
    answer = exchange.pull(nadia, unit, cursor)
    assert papers.rows(answer)[0]["marks"][0]["kind"] == "contest"
    assert kept(exchange, "Nadia") == kept(exchange, "Hélène") == [paper]
    assert shared(exchange.house, person, paper)
    limited(exchange, "document", paper, "Hélène")
    answer = exchange.pull(nadia, unit, answer["cursor"])
    assert answer["removed"] == [{"kind": "document", "id": str(paper)}]
    assert (kept(exchange, "Nadia"), kept(exchange, "Hélène")) == ([], [paper])
    assert not shared(exchange.house, person, paper)
    with exchange.house.database.read() as session:
        (page,) = pages_of(session, exchange.house.vault, paper)
    with pytest.raises(NotFound):
        page_picture(exchange.house, staff(exchange), page.id, "thumb")
    assert page_picture(exchange.house, staff(exchange, "Hélène"), page.id, "thumb")


def test_a_line_is_contested_and_never_hidden_from_those_who_give(exchange: Exchange) -> None:
    bedside = bedside_of(exchange)
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft())
    (before,) = told(bedside.pull())
    assert "marks" not in before
    contested(exchange, "line", uuid.UUID(before["chain"]), "Il me donne la nausée.")
    (row,) = told(bedside.pull())
    assert row["marks"][0]["text"] == "Il me donne la nausée."
    with pytest.raises(Conflict, match="ne se cache pas"):
        limited(exchange, "line", written.line.id, "Hélène")


def told(answer: Json) -> list[Json]:
    found: list[Json] = answer["rows"]["line"]
    return found
