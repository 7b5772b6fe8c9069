"""Who is around the persons of the demo home, and who holds a power over what concerns them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from app.demo.values import Person


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact, as its form holds it."""

    key: str
    given_name: str
    family_name: str
    link: str
    phone: str | None = None
    email: str | None = None
    is_told: bool = False
    note: str | None = None

    @property
    def typed(self) -> dict[str, Any]:
        names = ("given_name", "family_name", "link", "phone", "email", "is_told", "note")
        return {name: getattr(self, name) for name in names}


_PHYSICIANS: Final = (
    ("Claire", "Morel", "02 61 91 20 01"),
    ("Yves", "Kerautret", "02 61 91 20 02"),
    ("Samira", "Belkacem", "02 61 91 20 03"),
)
_CHILDREN: Final = {
    "F": ("Sylvie", "Martine", "Isabelle", "Nathalie", "Christine", "Brigitte", "Catherine"),
    "M": ("Patrick", "Philippe", "Thierry", "Pascal", "Alain", "Bruno", "Didier"),
}
_MARRIED: Final = ("Perrin", "Lefort", "Gaillard", "Besnard", "Tessier", "Maillard", "Brunet")

CONTACTS: Final[Mapping[str, tuple[Contact, ...]]] = MappingProxyType(
    {
        "glycines-11": (
            Contact(
                *("fille", "Claire", "Lenoir", "child", "06 39 98 10 11"),
                email="claire.lenoir@exemple.fr",
                is_told=True,
                note="À toute heure.",
            ),
            Contact(
                *("fils", "Paul", "Lenoir", "child", "06 39 98 10 12"),
                email="paul.lenoir@exemple.fr",
                note="Vit à Montréal : six heures de moins.",
            ),
            Contact("ex-belle-fille", "Sophie", "Garnier", "other"),
            Contact("voisine", "Odette", "Marchand", "friend", "02 61 91 40 27"),
            Contact(
                *("curatrice", "Hélène", "Vasseur", "protector", "02 61 91 30 10"),
                email="h.vasseur@udaf.exemple.fr",
            ),
            Contact("medecin", "Claire", "Morel", "physician", "02 61 91 20 01"),
        ),
    }
)


def _power(quality: str, contact: str, since: date, by: str, paper: str, **more: Any) -> Any:
    said = {"quality": quality, "contact": contact, "since": since, "decided_by": by}
    return (quality, {**said, "paper": paper, **more})


_JUDGE: Final = "Juge des contentieux de la protection, Châteauroux"
_OWN: Final = "La personne elle-même"
POWERS: Final[Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]]] = MappingProxyType(
    {
        "glycines-11": (
            _power("trusted", "fille", date(2023, 9, 4), _OWN, "Formulaire du 4 septembre 2023"),
            _power(
                *("curatelle", "curatrice", date(2024, 3, 12), _JUDGE, "Jugement du 12 mars 2024"),
                scope="goods",
                until=date(2029, 3, 11),
            ),
        ),
        "glycines-3": (
            _power(
                *("tutelle", "protecteur", date(2022, 6, 20), _JUDGE, "Jugement du 20 juin 2022"),
                until=date(2032, 6, 19),
            ),
        ),
        "capucines-5": (
            _power(
                *("curatelle_renforcee", "protecteur", date(2023, 1, 16), _JUDGE),
                "Jugement du 16 janvier 2023",
                until=date(2028, 1, 15),
            ),
        ),
        "capucines-12": (
            _power(
                "habilitation", "proche-1", date(2024, 10, 7), _JUDGE, "Jugement d’habilitation"
            ),
        ),
        "jasmin-2": (
            _power("sauvegarde", "proche-1", date(2026, 9, 1), _JUDGE, "Ordonnance de septembre"),
        ),
        "jasmin-13": (
            _power("tutelle", "proche-1", date(2021, 5, 3), _JUDGE, "Jugement du 3 mai 2021"),
            _power("trusted", "proche-2", date(2019, 2, 11), _OWN, "Lettre du 11 février 2019"),
        ),
    }
)
"""Those whose powers were written by hand; the others designated somebody they trust, or nobody."""


def around(person: Person, rng: random.Random) -> tuple[Contact, ...]:
    """One or two relatives and who treats them; a professional for those whom one protects."""
    held = {typed["contact"] for _, typed in POWERS.get(person.key, ())}
    count = max(rng.choice((1, 1, 2, 2, 2)), 2 if "proche-2" in held else 1)
    return (*_relatives(person, count, rng), *_others(person, "protecteur" in held, rng))


def _relatives(person: Person, count: int, rng: random.Random) -> Iterator[Contact]:
    for number in range(1, count + 1):
        sex = rng.choice("FM")
        given = rng.choice(_CHILDREN[sex])
        family = rng.choice(_MARRIED) if sex == "F" and rng.random() < 0.6 else person.family_name
        phone = f"06 39 98 {rng.randint(0, 99):02d} {rng.randint(0, 99):02d}"
        link = rng.choice(("child", "child", "child", "family"))
        yield Contact(f"proche-{number}", given, family, link, phone, is_told=number == 1)


def _others(person: Person, is_protected: bool, rng: random.Random) -> Iterator[Contact]:
    if is_protected:
        yield Contact("protecteur", "Hélène", "Vasseur", "protector", "02 61 91 30 10")
    if rng.random() < 0.9:
        given, family, phone = rng.choice(_PHYSICIANS)
        yield Contact("medecin", given, family, "physician", phone)
