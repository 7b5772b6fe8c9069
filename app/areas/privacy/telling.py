"""The part of a copy that people read: a PDF by subject, each line with its day, its author and what was written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from app.areas.privacy.reading import Gathered, Row
from app.ground.pages import words
from app.ground.pages.pdf import TYPEFACE, pdf_of
from app.ground.portable import KEPT

_SILENT: Final = frozenset(
    (
        *("dose", "dose_horizon", "alert_seen", "change_seen", "receipt", "picture"),
        *("document_part", "document_page", "document_filing", "transcription", "wound"),
    )
)
"""What is in the files beside, and would fill pages without telling anybody anything."""

_WHEN: Final = (
    *("taken_at", "occurred_at", "at", "written_at", "captured_at", "made_at", "decided_at"),
    *("opened_at", "from_at", "recorded_at", "noted_at", "placed_at", "created_at"),
)
_WHO: Final = ("author_id", "staff_id", "recorded_by", "opened_by", "placed_by", "created_by")
_LABELS: Final[Mapping[str, str]] = {
    "family_name": "Nom",
    "given_name": "Prénom",
    "used_name": "Nom d’usage",
    "birth_name": "Nom de naissance",
    "born_on": "Naissance",
    "sex": "Sexe",
    "label": "Cible",
    "data": "Données",
    "actions": "Actions",
    "result": "Résultat",
    "text": "Texte",
    "note": "Note",
    "reason": "Motif",
    "what": "À faire",
    "values": "Valeurs",
    "drug": "Médicament",
    "name": "Nom",
    "says": "Alerte",
    "amount": "Quantité",
    "words": "Demande",
    "asker_name": "Demandé par",
    "title": "Titre",
    "site": "Siège",
    "substance": "Substance",
    "reaction": "Réaction",
    "severity": "Gravité",
    "on": "Jour",
}
_HIDDEN: Final = frozenset(("clear", "key", "iv", "webp", "plain", "corners", "typed", "scan"))
_PAGE: Final = Markup(
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title><style>'
    "@font-face {{ font-family: Chevet; src: url({typeface}) }} "
    "@page {{ size: A4; margin: 18mm 16mm; @bottom-right {{ content: counter(page) ' / ' counter(pages) }} }} "
    "body {{ font: 10.5pt/1.45 Chevet, sans-serif }} h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt; "
    "break-after: avoid; margin-top: 8mm }} article {{ break-inside: avoid; margin: 0 0 3mm; "
    "border-left: 0.6mm solid #999; padding-left: 3mm }} p {{ margin: 0 }} .quiet {{ color: #444 }}"
    "</style></head><body><h1>{title}</h1>{body}</body></html>"
)
_SECTION: Final = Markup("<section><h2>{name}</h2>{rows}</section>")
_ROW: Final = Markup("<article><p class=quiet>{head}</p>{lines}</article>")
_LINE: Final = Markup("<p>{label}{text}</p>")


def told(gathered: Gathered, title: str, notes: list[str]) -> bytes:
    """The PDF. Raises NoPdf where this server makes none."""
    zone = ZoneInfo(gathered.establishment["timezone"])
    names = _names(gathered)
    body = Markup("").join(_LINE.format(label="", text=escape(note)) for note in notes)
    for name, rows in gathered.rows.items():
        if rows and name not in _SILENT:
            shown = sorted(rows, key=lambda row: _moment(row) or "")
            body += _SECTION.format(
                name=KEPT[name].words,
                rows=Markup("").join(_row(row, names, zone) for row in shown),
            )
    return pdf_of(str(_PAGE.format(title=title, typeface=TYPEFACE, body=body)))


def person_name(gathered: Gathered) -> str:
    """The name that the file itself tells."""
    said = gathered.rows["person"][0]["sealed"] or {}
    family = said.get("used_name") or said.get("family_name") or ""
    return f"{said.get('given_name') or ''} {family}".strip()


def _names(gathered: Gathered) -> dict[str, str]:
    return {
        one["id"]: f"{one['given_name'] or ''} {one['family_name'] or ''}".strip()
        for one in gathered.around["staff"]
    }


def _moment(row: Row) -> str | None:
    return next((row[name] for name in _WHEN if row.get(name)), None)


def _row(row: Row, names: Mapping[str, str], zone: ZoneInfo) -> Markup:
    at = _moment(row)
    day = words.instant(datetime.fromisoformat(at), zone) if at else ""
    author = next((names[row[one]] for one in _WHO if row.get(one) in names), "")
    lines = [
        _LINE.format(label=f"{_LABELS[name]} : " if name in _LABELS else "", text=text)
        for name, text in _texts(row.get("sealed"))
    ]
    return _ROW.format(head=" · ".join(filter(None, (day, author))), lines=Markup("").join(lines))


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What was written, piece by piece, under the name of what holds it; identifiers say nothing to a reader."""
    if isinstance(value, dict):
        for inner, kept in value.items():
            if inner not in _HIDDEN:
                yield from _texts(kept, inner if inner in _LABELS else name)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, bool) or value is None or _is_id(value):
        return
    elif str(value).strip():
        yield name, str(value)


def _is_id(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
