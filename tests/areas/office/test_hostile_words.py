"""A script in a name, a place or a text is shown as the words it is, on every page that tells it."""

from __future__ import annotations

import html

from app.gate.auth.access import ACCESS
from app.gate.auth.models import Device
from app.gate.directory.models import Room, Staff, Unit
from tests.areas.office.conftest import sit

ROOM = "<img src=x>"
HOSTILE = """<img src=x onerror="alert('é')">"""


def test_hostile_words_stay_words(application, desk, dpo, home):
    """Typed into every field of free text of the office, then every page that needs no id or one of these is read."""
    person = _fill(application, desk, home)
    ids = {"person_id": person}
    with home.house.database.read() as session:
        ids["unit_id"] = session.query(Unit).filter_by(name=HOSTILE).one().id
        ids["room_id"] = session.query(Room).filter_by(name=ROOM).one().id
        ids["device_id"] = session.query(Device).one().id
        ids["staff_id"] = session.query(Staff).order_by(Staff.created_at.desc()).first().id
    adapter = application.url_map.bind("localhost")
    told = 0
    for rule in application.url_map.iter_rules():
        asked = ACCESS[rule.endpoint]
        if (
            asked.audience != "session"
            or "GET" not in rule.methods
            or not rule.rule.startswith("/bureau")
        ):
            continue
        if not set(rule.arguments) <= set(ids):
            continue
        path = adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
        for reader in (desk, dpo):
            answer = reader.client.get(path)
            if answer.mimetype == "application/pdf":
                continue  # what is printed runs nothing
            page = answer.text
            assert "<img src=x" not in page, path
            told += html.escape(HOSTILE[:20], quote=False) in page.replace("&#34;", '"')
    assert told > 15


def _fill(application, desk, home):
    desk.send("/bureau/unites", name=HOSTILE, kind="unit")
    with home.house.database.read() as session:
        unit = session.query(Unit).filter_by(name=HOSTILE).one().id
    desk.send(f"/bureau/unites/{unit}/chambres", form_at=f"/bureau/unites/{unit}", names=ROOM)
    desk.send("/bureau/appareils/ajouter", name=HOSTILE, unit_ids=[str(unit)])
    desk.send(
        "/bureau/equipe/ajouter",
        given_name=HOSTILE,
        family_name=HOSTILE,
        role="nurse",
        unit_id=str(unit),
    )
    sent = desk.send(
        "/bureau/personnes/admettre",
        family_name=HOSTILE,
        given_name=HOSTILE,
        used_name=HOSTILE,
        birth_name=HOSTILE,
        born_on="1931-03-03",
        sex="F",
        unit_id=str(unit),
    )
    person = sent.location.rsplit("/", 1)[1]
    nurse = sit(application, home, "nurse", "Mimosas")
    nurse.send(
        "/bureau/acces-exceptionnel",
        family_name=HOSTILE,
        given_name=HOSTILE,
        born_on="1931-03-03",
        reason=HOSTILE,
    )
    return person
