"""Every sealed row opens in its place, and only there."""

from sqlalchemy import LargeBinary, text, update

from app.areas.persons.models import Person
from app.gate.audit.rows import DERIVED, TABLES
from app.gate.audit.verify import verify_rows
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.database import Base
from app.ground.ids import new_id
from app.migrations import tables


def admit(house, home, name):
    """A person, sealed as the persons area seals them."""
    person_id = new_id()
    house.vault.create_owner(person_id, home.id, "person")
    value = {"family_name": name, "given_name": "Jeanne"}
    with house.database.write() as session:
        session.add(
            Person(
                id=person_id,
                establishment_id=home.id,
                sealed=house.vault.seal(person_id, "person", person_id, value),
                admitted_at=clock.now(),
                created_at=clock.now(),
            )
        )
    return person_id


def test_every_sealed_column_of_the_database_is_verified():
    assert tables
    sealed = {
        table.name
        for table in Base.metadata.tables.values()
        if isinstance(getattr(table.c.get("sealed"), "type", None), LargeBinary)
    }
    assert sealed == {one.name for one in TABLES} | set(DERIVED)


def test_rows_in_their_place_open(home, house):
    admit(house, home, "Lenoir")
    assert verify_rows(house) == []


def test_one_changed_byte_names_its_row(home, house):
    person = admit(house, home, "Lenoir")
    with house.database.write() as session:
        row = session.get_one(Person, person)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    (finding,) = verify_rows(house)
    assert finding.subject == f"person {person}"
    assert str(person) in str(finding)


def test_a_row_copied_under_another_person_is_named(home, house):
    lenoir, petit = admit(house, home, "Lenoir"), admit(house, home, "Petit")
    with house.database.write() as session:
        copied = session.get_one(Person, lenoir).sealed
        session.execute(update(Person).where(Person.id == petit).values(sealed=copied))
    (finding,) = verify_rows(house)
    assert (finding.kind, finding.subject) == ("row_broken", f"person {petit}")


def test_a_colleagues_name_given_to_another_is_named(home, house):
    aicha, nadia = home.team["Aïcha"], home.team["Nadia"]
    with house.database.write() as session:
        copied = session.get_one(Staff, aicha).sealed
        session.execute(update(Staff).where(Staff.id == nadia).values(sealed=copied))
    (finding,) = verify_rows(house)
    assert finding.subject == f"staff {nadia}"


def test_a_row_whose_key_vanished_is_named_unless_the_person_was_erased(home, house):
    person = admit(house, home, "Lenoir")
    house.vault.destroy_owner(person)
    assert [finding.kind for finding in verify_rows(house)] == ["row_keyless"]
    with house.database.write() as session:
        session.execute(
            text("INSERT INTO erasure VALUES (:person, :home, NULL, :now, :now)"),
            {"person": person.hex, "home": home.id.hex, "now": "2026-11-21 12:00:00.000000"},
        )
    assert verify_rows(house) == []


def test_a_row_copied_under_a_person_said_to_be_erased_is_named_all_the_same(home, house):
    lenoir, petit = admit(house, home, "Lenoir"), admit(house, home, "Petit")
    with house.database.write() as session:
        copied = session.get_one(Person, lenoir).sealed
        session.execute(update(Person).where(Person.id == petit).values(sealed=copied))
        session.execute(
            text("INSERT INTO erasure VALUES (:person, :home, NULL, :now, :now)"),
            {"person": petit.hex, "home": home.id.hex, "now": "2026-11-21 12:00:00.000000"},
        )
    assert [finding.kind for finding in verify_rows(house)] == ["row_broken"]
