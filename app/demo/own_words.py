"""What Mme Lenoir says of herself: what she expects, a note she contests, a right she asks for; and two surveys."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.family.queries import own_access_id
from app.areas.journal.marked import PLACE
from app.areas.marks.commands import Voice, place_contest
from app.areas.persons.file.own import say_expectation
from app.areas.privacy.own_asking import ask_oneself
from app.areas.survey.commands import open_survey
from app.areas.survey.models import Survey, SurveyCount, SurveyReply, SurveyTaken
from app.areas.survey.questions import VERSION, VERSIONS
from app.demo.family import PERSON
from app.demo.values import Entry, Home, Person, demo_id
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.house import House

EXPECTED: Final = (
    ("daily", "Je veux me lever quand je suis réveillée, pas avant huit heures."),
    ("activities", "Chanter avec les autres le jeudi. Et voir le jardin, même s’il fait froid."),
    ("relatives", "Que Claire soit prévenue avant les médecins, pas après."),
)
CONTEST: Final = "Je n’ai pas trébuché. Le sol était mouillé, et il faisait noir."
ASKED: Final = "Je voudrais relire ce qui est écrit sur ma chute, avec ma fille."
SAID: Final = "On est bien ici. Mais le soir, c’est long."
_SHARES: Final = {
    "meals": (21, 9, 6, 2),
    "room": (30, 5, 2, 1),
    "care": (32, 4, 1, 1),
    "respect": (33, 3, 1, 1),
    "heard": (24, 9, 4, 1),
    "choice": (15, 12, 9, 2),
    "activities": (22, 8, 3, 5),
    "relatives": (19, 10, 7, 2),
    "safe": (31, 4, 1, 2),
    "here": (27, 7, 2, 2),
}
"""How many of thirty-eight answered yes, so so, no and « je ne sais pas »."""


def record_own_words(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Hers, in the home where she lives; the surveys are that home's."""
    person = next((one for one in home.persons if one.key == PERSON), None)
    if person is None:
        return
    helene = next(one for one in home.staff if one.key == "helene")
    actor = Actor(helene.id, home.id, helene.role, None)
    _speak(session, house, home, person, now)
    _past_survey(session, house, home, actor, person.id, now - timedelta(days=190))
    open_survey(session, actor, now=now - timedelta(days=6))


def _speak(session: Session, house: House, home: Home, person: Person, now: datetime) -> None:
    zone = ZoneInfo(home.timezone)
    for days, (about, words) in enumerate(EXPECTED, 20):
        at = now - timedelta(days=days)
        said = {"about": about, "words": words}
        today = at.astimezone(zone).date()
        say_expectation(session, house.vault, home.id, person.id, said, today=today, now=at)
    name, at = f"{person.given_name} {person.family_name}", now - timedelta(days=3)
    if (entry := _contested(home, person.id, now)) is not None:
        voice = Voice("person", name, own_access_id(person.id))
        named = (home.id, person.id, PLACE, entry.id, CONTEST)
        place_contest(session, house, *named, voice=voice, now=at)
    ask_oneself(
        session,
        house.vault,
        home.id,
        person.id,
        name=name,
        right="access",
        words=ASKED,
        subject=None,
        today=at.astimezone(zone).date(),
        now=at,
    )


def _contested(home: Home, person_id: UUID, now: datetime) -> Entry | None:
    """A fall of some days ago, as it was told."""
    lately, latest = now - timedelta(days=13), now - timedelta(days=4)
    told = (
        one
        for one in home.entries
        if one.person == person_id
        and one.cible == "chute"
        and lately < one.occurred_at < latest
        and one.retracted_at is None
    )
    return next(told, None)


def _past_survey(
    session: Session, house: House, home: Home, actor: Actor, person_id: UUID, at: datetime
) -> None:
    id, closed_at = demo_id("survey", home.id), at + timedelta(days=21)
    row = Survey(id=id, establishment_id=home.id, version=VERSION, opened_at=at)
    row.opened_by, row.closed_at, row.closed_by = actor.staff_id, closed_at, actor.staff_id
    session.add(row)
    session.flush()
    for question, shares in _SHARES.items():
        for answer, number in zip(("yes", "middle", "no", "unknown"), shares, strict=True):
            count = SurveyCount(survey_id=id, question=question, answer=answer, number=number)
            count.establishment_id = home.id
            session.add(count)
    unnamed = [one.id for one in home.persons if one.id != person_id][: sum(_SHARES["meals"])]
    for taker in (person_id, *unnamed):
        session.add(SurveyTaken(survey_id=id, person_id=taker, establishment_id=home.id))
    reply, content = demo_id("reply", person_id), dict.fromkeys(VERSIONS[VERSION], "yes")
    said = {"answers": {**content, "choice": "middle"}, "words": SAID}
    session.add(
        SurveyReply(
            id=reply,
            establishment_id=home.id,
            person_id=person_id,
            survey_id=id,
            sent_at=at + timedelta(days=2),
            sealed=house.vault.seal(person_id, "survey_reply", reply, said),
        )
    )
    record(session, "survey.opened", at=at, actor=actor, subject_id=id)
    record(session, "survey.closed", at=closed_at, actor=actor, subject_id=id)
