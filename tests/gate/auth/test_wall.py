"""The wall: what a locked tablet is told, and what it is not."""

import time
from datetime import timedelta

from app.gate.auth import intake, replaced_keys
from app.gate.auth.models import Device, StoreKey
from app.gate.directory import commands as directory
from app.gate.directory.models import Staff
from app.ground import clock
from app.tablet.keys import new_key, open_store_key
from tests.fixtures.browser import page
from tests.fixtures.cast import open_home


def names(tablet):
    return {one["first_name"] for one in tablet.wall()["staff"]}


def test_it_shows_who_is_assigned_and_may_use_the_bedside(tablet):
    assert names(tablet) == {"Aïcha", "Nadia", "Hélène", "Luc"}  # not the technical administrator


def test_it_leaves_out_who_works_elsewhere(application, home):
    mimosas = page(application, home).enrol("Mimosas", "Mimosas")
    assert names(mimosas) == {"Hélène", "Luc"}


def test_it_names_nobody_by_their_family_name_unless_two_share_the_first(tablet, home):
    home.hire("Aïcha", "Bouchard", "nurse", "Glycines")
    home.hire("Aïcha", "Zidane", "nurse", "Glycines")
    shown = names(tablet)
    assert {"Aïcha Be.", "Aïcha Bo.", "Aïcha Z."} <= shown
    assert "Benali" not in tablet.client.get("/api/v1/wall").text


def test_it_says_who_is_on_duty_and_puts_them_first(tablet, home, house):
    with house.database.write() as session:
        directory.plan_shift(
            session,
            home.actor("Hélène"),
            staff=session.get_one(Staff, home.team["Nadia"]),
            unit_id=home.units["Glycines"],
            starts_at=clock.now() - timedelta(hours=1),
            ends_at=clock.now() + timedelta(hours=6),
            now=clock.now(),
        )
    wall = tablet.wall()["staff"]
    assert [one["first_name"] for one in wall if one["on_duty"]] == ["Nadia"]
    assert wall[0]["first_name"] == "Nadia"


def test_its_clock_home_units_and_limits_are_told(tablet, home):
    wall = tablet.wall()
    assert wall["establishment"]["id"] == str(home.id)
    assert wall["establishment"]["timezone"] == "Europe/Paris"
    assert {one["name"] for one in wall["units"]} == {"Glycines", "Mimosas"}
    assert (wall["rp_id"], wall["idle_seconds"]) == ("localhost", 120)
    assert abs(clock.from_text(wall["now"]) - clock.now()) < timedelta(seconds=5)


def test_its_store_keys_open_with_the_members_key_alone(tablet, home):
    user_key = new_key()
    tablet.register_with("Nadia", user_key)
    nadia = tablet.staff("Nadia")
    (one,) = nadia["store_keys"]
    assert one["unit"] == str(home.units["Glycines"])
    assert len(open_store_key(one["jwe"], user_key)) == 32
    assert tablet.wall()["staff"] == tablet.wall()["staff"]  # nothing is wrapped twice


def test_a_new_assignment_gets_its_store_key(tablet, home, house):
    tablet.register("Nadia")
    assert len(tablet.staff("Nadia")["store_keys"]) == 1
    _assign(house, home, "Nadia", "Mimosas")
    assert len(tablet.staff("Nadia")["store_keys"]) == 2


def test_every_tablet_has_keys_of_its_own(tablet, second_tablet):
    user_key = new_key()
    tablet.register_with("Nadia", user_key)
    second_tablet.keys = tablet.keys
    first, second = (
        open_store_key(one.staff("Nadia")["store_keys"][0]["jwe"], user_key)
        for one in (tablet, second_tablet)
    )
    assert first != second


def test_a_rotated_store_key_is_another(tablet, home, house):
    user_key = new_key()
    tablet.register_with("Nadia", user_key)
    before = tablet.staff("Nadia")["store_keys"][0]
    with house.database.write() as session:
        device = session.get_one(Device, tablet.device)
        replaced_keys.rotate(session, house, device, home.units["Glycines"], now=clock.now())
    after = tablet.staff("Nadia")["store_keys"][0]
    assert (before["version"], after["version"]) == (1, 2)
    assert open_store_key(before["jwe"], user_key) != open_store_key(after["jwe"], user_key)


def test_revoking_a_tablet_drops_its_keys(tablet, house):
    tablet.register("Nadia")
    tablet.wall()
    tablet.revoke()
    with house.database.read() as session:
        assert all(one.dropped_at for one in session.query(StoreKey))


def test_the_intake_key_is_public_only_and_changes_when_rotated(tablet, home, house):
    first = tablet.wall()["intake"]
    assert set(first["jwk"]) == {"kty", "crv", "x", "y"}
    with house.database.write() as session:
        intake.rotate(session, house, home.id, now=clock.now())
    assert tablet.wall()["intake"]["kid"] != first["kid"]
    assert (
        intake.private(house, home.id, first["kid"]).as_dict(private=False)["x"]
        == first["jwk"]["x"]
    )


def test_a_tablet_reports_the_last_seal_head_it_saw(tablet, house):
    tablet.client.get("/api/v1/wall", headers={"Chevet-Seal-Head": "h" * 43})
    with house.database.read() as session:
        assert session.get_one(Device, tablet.device).seal_head == "h" * 43


def test_a_wall_of_thirty_is_cheap(application, house):
    """At most 15 ms of processor, thirty professionals with their keys; elapsed time is the bench's matter."""
    home = open_home(house, "Les Saules", "Glycines")
    for number in range(30):
        home.hire(f"Prénom{number}", f"Nom{number}", "nurse", "Glycines")
    tablet = page(application, home).enrol()
    for number in range(30):
        with clock.frozen(clock.now() + timedelta(minutes=2 * number)):
            tablet.register(f"Prénom{number}")
    tablet.wall()
    times = []
    for _ in range(20):
        start = time.process_time()
        tablet.wall()
        times.append(time.process_time() - start)
    assert sorted(times)[10] < 0.015


def _assign(house, home, name, unit):
    with house.database.write() as session:
        directory.assign(
            session,
            None,
            staff=session.get_one(Staff, home.team[name]),
            unit_id=home.units[unit],
            starts_at=clock.now(),
            now=clock.now(),
        )


def keys_told(tablet, name):
    row = next(one for one in tablet.wall()["staff"] if one["first_name"] == name)
    kinds = ("store_keys", "emergency_keys")
    return [set(row["units"]), *({one["unit"] for one in row[kind]} for kind in kinds)]


def test_whoever_may_open_a_file_in_an_emergency_holds_the_other_units_keys_apart(tablet, home):
    """A nurse of one unit, on a tablet of two: what an emergency opens is not among what a shift does."""
    tablet.register("Nadia")
    tablet.register("Aïcha")
    glycines, mimosas = ({str(home.units[name])} for name in ("Glycines", "Mimosas"))
    assert keys_told(tablet, "Nadia") == [glycines, glycines, mimosas]
    assert keys_told(tablet, "Aïcha") == [glycines, glycines, set()]
