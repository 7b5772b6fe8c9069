"""The tablet's own passkey and its holder's code: what opens, what blocks, and what never tells the code."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from joserfc.jwk import ECKey

from app.gate.audit.models import AuditEvent
from app.gate.auth import code_blocks, codes
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import AuthSession, Credential
from app.ground import clock
from app.ground.errors import Refused
from app.tablet import personal_code
from app.tablet.authenticator import Authenticator, prf_output, without_secret
from app.tablet.challenge import credential_options
from app.tablet.keys import WrappedKey, public_jwk, unwrap_user_key, wrap_user_key
from app.tablet.session import Session
from tests.fixtures.browser import ORIGIN, base64url
from tests.gate.auth.rules import CODE, OTHER_CODE, accept_in_tablet, decide, register_in_tablet
from tests.gate.auth.test_unlock import refused, unlock, verbs, why


@pytest.fixture
def aicha(tablet, home):
    """Aïcha's passkey lives in the tablet, as her home allows."""
    decide(home, shared=["key", "phone", "tablet"])
    return register_in_tablet(tablet, "Aïcha")


def tell(tablet, code, **more):
    _, proof = tablet.proof("Aïcha")
    return unlock(tablet, proof, code=code, **more)


def user_key(tablet, code=CODE):
    """The user's key, as the page opens it, and the passkey's PRF."""
    (row,) = tablet.staff("Aïcha")["credentials"]
    options = credential_options(b"x" * 32, rp_id="localhost", allowed=[], with_prf=True)
    prf = prf_output(tablet.keys["Aïcha"].get(options, origin=ORIGIN))
    secret = personal_code.mixed_as_told(prf, code, row["code"])
    return unwrap_user_key(WrappedKey.from_json(row["wrap"]), secret), prf


def next_code(tablet, code, *, key=None, prf=None, drawing=None):
    """The member of an unlock's body that chooses another code."""
    if key is None:
        key, prf = user_key(tablet)
    drawing = drawing or personal_code.new_salt()
    wrap = wrap_user_key(key, personal_code.mixed_as_told(prf, code, drawing)).as_json()
    return {"code": code, **drawing, "user_key": {"public_jwk": public_jwk(key), **wrap}}


def kept(house):
    with house.database.read() as session:
        return session.query(PersonalCode).one()


def test_it_opens_with_its_code(tablet, aicha, house):
    assert tell(tablet, CODE).status_code == 200
    with house.database.read() as session:
        assert not session.query(AuthSession).one().is_code_unverified


def test_a_home_that_did_not_choose_it_takes_no_passkey_of_the_tablet(tablet, home):
    assert accept_in_tablet(tablet, "Aïcha").status_code == 403
    decide(home, shared=["key", "tablet"])
    assert accept_in_tablet(tablet, "Aïcha").status_code == 201


def test_a_desk_is_no_tablet(desk, home):
    decide(home, shared=["key", "tablet"])
    assert accept_in_tablet(desk, "Aïcha").status_code == 403


def test_it_is_not_registered_without_a_code(tablet, home):
    decide(home, shared=["key", "tablet"])
    answer = accept_in_tablet(tablet, "Aïcha", None)
    assert (answer.status_code, answer.json["code"]) == (403, "code_missing")


@pytest.mark.parametrize("code", ["000000", "123456", "240578", "12345", "12345a"])
def test_a_code_that_others_would_try_is_refused_beside_the_field(tablet, home, code, house):
    decide(home, shared=["key", "tablet"])
    answer = accept_in_tablet(tablet, "Aïcha", code)
    assert answer.status_code == 422, answer.json
    assert code not in json.dumps(answer.json)
    with house.database.read() as session:
        assert session.query(Credential).count() == 0


def test_a_code_does_not_go_with_a_key(tablet, home):
    decide(home, shared=["key", "tablet"])
    answer = accept_in_tablet(tablet, "Aïcha", key=Authenticator())
    assert (answer.status_code, answer.json["code"]) == (403, "kind")


@pytest.mark.parametrize("code", [None, "", OTHER_CODE])
def test_without_the_code_the_passkey_opens_nothing(tablet, aicha, code, house):
    assert tell(tablet, code).status_code == 403
    with house.database.read() as session:
        (opened,) = session.query(AuthSession)
        assert opened.refused is not None and opened.secret_hash is None


def test_five_wrong_codes_block_it_and_the_right_one_helps_no_more(tablet, aicha, house):
    for left in (4, 3, 2, 1):
        answer = tell(tablet, OTHER_CODE)
        assert answer.json["code"] == "code_wrong"
        assert ("un essai" if left == 1 else f"{left} essais") in answer.json["detail"]
    assert tell(tablet, OTHER_CODE).json["code"] == "code_blocked"
    assert tell(tablet, CODE).json["code"] == "code_blocked"
    (row,) = tablet.staff("Aïcha")["credentials"]
    assert row["code"]["is_blocked"] and row["wrap"] is None
    assert verbs(house).count("code.blocked") == 1


