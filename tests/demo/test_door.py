"""The demo's door opens on this machine, in the demo's own database, and nowhere else."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import ECKey

from app import create_app
from app.demo.load import seed
from app.demo.values import demo_id
from app.gate.auth.keys import public_jwk
from app.gate.auth.policy import ROLES
from app.ground import clock
from app.ground.facts import get_fact
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.demo.crawling import FAMILY, crawl, shows
from tests.fixtures.application import PageClient
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables
from tests.portal.test_plain_words import length_of, sentences_of, words_of_a_page

LEFT_OUT = {"relative", "legal_representative", "person"}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's two databases, made once."""
    folder = tmp_path_factory.mktemp("door")
    made = open_house(settings_in(folder))
    create_tables(made)
    with acting_for_every():
        seed(made, now=clock.now())
    made.close()
    return folder


@pytest.fixture
def demo(tmp_path: Path, seeded: Path) -> Iterator[House]:
    """The demo world, for one test alone."""
    for name in ("chevet.db", "keys.db"):
        shutil.copy(seeded / name, tmp_path / name)
    opened = open_house(settings_in(tmp_path))
    with acting_for_every():
        yield opened
    opened.close()


@pytest.fixture
def door(demo: House) -> Flask:
    made = create_app(demo)
    made.test_client_class = PageClient
    return made


def entering(staff: str = "aicha") -> dict[str, object]:
    jwk = public_jwk(ECKey.generate_key("P-256"))
    return {"staff": str(demo_id("staff", staff)), "session": str(uuid.uuid4()), "jwk": jwk}


def test_it_offers_one_professional_for_each_staff_role(door: Flask) -> None:
    page = door.test_client().get("/demo").text
    for role, label in ROLES.items():
        assert (label in page) == (role not in LEFT_OUT), role
    assert "Aïcha Benali" in page
    assert "Chloé" not in page


def test_an_aide_enters_on_a_tablet_and_reads_her_unit(door: Flask) -> None:
    client: FlaskClient = door.test_client()
    answer = client.post("/demo/entrer", json=entering()).json
    assert answer["next"] == "/personnes"
    (key,) = answer["store_keys"]
    assert key["unit"] == str(demo_id("unit", "glycines"))
    changes = client.get(f"/api/v1/changes?unit={key['unit']}")
    assert len(changes.json["rows"]["person"]) == 28
    wall = client.get("/api/v1/wall").json
    assert wall["device"]["id"] == answer["device"]


def test_entering_again_keeps_the_same_tablet(door: Flask) -> None:
    client = door.test_client()
    first = client.post("/demo/entrer", json=entering()).json
    second = client.post("/demo/entrer", json=entering("nadia")).json
    assert first["device"] == second["device"]
    assert len(second["store_keys"]) == 3


def test_the_office_is_entered_without_a_tablet(door: Flask) -> None:
    client = door.test_client()
    page = client.get("/demo").text
    office = next(part for part in page.split("<li>") if ROLES["management"] in part)
    staff = office.split('data-staff="')[1].split('"')[0]
    answer = client.post("/demo/entrer", json={**entering(), "staff": staff}).json
    assert answer["next"] == "/bureau"
    assert "store_keys" not in answer
    assert client.get("/api/v1/wall").status_code == 401


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Port", "X-Real-IP", "Via"]
)
def test_it_closes_at_any_trace_of_a_proxy(door: Flask, header: str) -> None:
    client = door.test_client()
    assert client.get("/demo", headers={header: "x"}).status_code == 404
    answer = client.post("/demo/entrer", json=entering(), headers={header: "x"})
    assert answer.status_code == 404


def test_another_host_finds_no_door(door: Flask) -> None:
    client = door.test_client()
    assert client.get("/demo", base_url="http://127.0.0.1:8000").status_code in (404, 421)


def test_another_machine_finds_no_door(door: Flask) -> None:
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert door.test_client().get("/demo", environ_overrides=elsewhere).status_code == 404


def test_nobody_enters_as_someone_of_the_second_home(door: Flask) -> None:
    answer = door.test_client().post("/demo/entrer", json=entering("chloe"))
    assert answer.status_code == 404


