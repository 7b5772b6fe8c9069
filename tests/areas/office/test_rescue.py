"""At a desk: the file of a tablet whose network never returned, and the receipt for it."""

from __future__ import annotations

import base64
import html
import io
import re
from datetime import timedelta

import httpx
import pytest

from app.areas.journal.commands import publish_vocabulary
from app.gate.auth import devices, invitations
from app.gate.directory.commands import assign, create_staff
from app.tablet import Authenticator, Tablet
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit, words
from transmissions.vocabulary_csv import starting_vocabulary

PATH = "/bureau/appareils/secours"
BODY = {"cible": "bon-appetit", "vocabulary": 1, "importance": "normal", "to_read": False}


@pytest.fixture
def stranded(application, home):
    """Without network: three entries of a nurse wait on it."""
    client = httpx.Client(transport=httpx.WSGITransport(app=application))
    made, key = Tablet("http://localhost:8000", client=client, now=lambda: NOW), Authenticator()
    person = home.admit()
    with home.house.database.write() as session:
        publish_vocabulary(session, starting_vocabulary(), establishment_id=home.id, now=NOW)
        member = create_staff(
            session,
            home.house,
            home.leader,
            given_name="Nadia",
            family_name="Haddad",
            role="nurse",
            now=NOW - timedelta(days=1),
        )
        session.flush()
        assign(
            session,
            home.leader,
            staff=member,
            unit_id=None,
            starts_at=NOW - timedelta(days=1),
            now=NOW,
        )
        _, invited = invitations.create(session, home.leader, staff=member, now=NOW)
        _, link = devices.create(
            session,
            home.leader,
            name="Tablette du jardin",
            kind="shared",
            unit_ids=[home.units["Glycines"]],
            now=NOW,
        )
    made.enrol(link)
    made.register(invited, key)
    made.wall()
    made.unlock("Nadia", key, offline=True)
    for _ in range(3):
        made.record("transmission.record", person, BODY)
    return made


def hand_in(desk, raw: bytes) -> str:
    form = desk.form(PATH, "csrf_token")
    answer = desk.client.post(PATH, data={**form, "file": (io.BytesIO(raw), "secours.txt")})
    assert answer.status_code in (200, 422), answer.status_code
    return answer.text


def receipt_in(page: str) -> str:
    (address,) = re.findall(r'href="data:text/plain;base64,([^"]+)"', page)
    return base64.b64decode(html.unescape(address)).decode()


def test_a_file_is_taken_in_and_its_receipt_settles_the_tablet(desk, home, stranded):
    (text,) = stranded.export()
    page = hand_in(desk, text.encode())
    assert "3 saisies rangées au dossier" in words(page)
    assert "Tablette du jardin" in words(page)
    (event,) = home.events("outbox.carried")
    assert event.actor_id is not None
    assert (event.device_id, event.subject_id) == (None, stranded.device)
    assert stranded.take_receipt(receipt_in(page)) == 3


def test_twice_is_said_and_nothing_is_filed_twice(desk, home, stranded):
    (text,) = stranded.export()
    hand_in(desk, text.encode())
    assert "Tout était déjà arrivé" in words(hand_in(desk, text.encode()))
    assert len(home.events("transmission.record")) == 3


def test_a_part_says_which_one_it_is(desk, stranded):
    parts = stranded.export(most=2)
    assert "partie 2 sur 2" in words(hand_in(desk, parts[1].encode()))


def test_what_was_put_aside_says_why(desk, stranded, home):
    stranded.record("transmission.record", home.admit(given_name="Lise"), {"cible": 3})
    page = words(hand_in(desk, stranded.export()[0].encode()))
    assert "1 saisie mise de côté" in page and "La saisie est mal formée" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: b"", "pas un fichier de secours"),
        (lambda text: b"\x89PNG", "pas un fichier de secours"),
        (lambda text: text[:-30], "incomplet"),
        (lambda text: text.replace(b'"jwe":"e', b'"jwe":"f', 1), "abîmé ou modifié"),
        (
            lambda text: text.replace(b'"ticket":"', b'"ticket":"' + b"a" * 4096, 1),
            "abîmé ou modifié",
        ),
        (lambda text: text.replace(b'"ticket":"', rb'"ticket":"\ud800', 1), "abîmé ou modifié"),
        (lambda text: text.replace(b'"v":1', b'"v":9', 1), "version plus récente"),
    ],
)
def test_what_is_no_whole_file_is_refused_with_its_reason(desk, home, stranded, change, said):
    page = words(hand_in(desk, change(stranded.export()[0].encode())))
    assert said in page
    assert home.events("outbox.carried") == []


def test_another_home_is_told_that_it_is_not_its_own(application, other_home, stranded):
    chloe = sit(application, other_home, "lead_nurse")
    page = words(hand_in(chloe, stranded.export()[0].encode()))
    assert "autre établissement" in page
    forged = stranded.export()[0].replace(str(stranded.origin.establishment), str(other_home.id))
    assert "ne connaît pas" in words(hand_in(chloe, forged.encode()))
    assert other_home.events("outbox.carried") == []


def test_a_file_without_a_ticket_has_no_receipt(desk, stranded):
    text = re.sub(r'"ticket":"[^"]+"', '"ticket":null', stranded.export()[0])
    page = hand_in(desk, text.encode())
    assert "3 saisies rangées" in words(page) and "data:text" not in page


def test_a_nurse_does_not_hand_in_files(application, home, stranded):
    nurse = sit(application, home, "nurse", "Glycines")
    assert nurse.client.get(PATH).status_code in (403, 404)
