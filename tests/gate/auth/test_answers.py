"""What openapi.json says of the gate's answers is what the gate answers."""

from app.gate.auth import answers
from app.gate.auth.access import CONTRACTS
from app.tablet.authenticator import Authenticator
from tests.fixtures.browser import page


def reads(answer, endpoint):
    contract = CONTRACTS[endpoint]
    assert answer.status_code == contract.status
    return contract.answers.model_validate(answer.json)


def test_every_answer_has_the_shape_that_is_told(application, home):
    tablet = page(application, home)
    token = home.add_device()
    enrolled = tablet.post("/api/v1/devices/enrol", {"token": token})
    tablet.device = reads(enrolled, "auth.enrol").device.id
    invited = tablet.post("/api/v1/invitations/options", {"token": home.invite("Nadia")})
    reads(invited, "auth.invitation_options")
    reads(tablet.accept(home.invite("Nadia"), Authenticator()), "auth.accept_invitation")
    wall = reads(tablet.client.get("/api/v1/wall"), "auth.wall")
    assert any(one.credentials and one.store_keys for one in wall.staff)
    reads(tablet.post("/api/v1/unlock/nonce", {}), "auth.unlock_nonce")
    reads(tablet.post("/api/v1/signin/options", {}), "auth.signin_options")


def test_the_answers_of_unlock_and_sign_in_too(tablet):
    tablet.register("Nadia", Authenticator(has_prf=False))
    _, proof = tablet.proof("Nadia")
    opened = reads(tablet.post("/api/v1/unlock", {"proof": proof}), "auth.open_device")
    assert opened.store_keys
    assert tablet.post("/api/v1/lock", {}).status_code == CONTRACTS["auth.lock"].status
    reads(tablet.sign_in("Nadia"), "auth.sign_in")


def test_every_address_of_the_gate_says_what_it_answers():
    for endpoint, contract in CONTRACTS.items():
        if endpoint.startswith("auth.") and contract.status != 204:
            assert issubclass(contract.answers, answers.Answer), endpoint
