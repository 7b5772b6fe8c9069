"""The page that a line was copied from, one touch away at the bedside, for as long as it stands in her file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.areas.documents import hooks
from app.areas.documents.models import Document
from app.areas.prescribing.commands import change, control, suspend
from app.areas.prescribing.transcribing.commands import begin, transcribe
from app.areas.prescribing.transcribing.leaning import lean_again
from app.areas.prescribing.values import PIECES, Paper
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id
from tests.areas.prescribing.bedside import Bedside, bedside_of, told
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, draft
from tests.areas.prescribing.paper import handed_in, pages
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW


@pytest.fixture
def bedside(each_house: House) -> Iterator[Bedside]:
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(each_house))


def copied(bedside: Bedside, **more: Any) -> tuple[Any, Paper]:
    """A line copied from an ordonnance of hers."""
    house, by = bedside.exchange.house, author(bedside)
    document = handed_in(house, by, bedside.lenoir)
    paper = Paper(document, pages(house, document)[0])
    bedside.do(begin, by, document)
    asked = draft(**more)
    written = bedside.do(transcribe, by, asked, paper, id=new_id())
    return written, paper


def author(bedside: Bedside) -> Actor:
    who = bedside.nadia
    return Actor(who.staff_id, who.establishment_id, "nurse", None)


def source(bedside: Bedside) -> Any:
    standing = [one for one in bedside.rows["line"].values() if one["over"] is None]
    return standing[-1]["source"]


def test_a_line_names_its_page_and_says_that_nobody_controlled_it(bedside: Bedside) -> None:
    written, paper = copied(bedside)
    answer = bedside.pull()
    (line,) = told(answer, "line")
    assert line["source"] == {"document": str(paper.document), "page": str(paper.page)}
    assert line["control_by"] is not None
    about = {"seen": written.line.id, "read": tuple(PIECES)}
    bedside.do(control, bedside.actor("Hélène", "lead_nurse"), written.line.chain, **about)
    bedside.pull()
    (line,) = bedside.rows["line"].values()
    assert (line["control_by"], line["source"]["page"]) == (None, str(paper.page))


def test_a_suspension_keeps_the_page_and_a_change_from_elsewhere_loses_it(
    bedside: Bedside,
) -> None:
    written, paper = copied(bedside)
    chain = written.line.chain
    about = {"reason": "À jeun", "seen": written.line.id}
    again = bedside.do(suspend, bedside.nadia, chain, **about)
    bedside.pull()
    assert source(bedside) == {"document": str(paper.document), "page": str(paper.page)}
    bedside.do(change, bedside.nadia, chain, THREE_A_DAY, seen=again.line.id)
    bedside.pull()
    assert source(bedside) is None


def test_a_page_that_went_to_another_person_is_told_no_more_and_the_line_is_questioned(
    bedside: Bedside,
) -> None:
    written, paper = copied(bedside)
    bedside.pull()
    move(bedside, paper)
    answer = bedside.pull()
    assert source(bedside) is None
    (caution,) = told(answer, "caution")
    assert caution["alerts"][0]["says"].startswith(
        "DOLIPRANE 500 mg, comprimé : ordonnance retirée"
    )
    assert bedside.rows["line"][str(written.line.id)]["over"] is None
    assert bedside.rows == bedside.whole()


def move(bedside: Bedside, paper: Paper) -> None:
    """As its withdrawal is told to what was built on it."""
    with bedside.exchange.house.database.write() as session:
        row = session.get_one(Document, paper.document)
        row.withdrawn_at = NOW
        session.flush()
        hooks.tell_withdrawn(session, bedside.exchange.house, row)


def test_a_mask_keeps_the_page_from_the_line(bedside: Bedside) -> None:
    _, paper = copied(bedside)
    with bedside.exchange.house.database.write() as session:
        session.get_one(Document, paper.document).hidden_from = ["care_assistant"]
    bedside.pull()
    assert source(bedside) is None


def test_nobody_copies_from_a_document_that_went_meanwhile(bedside: Bedside) -> None:
    _, paper = copied(bedside)
    move(bedside, paper)
    with pytest.raises(Conflict, match="reprise ou terminée"):
        bedside.do(transcribe, author(bedside), THREE_A_DAY, paper, id=new_id())


def test_a_document_is_needed_no_more_once_its_last_line_has_ended(bedside: Bedside) -> None:
    _, paper = copied(bedside, ends_at=NOW + DAY)
    house, home = bedside.exchange.house, bedside.nadia.establishment_id

    def leaned(at: Any) -> bool:
        with house.database.write() as session:
            lean_again(session, home, now=at)
        with house.database.read() as session:
            return session.get_one(Document, paper.document).is_needed

    assert leaned(NOW)
    assert not leaned(NOW + DAY)
