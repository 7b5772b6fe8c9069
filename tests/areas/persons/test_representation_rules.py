"""Who exercises which right under which measure of protection."""

from datetime import date

import pytest

from app.areas.persons.representation_rules import (
    KINDS,
    RIGHTS,
    UNREADABLE,
    Measure,
    ground_of,
    who_may,
)

DATA_RIGHTS = ("access", "rectification", "opposition", "limitation", "portability")


@pytest.mark.parametrize("right", RIGHTS)
def test_without_a_measure_the_person_decides(right):
    assert who_may(right, ()) == "person"
    assert ground_of(right, ()).words == "La personne décide elle-même."


@pytest.mark.parametrize("kind", ["sauvegarde", "curatelle", "curatelle_renforcee"])
@pytest.mark.parametrize("right", RIGHTS)
def test_being_assisted_takes_no_right_away(right, kind):
    assert who_may(right, [Measure(kind)]) == "person"


@pytest.mark.parametrize("kind", ["tutelle", "habilitation"])
@pytest.mark.parametrize("right", ["rectification", "opposition", "limitation", "portability"])
def test_whoever_represents_the_person_asks_in_their_name(right, kind):
    assert who_may(right, [Measure(kind)]) == "representative"
    assert "avis recherché" in ground_of(right, [Measure(kind)]).words


@pytest.mark.parametrize("right", ["access", "share"])
def test_under_tutelle_the_person_keeps_their_file_and_their_relations(right):
    assert who_may(right, [Measure("tutelle")]) == "both"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("right", RIGHTS)
def test_a_measure_over_goods_alone_says_nothing_of_the_person(right, kind):
    assert who_may(right, [Measure(kind, scope="goods")]) == "person"


def test_an_habilitation_that_assists_represents_nobody():
    assert who_may("opposition", [Measure("habilitation", assists=True)]) == "person"


@pytest.mark.parametrize("right", DATA_RIGHTS)
def test_a_mandate_adds_somebody_and_takes_nothing_away(right):
    assert who_may(right, [Measure("mandat")]) == "both"


@pytest.mark.parametrize("right", RIGHTS)
def test_parents_represent_a_child(right):
    assert who_may(right, [Measure("parental")]) == "representative"


def test_the_trusted_person_is_named_by_the_person_alone_even_under_tutelle():
    ground = ground_of("trusted_person", [Measure("tutelle")])
    assert ground.who == "person"
    assert "autorisation du juge" in ground.words
    assert "Code de la santé publique, L1111-6" in ground.sources


def test_of_several_measures_the_widest_holds():
    both = [Measure("curatelle"), Measure("tutelle", scope="goods"), Measure("habilitation")]
    assert who_may("opposition", both) == "representative"
    assert who_may("opposition", both[:2]) == "person"


@pytest.mark.parametrize("right", RIGHTS)
def test_a_measure_that_no_longer_opens_allows_nobody_to_act_alone(right):
    ground = ground_of(right, [Measure(UNREADABLE)])
    assert ground.who == "representative"
    assert "relisez le jugement" in ground.words


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("right", RIGHTS)
def test_every_answer_has_its_articles(right, kind):
    sources = ground_of(right, [Measure(kind)]).sources
    assert any(kind_ in each for each in sources for kind_ in ("Code civil",))
    assert len(sources) == len(set(sources)) >= 2


def test_a_right_that_does_not_exist_is_not_guessed():
    with pytest.raises(KeyError):
        who_may("forget", ())


def test_a_measure_holds_from_its_first_to_its_last_day():
    one = Measure("tutelle", since=date(2026, 3, 1), until=date(2031, 3, 1))
    assert [one.holds(date(y, 3, d)) for y, d in ((2026, 1), (2031, 1), (2031, 2))] == [
        True,
        True,
        False,
    ]
    assert not one.holds(date(2026, 2, 28))
    assert Measure("tutelle").holds(date(2026, 1, 1))
