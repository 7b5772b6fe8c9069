"""What was given, and of which line it is."""

import pytest

from medication.given import TAKEN, have_one_in_common, is_of
from tests.medication.lines import as_needed, daily, drug, given, line

HERS = line(as_needed(), "si besoin", drug=drug("paracétamol", "paracetamol"))
SAME = line(daily("matin"), "matin", drug=drug("PARACETAMOL 1 g", "paracetamol"))
UNKNOWN = line(daily("matin"), "a", drug=drug("Spécialité rare", "", substances=()))
AS_WRITTEN = line(daily("soir"), "b", drug=drug("SPECIALITE RARE", "", substances=()))
OTHER = line(daily("matin"), "c", drug=drug("furosémide", "furosemide"))


@pytest.mark.parametrize("outcome", sorted(TAKEN))
def test_what_may_be_in_the_body_counts(outcome):
    assert given(HERS, "2026-11-22 08:00", outcome=outcome).is_taken


@pytest.mark.parametrize(
    "outcome", ["refused", "spat_out", "absent", "asleep", "withheld", "other"]
)
def test_what_is_not_does_not(outcome):
    assert not given(HERS, "2026-11-22 08:00", outcome=outcome).is_taken


def of(one, other, *lines):
    return is_of(given(one, "2026-11-22 08:00"), other, {each.chain: each for each in lines})


def test_it_is_of_its_own_line_and_of_every_line_with_its_substance():
    assert of(HERS, HERS)
    assert of(SAME, HERS)
    assert not of(OTHER, HERS, OTHER, HERS)


def test_what_the_thesaurus_does_not_know_is_compared_by_its_name():
    assert of(UNKNOWN, AS_WRITTEN, UNKNOWN, AS_WRITTEN)
    assert not of(UNKNOWN, AS_WRITTEN)
    assert not of(OTHER, AS_WRITTEN, OTHER, AS_WRITTEN)


def test_two_drugs_have_a_substance_in_common_by_key_or_by_name():
    assert have_one_in_common(HERS.drug, SAME.drug)
    assert have_one_in_common(UNKNOWN.drug, AS_WRITTEN.drug)
    assert not have_one_in_common(HERS.drug, OTHER.drug)
    nameless = drug("", "", substances=())
    assert not have_one_in_common(nameless, nameless)
