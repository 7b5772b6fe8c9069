"""The medical file at a desk: each kind noted, changed with its reason, withdrawn; read by those of the unit."""

import pytest

from app.areas.medical.models import MedicalFact
from app.areas.medical.records.kinds import KINDS
from tests.areas.office.conftest import sit

TYPED = {
    "conduct": {
        "level": "no_intensive",
        "doing": "Appeler le Dr Morel.",
        "decided_by": "Dr Morel",
        "on": "2026-11-20",
    },
    "directives": {"state": "written", "said_by": "elle-même", "on": "2026-11-20"},
    "antecedent": {"what": "Diabète", "state": "current", "said_by": "sa fille"},
    "handicap": {"what": "Surdité", "said_by": "elle-même"},
    "protocol": {
        "what": "Crise d’épilepsie",
        "when": "plus de cinq minutes",
        "doing": "Appeler le 15.",
        "decided_by": "Dr Morel",
        "on": "2026-11-20",
    },
    "vaccination": {"vaccine": "flu", "on": "2026-11-20"},
    "appointment": {
        "what": "Cardiologue",
        "on": "2026-11-25",
        "at": "10:00",
        "transport": "light",
    },
}


@pytest.fixture
def path(home):
    return f"/bureau/personnes/{home.admit()}/sante/dossier"


def note(desk, path, kind):
    """Fills the form of that kind: a choice that nobody made yet is no value of it."""
    typed = TYPED[kind]
    chosen = {one.name for one in KINDS[kind].members if one.choices}
    return desk.send(
        f"{path}/noter/{kind}", **dict(sorted(typed.items(), key=lambda one: one[0] in chosen))
    )


def chain(home):
    with home.house.database.read() as session:
        return session.query(MedicalFact).filter_by(superseded_at=None).one().chain_id


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_noted_and_read_on_the_page(desk, path, kind):
    answer = note(desk, path, kind)
    assert answer.status_code == 302
    shown = desk.get(path)
    first = KINDS[kind].members[0]
    said = TYPED[kind][first.name]
    assert (first.choices[said] if first.choices else said) in shown
    assert "Noté par Essai lead_nurse" in shown


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_is_asked_beside_its_field_and_nothing_is_written(home, desk, path, kind):
    answer = desk.client.post(
        f"{path}/noter/{kind}", data=desk.form(f"{path}/noter/{kind}", "csrf_token")
    )
    assert answer.status_code == 422
    with home.house.database.read() as session:
        assert session.query(MedicalFact).count() == 0


def test_a_change_keeps_what_was_there_with_the_reason(home, desk, path):
    note(desk, path, "antecedent")
    at = f"{path}/{chain(home)}"
    assert desk.send(at, state="past", reason="").status_code == 422
    assert desk.send(at, state="past", reason="bilan du jour").status_code == 302
    shown = desk.get(path)
    assert "Ancien" in shown and "bilan du jour" in shown and "1 version d’avant" in shown


def test_what_is_withdrawn_stays_readable_with_the_reason(home, desk, path):
    note(desk, path, "appointment")
    answer = desk.send(f"{path}/{chain(home)}/retirer", reason="annulé par l’hôpital")
    assert answer.status_code == 302
    assert "annulé par l’hôpital" in desk.get(path)


def test_none_known_is_an_answer(desk, path):
    assert desk.send(f"{path}/aucun-antecedent", said_by="sa fille").status_code == 302
    assert "Aucun antécédent connu · dit par sa fille" in desk.get(path)


def test_a_kind_or_a_record_that_does_not_exist_is_not_found(desk, path):
    desk.get(f"{path}/noter/allergy", 404)
    desk.get(f"{path}/{path.split('/')[3]}", 404)


def test_whoever_reads_alone_is_offered_nothing_to_write(application, home, desk, path):
    note(desk, path, "antecedent")
    pharmacist = sit(application, home, "pharmacist", "Mimosas")
    pharmacist.get(path, 404)
    office = sit(application, home, "office")
    office.get(path, 404)
