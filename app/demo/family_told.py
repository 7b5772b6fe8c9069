"""What the family of Mme Lenoir reads and writes: words for relatives, in words of every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class News:
    """Something told: of which topic, how many days ago, by whom. One that is not validated waits at the desk."""

    topic: str
    days: int
    author: str
    title: str
    text: str = ""
    is_validated: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """What a relative writes, or what one of the team answers in the name of a box."""

    relative: str
    box: str
    ago: timedelta
    text: str
    by: str | None = None


NEWS: Final = (
    News(
        "daily_life",
        12,
        "nadia",
        "Chorale du jeudi",
        "Jeanne a chanté avec les autres. Elle connaît toutes les paroles.",
    ),
    News(
        "daily_life",
        7,
        "nadia",
        "Les photos de l’été",
        "Paul est venu avec les photos de l’été. Jeanne les montre à tout l’étage.",
    ),
    News(
        "health",
        5,
        "helene",
        "Une chute sans gravité",
        "Jeanne est tombée en voulant prendre ses lunettes. Elle n’a rien de cassé.\n"
        "Nous l’avons surveillée deux jours. Ses lunettes ont maintenant un cordon.",
    ),
    News(
        "health",
        2,
        "nadia",
        "Sa hanche va mieux",
        "Jeanne a eu mal à la hanche en marchant. La douleur diminue.",
    ),
    News(
        "daily_life",
        1,
        "nadia",
        "Atelier cuisine",
        "Jeanne a épluché les pommes pour la compote. Elle a bien mangé ce midi.",
    ),
    News(
        "daily_life",
        0,
        "nadia",
        "Elle se lève seule de son lit",
        "Ce matin, Jeanne a participé à sa toilette plus qu’hier.",
        is_validated=False,
    ),
)
PHOTOS: Final = (
    (News("photos", 6, "nadia", "Au jardin", "Le soleil était de retour."), "garden"),
    (News("photos", 1, "nadia", "La compote de l’atelier"), "kitchen"),
)
"""Each with the scene that is drawn for it."""

WRITTEN: Final = (
    Message(
        "claire",
        "care",
        timedelta(days=4, hours=3),
        "Bonjour, comment va Maman après sa chute ? Dort-elle bien ?",
    ),
    Message(
        "claire",
        "office",
        timedelta(days=3, hours=2),
        "Bonjour, où dois-je envoyer la nouvelle carte de mutuelle ?",
    ),
    Message(
        "odette",
        "care",
        timedelta(hours=3),
        "Bonjour, puis-je venir voir Jeanne dimanche avec mon petit chien ?",
    ),
)
ANSWERED: Final = (
    Message(
        "claire",
        "care",
        timedelta(days=4),
        "Bonjour, elle marche comme avant et dort bien. Nous restons attentifs.",
        by="nadia",
    ),
)
