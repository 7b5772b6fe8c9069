"""What must stay true whatever the list: symmetry, order, spelling, company."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from medication.drug import Drug
from medication.drug_named import drug_named
from medication.findings import Finding
from medication.interactions import interactions
from tests.medication.october_2020 import drug, october_2020
from tests.medication.references import builtin_reference

KEYS = sorted(october_2020().substances)
ROUTES = (None, *(frozenset({name}) for name in ("orale", "intraveineuse", "cutanee", "vaginale")))
CIS = sorted(builtin_reference().products)

drugs = st.builds(
    lambda keys, routes, unit: drug(*keys, routes=routes, unit=unit),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
    st.sampled_from(ROUTES),
    st.sampled_from((None, 20.0, 75.0, 500.0)),
)
lists = st.lists(drugs, min_size=2, max_size=6, unique_by=lambda one: one.label)
# a trace of gold is no salt of gold (medication/aliases.csv): written alone, the word says neither
typed = st.sampled_from([key for key in KEYS if key != "or"])
codes = st.lists(st.sampled_from(CIS), min_size=2, max_size=6, unique=True)

Told = tuple[int, tuple[str, bool], tuple[str, ...]]


def told(finding: Finding) -> Told:
    levels = tuple(f"{one.code} {one.condition}" for one in finding.levels)
    return finding.entry, (finding.level, finding.conditional), levels


def by_pair(asked: Sequence[Drug]) -> dict[frozenset[str], list[Told]]:
    found = interactions(october_2020(), asked)
    return {
        frozenset((pair.a, pair.b)): [told(finding) for finding in pair.findings]
        for pair in found.pairs
    }


# two substances of one drug that meet the other by one entry, equally gravely
TWO_WAYS = (drug("chlorpromazine", "carteolol"), drug("chlorpromazine", "chlortalidone"))


@settings(max_examples=300, deadline=None)
@given(drugs, drugs)
@example(*TWO_WAYS)
def test_a_with_b_is_b_with_a(a: Drug, b: Drug) -> None:
    there = interactions(october_2020(), (a, b)).pairs
    back = interactions(october_2020(), (b, a)).pairs
    assert [told(one) for pair in there for one in pair.findings] == [
        told(one) for pair in back for one in pair.findings
    ]
    assert [one.substances for pair in there for one in pair.findings] == [
        one.substances[::-1] for pair in back for one in pair.findings
    ]


@settings(max_examples=150, deadline=None)
@given(lists, st.randoms())
def test_the_order_of_the_list_changes_nothing(asked: list[Drug], rng: st.DataObject) -> None:
    shuffled = asked[:]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_pair(asked) == by_pair(shuffled)


@settings(max_examples=150, deadline=None)
@given(lists, drugs)
def test_another_drug_changes_nothing_between_the_others(asked: list[Drug], more: Drug) -> None:
    one_more = Drug("un de plus", more.substances, routes=more.routes, doses=more.doses)
    before, after = by_pair(asked), by_pair([*asked, one_more])
    assert {pair: said for pair, said in after.items() if "un de plus" not in pair} == before


@settings(max_examples=150, deadline=None)
@given(drugs)
def test_a_drug_never_interacts_with_itself(one: Drug) -> None:
    twin = Drug("le même", one.substances, routes=one.routes, doses=one.doses)
    assert by_pair((one, twin)) == {}


@settings(max_examples=150, deadline=None)
@given(lists)
def test_levels_descend_and_the_gravest_is_first(asked: list[Drug]) -> None:
    ranks = {"CI": 4, "ASDEC": 3, "PE": 2, "APEC": 1}
    for pair in interactions(october_2020(), asked).pairs:
        gravities = [ranks[finding.level] for finding in pair.findings]
        assert gravities == sorted(gravities, reverse=True)
        for finding in pair.findings:
            levels = [ranks[level.code] for level in finding.levels]
            assert levels == sorted(levels, reverse=True)
            assert len({*levels}) == len(levels)


@settings(max_examples=150, deadline=None)
@given(
    lists, st.sampled_from(("sujet age", "hypokaliemie", "insuffisance cardiaque")), st.booleans()
)
def test_knowing_more_never_adds_a_pair(asked: list[Drug], fact: str, value: bool) -> None:
    before = {
        (pair.a, pair.b, finding.entry, level.code)
        for pair in interactions(october_2020(), asked).pairs
        for finding in pair.findings
        for level in finding.levels
    }
    after = {
        (pair.a, pair.b, finding.entry, level.code)
        for pair in interactions(october_2020(), asked, facts={fact: value}).pairs
        for finding in pair.findings
        for level in finding.levels
    }
    assert after <= before


@settings(max_examples=100, deadline=None)
@given(typed, st.booleans(), st.booleans())
def test_capitals_and_accents_do_not_matter(key: str, upper: bool, decomposed: bool) -> None:
    label = october_2020().substances[key].label
    written = label.upper() if upper else label
    written = unicodedata.normalize("NFD", written) if decomposed else written
    there = drug_named(builtin_reference(), key).drug
    assert drug_named(builtin_reference(), written).drug.substances == there.substances
    assert there.substances


@settings(max_examples=60, deadline=None)
@given(codes)
def test_a_list_says_what_its_pairs_say(asked: list[str]) -> None:
    named = [drug_named(builtin_reference(), cis).drug for cis in asked]
    whole = by_pair(named)
    alone = {
        pair: said
        for place, first in enumerate(named)
        for second in named[place + 1 :]
        for pair, said in by_pair((first, second)).items()
    }
    assert whole == alone
