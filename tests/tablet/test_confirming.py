"""Commands confirmed by a passkey: what is believed, what is not, online and on the lease."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.gate.audit.models import AuditEvent
from app.gate.auth import b64
from app.gate.auth.models import Credential
from app.ground import clock
from app.ground.ids import new_id
from app.tablet import Authenticator, Tablet, base64url, envelope
from app.tablet.confirming import Key, action_challenge, action_digest, confirmation, nonce_of
from tests.tablet.conftest import Home

BODY = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé.", "to_read": False}
NOT_BELIEVED = ["confirmation_refused"]
Claims = dict[str, Any]
Forge = Callable[[Claims], list[Any]]


@dataclass
class Bedside:
    """Aïcha at work on a tablet of Glycines, and Bruno beside her, each with a key of their own."""

    home: Home
    tablet: Tablet
    staff: dict[str, UUID]
    keys: dict[str, Authenticator]

    def hire(self, name: str, unit: str, role: str = "care_assistant") -> None:
        self.staff[name] = self.home.hire(name, role, unit)
        self.keys[name] = Authenticator()
        self.tablet.register(self.home.invite(self.staff[name]), self.keys[name])
        self.tablet.wall()

    def key(self, role: str, name: str) -> Key:
        return Key(role, self.staff[name], self.keys[name])

    def write(self, forge: Forge, *, at: Any = None) -> dict[str, Any]:
        """Aïcha's entry with whatever confirmations `forge` makes of its claims; the server's answer."""
        tablet = self.tablet
        session, id, at = tablet._open_session(), new_id(), at or clock.now()
        intake = envelope.Intake.from_json(tablet.known_wall["intake"])

        def make(seq: int) -> str:
            claims = envelope.command(
                tablet.origin,
                session,
                id=id,
                seq=seq,
                type="transmission.record",
                at=at,
                person=self.home.persons["Lenoir"],
                body=BODY,
            )
            claims["confirmations"] = forge(claims)
            return envelope.seal_command(claims, session, intake)

        tablet.outbox.add(id, session.id, at, make)
        return tablet.send()[0]

    def shown(self, claims: Claims, role: str, name: str, *, offline: bool = False) -> Claims:
        """An honest confirmation."""
        nonce = nonce_of(self.tablet, offline=offline)
        return confirmation(self.tablet, claims, self.key(role, name), nonce)

    def confirmed(self, id: str) -> Any:
        """Whose keys the trail says were shown over a command."""
        with self.home.house.database.read() as session:
            detail = session.scalars(
                select(AuditEvent.detail).where(AuditEvent.subject_id == UUID(id))
            ).one()
        return (detail or {}).get("confirmed")


@pytest.fixture
def bedside(home: Home, new_tablet: Callable[..., Tablet]) -> Bedside:
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines", "Mimosas"))
    made = Bedside(home, tablet, {}, {})
    made.hire("Aïcha", "Glycines")
    made.hire("Bruno", "Glycines")
    tablet.unlock("Aïcha", made.keys["Aïcha"])
    return made


def believed(bedside: Bedside, answer: dict[str, Any]) -> Any:
    assert answer["outcome"] == "applied", answer
    assert "flags" not in answer, answer
    return bedside.confirmed(answer["id"])


def refused(bedside: Bedside, answer: dict[str, Any]) -> None:
    """The fact stands, flagged, and nobody's key stands beside it."""
    assert (answer["outcome"], answer.get("flags")) == ("applied", NOT_BELIEVED)
    assert bedside.confirmed(answer["id"]) is None


@pytest.mark.parametrize("offline", [False, True], ids=["online", "on the lease"])
def test_the_author_and_a_witness_confirm_one_action(bedside: Bedside, offline: bool) -> None:
    keys = [bedside.key("author", "Aïcha"), bedside.key("witness", "Bruno")]
    lenoir = bedside.home.persons["Lenoir"]
    entry = bedside.tablet.record("transmission.record", lenoir, BODY, keys=keys, offline=offline)
    (answer,) = bedside.tablet.send()
    assert believed(bedside, answer) == {
        "author": str(bedside.staff["Aïcha"]),
        "witness": str(bedside.staff["Bruno"]),
    }
    assert answer["id"] == str(entry)


