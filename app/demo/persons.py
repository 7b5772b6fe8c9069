"""The persons accompanied of the demo world: who they are, their risks, and what may happen to
them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.demo import names
from app.demo.marks import marks_for
from app.demo.places import SIZES
from app.demo.values import Mark, Person, Room, Unit, demo_id

SITUATIONS: dict[str, dict[int, str]] = {
    "glycines": {
        3: "palliative",
        5: "retour",
        8: "sortie",
        11: "lenoir",
        17: "entrée",
        20: "chute-à-compléter",
    },
    "capucines": {
        2: "hospitalisation",
        6: "sortie",
        9: "douleur-thoracique",
        14: "retour",
        19: "erreur-medicamenteuse",
        25: "idees-suicidaires",
    },
    "jasmin": {4: "entrée", 7: "fausse-route", 13: "wanderer", 18: "retour"},
    "domicile": {},
    "iris": {},
}
"""By place in the walking order: to whom something that shapes their two weeks happens."""

_WRITTEN = {
    ("glycines", 11): ("Jeanne", "Lenoir", "F", "Aubry", date(1939, 3, 14)),
    ("glycines", 6): ("Marie-Antoinette", "de La Rochefoucauld-Montbazon", "F", "Kieffer", date(1931, 8, 2)),
    ("capucines", 10): ("Simone", "Bertrand", "F", "Weber", date(1936, 5, 9)),
    ("capucines", 11): ("Simonne", "Bertrand", "F", "Hamon", date(1934, 11, 21)),
    ("capucines", 22): ("Jean-Baptiste", "Vandenberghe-Delacourt", "M", None, date(1933, 1, 30)),
    ("jasmin", 16): ("Thi Hong Phuong", "Nguyen", "F", None, date(1940, 10, 4)),
}  # fmt: skip
"""Written by hand: the cast, long names, two neighbours who could be taken for each other."""

_HAND_NAMES = frozenset({row[1] for row in _WRITTEN.values()})
_AGES = {"domicile": (72, 84, 96), "iris": (79, 88, 95)}


class _NamePool:
    """Deals each family name once, and given names in turn."""

    def __init__(self, rng: random.Random) -> None:
        self._families = [name for name in names.FAMILIES if name not in _HAND_NAMES]
        rng.shuffle(self._families)
        self._women = [name for name in names.WOMEN if name not in {"Simone", "Thi Hong Phuong"}]
        self._men = [name for name in names.MEN if name != "Jean-Baptiste"]
        rng.shuffle(self._women)
        rng.shuffle(self._men)

    def deal(self, sex: str) -> tuple[str, str]:
        given = self._women if sex == "F" else self._men
        given.append(given.pop(0))
        return given[-1], self._families.pop()


def people(
    units: tuple[Unit, ...], rooms: tuple[Room, ...], *, now: datetime, zone: ZoneInfo
) -> Iterator[Person]:
    """The persons of the units, in walking order, no two with one family name but two neighbours;
    always the same for the same day."""
    pool = _NamePool(random.Random("names"))
    for unit in units:
        unit_rooms = [room for room in rooms if room.unit == unit.id]
        for place in range(SIZES[unit.key]):
            rng = random.Random(f"person:{unit.key}:{place}")
            room = unit_rooms[place] if unit_rooms else None
            yield _person(unit, place, room, pool, rng, now.astimezone(zone))


def _person(
    unit: Unit, place: int, room: Room | None, pool: _NamePool, rng: random.Random, today: datetime
) -> Person:
    given, family, sex, birth, born_on = _identity(unit, place, pool, rng, today.date())
    situation = SITUATIONS[unit.key].get(place)
    marks = marks_for(unit.key, situation, rng)
    return Person(
        id=demo_id("person", unit.key, place),
        key=f"{unit.key}-{place}",
        unit=unit.key,
        room=room.id if room else None,
        family_name=family,
        given_name=given,
        used_name=_used_name(unit, place, birth, rng),
        birth_name=birth,
        born_on=born_on,
        sex=sex,
        marks=marks,
        presence=_presence(situation),
        admitted_at=_admission(situation, rng, today),
        traits=_traits(unit, situation, marks, rng),
    )


def _used_name(unit: Unit, place: int, birth: str | None, rng: random.Random) -> str | None:
    """Some married women are called by their birth name."""
    is_called_so = (unit.key, place) not in _WRITTEN and rng.random() < 0.08
    return birth if is_called_so else None


def _identity(
    unit: Unit, place: int, pool: _NamePool, rng: random.Random, today: date
) -> tuple[str, str, str, str | None, date]:
    if written := _WRITTEN.get((unit.key, place)):
        given, family, sex, birth, born_on = written
        return given, family, sex, birth, born_on
    sex = "F" if rng.random() < 0.74 else "M"
    given, family = pool.deal(sex)
    is_married = sex == "F" and rng.random() < 0.8
    birth = rng.choice(names.BIRTH_FAMILIES) if is_married else None
    youngest, usual, oldest = _AGES.get(unit.key, (78, 89, 101))
    age = rng.triangular(youngest + 0.1, oldest + 0.8, usual)
    return given, family, sex, birth, today - timedelta(days=int(age * 365.25))


def _presence(situation: str | None) -> str:
    return {"hospitalisation": "hospital", "sortie": "outing"}.get(situation or "", "present")


def _admission(situation: str | None, rng: random.Random, today: datetime) -> datetime:
    days = rng.randint(45, 2600)
    if situation == "entrée":
        days = rng.randint(8, 10)
    noon = datetime.combine(today.date() - timedelta(days=days), time(14, 0), tzinfo=today.tzinfo)
    return noon.astimezone(ZoneInfo("UTC"))


_COMMON_TRAITS = ("bowel", "appetite", "skin", "sleep", "pain", "anxious", "sad", "urine", "drinks")
_RARER_TRAITS = ("heart", "lungs", "treatment", "mouth", "mobility", "fever")
_HOME_TRAITS = ("home-meals", "home-alone", "home-safety", "carer", "skin", "pain", "treatment")
_BY_MARK = {
    "falls": "falls",
    "swallowing": "dysphagia",
    "wandering": "wandering",
    "diabetes": "diabetes",
    "anticoagulant": "anticoagulant",
    "oxygen": "lungs",
    "palliative": "palliative",
}


def _traits(
    unit: Unit, situation: str | None, marks: tuple[Mark, ...], rng: random.Random
) -> tuple[str, ...]:
    found = [_BY_MARK[mark.kind] for mark in marks if mark.kind in _BY_MARK]
    if unit.kind == "home_care":
        found = [trait for trait in found if trait == "falls"] + rng.sample(_HOME_TRAITS, 3)
    else:
        found += rng.sample(_COMMON_TRAITS, 3) + rng.sample(_RARER_TRAITS, 1)
    if unit.key == "jasmin":
        found.insert(0, "dementia")
    return tuple(dict.fromkeys([situation, *found] if situation else found))
