"""A form sent too late: nothing is lost, nothing is carried out, and nobody but its author reads what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.areas.medical.models import MedicalFact
from app.areas.persons.models import Person
from app.gate.audit.models import AuditEvent
from app.gate.auth import b64, cookies
from app.gate.auth.access import ACCESS
from app.gate.auth.lapsed import KEPT, LARGEST
from app.gate.auth.models import AuthSession
from app.ground import clock
from app.ground.database import Base
from app.ground.ids import new_id
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, Fields, sit, words
from tests.fixtures.charter import accepted

WHY = "cache ses comprimés sous l’oreiller"
DECIDED = {"why": WHY, "level": "nurse", "decided_by": "Dr Morel", "on": "2026-11-20"}
LATER = NOW + timedelta(minutes=20)
"""Five minutes after a desk closes by itself."""


@pytest.fixture
def lenoir(home: Home) -> UUID:
    return home.admit()


@pytest.fixture
def path(lenoir: UUID) -> str:
    return f"/bureau/personnes/{lenoir}/sante/qui-donne"


@pytest.fixture
def typed(desk: Desk, path: str) -> dict[str, Any]:
    """The form as it stands in the browser when its author is called away."""
    return {**desk.form(path, "why"), **DECIDED}


@pytest.fixture
def too_late() -> Iterator[None]:
    with clock.frozen(LATER):
        yield


def author_of(home: Home) -> UUID:
    """Whose desk the fixture `desk` is: the last session opened."""
    with home.house.database.read() as session:
        query = select(AuthSession.staff_id).order_by(AuthSession.id.desc()).limit(1)
        return session.execute(query).scalar_one()


def sign_in(home: Home, desk: Desk, staff: UUID) -> None:
    """In the same browser, with the same cookies beside."""
    secret, now = cookies.new_secret(), clock.now()
    opened = AuthSession(
        id=new_id(),
        establishment_id=home.id,
        staff_id=staff,
        basis="office",
        secret_hash=cookies.digest(secret),
        opened_at=now,
        received_at=now,
        active_at=now,
    )
    with home.house.database.write() as session:
        session.add(opened)
        accepted(session, home.id, staff)
    value = f"{opened.id}.{secret}"
    desk.client.set_cookie(cookies.SESSION_COOKIE, value, domain="localhost", secure=True)


def waiting(answer: Any) -> tuple[str, dict[str, Any]]:
    """The form of the page that keeps what was typed: where it goes back to, and what it holds."""
    page = Fields()
    page.feed(answer.text)
    return next((to, values) for to, values in page.forms if KEPT in values)


def facts(home: Home) -> list[MedicalFact]:
    with home.house.database.read() as session:
        return list(session.scalars(select(MedicalFact)))


def told_nowhere(answer: Any) -> bool:
    """Neither the page nor any header says what was typed."""
    return all("oreiller" not in text for text in (answer.text, str(answer.headers)))


def test_what_was_typed_before_a_session_lapsed_comes_back_and_is_sent_by_hand(
    home: Home, desk: Desk, path: str, typed: dict[str, Any], too_late: None
) -> None:
    author = author_of(home)
    late = desk.client.post(path, data=typed)
    assert late.status_code == 401
    assert "Rien n’a été enregistré" in words(late.text)
    assert told_nowhere(late)
    to, kept = waiting(late)
    assert to == path
    sign_in(home, desk, author)
    back = desk.client.post(to, data=kept)
    assert back.status_code == 200
    assert "Relisez, puis envoyez de nouveau" in words(back.text)
    page = Fields()
    page.feed(back.text)
    shown = next(values for _, values in page.forms if "why" in values)
    assert (shown["why"], shown["level"], shown["on"]) == (WHY, ["nurse"], "2026-11-20")
    assert facts(home) == []
    assert desk.client.post(path, data=shown).status_code == 302
    (fact,) = facts(home)
    assert fact.author_id == author


def test_it_comes_back_after_a_sign_out_too(
    home: Home, desk: Desk, path: str, typed: dict[str, Any]
) -> None:
    author = author_of(home)
    token = desk.form("/bureau/connexion", "csrf_token")
    assert desk.client.post("/bureau/deconnexion", data=token).status_code == 303
    late = desk.client.post(path, data=typed)
    to, kept = waiting(late)
    # Sent back too early, it stays what it was.
    early = desk.client.post(to, data=kept)
    assert (early.status_code, waiting(early)[1][KEPT]) == (401, kept[KEPT])
    sign_in(home, desk, author)
    assert WHY in desk.client.post(to, data=waiting(early)[1]).text


def test_nothing_is_done_in_the_name_of_who_signed_in_since_and_nothing_is_shown_to_them(
    application: Flask, home: Home, desk: Desk, path: str, typed: dict[str, Any]
) -> None:
    author = author_of(home)
    sit(application, home, "nurse")
    other = author_of(home)
    sign_in(home, desk, other)
    late = desk.client.post(path, data=typed)
    assert late.status_code == 409
    assert "ouverte par quelqu’un d’autre" in words(late.text)
    assert told_nowhere(late)
    assert facts(home) == []
    to, kept = waiting(late)
    tried = desk.client.post(to, data=kept)
    assert tried.status_code == 403
    assert "n’est montré qu’à la personne qui l’a écrit" in words(tried.text)
    assert told_nowhere(tried)
    sign_in(home, desk, author)
    assert WHY in desk.client.post(to, data=waiting(tried)[1]).text
    assert facts(home) == []


def altered(kept: str) -> str:
    raw = bytearray(b64.decode(kept))
    raw[40] ^= 1
    return b64.encode(bytes(raw))


@pytest.mark.parametrize(
    "forged",
    [
        altered,
        lambda kept: kept[:60],
        lambda kept: "",
        lambda kept: "é",
        lambda kept: "A" * 200_000,
        lambda kept: b64.encode(new_id().bytes + b64.decode(kept)[16:]),
    ],
    ids=["altered", "cut", "empty", "not letters", "huge", "under another id"],
)
def test_what_was_altered_says_so_calmly(
    home: Home, desk: Desk, path: str, typed: dict[str, Any], forged: Callable[[str], str]
) -> None:
    author = author_of(home)
    with clock.frozen(LATER):
        to, kept = waiting(desk.client.post(path, data=typed))
        sign_in(home, desk, author)
        answer = desk.client.post(to, data={**kept, KEPT: forged(kept[KEPT])})
    assert answer.status_code == 403
    assert "ne peut pas être montrée" in words(answer.text)
    assert facts(home) == []


def test_it_goes_back_where_it_was_sent_and_nowhere_else_for_an_hour(
    home: Home, desk: Desk, lenoir: UUID, path: str, typed: dict[str, Any]
) -> None:
    author = author_of(home)
    with clock.frozen(LATER):
        to, kept = waiting(desk.client.post(path, data=typed))
        sign_in(home, desk, author)
        elsewhere = desk.client.post(f"/bureau/personnes/{lenoir}/sante/deglutition", data=kept)
        assert (elsewhere.status_code, told_nowhere(elsewhere)) == (403, True)
        assert desk.client.post(to, data=kept).status_code == 200
        # Shown twice, it is not done once.
        assert desk.client.post(to, data=kept).status_code == 200
    assert facts(home) == []
    with clock.frozen(LATER + timedelta(hours=1, seconds=1)):
        sign_in(home, desk, author)
        assert desk.client.post(to, data=kept).status_code == 403


def test_a_gesture_is_offered_again_and_not_made(
    home: Home, desk: Desk, lenoir: UUID, too_late: None
) -> None:
    author = author_of(home)
    with clock.frozen(NOW):
        token = desk.form("/bureau/personnes", "csrf_token")["csrf_token"]
    where = f"/bureau/personnes/{lenoir}/presence"
    gesture = {"csrf_token": token, "presence": "hospital", "note": "chute dans la nuit"}
    to, kept = waiting(desk.client.post(where, data=gesture))
    sign_in(home, desk, author)
    again = desk.client.post(to, data=kept)
    assert "Envoyer de nouveau ?" in words(again.text)
    assert "« chute dans la nuit »" in words(again.text)
    assert presence(home, lenoir) == "present"
    page = Fields()
    page.feed(again.text)
    (values,) = [values for to, values in page.forms if to == where]
    assert desk.client.post(where, data=values).status_code in (302, 303)
    assert presence(home, lenoir) == "hospital"


def presence(home: Home, person: UUID) -> str:
    with home.house.database.read() as session:
        return session.get_one(Person, person).presence


def test_a_token_of_another_browser_carries_nothing_out_but_its_author_finds_the_form_again(
    home: Home, desk: Desk, path: str, typed: dict[str, Any]
) -> None:
    desk.client.delete_cookie("__Host-chevet-form", domain="localhost")
    stale = desk.client.post(path, data=typed)
    assert stale.status_code == 403
    assert "restée ouverte trop longtemps" in words(stale.text)
    assert told_nowhere(stale)
    to, kept = waiting(stale)
    back = desk.client.post(to, data=kept)
    assert (back.status_code, WHY in back.text, facts(home)) == (200, True, [])


def without(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if name != "csrf_token"}


def test_without_a_token_nothing_is_carried_out_nor_shown(
    home: Home, desk: Desk, path: str, typed: dict[str, Any]
) -> None:
    author = author_of(home)
    bare, _, whose = typed["csrf_token"].partition("~")
    for forged in (bare, f"{bare}~{whose[:-2]}xx", f"{bare}~", f"~{whose}x", "", None):
        data = {**without(typed), **({} if forged is None else {"csrf_token": forged})}
        answer = desk.client.post(path, data=data)
        assert answer.status_code in (403, 409)
        assert KEPT not in answer.text
    with clock.frozen(LATER):
        late = desk.client.post(path, data=without(typed))
        assert (late.status_code, KEPT in late.text) == (401, False)
        to, kept = waiting(desk.client.post(path, data=typed))
        sign_in(home, desk, author)
        tried = desk.client.post(to, data=without(kept))
        assert tried.status_code == 403
        assert told_nowhere(tried)
    assert facts(home) == []


def test_another_site_gets_nothing_kept(desk: Desk, path: str, typed: dict[str, Any]) -> None:
    with clock.frozen(LATER):
        answer = desk.client.post(path, data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, KEPT in answer.text) == (403, False)


def test_what_is_too_much_to_keep_is_said(
    desk: Desk, path: str, typed: dict[str, Any], too_late: None
) -> None:
    answer = desk.client.post(path, data={**typed, "why": "é" * (LARGEST // 2)})
    assert answer.status_code == 401
    assert "n’a pas pu être gardé" in words(answer.text)
    assert KEPT not in answer.text
    answer = desk.client.post(path, data={**typed, "why": "x" * 2_000_000})
    assert answer.status_code == 413


def test_neither_the_log_nor_a_cookie_knows_what_was_typed(
    home: Home,
    desk: Desk,
    path: str,
    typed: dict[str, Any],
    too_late: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    author = author_of(home)
    to, kept = waiting(desk.client.post(path, data=typed))
    sign_in(home, desk, author)
    desk.client.post(to, data=kept)
    said = capsys.readouterr()
    assert "medical.restriction" in said.out + said.err
    assert "oreiller" not in said.out + said.err
    assert kept[KEPT][:40] not in said.out + said.err


def rows(home: Home) -> dict[str, int]:
    """How many rows each table has, but for the trail, which tells who read."""
    with home.house.database.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name != AuditEvent.__tablename__
        }


def test_no_page_of_the_office_carries_out_what_comes_back(
    application: Flask, home: Home, desk: Desk, lenoir: UUID
) -> None:
    """Each is sent what it would do at once, were it not only shown."""
    author = author_of(home)
    found = application.url_map.bind("localhost")
    rules = [one for one in application.url_map.iter_rules() if _is_form(one)]
    assert len(rules) > 15
    for rule in rules:
        where = found.build(rule.endpoint, dict.fromkeys(rule.arguments, lenoir))
        token = desk.form("/bureau/connexion", "csrf_token")
        typed = {**token, **DECIDED, "name": "Essai", "given_name": "A", "family_name": "B"}
        with clock.frozen(LATER):
            to, kept = waiting(desk.client.post(where, data=typed))
        sign_in(home, desk, author)
        before = rows(home)
        answer = desk.client.post(to, data=kept)
        assert answer.status_code in (200, 302, 303, 403, 404), rule
        assert rows(home) == before, rule


def _is_form(rule: Any) -> bool:
    access = ACCESS[rule.endpoint]
    is_office = str(rule).startswith("/bureau") and access.audience == "session"
    is_plain = set(rule.arguments) <= {"person_id"}
    return is_office and is_plain and "POST" in rule.methods and rule.endpoint != "pages.signout"