def test_nobody_is_asked_for_a_key_when_none_is_offered(bedside: Bedside) -> None:
    assert believed(bedside, bedside.write(lambda _claims: [])) is None


def test_a_witness_ends_nobodys_session_and_opens_nothing(bedside: Bedside) -> None:
    before = bedside.tablet.session
    believed(bedside, bedside.write(lambda claims: [bedside.shown(claims, "witness", "Bruno")]))
    assert bedside.tablet.session is before
    again = bedside.write(lambda _claims: [])
    assert again["outcome"] == "applied"


def test_what_confirmed_one_action_confirms_no_other(bedside: Bedside) -> None:
    kept: list[Claims] = []

    def honest(claims: Claims) -> list[Any]:
        kept.append(bedside.shown(claims, "witness", "Bruno"))
        return kept

    believed(bedside, bedside.write(honest))
    refused(bedside, bedside.write(lambda _claims: kept))


@pytest.mark.parametrize("changed", ["body", "person", "at", "type"])
def test_a_change_after_the_key_was_shown_is_seen(bedside: Bedside, changed: str) -> None:
    def other(claims: Claims) -> list[Any]:
        others = {
            "body": {**BODY, "data": "N’a rien mangé."},
            "person": str(bedside.home.persons["Petit"]),
            "at": clock.to_text(clock.now() - timedelta(seconds=1)),
            "type": "transmission.complete",
        }
        return [bedside.shown({**claims, changed: others[changed]}, "witness", "Bruno")]

    refused(bedside, bedside.write(other))


def test_a_confirmation_of_another_tablet_serves_nothing(
    bedside: Bedside, new_tablet: Callable[..., Tablet]
) -> None:
    other = new_tablet()
    other.enrol(bedside.home.device("Glycines"))
    other.wall()
    other.unlock("Bruno", bedside.keys["Bruno"])
    nonce = nonce_of(other, offline=False)
    key = bedside.key("witness", "Bruno")
    refused(
        bedside, bedside.write(lambda claims: [confirmation(bedside.tablet, claims, key, nonce)])
    )
    lease = nonce_of(other, offline=True)
    refused(
        bedside, bedside.write(lambda claims: [confirmation(bedside.tablet, claims, key, lease)])
    )


def signed_by(bedside: Bedside, claims: Claims, role: str, name: str, key: Authenticator) -> Claims:
    """The confirmation of one person, whichever key signs it and however it was touched."""
    nonce, staff = nonce_of(bedside.tablet, offline=False), bedside.staff[name]
    challenge = action_challenge(
        nonce=base64url.decode(nonce),
        device=bedside.tablet.device,
        staff=staff,
        digest=action_digest(claims),
    )
    options = {"challenge": base64url.encode(challenge), "rpId": "localhost"}
    shown = key.assert_with(key.passkeys[0], options, origin=bedside.tablet.connection.origin)
    about = {"role": role, "staff": str(staff), "credential": shown["id"], "nonce": nonce}
    return {**about, "at": claims["at"], "assertion": shown}


def test_a_key_touched_without_its_code_confirms_nothing(bedside: Bedside) -> None:
    """What is enough to come back quickly to a tablet never passes for a confirmation."""
    key = bedside.keys["Bruno"]
    believed(
        bedside, bedside.write(lambda told: [signed_by(bedside, told, "witness", "Bruno", key)])
    )
    key.verifies_user = False
    refused(
        bedside, bedside.write(lambda told: [signed_by(bedside, told, "witness", "Bruno", key)])
    )


def test_a_key_that_signs_in_somebody_elses_name_confirms_nothing(bedside: Bedside) -> None:
    """Bruno, with Aïcha's tablet open before him, has his own key sign a challenge that names her."""
    key = bedside.keys["Bruno"]
    refused(bedside, bedside.write(lambda told: [signed_by(bedside, told, "author", "Aïcha", key)]))


