"""A physician signs oral orders at a desk, with their key; refuses to, and a nurse is told; nobody else may."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.areas.prescribing.commands import prescribe, refuse_to_sign
from app.areas.prescribing.models import OrderSignature
from app.areas.prescribing.values import Draft
from medication.prescription import Prescribed
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.office.conftest import Desk, confirmation, sit
from tests.areas.office.test_prescribing import head, ward
from tests.areas.prescribing.conftest import draft, hire

LIST = "/bureau/traitements/a-signer"
ORAL = draft(is_to_sign=True, prescriber="Dr Morel")
OWN = replace(ORAL, prescriber="Dr Essai physician-None")


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def morel(application: Flask, home: Home) -> Desk:
    return sit(application, home, "physician")


def address(person: uuid.UUID, chain: uuid.UUID, what: str = "signer") -> str:
    return f"/bureau/personnes/{person}/traitement/{chain}/{what}"


def orders(home: Home, person: uuid.UUID, asked: Draft = OWN) -> tuple[uuid.UUID, str]:
    chain = ward(home, person, asked)
    return chain, address(person, chain)


def press(desk: Desk, path: str, **typed: Any) -> Any:
    """The page of the order, sent with one of its two buttons; no key yet."""
    values = desk.form(path, "seen") | typed
    return desk.client.post(path, data={k: v for k, v in values.items() if v is not None})


def signatures(home: Home) -> list[str]:
    with home.house.database.read() as session:
        return [row.verdict for row in session.query(OrderSignature)]


def test_an_order_is_read_then_signed_with_the_key_over_this_very_order(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain, path = orders(home, lenoir)
    listed = morel.get(LIST)
    assert "1 ordre oral attend une signature" in listed
    assert "Vous Dr Essai physician-None" in listed
    assert "avant le" in morel.get(path)
    asked = press(morel, path, go="sign")
    assert asked.status_code == 428
    assert "Signer l’ordre oral de DOLIPRANE 500 mg, comprimé, 1 comprimé, le matin" in asked.text
    assert head(home, chain).is_to_sign, "nothing is signed before the key is shown"
    assert signatures(home) == []
    assert morel.confirm(asked).location == LIST
    assert not head(home, chain).is_to_sign
    assert signatures(home) == ["signed"]
    assert "Rien à signer" in morel.get(LIST)
    line = morel.get(f"/bureau/personnes/{lenoir}/traitement/{chain}")
    assert "Ordre oral signé Essai physician-None" in line


def test_the_key_shown_over_one_order_signs_no_other(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    herb = Prescribed("Camomille", None, (), "Camomille", "", "")
    chain, path = orders(home, lenoir)
    other, _ = orders(home, lenoir, replace(OWN, drug=herb))
    asked = press(morel, path, go="sign")
    answer = morel.confirm(asked, seen=str(other))
    assert answer.status_code in (409, 428)
    _, values = confirmation(asked)
    assert values["seen"] == str(chain)
    assert signatures(home) == []


def test_who_is_not_named_as_its_prescriber_says_that_they_confirm_it(
    morel: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain, path = orders(home, lenoir, ORAL)
    answer = press(morel, path, go="sign")
    assert answer.status_code == 422
    assert "Un autre nom est noté" in answer.text
    assert morel.confirm(press(morel, path, go="sign", is_mine="y")).status_code == 302
    assert not head(home, chain).is_to_sign


def test_a_refusal_wants_a_reason_and_the_key_and_stops_nothing(
    morel: Desk, desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain, path = orders(home, lenoir)
    empty = press(morel, path, go="refuse", reason="")
    assert (empty.status_code, "Dites pourquoi" in empty.text) == (422, True)
    asked = press(morel, path, go="refuse", reason="500 mg, et non 1 g")
    assert (asked.status_code, signatures(home)) == (428, [])
    assert morel.confirm(asked).status_code == 302
    assert (signatures(home), head(home, chain).stopped_at) == (["refused"], None)
    line = desk.get(f"/bureau/personnes/{lenoir}/traitement/{chain}")
    assert "Ordre oral non confirmé par le médecin : 500 mg, et non 1 g" in line
    assert "En question" in desk.get(f"/bureau/personnes/{lenoir}/traitement")
    assert "Ordre oral non confirmé par le médecin : DOLIPRANE" in desk.get("/bureau/a-faire")


def test_a_physician_keeps_what_was_refused_and_a_nurse_does_not(
    morel: Desk, desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    chain, _ = orders(home, lenoir)
    other = hire(home, "Paul", "physician")
    with home.house.database.write() as session:
        refuse_to_sign(session, home.house, other, chain, reason="Doute", seen=chain, now=NOW)
    path = address(lenoir, chain, "maintenir")
    assert "un médecin décide de la suite" in desk.get(path)
    assert desk.send(path, reason="Rappelé").status_code == 403
    assert morel.send(path, reason="C’est bien la dose").status_code == 302
    assert "En question" not in desk.get(f"/bureau/personnes/{lenoir}/traitement")


def test_what_was_signed_meanwhile_is_told(morel: Desk, home: Home, lenoir: uuid.UUID) -> None:
    _, path = orders(home, lenoir)
    first, second = press(morel, path, go="sign"), press(morel, path, go="sign")
    assert morel.confirm(first).status_code == 302
    answer = morel.confirm(second)
    assert answer.status_code == 409
    assert "plus rien à signer" in answer.text


def test_nurses_see_what_waits_and_sign_nothing(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    _, path = orders(home, lenoir)
    listed = desk.get(LIST)
    assert "1 ordre oral attend" in listed
    assert "Lire et signer" not in listed
    desk.get(path, 404)
    assert "À signer" not in desk.get("/bureau/traitements").split("À contrôler")[0]


def test_a_deadline_that_has_passed_is_said(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    orders(home, lenoir)
    assert "Délai passé" not in desk.get(LIST)
    roux = home.admit("Mimosas", "201", family_name="Roux", birth_name=None)
    with home.house.database.write() as session:
        prescribe(session, home.house, home.leader, roux, ORAL, now=NOW - 72 * HOUR)
    page = desk.get(LIST)
    assert "2 ordres oraux attendent une signature, dont 1 au-delà du délai" in page
    assert page.index("Roux") < page.index("Lenoir")
