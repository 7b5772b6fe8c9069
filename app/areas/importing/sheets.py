"""The four sheets that can be imported, their columns, and a line of example. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the title it bears in a file, others it may bear, and an example."""

    name: str
    title: str
    example: str
    is_needed: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of file, and the permission of whoever imports it."""

    code: str
    label: str
    permission: str
    about: str
    columns: tuple[Column, ...]

    def title(self, name: str) -> str:
        """The title of a column; the name itself for what is none."""
        return next((one.title for one in self.columns if one.name == name), name)


_NAMES: Final = (
    Column("family_name", "Nom", "Exemple", True, ("Nom de famille",)),
    Column("given_name", "Prénom", "Marie", True),
)
_BORN: Final = Column("born_on", "Né le", "03/03/1931", True, ("Date de naissance", "Née le"))

_ALL: Final = (
    Sheet(
        "chambres",
        "Chambres",
        "structure.manage",
        "Les unités qui n’existent pas encore sont créées. L’ordre du fichier est l’ordre de marche.",
        (
            Column("unit", "Unité", "Rez-de-chaussée", True),
            Column("room", "Chambre", "12", True),
        ),
    ),
    Sheet(
        "personnes",
        "Personnes",
        "person.manage",
        "L’unité et la chambre existent déjà : importez d’abord les chambres. Les colonnes INS ne reprennent que ce "
        "qu’un logiciel autorisé a reçu du téléservice, jamais un numéro recopié.",
        (
            *_NAMES,
            Column("used_name", "Nom d’usage", ""),
            Column("birth_name", "Nom de naissance", ""),
            _BORN,
            Column("sex", "Sexe", "F", True),
            Column("unit", "Unité", "Rez-de-chaussée", True),
            Column("room", "Chambre", "12"),
            Column("admitted_on", "Entrée le", "15/01/2026", True, ("Date d’entrée",)),
            Column("ins_matricule", "Matricule INS", ""),
            Column("ins_oid", "INS : autorité (OID)", ""),
            Column("ins_names", "INS : prénoms de naissance", ""),
            Column("ins_place", "INS : lieu de naissance (code Insee)", ""),
            Column("ins_on", "INS : reçue le", ""),
        ),
    ),
    Sheet(
        "contacts",
        "Contacts",
        "file.write_relations",
        "La personne est reconnue à son nom, son prénom et sa date de naissance exacts. Un contact a une qualité au "
        "plus dans le fichier : les autres se notent ensuite dans « Entourage et droits ».",
        (
            *_NAMES,
            _BORN,
            Column("contact_family_name", "Nom du contact", "Exemple", True),
            Column("contact_given_name", "Prénom du contact", "Jean"),
            Column("link", "Lien", "Enfant", True),
            Column("phone", "Téléphone", "06 12 34 56 78"),
            Column("other_phone", "Autre téléphone", ""),
            Column("email", "Courriel", "proche@exemple.fr"),
            Column("address", "Adresse", ""),
            Column("is_told", "À prévenir", "oui"),
            Column("quality", "Qualité", "Personne de confiance"),
            Column("since", "Depuis le", "02/02/2026"),
            Column("until", "Jusqu’au", ""),
            Column("scope", "Ce que la mesure protège", ""),
            Column("decided_by", "Décidé par", "La personne"),
            Column("paper", "Papier derrière", "Formulaire du 02/02/2026"),
        ),
    ),
    Sheet(
        "equipe",
        "Équipe",
        "staff.manage",
        "Personne n’est invité : les invitations se font ensuite, une à une. Sans unité : tout l’établissement.",
        (
            *_NAMES,
            Column("title", "Titre", "Dr"),
            Column("role", "Rôle", "Infirmier·ère", True, ("Métier",)),
            Column("unit", "Unité", "Rez-de-chaussée"),
        ),
    ),
)
SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType({sheet.code: sheet for sheet in _ALL})


def model_of(sheet: Sheet) -> str:
    """A file to fill, with its titles and one line of example."""
    titles = ";".join(column.title for column in sheet.columns)
    example = ";".join(column.example for column in sheet.columns)
    return f"\ufeff{titles}\r\n{example}\r\n"
