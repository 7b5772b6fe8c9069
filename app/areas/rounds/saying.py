"""From what a command says to what is kept of it: read, checked against what is known, put in words for the seal."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.areas.rounds.bodies import AdministerBody, AmendBody
from app.areas.rounds.checking import Gesture, odd
from app.areas.rounds.looking import Asked, Lookup
from app.areas.rounds.rows import Said, amount_of, place_done, texts_of
from app.gate.sync.verdicts import Refusal
from app.ground import clock
from app.ground.vault import KeyGone, SealBroken, Vault
from medication import discrepancies as flags
from medication.giving_mode import legal_basis
from medication.outcomes import OUTCOMES, counts
from medication.prescription import Line
from medication.schemes import AsNeeded, Patch
from medication.strength import milligrams_of

AMENDED = ("wrong_person", "time", "amount", "outcome", "typing")
_WHOLE = frozenset({"given", "helped", "taken_alone", "handed_over"})
"""After these the whole amount due was taken, where no other was written."""


@dataclass(frozen=True, slots=True)
class By:
    """Who says it, when it was written, when it came; `shift`: how far the tablet's clock was put right."""

    id: uuid.UUID
    role: str
    at: datetime
    received_at: datetime
    shift: timedelta = timedelta(0)
    flags: tuple[str, ...] = ()


def said_of(
    lookup: Lookup, by: By, person_id: uuid.UUID, body: AdministerBody
) -> tuple[Said, Line | None]:
    """What is kept of it, flagged with what does not fit; and the line, where it is known. Raises Refusal for what
    says nothing."""
    if body.outcome not in OUTCOMES.get(body.act, {}):  # type: ignore[call-overload]
        raise Refusal("invalid", "Cette issue n’est pas connue du serveur.")
    at, when = place_done(body.at, by.at, by.shift)
    dose = lookup.dose(body.dose) if body.dose else None
    is_hers = dose is None or (dose.person_id, dose.chain_id) == (person_id, body.chain)
    if not is_hers or (dose is None and body.dose and lookup.is_anothers(body.dose)):
        dose, dose_id, astray = None, None, [flags.UNKNOWN_DOSE]
    else:
        dose_id, astray = body.dose, []
    gesture = Gesture(
        id=by.id,
        person_id=person_id,
        chain_id=body.chain,
        line_id=body.line,
        act=body.act,
        outcome=body.outcome,
        at=at,
        dose_id=dose_id,
        dose=dose,
        chain=lookup.chain(person_id, Asked(body.chain, body.line, at)),
        role=by.role,
        content={},
    )
    gesture = replace(gesture, content=_content(body, gesture, by.shift))
    basis, may = _basis(lookup, gesture, has_agreement=_is_agreed(gesture.content))
    found = dict.fromkeys((*by.flags, *when, *astray, *may, *odd(lookup, gesture)))
    said = Said(
        id=by.id,
        person_id=person_id,
        dose_id=dose_id,
        chain_id=body.chain,
        line_id=body.line,
        act=body.act,
        outcome=body.outcome,
        offered=body.offered,
        at=at,
        occurred_at=by.at,
        received_at=by.received_at,
        identified=body.identified[:12],
        scan_how=body.scan.how[:12],
        no_scan=body.scan.no_scan[:24] if body.scan.no_scan else None,
        container_id=body.scan.container,
        basis=basis,
        is_patch=body.act != "give" or _is_patch(gesture.line),
        until=dose.expires_at if dose is not None else None,
        content=gesture.content,
        flags=tuple(found),
    )
    return said, gesture.line


def checked_again(lookup: Lookup, by: By, said: Said, target: Target, held: uuid.UUID) -> Said:
    """An amendment beside all that is known, as what it amends was: "refusé" put right as "donné" was given all the
    same. `held`: the record that it takes the place of, which is no other taking. What was taken before stays as lawful
    as it was; what was not is answered for by whoever amends."""
    if said.withdraws:
        return said
    gesture = Gesture(
        id=held,
        person_id=said.person_id,
        chain_id=said.chain_id,
        line_id=said.line_id,
        act=said.act,
        outcome=said.outcome,
        at=said.at,
        dose_id=said.dose_id,
        dose=target.dose,
        chain=lookup.chain(said.person_id, Asked(said.chain_id, said.line_id, said.at)),
        role=by.role,
        content=said.content,
    )
    basis: str | None = said.basis
    may: tuple[str, ...] = ()
    if not counts(target.row.outcome):
        basis, may = _basis(lookup, gesture, has_agreement=_is_agreed(said.content))
    found = dict.fromkeys((*said.flags, *may, *odd(lookup, gesture)))
    return replace(said, basis=basis, flags=tuple(found))


def _is_patch(line: Line | None) -> bool:
    return line is not None and isinstance(line.scheme, Patch)


