"""Tablets, rights and the trace, on their pages."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from app.areas.steering.verbs import VERBS
from app.gate.auth.models import Device
from app.gate.auth.policy import PERMISSIONS
from tests.areas.conftest import NOW

ROOT = Path(__file__).parents[3]


def add(desk, home, **typed):
    values = {"name": "Tablette 1", "kind": "shared", "unit_ids": [str(home.units["Glycines"])]}
    return desk.send("/bureau/appareils/ajouter", **{**values, **typed})


def device_of(home):
    with home.house.database.read() as session:
        return session.query(Device).one()


def test_a_tablet_is_added_and_its_link_shown_once(desk, home):
    answer = add(desk, home)
    assert answer.status_code == 200
    (token,) = re.findall(r'value="http://localhost:8000/appareil/([\w-]+)"', answer.text)
    assert desk.client.get(f"/appareil/{token}").status_code == 200
    page = desk.get("/bureau/appareils")
    assert "Tablette 1" in page and "À enrôler" in page
    assert token not in desk.client.get("/bureau/appareils").text


def test_a_lost_link_is_replaced(desk, home):
    (first,) = re.findall(r"/appareil/([\w-]{20,})\"", add(desk, home).text)
    path = f"/bureau/appareils/{device_of(home).id}"
    (second,) = re.findall(r"/appareil/([\w-]{20,})\"", desk.press(path, f"{path}/lien").text)
    assert desk.client.get(f"/appareil/{first}").status_code == 404
    assert desk.client.get(f"/appareil/{second}").status_code == 200


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"kind": "fridge"}, {"unit_ids": None}, {"unit_ids": ["nowhere"]}]
)
def test_a_tablet_without_name_kind_or_unit_is_refused(desk, home, typed):
    assert add(desk, home, **typed).status_code == 422


def test_what_a_tablet_tells_is_shown(desk, home):
    add(desk, home)
    with home.house.database.write() as session:
        row = session.query(Device).one()
        row.enrolled_at, row.seen_at = NOW, NOW - timedelta(days=3)
        row.clock_offset_ms = -420_000
    page = desk.get("/bureau/appareils?etat=silencieux")
    for shown in ("Sans nouvelles", "le 18 nov. 2026", "− 7 min"):
        assert shown in page
    assert "sans nouvelles depuis plus d’un jour" in desk.get("/bureau")


def test_a_revoked_tablet_shows_nothing_more(desk, home):
    add(desk, home)
    path = f"/bureau/appareils/{device_of(home).id}"
    desk.press(path, f"{path}/revoquer")
    assert device_of(home).revoked_at == NOW
    assert "Révoqué" in desk.get("/bureau/appareils")


def test_the_table_of_rights_is_the_one_that_decides(desk):
    page = desk.get("/bureau/droits")
    for meaning in PERMISSIONS.values():
        assert meaning in page


def test_the_trace_tells_who_did_what_without_names_of_persons(dpo, home):
    lenoir = home.admit()
    page = dpo.get("/bureau/trace")
    assert "Personne admise" in page
    assert "Hélène Marchand" in page
    assert "Lenoir" not in page
    assert lenoir.hex[-6:].upper() in page


def test_the_trace_is_filtered_by_its_address(dpo, home):
    lenoir = home.admit()
    leader = home.leader.staff_id
    rows = "Événements"
    assert "Personne admise" in dpo.get(f"/bureau/trace?personne={lenoir}").split(rows)[1]
    assert rows in dpo.get(f"/bureau/trace?qui={leader}&quoi=unit.created&du=2026-11-21")
    assert rows not in dpo.get("/bureau/trace?du=2026-11-22")
    assert rows not in dpo.get("/bureau/trace?quoi=room.closed")


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=99999999", "qui=x", "quoi=%00", "du=hier", "au=9999-12-31"]
)
def test_an_address_that_makes_no_sense_is_never_an_error(dpo, home, query):
    dpo.get(f"/bureau/trace?{query}")


def test_long_traces_have_pages(dpo, home):
    for number in range(60):
        home.admit(room=None, given_name=f"Rose {number}")
    first, second = dpo.get("/bureau/trace"), dpo.get("/bureau/trace?page=2")
    assert "Plus anciens" in first and "Plus récents" not in first
    assert "Plus récents" in second


def test_reading_the_trace_is_in_the_trace(dpo):
    dpo.get("/bureau/trace")
    assert "Trace consultée" in dpo.get("/bureau/trace")


def test_chloe_finds_neither_our_tablets_nor_our_trace(desk, chloe, home):
    add(desk, home)
    chloe.get(f"/bureau/appareils/{device_of(home).id}", status=404)
    assert "Tablette 1" not in chloe.get("/bureau/appareils")


def test_every_verb_of_the_trail_has_its_words():
    sources = subprocess.run(
        ["git", "ls-files", "app/*.py"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    told = set()
    for name in sources:
        text = (ROOT / name).read_text(encoding="utf-8")
        told |= set(
            re.findall(
                r"(?:record|tell|_tell|_trace|_tell_refusal|record_once|event_row)\(\s*"
                r"(?:[\w.]+,\s*)?\"([a-z_]+\.[a-z_]+)\"",
                text,
            )
        )
    assert len(told) > 40
    assert told - set(VERBS) == set()
