"""The report of an import: kept beside its version, printed at its end, shown by the office.

Plain lists and counts, so that it can be read for as long as the version is kept. Long lists are
cut: the whole is in the version itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from medication.bdpm import Bdpm, FileReport
from medication.changes import Changes, changes
from medication.coverage import coverage
from medication.reference import Reference
from medication.rulebook import to_be_read

SHOWN = 200
"""Lines of a list that are kept in the report; the count beside it is that of the whole."""

FOUND_BY = {
    "exact": "sous le même nom",
    "hydrate": "sans l’eau ou la forme",
    "salt": "sans le sel ou l’ester",
    "alias": "sous un autre nom connu",
    "link": "par la fraction thérapeutique",
    "none": "inconnus du thésaurus",
}

CHANGED = {
    "specialties_added": "Spécialités nouvelles",
    "specialties_gone": "Spécialités disparues",
    "specialties_marketed": "Spécialités désormais commercialisées",
    "specialties_unmarketed": "Spécialités qui ne sont plus commercialisées",
    "compositions_changed": "Compositions changées",
    "specialties_now_covered": "Spécialités désormais toutes connues du thésaurus",
    "specialties_no_longer_covered": "Spécialités que le thésaurus ne connaît plus entièrement",
    "substances_added": "Substances nouvelles du thésaurus",
    "substances_gone": "Substances disparues du thésaurus",
    "classes_changed": "Substances dont les classes ont changé",
    "entries_added": "Interactions nouvelles",
    "entries_gone": "Interactions disparues",
    "levels_changed": "Interactions dont le niveau a changé",
    "entries_reworded": "Interactions au texte revu",
}


def write(reference: Reference, read: Bdpm | None, before: Reference | None) -> dict[str, Any]:
    """The report of a version: what was read, what the thesaurus covers, what changed since the
    version before."""
    found = coverage(reference)
    return {
        "files": [_file(one) for one in read.files] if read else [],
        "thesaurus": {
            "substances": found.substances,
            "entries": len(reference.thesaurus.entries),
            "odd": _cut([f"{one.name} : {one.reason}" for one in reference.thesaurus.problems]),
            "to_read": _cut(
                [f"{one.name} : {one.reason}" for one in to_be_read(reference.thesaurus)]
            ),
        },
        "names": dict(found.names),
        "mapped": found.mapped,
        "substances_reached": found.substances_reached,
        "marketed": found.marketed,
        "covered": found.covered,
        "without_homeopathy": found.without_homeopathy,
        "specialties": len(reference.products),
        "unknown": _cut(list(found.unknown)),
        "before": before.version if before else None,
        "changes": _changes(changes(before, reference)) if before else {},
    }


def _file(one: FileReport) -> dict[str, Any]:
    return {
        "name": one.name,
        "encoding": one.encoding,
        "read": one.read,
        "refused": {reason: _cut(lines) for reason, lines in one.refused.items()},
    }


def _changes(found: Changes) -> dict[str, Any]:
    return {kind: _cut(lines) for kind, lines in found.items() if lines}


def _cut(lines: Sequence[Any]) -> dict[str, Any]:
    return {"count": len(lines), "shown": list(lines[:SHOWN])}


def told(report: dict[str, Any]) -> Iterable[str]:
    """The report as lines of a terminal, in French."""
    yield from _files_told(report)
    yield from _coverage_told(report)
    yield from _changes_told(report)


def _files_told(report: dict[str, Any]) -> Iterable[str]:
    for one in report["files"]:
        if not one["encoding"]:
            yield f"{one['name']} : absent, on s’en passe."
            continue
        yield f"{one['name']} ({one['encoding']}) : {one['read']} lignes lues."
        for reason, cut in one["refused"].items():
            yield f"  {cut['count']} refusées, lignes {_some(cut, 8)} : {reason}"
    words = report["thesaurus"]
    yield f"Thésaurus : {words['substances']} substances, {words['entries']} interactions."
    if words["odd"]["count"]:
        odd = _some(words["odd"], 3, " ; ")
        yield f"  {words['odd']['count']} bizarreries, lues quand même : {odd}"
    if words["to_read"]["count"]:
        named = _some(words["to_read"], 3, " ; ")
        yield f"  {words['to_read']['count']} règles à relire, leur texte a changé : {named}"


def _coverage_told(report: dict[str, Any]) -> Iterable[str]:
    total = sum(report["names"].values())
    yield f"Noms de substances reliés au thésaurus : {report['mapped']} sur {total}."
    for reason, count in report["names"].items():
        yield f"  {count} {FOUND_BY[reason]}"
    covered, marketed = report["covered"], report["marketed"]
    share = 100 * covered / marketed if marketed else 0
    yield (
        "Spécialités commercialisées dont le thésaurus connaît chaque substance : "
        f"{covered} sur {marketed}, soit {share:.0f} %."
    )
    unknown = report["unknown"]
    named = ", ".join(f"{name} ({count})" for name, count in unknown["shown"][:10])
    yield f"Restent inconnus {unknown['count']} noms, dont : {named}."


def _changes_told(report: dict[str, Any]) -> Iterable[str]:
    if report["before"] is None:
        yield "Première version : rien à comparer."
        return
    yield f"Depuis la version {report['before']} :"
    if not report["changes"]:
        yield "  rien n’a changé."
    for kind, cut in report["changes"].items():
        yield f"  {CHANGED[kind]} : {cut['count']}, dont {_some(cut, 3, ' ; ')}"


def _some(cut: dict[str, Any], number: int, between: str = ", ") -> str:
    shown = between.join(str(one) for one in cut["shown"][:number])
    return f"{shown}…" if cut["count"] > number else shown
