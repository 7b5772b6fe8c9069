"""Who opens a topic: the person, unless a measure over the person says that somebody speaks for them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.areas.family.giving import giving
from app.areas.family.rules import TOPICS


@dataclass(frozen=True)
class Measure:
    kind: str
    scope: str = "both"
    assists: bool = False


INFORMATION = sorted(set(TOPICS) - {"messages"})


@pytest.mark.parametrize("topic", sorted(TOPICS))
@pytest.mark.parametrize(
    "measures",
    [
        (),
        (Measure("none"),),
        (Measure("sauvegarde"),),
        (Measure("curatelle"),),
        (Measure("curatelle_renforcee", "goods"),),
        (Measure("tutelle", "goods"),),
        (Measure("habilitation", "goods"),),
        (Measure("mandat", "goods"),),
    ],
    ids=lambda measures: "-".join(f"{one.kind}-{one.scope}" for one in measures) or "nothing",
)
def test_the_person_alone_gives(measures: tuple[Measure, ...], topic: str) -> None:
    found = giving(topic, measures)
    assert found.givers == {"person"}
    assert found.source and found.words


@pytest.mark.parametrize("topic", INFORMATION)
@pytest.mark.parametrize("scope", ["person", "both"])
@pytest.mark.parametrize("kind", ["tutelle", "habilitation", "mandat"])
def test_who_represents_the_person_gives_and_hears_them(kind: str, scope: str, topic: str) -> None:
    found = giving(topic, [Measure(kind, scope)])
    assert found.givers == {"representative"}
    assert found.hears_person


def test_the_person_keeps_up_relations_freely_under_tutelle() -> None:
    found = giving("messages", [Measure("tutelle")])
    assert found.givers == {"person", "representative"}
    assert "459-2" in found.source


def test_parents_give_for_a_minor() -> None:
    for topic in TOPICS:
        assert giving(topic, [Measure("parental")]).givers == {"representative"}


def test_a_curator_over_the_person_assists_and_does_not_decide() -> None:
    found = giving("health", [Measure("curatelle", "person")])
    assert found.givers == {"person"}
    assert found.is_assisted
    assert not giving("health", [Measure("curatelle", "goods")]).is_assisted


@pytest.mark.parametrize("kind", ["tutelle", "habilitation", "mandat"])
def test_who_only_assists_does_not_speak_for_the_person(kind: str) -> None:
    found = giving("health", [Measure(kind, "person", assists=True)])
    assert found.givers == {"person"}
    assert found.is_assisted


def test_the_measure_that_decides_most_counts() -> None:
    both = [Measure("curatelle"), Measure("tutelle", "person")]
    assert giving("photos", both).givers == {"representative"}


def test_nothing_is_given_under_a_measure_that_nobody_can_read() -> None:
    assert giving("photos", [Measure("unreadable")]).givers == frozenset()
