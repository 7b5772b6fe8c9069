"""Being invited, making a passkey, showing it, and being told nothing when one may not."""

from app.areas.family.commands import set_state
from app.gate.auth.models import Credential
from app.ground import clock
from app.portal.models import RelativeCredential
from app.tablet.authenticator import Authenticator, without_secret
from tests.portal.conftest import FAMILY

COOKIE = "__Host-chevet-famille"


def exclude(family, relative, state="excluded"):
    with family.house.database.write() as session:
        set_state(session, family.home.actor("Hélène"), relative, state, now=clock.now())


def test_a_letter_lets_its_reader_in_once(family):
    token, code = family.invite(family.add())
    visitor = family.visitor()
    assert code is None
    assert "Votre invitation" in visitor.get(f"/invitation/{token}").text
    assert visitor.accept(token).json == {"next": "/"}
    assert visitor.is_in
    assert family.visitor().accept(token).status_code == 404


def test_a_letter_may_be_typed_in_small_letters_and_with_spaces(family):
    token, _ = family.invite(family.add())
    typed = token.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    answer = family.visitor().get("/invitation", query_string={"code": typed})
    assert answer.status_code == 302
    assert family.visitor().get(answer.location).status_code == 200


def test_a_link_asks_for_the_code_said_by_word_of_mouth(family):
    token, code = family.invite(family.add(), "email")
    visitor = family.visitor()
    assert visitor.accept(token).json["code"] == "code"
    assert visitor.accept(token, f"{code[:3]} {code[3:]}").status_code == 200


def test_five_wrong_codes_close_the_invitation(family):
    token, code = family.invite(family.add(), "email")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    visitor = family.visitor()
    told = [visitor.accept(token, wrong).json["detail"] for _ in range(5)]
    assert "il reste 4 essais" in told[0]
    assert "il reste un essai" in told[3]
    assert "fermée" in told[4]
    assert visitor.accept(token, code).status_code == 404
    assert family.verbs().count("relative.code_refused") == 5


def test_a_code_opens_no_other_invitation(family):
    _, code = family.invite(family.add("Claire"), "email")
    second, other = family.invite(family.add("Paul"), "email")
    while other == code:
        second, other = family.invite(family.add("Paul"), "email")
    assert family.visitor().accept(second, code).status_code == 403


def test_the_page_of_an_invitation_names_neither_the_person_nor_the_relative(family):
    token, _ = family.invite(family.add("Clémentine"), "email")
    page = family.visitor().get(f"/invitation/{token}").text
    for name in ("Jeanne", "Martin", "Clémentine"):
        assert name not in page


def test_a_letter_ends_after_two_weeks_and_a_link_after_three_days(family, at):
    letter, _ = family.invite(family.add())
    link, code = family.invite(family.add("Paul"), "email")
    with at(days=3, seconds=1):
        assert family.visitor().accept(link, code).status_code == 404
        assert family.visitor().get(f"/invitation/{letter}").status_code == 200
    with at(days=14, seconds=1):
        assert family.visitor().accept(letter).status_code == 404


def test_a_new_invitation_ends_the_one_before(family):
    relative = family.add()
    first, _ = family.invite(relative)
    second, _ = family.invite(relative)
    assert family.visitor().accept(first).status_code == 404
    assert family.visitor().accept(second).status_code == 200


def test_one_comes_back_with_the_same_key(family):
    visitor = family.inside()
    visitor.press("/sortir")
    assert not visitor.is_in
    assert visitor.enter().status_code == 200
    assert visitor.is_in


def test_the_cookie_is_the_portals_own(family):
    visitor = family.visitor()
    answer = visitor.accept(family.invite(family.add())[0])
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_passkey_lives_under_the_name_of_the_familys_host(family, house):
    visitor = family.inside()
    assert [one.rp_id for one in visitor.key.passkeys] == ["famille.localhost"]
    with house.database.read() as session:
        assert session.query(RelativeCredential).count() == 1
        assert session.query(Credential).count() == 0


def test_an_answer_serves_once(family):
    visitor = family.inside()
    assertion = visitor.assertion()
    assert visitor.post("/api/entrer", {"assertion": assertion}).status_code == 200
    assert visitor.post("/api/entrer", {"assertion": assertion}).status_code == 403


def test_an_answer_made_on_the_page_of_the_professionals_is_refused(family):
    visitor = family.inside()
    options = visitor.post("/api/entrer/options", {}).json["publicKey"]
    (kept,) = visitor.key.passkeys
    assertion = visitor.key.assert_with(kept, options, origin="http://localhost:8000")
    assert visitor.post("/api/entrer", {"assertion": without_secret(assertion)}).status_code == 403


