"""Reading the answer of the INSi service, as the software that asked it received it (SOAP, `INSiResultat`). Pure.

Only this answer makes a recovered identity. It carries no signature: who handed it over is told by the trail.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from app.areas.persons.ins import Recovery, Traits
from app.ground.errors import Invalid

BYTES: Final = 64 * 1024
FIELD: Final = "answer"
_NS: Final = "{http://www.cnamts.fr/INSiResultat}"
_REFUSALS: Final = {
    "01": "INSi n’a trouvé personne (réponse 01) : vérifiez les traits, ou ajoutez un prénom, puis interrogez-le de "
    "nouveau.",
    "02": "INSi a trouvé plusieurs personnes (réponse 02) : ajoutez les autres prénoms ou le lieu de naissance, puis "
    "interrogez-le de nouveau.",
}
_NO_ANSWER: Final = "Ce n’est pas une réponse du téléservice INSi."


def read_answer(data: bytes, on: date) -> Recovery:
    """The one identity that the answer gives, received on that day. Raises Invalid, under `answer`."""
    if not data.strip():
        raise _no("Choisissez le fichier de la réponse, ou collez-la.")
    if len(data) > BYTES:
        raise _no(_NO_ANSWER)
    result = _result(data)
    code = _text(result, "CR/CodeCR")
    if code != "00":
        raise _no(_REFUSALS.get(code, _NO_ANSWER))
    found = result.findall(f"{_NS}INDIVIDU")
    if len(found) != 1:
        raise _no(_NO_ANSWER)
    number = "INSACTIF/IdIndividu"
    matricule = _text(found[0], f"{number}/NumIdentifiant") + _text(found[0], f"{number}/Cle")
    return Recovery(matricule, _text(found[0], "INSACTIF/OID"), on, _traits(found[0]))


def _result(data: bytes) -> Element:
    parser = XMLParser(target=_Plain())  # noqa: S314 - no document type gets through, so no entity does
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise _no(_NO_ANSWER) from error
    found = list(root.iter(f"{_NS}RESULTAT"))
    if len(found) != 1:
        raise _no(_NO_ANSWER)
    return found[0]


class _Plain(TreeBuilder):
    """A tree without any document type: entities are declared there."""

    def doctype(self, *_declared: Any) -> None:
        raise ValueError("a document type has no place in an answer")


def _traits(found: Element) -> Traits:
    told = _text(found, "TIQ/DateNaissance")
    try:
        born_on = date.fromisoformat(told)
    except ValueError as error:
        raise _no(
            "INSi rend une date de naissance incomplète : Chevet ne sait pas encore la reprendre."
        ) from error
    return Traits(
        birth_name=_text(found, "TIQ/NomNaissance"),
        given_names=_text(found, "TIQ/ListePrenom") or _text(found, "TIQ/Prenom"),
        born_on=born_on,
        sex=_text(found, "TIQ/Sexe") or None,
        birth_place=_text(found, "TIQ/LieuNaissance") or None,
    )


def _text(of: Element, path: str) -> str:
    said = of.findtext("/".join(f"{_NS}{name}" for name in path.split("/")))
    return " ".join((said or "").split())


def _no(reason: str) -> Invalid:
    return Invalid({FIELD: reason})
