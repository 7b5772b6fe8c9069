"""Keys of every sort, plugged into a tablet and pulled out: what a hand does before the wall, for tests."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import delete, update

from app.gate.auth.models import Credential, KeyNotice, UserKey
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.e2e.people import FIRST_NAMES, enrolment, forget_rates, invitation
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

# Nobody waits a minute in a test for a key that is known not to come; one that comes has all the time it needs.
IMPATIENT = """(() => {
    for (const name of ['create', 'get']) {
        const asked = CredentialsContainer.prototype[name];
        CredentialsContainer.prototype[name] = function (options) {
            const isComing = localStorage.getItem('nobody-comes') === null;
            if (options?.publicKey && !isComing) options.publicKey.timeout = 1500;
            return asked.call(this, options);
        };
    }
})()"""


# Resolves once the wall that the tablet keeps knows a passkey, and that it opens without network where that is asked.
KNOWN = """async ([id, offline]) => {
    const kept = () => new Promise((done) => {
        const asked = indexedDB.open('chevet-1');
        asked.onsuccess = () => {
            const row = asked.result.transaction('meta').objectStore('meta').get('wall');
            row.onsuccess = () => (asked.result.close(), done(row.result));
        };
    });
    for (let tries = 0; tries < 600; tries += 1) {
        const known = ((await kept())?.staff ?? []).flatMap(({ credentials }) => credentials);
        const mine = known.find((one) => one.id === id);
        if (mine && (mine.wrap || !offline)) return true;
        await new Promise((done) => setTimeout(done, 100));
    }
    return false;
}"""


def switched_on(tablet: Tablet) -> Tablet:
    """A browser whose keys are Chromium's own, PRF included, and which waits for none of them long."""
    tablet.prf_secret = None
    tablet.start()
    assert tablet.context is not None
    tablet.context.add_init_script(IMPATIENT)
    return tablet


def enrolled(server: Server, tablet: Tablet, kind: str = "shared") -> Page:
    """The same, a device of the unit, at its wall."""
    forget_rates(server)
    tablet.goto(enrolment(server, "Tablette 1", ["glycines"], kind))
    tablet.page.get_by_role("button", name="Rattacher cet appareil").click()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    return tablet.page


def accept(server: Server, tablet: Tablet, key: str) -> Page:
    """Opens a fresh invitation and touches its button, whatever comes of it."""
    tablet.goto(invitation(server, key))
    tablet.page.get_by_role("button", name="Enregistrer ma clé").click()
    return tablet.page


def registered(server: Server, tablet: Tablet, key: str) -> Page:
    """One of the cast has a passkey on the key that is plugged in, and stands before a wall that knows it."""
    page = accept(server, tablet, key)
    expect(page.get_by_role("status")).to_contain_text("C’est fait")
    tablet.goto("/")
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    wall_knows(tablet)
    return page


def wall_knows(tablet: Tablet, *, opens_offline: bool = False) -> None:
    """Waits until the wall that the tablet keeps knows the passkey on the key that is plugged in."""
    held: str = command(tablet, "getCredentials")["credentials"][-1]["credentialId"]
    told = held.replace("+", "-").replace("/", "_").rstrip("=")
    assert tablet.page.evaluate(KNOWN, [told, opens_offline]), "the wall never heard of this key"


def touch(page: Page, key: str) -> None:
    """Touches a first name, whatever comes of it."""
    tile = page.locator("button.tile").filter(has_text=FIRST_NAMES[key]).first
    team = page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()


def opened(page: Page) -> None:
    """The list of persons is there."""
    expect(page.locator("a.row").first).to_be_visible()


def command(tablet: Tablet, name: str, authenticator: str | None = None, **about: object) -> Any:
    """Something happens to a key (the first one plugged in, unless told)."""
    assert tablet.cdp is not None
    which = {"authenticatorId": authenticator or tablet.authenticator}
    return tablet.cdp.send(f"WebAuthn.{name}", {**which, **about})


def nobody_touches(tablet: Tablet, is_so: bool = True) -> None:
    """The key is plugged in and nobody touches it; or somebody does again."""
    command(tablet, "setAutomaticPresenceSimulation", enabled=not is_so)
    expect_nobody(tablet, is_so)


def expect_nobody(tablet: Tablet, is_so: bool = True) -> None:
    """Whether the browser waits a second or a minute for a key."""
    change = "setItem('nobody-comes', '')" if is_so else "removeItem('nobody-comes')"
    tablet.page.evaluate(f"() => localStorage.{change}")


def plug_in(tablet: Tablet, transport: str = "usb", *, has_prf: bool = True) -> str:
    """Another key beside the first; returns its id."""
    assert tablet.cdp is not None
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": transport,
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "hasPrf": has_prf,
        "automaticPresenceSimulation": True,
    }
    made = tablet.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    identity: str = made["authenticatorId"]
    return identity


def pull_out_all(tablet: Tablet) -> None:
    """No key is plugged in any more: what an earlier test left there too."""
    assert tablet.cdp is not None
    tablet.cdp.send("WebAuthn.disable")
    tablet.cdp.send("WebAuthn.enable")


def change_key(tablet: Tablet, transport: str = "usb", *, has_prf: bool = True) -> str:
    """Pulls out the key that is there, and plugs in a new one; returns the id of the one that left."""
    left = tablet.authenticator
    command(tablet, "removeVirtualAuthenticator", left)
    tablet.authenticator = plug_in(tablet, transport, has_prf=has_prf)
    return left


def forget_keys(server: Server) -> None:
    """Nobody of the cast has any key, as on the first day."""
    forget_rates(server)
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        for table in (KeyNotice, UserKey):
            session.execute(delete(table))
        session.execute(
            update(Credential)
            .where(Credential.revoked_at.is_(None))
            .values(revoked_at=clock.now(), wrap_iv=None, wrapped_key=None, user_jwk=None)
        )
    house.close()
