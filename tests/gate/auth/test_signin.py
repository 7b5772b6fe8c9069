"""Signing in to the office."""

from datetime import timedelta

import pytest

from app.ground import clock
from app.tablet.authenticator import without_secret


def test_a_nurse_enters_with_her_key(desk):
    desk.register("Nadia")
    answer = desk.sign_in("Nadia")
    assert (answer.status_code, answer.json["next"]) == (200, "/bureau")


def test_an_aide_is_told_that_her_screens_are_on_the_tablet(desk):
    desk.register("Aïcha")
    answer = desk.sign_in("Aïcha")
    assert answer.status_code == 403
    assert "tablette" in answer.json["detail"]
    assert desk.client.get_cookie("__Host-chevet-session") is None


def test_an_answer_serves_once(desk):
    key = desk.register("Nadia")
    options = desk.post("/api/v1/signin/options", {}).json["publicKey"]
    assertion = without_secret(key.get(options, origin="http://localhost:8000"))
    assert desk.post("/api/v1/signin", {"assertion": assertion}).status_code == 200
    assert desk.post("/api/v1/signin", {"assertion": assertion}).status_code == 403


def test_an_invented_challenge_is_refused(desk):
    key = desk.register("Nadia")
    options = {"challenge": "A" * 43, "rpId": "localhost"}
    assertion = without_secret(key.get(options, origin="http://localhost:8000"))
    assert desk.post("/api/v1/signin", {"assertion": assertion}).status_code == 403


def test_an_unlock_nonce_is_no_sign_in_challenge(tablet):
    key = tablet.register("Nadia")
    options = {"challenge": tablet.nonce(), "rpId": "localhost"}
    assertion = without_secret(key.get(options, origin="http://localhost:8000"))
    assert tablet.post("/api/v1/signin", {"assertion": assertion}).status_code == 403


def test_a_key_that_names_another_user_is_refused(desk, home):
    key = desk.register("Nadia")
    key.passkeys[0].user_handle = home.team["Hélène"].bytes
    assert desk.sign_in("Nadia").status_code == 403


def test_the_office_closes_after_a_quarter_of_an_hour(desk):
    desk.register("Nadia")
    desk.sign_in("Nadia")
    start = clock.now()
    for minutes in (10, 20, 30):
        with clock.frozen(start + timedelta(minutes=minutes)):
            assert "Fermer la session" in desk.client.get("/bureau/connexion").text
    with clock.frozen(start + timedelta(minutes=46)):
        assert "Fermer la session" not in desk.client.get("/bureau/connexion").text


@pytest.mark.parametrize(
    ("referrer", "next_page"),
    [
        ("http://localhost:8000/bureau/connexion?suite=/bureau/personnes", "/bureau/personnes"),
        ("http://localhost:8000/bureau/connexion?suite=//evil.example", "/bureau"),
        ("http://localhost:8000/bureau/connexion?suite=https://evil.example", "/bureau"),
        ("http://evil.example/?suite=/bureau/personnes", "/bureau"),
        ("http://localhost:8000/bureau/connexion", "/bureau"),
    ],
)
def test_one_goes_on_where_one_was_going_and_nowhere_else(desk, referrer, next_page):
    key = desk.register("Nadia")
    options = desk.post("/api/v1/signin/options", {}).json["publicKey"]
    assertion = without_secret(key.get(options, origin="http://localhost:8000"))
    answer = desk.post("/api/v1/signin", {"assertion": assertion}, headers={"Referer": referrer})
    assert answer.json["next"] == next_page


def test_a_cookie_planted_beforehand_is_not_kept(desk):
    """Whoever knows the id and the secret that a browser had before its owner signed in knows nothing after."""
    desk.register("Nadia")
    desk.sign_in("Nadia")
    planted = desk.client.get_cookie("__Host-chevet-session").value
    desk.sign_in("Nadia")
    kept = desk.client.get_cookie("__Host-chevet-session").value
    assert kept.split(".")[0] != planted.split(".")[0]
    assert kept.split(".")[1] != planted.split(".")[1]


def test_signing_out_needs_the_forms_token(desk):
    desk.register("Nadia")
    desk.sign_in("Nadia")
    assert desk.client.post("/bureau/deconnexion").status_code == 403
    page = desk.client.get("/bureau/connexion").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = desk.client.post("/bureau/deconnexion", data={"csrf_token": token})
    assert answer.status_code == 303
    assert "Fermer la session" not in desk.client.get("/bureau/connexion").text
