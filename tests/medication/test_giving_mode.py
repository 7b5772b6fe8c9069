"""Who may give: CASF L.313-26 (loi n° 2009-879 of 21 July 2009), CSP R.4311-4 and R.4311-5, 4°."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medication.giving_mode import (
    BASES,
    MODES,
    Restriction,
    default_mode,
    legal_basis,
    mode_reason,
    narrowest,
    strictest,
    who_may_give,
)
from medication.prescription import Calendar, EveryDay, Rung, Sliding, Tapering
from tests.medication.lines import as_needed, daily, drug, line, patch, takes

TABLET = drug()
MORNING = daily("matin")

DEFAULTS = [
    ("un comprimé simple", TABLET, MORNING, "", "helped"),
    ("une infirmière est demandée", TABLET, MORNING, "Administration par une infirmière", "nurse"),
    ("un IDE est demandé", TABLET, MORNING, "à donner par IDE, matin et soir", "nurse"),
    ("un auxiliaire médical", TABLET, MORNING, "intervention d’un auxiliaire médical", "nurse"),
    ("la personne seule", TABLET, MORNING, "prend seule son traitement", "autonomous"),
    ("la personne autonome", TABLET, MORNING, "Personne autonome pour la prise", "autonomous"),
    ("elle gère seule", TABLET, MORNING, "Gère seule ses médicaments", "autonomous"),
    ("pas seule", TABLET, MORNING, "ne prend pas seule son traitement", "helped"),
    ("plus autonome", TABLET, MORNING, "n’est plus autonome", "helped"),
    ("non autonome", TABLET, MORNING, "non autonome", "helped"),
    ("perte d'autonomie", TABLET, MORNING, "perte d’autonomie", "helped"),
    ("autonome sous condition", TABLET, MORNING, "autonome sauf la nuit", "helped"),
    ("auxiliaire de vie", TABLET, MORNING, "avec l’auxiliaire de vie", "helped"),
    ("prise seule", TABLET, MORNING, "en prise seule le matin", "helped"),
    ("seule, et une infirmière", TABLET, MORNING, "prend seule, IDE si refus", "nurse"),
    ("idée n'est pas IDE", TABLET, MORNING, "en cas d’idées noires, appeler", "helped"),
    ("une seule prise n'est pas seule", TABLET, MORNING, "en une seule prise", "helped"),
    ("un injectable", drug(form="solution injectable"), MORNING, "prend seule", "nurse"),
    ("un stupéfiant", drug("morphine"), MORNING, "prend seule", "nurse"),
    ("un si besoin", TABLET, as_needed(), "", "helped"),
    ("un si besoin seul", TABLET, as_needed(), "prend seule", "helped"),
    ("un patch", TABLET, patch(24), "", "nurse"),
    ("une décroissance", TABLET, Tapering(()), "", "nurse"),
    ("un calendrier", TABLET, Calendar("soir", {}), "", "nurse"),
    (
        "une insuline",
        TABLET,
        Sliding(takes("matin"), EveryDay(), (Rung(None, Decimal(1)),)),
        "",
        "nurse",
    ),
]


@pytest.mark.parametrize(("named", "prescribed", "scheme", "wording", "mode"), DEFAULTS)
def test_the_default_comes_from_the_drug_the_scheme_and_the_wording(
    named, prescribed, scheme, wording, mode
):
    found, reason = mode_reason(prescribed, scheme, wording)
    assert found == default_mode(prescribed, scheme, wording) == mode
    assert reason.endswith(".")


def test_what_the_reference_says_of_the_specialty_counts_too():
    assert default_mode(TABLET, MORNING, "", is_narcotic=True) == "nurse"
    assert default_mode(TABLET, MORNING, "", is_injected=True) == "nurse"


def test_a_restriction_narrows_and_never_widens():
    for first in MODES:
        assert narrowest(first) == narrowest(first, None) == first
        for other in MODES:
            found = narrowest(first, other)
            assert MODES.index(found) <= min(MODES.index(first), MODES.index(other))


def of(mode, scheme=MORNING):
    return line(scheme, giver=mode)


HELP, NURSES = (
    ("care_assistant", "social_educator", "home_care_worker"),
    ("nurse", "lead_nurse", "physician"),
)
OTHERS = (
    "paramedical",
    "pharmacist",
    "office",
    "management",
    "dpo",
    "technical_admin",
    "relative",
    "person",
)


@pytest.mark.parametrize("role", NURSES)
@pytest.mark.parametrize("mode", MODES)
def test_a_nurse_may_give_whatever_the_mode(role, mode):
    for scheme in (MORNING, as_needed()):
        allowed, words = who_may_give(of(mode, scheme), None, role, False)
        assert allowed
        assert words.endswith(".")


@pytest.mark.parametrize("role", HELP)
def test_an_aide_helps_where_no_nurse_is_needed(role):
    assert who_may_give(of("helped"), None, role, False) == (
        True,
        "Vous pouvez aider à le prendre.",
    )
    assert who_may_give(of("autonomous"), None, role, False)[0]
    assert who_may_give(of("nurse"), None, role, True) == (
        False,
        "Ne pas donner, appeler l’infirmière.",
    )


@pytest.mark.parametrize("role", HELP)
def test_an_aide_stops_helping_where_the_person_is_restricted(role):
    assert not who_may_give(of("helped"), "nurse", role, True)[0]
    assert not who_may_give(of("autonomous"), "nurse", role, True)[0]
    assert who_may_give(of("autonomous"), "helped", role, False)[0]
    assert not who_may_give(of("nurse"), "autonomous", role, True)[0]


@pytest.mark.parametrize("role", HELP)
def test_an_aide_gives_as_needed_with_a_protocol_or_a_nurse_s_agreement_only(role):
    alone, words = who_may_give(of("helped", as_needed()), None, role, False)
    assert not alone
    assert "appeler l’infirmière" in words
    assert who_may_give(of("helped", as_needed()), None, role, True)[0]
    assert who_may_give(of("helped", as_needed(protocol="Douleur")), None, role, False)[0]


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("mode", MODES)
def test_nobody_else_gives(role, mode):
    assert who_may_give(of(mode), None, role, True) == (
        False,
        "Votre rôle ne permet pas de donner un médicament.",
    )


@pytest.mark.parametrize(
    ("mode", "scheme", "role", "agreed", "basis"),
    [
        ("helped", MORNING, "care_assistant", False, "help"),
        ("helped", MORNING, "home_care_worker", False, "help"),
        ("helped", as_needed(protocol="Douleur"), "care_assistant", False, "help"),
        ("helped", as_needed(), "care_assistant", True, "collaboration"),
        ("helped", as_needed(), "social_educator", True, "collaboration"),
        ("helped", as_needed(), "home_care_worker", True, "help"),
        ("helped", as_needed(), "care_assistant", False, None),
        ("helped", MORNING, "nurse", False, "nurse"),
        ("nurse", MORNING, "nurse", False, "nurse"),
        ("nurse", MORNING, "care_assistant", False, None),
        ("autonomous", MORNING, "care_assistant", False, "person"),
        ("autonomous", MORNING, "nurse", False, "person"),
        ("helped", MORNING, "office", False, None),
    ],
)
def test_what_makes_it_lawful_is_known(mode, scheme, role, agreed, basis):
    assert legal_basis(of(mode, scheme), None, role, agreed) == basis
    assert basis is None or BASES[basis]


def test_a_restriction_changes_the_basis():
    one = of("autonomous")
    assert legal_basis(one, None, "care_assistant", False) == "person"
    assert legal_basis(one, "helped", "care_assistant", False) == "help"
    assert legal_basis(replace(one, giver="nurse"), "helped", "care_assistant", False) is None


def test_what_was_decided_of_a_person_is_told_with_its_reason():
    assert Restriction("nurse", "fausses routes").words == "Infirmière seulement : fausses routes"
    assert Restriction("helped").words == "Jamais seule, avec une aide ou une infirmière"


def test_of_two_decisions_the_narrower_holds():
    both = [Restriction("helped", "oublis"), Restriction("nurse", "confusion")]
    assert strictest(both) == strictest(reversed(both)) == both[1]
    assert strictest([]) is None


@settings(max_examples=150, deadline=None)
@given(
    mode=st.sampled_from(MODES),
    scheme=st.sampled_from((MORNING, as_needed(), as_needed(protocol="Douleur"))),
    role=st.sampled_from((*NURSES, *HELP, *OTHERS)),
    agreed=st.booleans(),
    decided=st.lists(st.sampled_from(("nurse", "helped")), max_size=3),
    more=st.sampled_from(MODES),
)
def test_no_restriction_however_many_lets_anybody_do_more(
    mode, scheme, role, agreed, decided, more
):
    """Neither a second decision, nor the mode of the line, nor an agreement widens what was narrowed."""
    one = of(mode, scheme)
    found = strictest(map(Restriction, decided))
    most = found.giver if found else None
    held = legal_basis(one, most, role, agreed)
    free = legal_basis(one, None, role, agreed)
    assert held is None or free is not None
    assert held != "person" or free == "person"
    again = legal_basis(one, narrowest(more, most), role, agreed)
    assert again is None or held is not None
    if "nurse" in decided and role in HELP:
        assert legal_basis(replace(one, giver=more), most, role, True) is None
