"""Establishment, units and rooms, on their pages."""

from app.gate.directory.models import Room, Unit


def test_a_new_home_is_told_what_to_do_first(desk):
    page = desk.get("/bureau")
    assert "Aucune tablette" in page
    assert "sans clé d’accès" in page


def test_a_unit_is_added_and_its_page_asks_for_rooms(desk, home):
    answer = desk.send("/bureau/unites", name="Tilleul", kind="unit")
    assert answer.status_code == 302
    page = desk.get(answer.location)
    assert "Unité « Tilleul » créée" in page
    assert "Aucune chambre" in page


def test_a_name_that_is_taken_comes_back_with_its_reason(desk):
    answer = desk.send("/bureau/unites", name="glycines", kind="home_care")
    assert answer.status_code == 422
    assert "porte déjà ce nom" in answer.text
    assert 'value="glycines"' in answer.text
    assert 'checked id="kind-1"' in answer.text


def test_rooms_are_added_twelve_at_a_time(desk, home):
    path = f"/bureau/unites/{home.units['Mimosas']}"
    assert desk.send(f"{path}/chambres", names="301-312, Salon").status_code == 302
    with home.house.database.read() as session:
        rooms = session.query(Room).filter_by(unit_id=home.units["Mimosas"])
        names = [room.name for room in rooms.order_by(Room.position)]
    assert names == ["201", *(str(number) for number in range(301, 313)), "Salon"]


def test_when_one_room_cannot_be_none_is(desk, home):
    path = f"/bureau/unites/{home.units['Mimosas']}/chambres"
    answer = desk.send(path, names="299, 200-202")
    assert answer.status_code == 422
    assert "« 201 »" in answer.text
    assert 'value="299, 200-202"' in answer.text
    with home.house.database.read() as session:
        assert session.query(Room).filter_by(unit_id=home.units["Mimosas"]).count() == 1


def test_strange_ranges_are_refused_in_words(desk, home):
    path = f"/bureau/unites/{home.units['Mimosas']}/chambres"
    for typed in ("112-101", "1-999999", "1-9999999999999999999", "x" * 50, ",,,", "\x00"):
        assert desk.send(path, names=typed).status_code == 422, typed


def test_a_room_moves_in_the_walking_order_with_a_button(desk, home):
    desk.press(
        f"/bureau/unites/{home.units['Glycines']}", f"/bureau/chambres/{home.rooms['101']}/rang"
    )
    desk.send(f"/bureau/chambres/{home.rooms['102']}", name="102 bis", rank="2")
    with home.house.database.read() as session:
        assert session.get_one(Room, home.rooms["101"]).position == 1
        assert session.get_one(Room, home.rooms["102"]).name == "102 bis"


def test_a_closed_unit_comes_back_with_the_undo_of_the_page(desk, home):
    unit = home.units["Mimosas"]
    desk.press(f"/bureau/unites/{unit}", f"/bureau/unites/{unit}/fermer")
    desk.press("/bureau/unites", f"/bureau/unites/{unit}/rouvrir")
    with home.house.database.read() as session:
        assert session.get_one(Unit, unit).closed_at is None


def test_a_unit_where_somebody_lives_stays_open_and_says_why(desk, home):
    home.admit()
    unit = home.units["Glycines"]
    desk.press(f"/bureau/unites/{unit}", f"/bureau/unites/{unit}/fermer")
    assert "Une personne y est encore" in desk.get("/bureau/unites")


def test_the_home_keeps_what_is_right_and_says_what_is_wrong(desk, home):
    answer = desk.send("/bureau/etablissement", name="Les Grands Tilleuls", finess="123")
    assert answer.status_code == 422
    assert "neuf chiffres" in answer.text
    assert 'value="Les Grands Tilleuls"' in answer.text
    answer = desk.send("/bureau/etablissement", name="Les Grands Tilleuls", finess="750712184")
    assert answer.status_code == 302
    assert "Les Grands Tilleuls" in desk.get("/bureau")


def test_numbers_that_are_no_numbers_are_refused_in_words(desk):
    for typed in ("", "abc", "-1", "10000000000", "1e3"):
        answer = desk.send("/bureau/etablissement", idle_seconds=typed)
        assert answer.status_code == 422, typed


def test_two_who_edit_the_home_at_once_see_both_versions(desk, application, home):
    first = desk.form("/bureau/etablissement", "finess")
    desk.send("/bureau/etablissement", name="Les Tilleuls du Parc")
    answer = desk.client.post("/bureau/etablissement", data={**first, "name": "Les Vieux Tilleuls"})
    assert answer.status_code == 409
    assert "Les Tilleuls du Parc" in answer.text
    assert 'value="Les Vieux Tilleuls"' in answer.text
    again = desk.client.post(
        "/bureau/etablissement", data={**form_of(answer.text), "name": "Les Vieux Tilleuls"}
    )
    assert again.status_code == 302
    assert "Les Vieux Tilleuls" in desk.get("/bureau")


def form_of(html):
    from tests.areas.office.conftest import Fields

    page = Fields()
    page.feed(html)
    return next(values for _, values in page.forms if "finess" in values)


def test_a_form_without_its_token_changes_nothing(desk, home):
    answer = desk.client.post("/bureau/unites", data={"name": "Intruse", "kind": "unit"})
    assert answer.status_code == 403
    with home.house.database.read() as session:
        assert session.query(Unit).filter_by(name="Intruse").count() == 0


def test_chloe_finds_neither_our_units_nor_our_rooms(chloe, home):
    for path in (
        f"/bureau/unites/{home.units['Glycines']}",
        f"/bureau/unites/{home.units['Glycines']}/chambres",
        f"/bureau/chambres/{home.rooms['101']}",
    ):
        chloe.get(path, status=404)
    assert "Glycines" not in chloe.get("/bureau/unites")