def test_the_right_code_forgets_the_wrong_ones(tablet, aicha, house):
    for _ in range(4):
        tell(tablet, OTHER_CODE)
    assert tell(tablet, CODE).status_code == 200
    assert kept(house).tries == 0


def test_a_wrong_code_counts_only_with_the_right_passkey(tablet, aicha, house):
    """Whoever holds the tablet alone can neither try codes nor block a colleague."""
    other = Authenticator.in_the_tablet()
    other.passkeys = [*aicha.passkeys]
    _, proof = tablet.proof("Aïcha")
    proof["assertion"]["response"]["signature"] = "AAAA"
    assert refused(unlock(tablet, proof, code=OTHER_CODE))
    assert kept(house).tries == 0


def test_a_block_is_lifted_by_somebody_else_and_then_a_new_code_is_chosen(
    tablet, aicha, house, home
):
    pair, prf = user_key(tablet)
    for _ in range(5):
        tell(tablet, OTHER_CODE)
    with house.database.write() as session:
        code_blocks.lift(
            session, home.actor(home.leader), kept(house).credential_id, now=clock.now()
        )
    answer = tell(tablet, CODE)
    assert (answer.status_code, answer.json["code"]) == (403, "code_must_change")
    assert tablet.staff("Aïcha")["credentials"][0]["code"]["must_change"]
    chosen = next_code(tablet, OTHER_CODE, key=pair, prf=prf)
    assert tell(tablet, CODE, new_code=chosen).status_code == 200
    assert tell(tablet, CODE).json["code"] == "code_wrong"
    assert tell(tablet, OTHER_CODE).status_code == 200
    told = [verb for verb in verbs(house) if verb.startswith("code.")]
    assert told == ["code.chosen", "code.blocked", "code.lifted", "code.changed"]


def test_nobody_lifts_their_own_block(tablet, aicha, house, home):
    for _ in range(5):
        tell(tablet, OTHER_CODE)
    with pytest.raises(Refused), house.database.write() as session:
        code_blocks.lift(session, home.actor("Aïcha"), kept(house).credential_id, now=clock.now())
    assert kept(house).blocked_at is not None


def test_its_holder_changes_it_and_the_tablet_opens_with_the_new_one_alone(tablet, aicha):
    assert tell(tablet, CODE, new_code=next_code(tablet, OTHER_CODE)).status_code == 200
    user_key(tablet, OTHER_CODE)
    with pytest.raises(Exception, match="does not open"):
        user_key(tablet, CODE)


def test_the_same_code_again_is_no_change(tablet, aicha):
    answer = tell(tablet, CODE, new_code=next_code(tablet, CODE))
    assert answer.status_code == 422
    assert "précédent" in json.dumps(answer.json, ensure_ascii=False)


def test_another_key_pair_does_not_come_in_with_a_new_code(tablet, aicha):
    chosen = next_code(tablet, OTHER_CODE, key=ECKey.generate_key("P-256"), prf=b"x" * 32)
    assert refused(tell(tablet, CODE, new_code=chosen), "pair")


def test_too_few_rounds_are_refused(tablet, aicha):
    drawing = {**personal_code.new_salt(), "iterations": 1000}
    answer = tell(tablet, CODE, new_code=next_code(tablet, OTHER_CODE, drawing=drawing))
    assert answer.status_code == 422


def test_it_opens_the_tablet_where_it_was_made_and_no_other(tablet, second_tablet, aicha):
    second_tablet.keys = tablet.keys
    assert second_tablet.staff("Aïcha")["credentials"] == []
    assert "autre tablette" in second_tablet.staff("Aïcha")["no_key"]
    _, proof = second_tablet.proof("Aïcha")
    assert refused(unlock(second_tablet, proof, code=CODE))


def test_it_never_comes_back_quickly(tablet, aicha):
    strong, proof = tablet.proof("Aïcha")
    assert unlock(tablet, proof, code=CODE).status_code == 200
    tablet.post("/api/v1/lock", {})
    _, quick = tablet.proof("Aïcha", strong=strong.id)
    assert refused(unlock(tablet, quick, code=CODE))
    assert why(tablet) == "strong"


def offline(tablet):
    """A session made on the lease, as a tablet without network makes it."""
    return tablet.proof("Aïcha", nonce=tablet.wall()["lease"]["nonce"], basis="lease")


def test_an_unlock_made_offline_goes_on_online_only_where_the_code_was_right(tablet, aicha, house):
    session, proof = offline(tablet)
    assert refused(resume(tablet, session, proof, None), "code_missing")
    assert refused(resume(tablet, session, proof, ECKey.generate_key("P-256")), "code_missing")
    assert resume(tablet, session, proof, user_key(tablet)[0]).status_code == 200
    with house.database.read() as db:
        opened = db.get(AuthSession, session.id)
        assert opened.is_code_unverified and opened.refused is None


def resume(tablet, session, proof, key):
    nonce = tablet.nonce()
    body = {"possession": session.possession(nonce)}
    if key is not None:
        wall = tablet.wall()["intake"]
        intake = ECKey.import_key(wall["jwk"])
        tag = personal_code.opened(key, intake, nonce, session.id)
        body["opened"] = {"kid": wall["kid"], "tag": tag}
    return unlock(tablet, proof, **body)


