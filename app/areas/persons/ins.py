"""The national health identity (INS): which of the four statuses an identity has, and what changes it. Pure rules.

Source: Référentiel national d’identitovigilance, volet 1 (arrêté du 27 mai 2021). Two controls, each on its own, make
the status: the identity was recovered from the INSi service; it was checked against a paper of high trust. A status is
never chosen: it follows from what was done, and falls by itself when the traits are no longer those controlled.
The number is never taken from a keyboard (the authority that gave it, its OID, vouches for an answer of INSi): one that
somebody types is a social security number, and makes no status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from stdnum.exceptions import ValidationError
from stdnum.fr import nir

from app.ground.folding import fold

Status = Literal["provisoire", "recuperee", "validee", "qualifiee"]
STATUSES: Final[Mapping[Status, str]] = MappingProxyType(
    {
        "provisoire": "Identité provisoire",
        "recuperee": "Identité récupérée",
        "validee": "Identité validée",
        "qualifiee": "Identité qualifiée",
    }
)
DOUBTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "doubtful": "Identité douteuse : quelque chose ne concorde pas",
        "fictitious": "Identité fictive ou secrète",
    }
)
PROOFS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "carte_identite": "Carte nationale d’identité (France, Union européenne…)",
        "passeport": "Passeport",
        "titre_sejour": "Titre de séjour",
        "identite_numerique": "Identité numérique de niveau élevé",
        "livret_vitale": "Livret de famille ou acte de naissance, avec carte Vitale à photo (entrée directe en EHPAD)",
        "acte_mineur": "Acte de naissance ou livret de famille, avec la pièce d’un parent (enfant)",
        "autre": "Autre papier, sans valeur de preuve (permis de conduire, carte de transport…)",
    }
)
WEAK_PROOFS: Final = frozenset(("autre",))
OIDS: Final[Mapping[str, str]] = MappingProxyType(
    {"1.2.250.1.213.1.4.8": "NIR", "1.2.250.1.213.1.4.9": "NIA"}
)
UNKNOWN_PLACE: Final = "99999"


@dataclass(frozen=True, slots=True)
class Traits:
    """The strict traits of an identity. `given_names` in the order of the birth certificate."""

    birth_name: str
    given_names: str
    born_on: date | None
    sex: str | None
    birth_place: str | None

    def same(self, other: Traits) -> bool:
        """Whether both say the same person, however accents and capitals are written."""
        return self._told() == other._told()

    def _told(self) -> tuple[object, ...]:
        names = fold(self.birth_name), fold(self.given_names)
        return *names, self.born_on, self.sex, (self.birth_place or "").upper()

    def to_json(self) -> dict[str, Any]:
        return {
            "birth_name": self.birth_name,
            "given_names": self.given_names,
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "sex": self.sex,
            "birth_place": self.birth_place,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Traits:
        born_on = kept.get("born_on")
        return cls(
            kept.get("birth_name") or "",
            kept.get("given_names") or "",
            date.fromisoformat(born_on) if born_on else None,
            kept.get("sex"),
            kept.get("birth_place"),
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """A paper that was seen, and the traits it showed."""

    kind: str
    on: date
    traits: Traits


@dataclass(frozen=True, slots=True)
class Recovery:
    """An answer of INSi: one identity was found, with these traits."""

    matricule: str
    oid: str
    on: date
    traits: Traits


@dataclass(frozen=True, slots=True)
class Standing:
    """The status, and what stands in the way of the next one, in words."""

    status: Status
    because: tuple[str, ...]

    @property
    def label(self) -> str:
        return STATUSES[self.status]

    @property
    def may_name_outside(self) -> bool:
        """Whether data that leaves may be named by the INS: of a qualified identity only."""
        return self.status == "qualifiee"


def standing_of(
    traits: Traits, proof: Proof | None, recovery: Recovery | None, doubt: str | None
) -> Standing:
    """The status of an identity whose traits are these now."""
    if doubt is not None:
        return Standing("provisoire", (f"{DOUBTS[doubt]} : elle reste provisoire.",))
    proof_lack = _proof_lack(traits, proof)
    recovery_lack = _recovery_lack(traits, recovery)
    lacks = tuple(lack for lack in (proof_lack, recovery_lack) if lack)
    if not lacks:
        return Standing("qualifiee", ())
    if proof_lack and recovery_lack:
        return Standing("provisoire", lacks)
    return Standing("recuperee" if proof_lack else "validee", lacks)


def _proof_lack(traits: Traits, proof: Proof | None) -> str | None:
    if proof is None:
        return "Aucune pièce d’identité n’a été contrôlée."
    if proof.kind in WEAK_PROOFS:
        return "La pièce vue ne suffit pas : une carte d’identité, un passeport ou un titre de séjour est attendu."
    if not proof.traits.same(traits):
        return "L’identité a changé depuis le contrôle de la pièce : contrôlez-la de nouveau."
    return None


def _recovery_lack(traits: Traits, recovery: Recovery | None) -> str | None:
    if recovery is None:
        return "L’identité n’a pas été récupérée par le téléservice INSi."
    if recovery.oid not in OIDS or number_refusal(recovery.matricule) is not None:
        return "Le matricule reçu n’est pas un matricule INS."
    if not recovery.traits.same(traits):
        return "L’identité n’est plus celle que le téléservice INSi a rendue : interrogez-le de nouveau."
    return None


def number_refusal(text: str) -> str | None:
    """What is wrong with a social security number, in words; None for one whose key is right."""
    try:
        nir.validate(text)
    except ValidationError:
        return "Ce numéro n’a pas la bonne clé, ou pas quinze caractères : relisez-le sur la carte."
    return None


def compact_number(text: str) -> str:
    """The number as it is kept, without its spaces."""
    return str(nir.compact(text))


def disagreements(text: str, traits: Traits) -> tuple[str, ...]:
    """What a number says otherwise than the traits. It is said, never refused: a number may be late on a life."""
    found = []
    if traits.sex and (text[0] in "1357") != (traits.sex == "M"):
        found.append("Le premier chiffre du numéro dit l’autre sexe.")
    if traits.born_on:
        if text[1:3] != f"{traits.born_on.year % 100:02d}":
            found.append("Le numéro dit une autre année de naissance.")
        if "01" <= text[3:5] <= "12" and text[3:5] != f"{traits.born_on.month:02d}":
            found.append("Le numéro dit un autre mois de naissance.")
    return tuple(found)
