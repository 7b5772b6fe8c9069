"""Conditions as written in the rules answer no, perhaps or yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medication.branches import Amounts, Side, otherwise, predicate
from medication.drug import Dose, Drug
from medication.ternary import MAYBE, NO, YES
from medication.thesaurus import Thesaurus, ThesaurusSubstance

THESAURUS = Thesaurus(
    "essai",
    date(2020, 10, 20),
    {key: ThesaurusSubstance(key, key, ()) for key in ("a", "b", "c")},
    {"lettres": frozenset({"a", "b"})},
    (),
)
AMOUNTS = Amounts(
    {"forte": {"unit": {"yes": [[500, 9000]], "no": [[0, 100]]}, "day": {"yes": [[1000, 9000]]}}}
)


def side(key: str, *routes: str, dose: Dose | None = None) -> Side:
    doses = {key: dose} if dose else {}
    return Side(key, (key,), Drug(key, (key,), routes=frozenset(routes) or None, doses=doses))


def ask(written: Any, of: Side, with_: Side, **facts: bool) -> int:
    return predicate(written, THESAURUS, AMOUNTS)(of, with_, facts)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("always", YES),
        ({"of": ["a"]}, YES),
        ({"of": ["c"]}, NO),
        ({"of": ["lettres"]}, YES),
        ({"with": ["lettres"]}, NO),
        ({"with": ["c", "inconnu"]}, YES),
        ({"any": ["c"]}, YES),
        ({"any": ["b"]}, NO),
        ({"not": {"of": ["a"]}}, NO),
        ({"all": [{"of": ["a"]}, {"with": ["b"]}]}, NO),
        ({"some": [{"of": ["a"]}, {"with": ["b"]}]}, YES),
        ({"route": ["of", "orale"]}, YES),
        ({"route": ["with", "orale"]}, MAYBE),
        ({"route": ["self", "iv"]}, NO),
        ({"dose": ["of", "forte"]}, YES),
        ({"dose": ["with", "forte"]}, MAYBE),
        ({"fact": "age"}, YES),
        ({"fact": "sexe"}, NO),
        ({"fact": "autre"}, MAYBE),
        ({"all": [{"fact": "age"}, {"fact": "autre"}]}, MAYBE),
    ],
)
def test_it_answers_what_is_known_of_the_two_drugs(written: Any, answer: int) -> None:
    of, with_ = side("a", "orale", dose=Dose(unit=500)), side("c")
    assert ask(written, of, with_, age=True, sexe=False) == answer


@pytest.mark.parametrize(
    ("dose", "answer"),
    [
        (Dose(unit=500), YES),
        (Dose(unit=50), NO),
        (Dose(unit=200), MAYBE),
        (Dose(unit=50, day=3000), YES),
        (Dose(unit=500, day=10), MAYBE),
        (Dose(week=10), MAYBE),
        (Dose(), MAYBE),
    ],
)
def test_the_dose_of_a_day_says_more_than_that_of_a_unit(dose: Dose, answer: int) -> None:
    assert ask({"dose": ["of", "forte"]}, side("a", dose=dose), side("c")) == answer


def test_otherwise_is_where_no_earlier_condition_holds() -> None:
    earlier = [
        predicate(written, THESAURUS, AMOUNTS) for written in ({"of": ["a"]}, {"fact": "autre"})
    ]
    assert otherwise(earlier)(side("a"), side("c"), {}) == NO
    assert otherwise(earlier)(side("b"), side("c"), {}) == MAYBE
    assert otherwise(earlier)(side("b"), side("c"), {"autre": False}) == YES


@pytest.mark.parametrize(
    "written",
    ["jamais", ["of"], {}, {"of": ["a"], "with": ["b"]}, {"route": ["of", "par la fenêtre"]}],
)
def test_what_is_no_condition_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match=r"^not a"):
        predicate(written, THESAURUS, AMOUNTS)


def test_a_dose_without_a_definition_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^not a dose: énorme$"):
        predicate({"dose": ["of", "énorme"]}, THESAURUS, AMOUNTS)


def test_a_verb_without_a_meaning_is_refused() -> None:
    with pytest.raises(KeyError):
        predicate({"presque": []}, THESAURUS, AMOUNTS)
