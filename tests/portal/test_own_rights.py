"""Rights asked for from the person's own space: kept at once, whatever the measure, and answered like all others."""

from __future__ import annotations

from app.areas.persons.file.commands import add_fact
from app.areas.privacy.asking import answer
from app.areas.privacy.models import RightsRequest, RightsStep
from app.areas.privacy.own_asking import A_DAY
from app.areas.privacy.rules import OBJECTS, RIGHTS
from app.ground import clock
from app.portal.views.own.rights import OBJECTIONS, PLAIN

WORDS = "Je voudrais relire tout ce qui est écrit sur moi."


def ask(jeanne, right="access", words=WORDS, **more):
    return jeanne.press(f"/moi/droits/{right}", words=words, **more)


def kept(family):
    with family.house.database.read() as session:
        return session.query(RightsRequest).order_by(RightsRequest.id).all()


def steps(family):
    with family.house.database.read() as session:
        rows = session.query(RightsStep).order_by(RightsStep.id)
        return [(row.kind, row.author_id) for row in rows]


def test_every_right_and_every_objection_is_said_in_plain_words():
    assert list(PLAIN) == list(RIGHTS)
    assert set(OBJECTIONS) == set(OBJECTS)


def test_each_right_is_asked_and_waits_for_its_answer(family, jeanne):
    for right in RIGHTS:
        more = {"subject": "picture"} if right == "opposition" else {}
        assert jeanne.get(f"/moi/droits/{right}").status_code == 200
        assert ask(jeanne, right, **more).status_code == 303
    rows = kept(family)
    assert [row.right for row in rows] == list(RIGHTS)
    assert {(row.asker, row.recorded_by, row.is_identified) for row in rows} == {
        ("person", None, True)
    }
    page = jeanne.get("/moi/droits").text
    assert page.count(WORDS) == page.lower().count("réponse avant le") == len(RIGHTS)
    access = next(row for row in rows if row.right == "access")
    assert (
        f'datetime="{access.health_by.isoformat()}"' in page
    )  # the eight days, not only the month


def test_a_person_under_a_measure_asks_too_and_who_represents_them_is_asked(family, jeanne):
    house, hélène = family.house, family.home.actor("Hélène")
    now = clock.now()
    today = now.date()
    contact = {"family_name": "Martin", "given_name": "Anne", "link": "child"}
    with house.database.write() as session:
        anne = add_fact(
            session, house.vault, hélène, family.person, "contact", contact, today=today, now=now
        )
        power = {
            "quality": "tutelle",
            "contact": str(anne.chain_id),
            "since": "2026-01-10",
            "paper": "Jugement du 10/01/2026",
        }
        add_fact(session, house.vault, hélène, family.person, "power", power, today=today, now=now)
    assert jeanne.get("/moi").status_code == 200
    assert ask(jeanne, "rectification").status_code == 303
    assert ("asked_representative", None) in steps(family)


def test_the_answer_is_read_where_it_was_asked(family, jeanne):
    ask(jeanne)
    house, (row,) = family.house, kept(family)
    with house.database.write() as session:
        answer(
            session,
            house.vault,
            family.home.actor("Hélène"),
            row.id,
            outcome="granted",
            ground=None,
            words="Votre copie vous attend à l’accueil.",
            now=clock.now(),
        )
    page = jeanne.get("/moi/droits").text
    assert "Votre copie vous attend à l’accueil." in page and "Acceptée" in page


def test_a_refusal_says_why_to_whoever_asked_without_quoting_articles(family, jeanne):
    ask(jeanne, "opposition", subject="record")
    house, (row,) = family.house, kept(family)
    said = {"outcome": "refused", "ground": "obligation", "words": "Votre dossier reste."}
    with house.database.write() as session:
        hélène = family.home.actor("Hélène")
        answer(session, house.vault, hélène, row.id, **said, now=clock.now())
    page = jeanne.get("/moi/droits").text
    assert "La loi oblige à tenir ce qui est visé." in page and "RGPD" not in page


UNUSABLE = (
    ("access", "", "", 422),
    ("access", "mot " * 2000, "", 422),
    ("opposition", WORDS, "", 422),
    ("opposition", WORDS, "everything", 422),
    ("everything", WORDS, "", 404),
)


def test_what_cannot_be_asked_is_said_and_what_was_typed_comes_back(family, jeanne):
    for right, words, subject, status in UNUSABLE:
        answered = ask(jeanne, right, words, subject=subject)
        assert answered.status_code == status
        assert status != 422 or words.strip() in answered.text
    assert kept(family) == []


def test_nobody_asks_without_end(family, jeanne):
    for _ in range(A_DAY):
        assert ask(jeanne).status_code == 303
    assert ask(jeanne).status_code == 429
    assert len(kept(family)) == A_DAY