def test_what_showed_it_once_shows_nothing_the_next_time(tablet, aicha):
    session, proof = offline(tablet)
    nonce, wall = tablet.nonce(), tablet.wall()["intake"]
    tag = personal_code.opened(
        user_key(tablet)[0], ECKey.import_key(wall["jwk"]), nonce, session.id
    )
    body = {
        "possession": session.possession(tablet.nonce()),
        "opened": {"kid": wall["kid"], "tag": tag},
    }
    assert refused(unlock(tablet, proof, **body), "code_missing")


def test_the_code_is_nowhere_but_under_argon2id(tablet, aicha, house):
    tell(tablet, OTHER_CODE)
    tell(tablet, CODE)
    with house.database.read() as session:
        told = [json.dumps(event.detail) for event in session.query(AuditEvent)]
    assert not any(CODE in one or OTHER_CODE in one for one in told)
    assert kept(house).hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    with pytest.raises(codes.VerificationError):
        codes._HASHER.verify(kept(house).hash, CODE)  # the home's secret is in it too


def test_a_refused_body_does_not_say_the_code_again(tablet, aicha):
    _, proof = tablet.proof("Aïcha")
    answer = unlock(tablet, proof, code=CODE * 20)
    assert answer.status_code == 422
    assert CODE not in json.dumps(answer.json)


def test_tries_made_without_network_are_told_and_block_nothing(tablet, second_tablet, aicha, house):
    (row,) = tablet.staff("Aïcha")["credentials"]
    told = {"tries": [{"credential": row["id"], "count": 7}]}
    assert second_tablet.post("/api/v1/codes/tries", told).status_code == 204
    assert kept(house).tries_offline == 0  # it lives in another tablet
    assert tablet.post("/api/v1/codes/tries", told).status_code == 204
    assert (kept(house).tries_offline, kept(house).blocked_at) == (7, None)
    assert "code.tried_offline" in verbs(house)
    assert tell(tablet, CODE).status_code == 200


def test_a_passkey_made_in_the_tablet_before_it_was_enrolled_gains_nothing(tablet, home, house):
    """It was registered as a phone; the browser says that it lives in the tablet."""
    tablet.register("Aïcha", Authenticator.phone())
    tablet.keys["Aïcha"].attachment = "platform"
    assert refused(unlock(tablet, tablet.proof("Aïcha")[1]))
    assert why(tablet) == "tablet_passkey"


def test_it_needs_the_network_where_the_tablet_has_no_prf(tablet, home):
    decide(home, shared=["key", "tablet"])
    key = Authenticator.in_the_tablet()
    key.has_prf = False
    register_in_tablet(tablet, "Aïcha", key=key)
    answer = tell(tablet, CODE)
    assert answer.status_code == 200 and answer.json["store_keys"]
    drawing = personal_code.new_salt()
    assert tell(tablet, CODE, new_code={"code": OTHER_CODE, **drawing}).status_code == 200
    session, proof = offline(tablet)
    assert refused(resume(tablet, session, proof, ECKey.generate_key("P-256")), "code_missing")


def test_where_it_no_longer_counts_it_opens_no_more_and_says_so(tablet, aicha, home):
    decide(home, shared=["key"])
    assert tablet.staff("Aïcha")["credentials"] == []
    assert "une clé ou un badge" in tablet.staff("Aïcha")["no_key"]
    assert refused(tell(tablet, CODE))
    assert why(tablet) == "tablet_passkey"


def test_a_late_proof_is_judged_by_the_rule_of_its_time(tablet, aicha, home, house):
    """Then resumed, it is judged by the rule of now."""
    session, proof = offline(tablet)
    key = user_key(tablet)[0]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        decide(home, shared=["key"])
        assert refused(resume(tablet, session, proof, key), "passkey_kind")
    with clock.frozen(clock.now() + timedelta(hours=2)):
        late = Session(tablet.device, home.team["Aïcha"], id=uuid.uuid4())
        _, after = tablet.proof("Aïcha", session=late, nonce=proof["nonce"], basis="lease")
        assert refused(resume(tablet, late, after, key))


def test_a_phone_that_no_longer_counts_at_a_desk_signs_nobody_in(desk, home):
    desk.register("Hélène", Authenticator.phone())
    assert desk.sign_in("Hélène").status_code == 200
    decide(home, desk=["key"])
    answer = desk.sign_in("Hélène")
    assert (answer.status_code, answer.json["code"]) == (403, "passkey_kind")
    assert answer.json["detail"] == "Au bureau, il faut une clé ou un badge."


def test_without_secret_is_what_travels(tablet, aicha):
    """The page's own habit: the PRF stays there."""
    shown = aicha.get(
        credential_options(b"x" * 32, rp_id="localhost", allowed=[], with_prf=True), origin=ORIGIN
    )
    assert prf_output(without_secret(shown)) is None
    assert base64url.encode(prf_output(shown)) not in json.dumps(without_secret(shown))