def test_an_excluded_relative_hears_what_a_stranger_hears(family):
    relative = family.add()
    visitor = family.inside(relative)
    exclude(family, relative)
    assert visitor.get("/").location == "/entrer"
    stranger = family.visitor()
    stranger.key.create(family_options(), origin=FAMILY)
    assert visitor.enter().json == stranger.enter().json


def family_options():
    return {
        "rp": {"id": "famille.localhost"},
        "user": {"id": "AAAAAAAAAAAAAAAAAAAAAA"},
        "pubKeyCredParams": [{"alg": -7}],
        "challenge": "AAAA",
    }


def test_whoever_is_let_in_again_is_invited_anew(family):
    relative = family.add()
    visitor = family.inside(relative)
    waiting, _ = family.invite(relative)
    exclude(family, relative)
    exclude(family, relative, "active")
    assert not visitor.is_in
    assert visitor.enter().status_code == 403
    assert family.visitor().accept(waiting).status_code == 404
    assert family.inside(relative).is_in


def test_five_refused_answers_make_even_the_right_one_wait(family, at):
    visitor = family.inside()
    honest = visitor.key
    for _ in range(5):
        options = visitor.post("/api/entrer/options", {}).json["publicKey"]
        (kept,) = honest.passkeys
        forged = without_secret(honest.assert_with(kept, options, origin="http://evil.example"))
        assert visitor.post("/api/entrer", {"assertion": forged}).status_code == 403
    assert visitor.enter().status_code == 429
    with at(minutes=31):
        assert visitor.enter().status_code == 200


def test_a_copied_key_opens_nothing(family):
    visitor = family.visitor()
    visitor.key = Authenticator()
    assert visitor.accept(family.invite(family.add())[0]).status_code == 200
    assert visitor.enter().status_code == 200
    visitor.key.passkeys[0].sign_count = 0
    answer = visitor.enter()
    assert (answer.status_code, answer.json["code"]) == (403, "counter")


def test_a_session_ends_after_half_an_hour_alone_and_after_twelve_hours_whatever_is_done(
    family, at
):
    visitor = family.inside()
    with at(minutes=29):
        assert visitor.is_in
    with at(minutes=55):
        assert visitor.is_in
    with at(minutes=86):
        assert not visitor.is_in
    assert visitor.enter().status_code == 200
    for minutes in range(25, 12 * 60, 25):
        with at(minutes=minutes):
            assert visitor.is_in
    with at(hours=12, seconds=1):
        assert not visitor.is_in


def test_one_key_is_removed_and_its_sessions_with_it(family):
    relative = family.add()
    phone, computer = family.inside(relative), family.inside(relative)
    page = computer.get("/mes-cles").text
    first = page.split("/mes-cles/")[1].split("/retirer")[0]
    assert computer.press(f"/mes-cles/{first}/retirer").status_code == 303
    assert not phone.is_in
    assert phone.enter().status_code == 403
    assert computer.is_in


def test_nobody_removes_the_key_of_another(family):
    mine, theirs = family.inside(family.add()), family.inside(family.add("Paul"))
    key = theirs.get("/mes-cles").text.split("/mes-cles/")[1].split("/retirer")[0]
    assert mine.press(f"/mes-cles/{key}/retirer").status_code == 404
    assert theirs.is_in


def test_a_browser_left_open_elsewhere_is_closed(family):
    relative = family.add()
    here = family.inside(relative)
    elsewhere = family.visitor()
    elsewhere.key = here.key
    assert elsewhere.enter().status_code == 200
    assert "1 autre appareil" in here.get("/mes-cles").text
    here.press("/mes-cles/fermer-ailleurs")
    assert (here.is_in, elsewhere.is_in) == (True, False)


def test_a_form_needs_the_token_of_its_own_session(family):
    mine, theirs = family.inside(family.add()), family.inside(family.add("Paul"))
    token = theirs.get("/mes-cles").text.split('name="form_token" value="')[1].split('"')[0]
    for fields in ({}, {"form_token": ""}, {"form_token": "é"}, {"form_token": token}):
        assert mine.open("/sortir", "POST", data=fields).status_code == 403
    assert mine.is_in


def test_the_trail_keeps_each_step(family):
    visitor = family.inside()
    visitor.get("/")
    visitor.get("/")
    visitor.press("/sortir")
    told = [verb for verb in family.verbs() if verb != "relative.add"]
    assert told == [
        "relative.invited",
        "relative.passkey_registered",
        "relative.signed_in",
        "relative.opened",
        "relative.signed_out",
    ]