def _is_agreed(content: Mapping[str, Any]) -> bool:
    """Whether somebody agreed, by name and hour: what names nobody, or no hour, is no agreement."""
    agreement = content.get("agreement") or {}
    at = clock.from_text(agreement.get("at"))
    return bool(agreement.get("by", "").strip()) and at is not None


def _basis(
    lookup: Lookup, gesture: Gesture, *, has_agreement: bool
) -> tuple[str | None, tuple[str, ...]]:
    """What made it lawful; and the flag where nothing did. A nurse needs nobody's restriction read."""
    line = gesture.line
    if line is None or not gesture.counts:
        return None, ()
    basis = legal_basis(line, None, gesture.role, has_agreement)
    if basis is not None and basis != "nurse":
        basis = legal_basis(
            line, lookup.restriction(gesture.person_id), gesture.role, has_agreement
        )
    return basis, () if basis is not None else (flags.ROLE_MAY_NOT,)


def _content(body: AdministerBody, gesture: Gesture, shift: timedelta) -> dict[str, Any]:
    """What is sealed. The amount is what was written; what it held of each substance is worked out once and for all."""
    amount = amount_of(body.amount)
    reason, note, site = texts_of(body.reason, body.note, body.site)
    passed = [
        {**one.model_dump(mode="json"), "text": texts_of(one.text)[0]} for one in body.went_past
    ]
    return {
        "amount": None if amount is None else str(amount),
        "reason": reason,
        "note": note,
        "site": site,
        "scan": body.scan.model_dump(mode="json"),
        "went_past": passed,
        "already_done": body.already_done,
        "glycaemia": str(body.glycaemia) if body.glycaemia else None,
        "agreement": body.agreement.model_dump(mode="json") if body.agreement else None,
        **held_in(gesture.line, taken_of(gesture.outcome, amount, gesture.dose, gesture.line)),
    }


def taken_of(
    outcome: str, amount: Decimal | None, dose: Any | None, line: Line | None
) -> Decimal | None:
    """How much was taken: as written, else all that was due."""
    if amount is not None or outcome not in _WHOLE:
        return amount
    if dose is not None:
        return None if dose.amount is None else Decimal(dose.amount)
    scheme = line.scheme if line else None
    return scheme.amount if isinstance(scheme, AsNeeded) else None


def held_in(line: Line | None, amount: Decimal | None) -> dict[str, Any]:
    """The substances of what was given, and the milligrams of each, where they can be told."""
    if line is None:
        return {"substances": [], "milligrams": None}
    unit = milligrams_of(line.drug, line.unit, line.scheme, None)
    milligrams = None if amount is None else {key: str(one * amount) for key, one in unit.items()}
    return {"substances": list(line.drug.substances), "milligrams": milligrams or None}


@dataclass(frozen=True, slots=True)
class Target:
    """What an amendment is about: its row, the dose and the line, where they are known."""

    row: Any
    dose: Any | None
    line: Line | None


def amended(vault: Vault, by: By, target: Target, body: AmendBody) -> Said:
    """The record anew, with what was wrong put right. Raises Refusal for what says nothing."""
    found = target.row
    outcome = body.outcome or found.outcome
    if body.why not in AMENDED or outcome not in OUTCOMES[found.act]:
        raise Refusal("invalid", "Cette rectification n’est pas connue du serveur.")
    at, when = place_done(body.at, by.at, by.shift) if body.at else (found.at, ())
    copied = (
        *("person_id", "dose_id", "chain_id", "line_id", "act", "offered", "identified"),
        *("scan_how", "no_scan", "container_id", "basis", "doubtful", "is_patch"),
    )
    return Said(
        **{name: getattr(found, name) for name in copied},
        id=by.id,
        outcome=outcome,
        at=at,
        occurred_at=by.at,
        received_at=by.received_at,
        amends=found.id,
        root_id=found.root_id or found.id,
        withdraws=body.why == "wrong_person",
        until=found.expires_at,
        content=_amended(vault, target, body, outcome),
        flags=tuple(dict.fromkeys((*by.flags, *when))),
    )


def _amended(vault: Vault, target: Target, body: AmendBody, outcome: str) -> Mapping[str, Any]:
    row = target.row
    try:
        content = vault.open(row.person_id, "administration", row.id, row.sealed)
    except SealBroken:
        content = {}
    except KeyGone:
        raise Refusal("erased") from None
    amount = amount_of(body.amount)
    if amount is None and outcome == row.outcome:
        amount = amount_of(content.get("amount"))
    return {
        **content,
        "amount": None if amount is None else str(amount),
        "why": body.why,
        "why_note": texts_of(body.note)[0],
        **held_in(target.line, taken_of(outcome, amount, target.dose, target.line)),
    }