def test_a_person_is_no_witness_of_their_own(bedside: Bedside) -> None:
    refused(bedside, bedside.write(lambda claims: [bedside.shown(claims, "witness", "Aïcha")]))


def test_a_colleagues_key_does_not_pass_for_ones_own(bedside: Bedside) -> None:
    def renamed(claims: Claims) -> list[Any]:
        shown = bedside.shown(claims, "author", "Bruno")
        return [{**shown, "staff": str(bedside.staff["Aïcha"])}]

    refused(bedside, bedside.write(renamed))
    refused(bedside, bedside.write(lambda claims: [bedside.shown(claims, "author", "Bruno")]))


def test_a_witness_has_the_right_where_the_person_is(bedside: Bedside) -> None:
    bedside.hire("Denise", "Mimosas")
    refused(bedside, bedside.write(lambda claims: [bedside.shown(claims, "witness", "Denise")]))


def test_the_key_is_shown_within_five_minutes(bedside: Bedside) -> None:
    def late(minutes: int) -> Forge:
        def forge(claims: Claims) -> list[Any]:
            at = clock.from_text(claims["at"])
            assert at is not None
            said = clock.to_text(at + timedelta(minutes=minutes))
            return [{**bedside.shown(claims, "witness", "Bruno"), "at": said}]

        return forge

    believed(bedside, bedside.write(late(4)))
    refused(bedside, bedside.write(late(6)))
    refused(bedside, bedside.write(late(-6)))


def test_a_fresh_nonce_serves_the_moment_it_was_asked_for(bedside: Bedside) -> None:
    nonce = nonce_of(bedside.tablet, offline=False)
    key = bedside.key("witness", "Bruno")
    forge = lambda claims: [confirmation(bedside.tablet, claims, key, nonce)]  # noqa: E731
    believed(bedside, bedside.write(forge))
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        late = bedside.write(forge)
    assert late["outcome"] == "applied"
    assert "confirmation_refused" in late["flags"]
    assert bedside.confirmed(late["id"]) is None


@pytest.mark.parametrize(("minutes", "outcome"), [(-1, refused), (1, believed)])
def test_a_withdrawn_key_counts_for_what_was_done_before(
    bedside: Bedside, minutes: int, outcome: Callable[[Bedside, dict[str, Any]], Any]
) -> None:
    """What happened at the bedside decides, not the order of arrival (decision 10)."""
    withdrawn_at = clock.now() + timedelta(minutes=minutes)
    wanted = b64.decode(base64url.encode(bedside.keys["Bruno"].passkeys[0].id))
    with bedside.home.house.database.write() as session:
        session.execute(
            update(Credential)
            .where(Credential.credential_id == wanted)
            .values(revoked_at=withdrawn_at)
        )
    answer = bedside.write(lambda claims: [bedside.shown(claims, "witness", "Bruno", offline=True)])
    outcome(bedside, answer)


def test_a_passkey_that_lives_in_the_tablet_confirms_nothing(bedside: Bedside) -> None:
    with bedside.home.house.database.write() as session:
        session.execute(
            update(Credential)
            .where(Credential.staff_id == bedside.staff["Bruno"])
            .values(kind="tablet")
        )
    refused(bedside, bedside.write(lambda claims: [bedside.shown(claims, "witness", "Bruno")]))


@pytest.mark.parametrize(
    "told",
    [
        "oui",
        [None],
        [{}],
        [{"role": "witness"}],
        [{"role": "witness", "staff": "x", "at": "2026-11-22T08:00:00Z"}],
        [[[[]]]],
    ],
)
def test_what_is_no_confirmation_loses_nothing(bedside: Bedside, told: Any) -> None:
    refused(bedside, bedside.write(lambda _claims: told))


def test_without_the_demos_marker_a_missing_answer_confirms_nothing(bedside: Bedside) -> None:
    def bare(claims: Claims) -> list[Any]:
        shown = bedside.shown(claims, "witness", "Bruno")
        return [{**shown, "assertion": None}]

    refused(bedside, bedside.write(bare))
