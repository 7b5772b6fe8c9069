"""Over 20,000 random pairs of marketed specialties, every explanation holds together."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.medication.published import needed
from tests.medication.random_pairs import COUNT, Drawn, drawn, everything, outcome


@needed
@pytest.mark.slow
def test_what_is_said_of_random_specialties_holds_together() -> None:
    reference = everything()
    labels = {key: one.label for key, one in reference.thesaurus.substances.items()}
    counts: Counter[str] = Counter()
    for one in drawn(reference):
        counts[outcome(one)] += 1
        check(one, labels)
    assert counts.total() == COUNT
    certain = sum(counts[level] for level in ("CI", "ASDEC", "PE", "APEC"))
    perhaps = sum(counts[f"{level} ?"] for level in ("CI", "ASDEC", "PE", "APEC"))
    # A rule that goes astray shows here first: one pair in fifteen interacts, few without doubt.
    assert 0.04 * COUNT < certain < 0.09 * COUNT
    assert perhaps < certain / 4
    assert counts["CI"] < 0.003 * COUNT


def check(one: Drawn, labels: dict[str, str]) -> None:
    """Whatever is found names what each drug holds, its entry and, when it is a perhaps, why."""
    for pair in one.found.pairs:
        assert (pair.a, pair.b) == (one.a.cis, one.b.cis)
        for finding in pair.findings:
            for product, substance in zip((one.a, one.b), finding.substances, strict=True):
                known = {labels[key] for key in product.substances}
                assert substance in {*known, ", ".join(labels[k] for k in product.substances)} or (
                    not known and substance in product.unknown
                )
            assert finding.via
            assert finding.mechanism
            assert finding.levels[0].condition or not finding.conditional
            assert not (one.a.homeopathic and not one.a.substances)
