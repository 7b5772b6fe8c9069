"""Tablets on their pages: how each one is, and what of it never came."""

from __future__ import annotations

from datetime import timedelta

from app.gate.auth.models import Device
from app.gate.sync.models import Install
from app.ground.ids import new_id
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit


def add_device(home, **columns):
    row = Device(
        id=new_id(),
        establishment_id=home.id,
        name="Tablette 1",
        kind="shared",
        is_demo=False,
        created_at=NOW,
        enrolled_at=NOW,
        seen_at=NOW,
        **columns,
    )
    with home.house.database.write() as session:
        session.add(row)
    return row.id


def add_store(home, device_id, **columns):
    row = Install(
        device_id=device_id,
        id=new_id(),
        establishment_id=home.id,
        first_at=NOW,
        seen_at=NOW - timedelta(minutes=20),
        last_seq=17,
        complete_through=12,
        noticed_at=NOW,
        **{"prior_unknown": False, "missing": [[13, 15], [17, 17]], "missing_count": 4, **columns},
    )
    with home.house.database.write() as session:
        session.add(row)
    return row.id


def store_of(home, store_id):
    with home.house.database.read() as session:
        return session.query(Install).filter_by(id=store_id).one()


def test_how_a_tablet_is(desk, home, application):
    current = application.config["FRONT_VERSION"]()
    device_id = add_device(
        home,
        waiting=3,
        oldest_waiting_at=NOW - timedelta(minutes=25),
        app_version=current,
        is_persisted=True,
        storage_usage=850,
        storage_quota=1000,
        clock_offset_ms=-420_000,
    )
    listed = desk.get("/bureau/appareils")
    for shown in ("3 la plus ancienne : il y a 25 min", "à jour", "Presque pleine", "− 7 min"):
        assert shown in listed
    page = desk.get(f"/bureau/appareils/{device_id}")
    for shown in ("85 % de ce que le navigateur accorde", "oui : le navigateur ne le videra pas"):
        assert shown in page


def test_a_tablet_that_has_not_taken_the_new_version_shows(desk, home):
    device_id = add_device(home, waiting=0, app_version="old", is_persisted=False)
    assert "Ancienne" in desk.get("/bureau/appareils")
    page = desk.get(f"/bureau/appareils/{device_id}")
    assert "ancienne : elle se mettra à jour" in page
    assert "le navigateur peut le vider" in page


def test_numbers_that_never_came_are_named_and_taken_note_of(desk, home):
    device_id = add_device(home)
    store_id = add_store(home, device_id)
    assert "4 saisies jamais arrivées" in desk.get("/bureau/appareils")
    path = f"/bureau/appareils/{device_id}"
    page = desk.get(path)
    assert "n° 13 à 15, n° 17" in page
    assert page.index("n° 13 à 15") < page.index("Dernier contact")
    action = f"{path}/manquantes/{store_id}"
    answer = desk.client.post(
        action, data={**desk.form(path, "reason"), "reason": "Refaites par Nadia"}
    )
    assert answer.status_code == 302
    row = store_of(home, store_id)
    assert (row.missing_count, row.missing, row.acknowledged) == (0, [], [[13, 15], [17, 17]])
    assert b"Nadia" not in row.sealed
    page = desk.get(path)
    assert "« Refaites par Nadia »" in page and "prises en compte" in page
    assert "jamais arrivée" not in desk.get("/bureau/appareils")
    (event,) = home.events("install.missing_acknowledged")
    assert (event.subject_id, event.detail) == (device_id, {"count": 4, "unknown": False})


def test_taking_note_asks_for_a_reason_and_happens_once(desk, home):
    device_id = add_device(home)
    store_id = add_store(home, device_id)
    path = f"/bureau/appareils/{device_id}"
    action, form = f"{path}/manquantes/{store_id}", desk.form(path, "reason")
    desk.client.post(action, data={**form, "reason": "  "})
    assert "Dites ce que vous savez" in desk.get(path)
    assert store_of(home, store_id).missing_count == 4
    for said in ("une fois", "deux fois"):
        desk.client.post(action, data={**form, "reason": said})
    page = desk.get(path)
    assert "Rien ne manque plus" in page and "« une fois »" in page


def test_a_store_that_vanished_uncounted_says_so(desk, home):
    device_id = add_device(home)
    add_store(home, device_id, missing=[], missing_count=0, prior_unknown=True)
    assert "nombre inconnu" in desk.get("/bureau/appareils")
    assert "nombre inconnu" in desk.get(f"/bureau/appareils/{device_id}")


def test_who_may_not_manage_tablets_takes_note_of_nothing(application, home):
    device_id = add_device(home)
    store_id = add_store(home, device_id)
    nurse = sit(application, home, "nurse", "Glycines")
    answer = nurse.client.post(f"/bureau/appareils/{device_id}/manquantes/{store_id}")
    assert answer.status_code in (400, 403, 404)
    assert store_of(home, store_id).missing_count == 4


def test_chloe_finds_nothing_of_our_numbers(application, home, other_home):
    device_id = add_device(home)
    store_id = add_store(home, device_id)
    chloe = sit(application, other_home, "lead_nurse")
    theirs = add_device(other_home)
    add_store(other_home, theirs)
    form = chloe.form(f"/bureau/appareils/{theirs}", "reason")
    path = f"/bureau/appareils/{device_id}/manquantes/{store_id}"
    assert chloe.client.post(path, data={**form, "reason": "x"}).status_code == 404
    assert store_of(home, store_id).missing_count == 4
