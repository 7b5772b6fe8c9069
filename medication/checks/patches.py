"""A new patch while an old one is on, or lost. Sources: `medication/patches.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.facts import PatchInPlace
from medication.ordered import Ordered
from medication.patches import is_worn_out, lost, still_on
from medication.prescription import Patch

_SOURCE: Final = "RCP DUROGESIC et EXELON dispositif transdermique, 4.2 et 4.4"


def patch_alerts(case: Case) -> Iterator[Alert]:
    """Each line of a patch against what the person wears."""
    worn = case.facts.patches_in_place
    in_force = frozenset(one.line.chain for one in case.ordered)
    for one in case.ordered:
        if not isinstance(one.line.scheme, Patch):
            continue
        for old in still_on(one.line, one.drug.substances, worn, in_force):
            if old.chain == one.line.chain and not _is_next(case, one, old):
                continue
            yield from _alert(
                case,
                "patch_not_removed",
                one,
                f"Ancien patch encore en place ({old.site}) : le retirer avant {one.label}.",
                "Deux patchs ensemble donnent une double dose.",
                ("on", old.chain, old.put_at.isoformat()),
            )
        for old in lost(one.line, one.drug.substances, worn):
            yield from _alert(
                case,
                "patch_not_found",
                one,
                f"Patch introuvable (posé : {old.site}) : {one.label}.",
                "Le chercher sur la peau, le lit et le linge ; appeler l’infirmière.",
                ("lost", old.chain, old.put_at.isoformat()),
            )


def _is_next(case: Case, one: Ordered, old: PatchInPlace) -> bool:
    """Its own patch is as it should be while its hours last: only what replaces it asks for it to be off."""
    return case.stage == "giving" and is_worn_out(one.line, old, case.facts.now)


def _alert(
    case: Case, kind: str, one: Ordered, says: str, because: str, basis: tuple[object, ...]
) -> Iterator[Alert]:
    return case.alert(kind, (one,), says, because=because, source=_SOURCE, basis=basis)
