"""Devices: a link that serves once, a cookie, a revocation that holds at once."""

from datetime import timedelta

import pytest

from app.gate.auth import devices
from app.gate.auth.models import Device
from app.ground import clock
from app.ground.errors import Conflict, Invalid, NotFound


def test_a_link_makes_a_browser_a_device(desk, home):
    desk.enrol("Tablette des Glycines", "Glycines")
    cookie = desk.client.get_cookie("__Host-chevet-device")
    assert cookie.secure and cookie.http_only and cookie.path == "/"
    assert cookie.same_site == "Strict"
    assert cookie.max_age > 300 * 86_400
    assert [one["name"] for one in desk.wall()["units"]] == ["Glycines"]


def test_a_link_serves_once(desk, home):
    token = home.add_device()
    assert desk.post("/api/v1/devices/enrol", {"token": token}).status_code == 201
    again = desk.post("/api/v1/devices/enrol", {"token": token})
    assert again.status_code == 404
    assert "Demandez-en un nouveau" in again.json["detail"]


def test_a_link_ends_after_a_day(desk, home):
    token = home.add_device()
    with clock.frozen(clock.now() + timedelta(hours=24, seconds=1)):
        assert desk.post("/api/v1/devices/enrol", {"token": token}).status_code == 404


def test_the_page_enrols_with_its_form(desk, home):
    token = home.add_device("Tablette des Mimosas")
    shown = desk.client.get(f"/appareil/{token}").text
    assert "Tablette des Mimosas" in shown
    form = shown.split('name="csrf_token" value="')[1].split('"')[0]
    answer = desk.client.post(f"/appareil/{token}", data={"csrf_token": form})
    assert (answer.status_code, answer.location) == (303, "/")
    assert desk.wall()["device"]["name"] == "Tablette des Mimosas"


def test_the_form_without_its_token_enrols_nothing(desk, home):
    token = home.add_device()
    assert desk.client.post(f"/appareil/{token}").status_code == 403
    assert desk.client.get(f"/appareil/{token}").status_code == 200


def test_only_the_hash_of_a_secret_is_kept(desk, house):
    desk.enrol()
    secret = desk.client.get_cookie("__Host-chevet-device").value.split(".")[1]
    with house.database.read() as session:
        kept = session.query(Device).one()
    assert secret.encode() not in kept.secret_hash
    assert len(kept.secret_hash) == 32
    assert kept.enrolment_hash is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"kind": "borrowed"}, "kind"),
        ({"unit_ids": []}, "unit_ids"),
    ],
)
def test_nonsense_is_refused_beside_its_field(home, house, change, field):
    good = {"name": "Tablette", "kind": "shared", "unit_ids": list(home.units.values())}
    with house.database.write() as session, pytest.raises(Invalid) as refusal:
        devices.create(session, home.actor("Hélène"), now=clock.now(), **{**good, **change})
    assert field in refusal.value.fields


def test_another_homes_unit_or_device_does_not_exist(home, other_home, house, desk):
    desk.enrol()
    chloe = other_home.actor("Chloé")
    with house.database.write() as session:
        with pytest.raises(Invalid):
            devices.create(
                session,
                chloe,
                name="Tablette",
                kind="shared",
                unit_ids=[home.units["Glycines"]],
                now=clock.now(),
            )
        with pytest.raises(NotFound):
            devices.revoke(session, house, chloe, desk.device, now=clock.now())
        with pytest.raises(NotFound):
            devices.renew_link(session, chloe, desk.device, now=clock.now())


def test_an_enrolled_device_keeps_its_place(desk, home, house):
    desk.enrol()
    with house.database.write() as session, pytest.raises(Conflict):
        devices.renew_link(session, home.actor("Hélène"), desk.device, now=clock.now())
