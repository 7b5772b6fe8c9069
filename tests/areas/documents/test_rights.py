"""Every role, before every gesture about documents and every family of them: the table says who may, once more here."""

from __future__ import annotations

import uuid

import pytest

from app.areas.documents.kinds import KINDS
from app.areas.documents.models import Document
from app.gate.auth.policy import ROLES, allows
from tests.areas.documents.gestures import asked, capture, captured, photos, sent, withdrawn
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, add_staff

CARE = {
    *("care_assistant", "nurse", "lead_nurse", "physician", "paramedical"),
    *("home_care_worker", "social_educator"),
}
MAY = {
    "document.capture": CARE | {"office"},
    "document.file": {"nurse", "lead_nurse", "office"},
    "document.mask": {"lead_nurse", "physician"},
    "document.read_care": CARE | {"pharmacist"},
    "document.read_rights": CARE | {"office", "management"},
    "document.read_social": {"nurse", "lead_nurse", "social_educator", "office", "management"},
    "document.read_admin": {"nurse", "lead_nurse", "office", "management"},
}
OF_FAMILY = {
    "care": "ordonnance",
    "rights": "directives_anticipees",
    "social": "projet_personnalise",
    "admin": "contrat_sejour",
}


@pytest.mark.parametrize("permission", MAY)
def test_the_table_is_the_one_that_was_decided(permission: str) -> None:
    assert {role for role in ROLES if allows(role, permission)} == MAY[permission]


def hired(exchange: Exchange, role: str) -> str:
    """Somebody of that role, of the whole home."""
    if role not in exchange.home.staff:
        with exchange.house.database.write() as session:
            add_staff(session, exchange.home, role, role)
    return role


@pytest.mark.parametrize("role", ROLES)
def test_who_captures_and_who_undoes_it(shared: Exchange, role: str) -> None:
    unlock = shared.home.unlock(hired(shared, role))
    id_, answer = sent(shared, unlock, capture(photos(1)))
    if role in MAY["document.capture"]:
        assert answer["outcome"] == "applied"
        assert withdrawn(shared, unlock, id_)["outcome"] == "applied"
    else:
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


@pytest.mark.parametrize("role", ROLES)
def test_who_withdraws_what_another_captured(shared: Exchange, role: str) -> None:
    """Whoever files, and may know of it: what nobody has filed is read by care."""
    id_ = captured(shared, shared.home.unlock("Aïcha"), capture(photos(1)))
    answer = withdrawn(shared, shared.home.unlock(hired(shared, role)), id_, "Doublon.")
    may = role in MAY["document.file"] & MAY["document.read_care"]
    assert answer["outcome"] == ("applied" if may else "quarantined"), answer


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_each_family_through_the_api(shared: Exchange, role: str) -> None:
    """The API is for those who hold a tablet; an office without care reads at its desk."""
    unlock = shared.home.unlock(hired(shared, role))
    for family, kind in OF_FAMILY.items():
        assert KINDS[kind].family == family
        id_ = captured(shared, shared.home.unlock("Nadia"), capture(photos(1), kind=kind))
        answer = asked(shared, unlock, f"/api/v1/documents/{id_}")
        reads = {*MAY["document.read_care"]} & MAY[f"document.read_{family}"]
        assert answer.status_code == (200 if role in reads else 404), (role, family)


@pytest.mark.parametrize("role", ["care_assistant", "pharmacist", "social_educator"])
def test_what_nobody_filed_is_read_like_care(shared: Exchange, role: str) -> None:
    id_ = captured(shared, shared.home.unlock("Nadia"), capture(photos(1)))
    unlock = shared.home.unlock(hired(shared, role))
    assert asked(shared, unlock, f"/api/v1/documents/{id_}").status_code == 200
    with shared.house.database.write() as session:
        row = session.get_one(Document, uuid.UUID(id_))
        row.kind, row.filed_at = "contrat_sejour", NOW
    assert asked(shared, unlock, f"/api/v1/documents/{id_}").status_code == 404
