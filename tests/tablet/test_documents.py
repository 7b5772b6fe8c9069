"""Paper from the tablet in Python to the tables: captured without network, cut while it is sent, whole once."""

from __future__ import annotations

import os
from collections.abc import Callable

import httpx
import pytest

from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.sealing_parts import opened
from app.tablet import Authenticator, Problem, Tablet, documents
from app.tablet.documents import Page
from tests.tablet.conftest import Home


@pytest.fixture
def tablet(home: Home, new_tablet: Callable[..., Tablet], key: Authenticator) -> Tablet:
    nadia = home.hire("Nadia", "nurse", "Glycines")
    made = new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(nadia), key)
    made.wall()
    return made


def test_two_pages_captured_offline_arrive_once_and_bit_by_bit(tablet, key, home, monkeypatch):
    first, second = os.urandom(3000), os.urandom(2000)
    tablet.unlock("Nadia", key, offline=True)
    corners = [[0, 0], [1, 0], [1, 1], [0, 1]]
    pages = [Page(first, width=3, height=4, corners=corners), Page(second, "image/jpeg", bw=True)]
    id_ = documents.capture(tablet, home.persons["Lenoir"], pages, note="Reçue à la porte")
    assert len(documents.waiting(tablet)) == 2
    assert [one["outcome"] for one in tablet.send()] == ["applied"]
    assert documents.send_parts(tablet, piece=700, most=2) == 0  # the network is cut
    cut_at_second_piece(tablet, monkeypatch)
    with pytest.raises(httpx.ConnectError):
        documents.send_parts(tablet, piece=700)
    monkeypatch.undo()
    assert documents.send_parts(tablet, piece=700) == 2
    assert documents.send_parts(tablet) == 0
    assert documents.waiting(tablet) == []
    with home.house.database.read() as session:
        assert session.query(Document).one().state == "received"
        parts = session.query(DocumentPart).order_by(DocumentPart.no).all()
    for part, plain in zip(parts, (first, second), strict=True):
        about = (part.person_id, "document_part", part.id, part.sealed)
        kept = home.house.vault.open(*about)
        assert opened(home.house.blobs.get(part.name), kept["key"], kept["iv"]) == plain
    tablet.resume()
    tablet.pull_all()
    row = tablet.rows.kinds["document"][str(id_)]
    assert (row["state"], row["parts"], row["note"]) == (
        "received",
        {"total": 2, "here": 2},
        "Reçue à la porte",
    )
    assert documents.document(tablet, id_)["document"] == row


def cut_at_second_piece(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second piece reaches the server, whose answer does not reach the tablet."""
    sent, request = [], tablet.connection.request

    def cut(method: str, path: str, **options):
        answer = request(method, path, **options)
        sent.append(method)
        if sent.count("PUT") == 2:
            raise httpx.ConnectError("cut")
        return answer

    monkeypatch.setattr(tablet.connection, "request", cut)


def test_a_page_that_nobody_named_is_no_picture_to_ask_for(tablet, key, home):
    tablet.unlock("Nadia", key)
    id_ = documents.capture(tablet, home.persons["Lenoir"], [Page(os.urandom(100))])
    tablet.send()
    with pytest.raises(Problem) as refused:
        documents.picture(tablet, id_, str(id_))
    assert refused.value.status == 404
