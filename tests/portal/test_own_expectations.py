"""What the person expects, in their words: written by them, read by the team, changed by nobody else."""

from __future__ import annotations

import pytest

from app.areas.persons.file.commands import add_fact, change_fact, withdraw_fact
from app.areas.persons.file.own import A_DAY, expectations_of
from app.areas.persons.file.reading import chains_of
from app.gate.audit.rows import verify_rows
from app.ground import clock
from app.ground.errors import Conflict

WORDS = "Je veux sortir au jardin tous les jours, même s’il pleut."


def kept(family):
    with family.house.database.read() as session:
        return expectations_of(session, family.house.vault, family.person)


def say(jeanne, words=WORDS, about="daily", path="/moi/attentes"):
    return jeanne.press(path, about=about, words=words)


def test_the_person_writes_what_they_expect_and_reads_it_again(family, jeanne):
    assert say(jeanne).status_code == 303
    (one,) = kept(family)
    assert (one.get("words"), one.author_id, one.is_own_words) == (WORDS, None, True)
    page = jeanne.get("/moi/attentes").text
    assert "Écrit par vous" in page
    assert "Ma vie de tous les jours" in page
    assert verify_rows(family.house) == []


def test_each_version_stays_under_the_one_that_follows(family, jeanne):
    say(jeanne)
    (one,) = kept(family)
    path = f"/moi/attentes/{one.id}"
    assert say(jeanne, "Deux fois par semaine suffisent.", path=path).status_code == 303
    assert say(jeanne, "Deux fois par semaine suffisent.", path=path).status_code == 303
    jeanne.press(f"{path}/retirer")
    assert kept(family) == []
    with family.house.database.read() as session:
        (chain,) = chains_of(session, family.house.vault, family.person, ["expectation"])
    said = [(one.state, one.get("words")) for one in chain.versions]
    assert said == [
        ("in_force", WORDS),
        ("in_force", "Deux fois par semaine suffisent."),
        ("withdrawn", "Deux fois par semaine suffisent."),
    ]


UNUSABLE = (
    ("daily", "", "Écrivez ce qui est attendu."),
    ("", WORDS, "Choisissez."),
    ("money", WORDS, "Choisissez."),
    ("daily", "long " * 200, "400"),
    ("daily", "\x00\r\n", "Écrivez ce qui est attendu."),
)


def test_what_cannot_be_kept_comes_back_as_it_was_typed(family, jeanne):
    for about, words, told in UNUSABLE:
        answer = say(jeanne, words, about)
        assert answer.status_code == 422
        assert told in answer.text
        assert " ".join(words.replace("\x00", "").split()) in answer.text
    assert kept(family) == []


def test_a_professional_writes_for_the_person_under_their_own_name_and_changes_no_word_of_theirs(
    family, jeanne
):
    house, hélène = family.house, family.home.actor("Hélène")
    today, now = clock.now().date(), clock.now()
    said = {"about": "meals", "words": "Elle voudrait du thé le matin."}
    with house.database.write() as session:
        row = add_fact(
            session, house.vault, hélène, family.person, "expectation", said, today=today, now=now
        )
        theirs = row.chain_id
    say(jeanne)
    (mine,) = (one for one in kept(family) if one.is_own_words)
    page = jeanne.get("/moi/attentes").text
    assert f"/moi/attentes/{mine.id}" in page and f"/moi/attentes/{theirs}" not in page
    assert jeanne.get(f"/moi/attentes/{theirs}").status_code == 404
    assert jeanne.press(f"/moi/attentes/{theirs}/retirer").status_code == 404
    about = (house.vault, hélène, family.person, mine.id)
    with pytest.raises(Conflict, match="mots"), house.database.write() as session:
        change_fact(session, *about, said, today=today, now=now)
    with pytest.raises(Conflict, match="mots"), house.database.write() as session:
        withdraw_fact(session, *about, reason="Trop cher", now=now)


def test_nobody_writes_without_end(family, jeanne):
    for number in range(A_DAY):
        assert say(jeanne, f"Attente {number}").status_code == 303
    assert say(jeanne).status_code == 429
    assert len(kept(family)) == A_DAY


def test_the_trail_says_that_the_person_wrote_and_not_what(family, jeanne):
    from app.gate.audit.models import AuditEvent

    say(jeanne)
    with family.house.database.read() as session:
        (told,) = session.query(AuditEvent).filter_by(verb="own.expectation_said").all()
    assert (told.actor_id, told.role, told.person_id) == (None, "person", family.person)
    assert "jardin" not in str(told.detail)