def test_a_session_cannot_be_entered_twice(door: Flask) -> None:
    client, body = door.test_client(), entering()
    assert client.post("/demo/entrer", json=body).status_code == 200
    assert client.post("/demo/entrer", json=body).status_code == 409


def test_a_house_that_is_not_the_demo_has_no_door(application: Flask, house: House) -> None:
    with house.database.read() as session:
        assert get_fact(session, "demo") is None
    assert application.test_client().get("/demo").status_code == 404
    assert "demo.door" not in application.view_functions


def test_production_has_no_door_even_over_a_demo_database(demo: House) -> None:
    settings = replace(demo.settings, is_production=True, origin="https://chevet.example.fr")
    demo.settings = settings
    assert "demo.door" not in create_app(demo).view_functions


def come_in(door: Flask, key: str, **how: Any) -> tuple[FlaskClient, Any]:
    """A browser that pressed somebody's button on the families' side."""
    client = door.test_client()
    data = {"relative": str(demo_id("relative", key))}
    return client, client.post("/demo/entrer", base_url=FAMILY, data=data, **how)


def test_the_families_side_offers_her_and_those_close_to_her(door: Flask) -> None:
    page = door.test_client().get("/demo", base_url=FAMILY).text
    for name in ("Jeanne Lenoir", "Claire Lenoir", "Paul Lenoir", "Odette Marchand"):
        assert f">{name}</button>" in page
    assert "Accès fermé" in page
    assert f"{FAMILY}/demo" in door.test_client().get("/demo").text


def test_a_relative_enters_and_reads_what_was_opened_to_them(door: Flask) -> None:
    client, answer = come_in(door, "paul")
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/", base_url=FAMILY).text
    assert 'id="photos"' in page
    assert 'id="nouvelles"' not in page


def test_the_person_enters_their_own_space(door: Flask) -> None:
    assert come_in_herself(door).get("/", base_url=FAMILY).location == "/moi"


def come_in_herself(door: Flask) -> FlaskClient:
    """Mme Lenoir's own browser: she is the first of those offered."""
    client = door.test_client()
    page = client.get("/demo", base_url=FAMILY).text
    first = page.split('name="relative" value="')[1].split('"')[0]
    client.post("/demo/entrer", base_url=FAMILY, data={"relative": first})
    return client


def test_every_page_of_the_portal_is_reached_by_links_and_reads_in_short_sentences(
    door: Flask,
) -> None:
    portal = door.extensions["chevet.portal"]
    theirs = crawl(portal, come_in(door, "claire")[0])
    hers = crawl(portal, come_in_herself(door))
    assert set(theirs) >= shows(portal, lambda one: one == "relative")
    assert set(hers) >= shows(portal, lambda one: one == "person")
    pages = [page for found in (theirs, hers) for some in found.values() for page in some]
    told = [one for page in pages for one in sentences_of(words_of_a_page(page))]
    lengths = [length_of(one) for one in told]
    assert len(lengths) > 100
    assert sum(lengths) / len(lengths) <= 15


def test_coming_in_again_leaves_one_key(door: Flask) -> None:
    come_in(door, "claire")
    client, _ = come_in(door, "claire")
    page = client.get("/mes-cles", base_url=FAMILY).text
    assert page.count("Retirer cette clé") == 1


def test_whoever_was_set_aside_comes_in_nowhere(door: Flask) -> None:
    client, answer = come_in(door, "sophie")
    assert answer.status_code == 403
    assert client.get("/", base_url=FAMILY).status_code in (302, 401)


def test_the_families_side_is_behind_the_same_fence(door: Flask) -> None:
    for how in ({"headers": {"Via": "x"}}, {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}):
        assert come_in(door, "claire", **how)[1].status_code == 404
        assert door.test_client().get("/demo", base_url=FAMILY, **how).status_code == 404
    assert come_in(door, "nobody")[1].status_code == 404


def test_a_house_that_is_not_the_demo_has_no_door_for_families(application: Flask) -> None:
    assert application.test_client().get("/demo", base_url=FAMILY).status_code == 404
