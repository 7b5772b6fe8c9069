"""Who is to be told, and who decides with the person, under the headings of the emergency sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from stdnum.fr import nir

from app.areas.persons.queries import Contact, NationalIdentity
from transmissions.emergency import Entry, Given

_TRUSTED: Final = "trusted"
_PHYSICIAN: Final = "physician"


def around_given(
    contacts: Sequence[Contact], *, designates_nobody: bool = False
) -> dict[str, Given]:
    """By heading, from the contacts of one person, with the qualities they have now."""
    told = [one for one in contacts if one.is_told and one.link != _PHYSICIAN]
    trusted = _given([one for one in contacts if _TRUSTED in one.qualities])
    if designates_nobody and trusted.answer == "unsaid":
        trusted = Given("none")
    return {
        "contacts": _given(told, contacts),
        "trusted": trusted,
        "protection": _given([one for one in contacts if _protects(one)], says_power=True),
        "doctor": _given([one for one in contacts if one.link == _PHYSICIAN]),
    }


def ins_entry(identity: NationalIdentity) -> Entry:
    """How far the national identity was verified; its number only where data may leave under it."""
    standing, number = identity.standing, identity.matricule
    if number is None or not standing.may_name_outside:
        return Entry(standing.label)
    return Entry(standing.label, f"matricule INS {nir.format(number)} ({identity.nature})")


def _given(
    some: Iterable[Contact], within: Sequence[Contact] = (), *, says_power: bool = False
) -> Given:
    """The heading of these; one that was altered among all those it is chosen from may be one of them."""
    entries = tuple(_entry(one, says_power) for one in some)
    if any(one.is_broken for one in within):
        return Given("broken", entries)
    return Given("said", entries) if entries else Given("unsaid")


def _protects(one: Contact) -> bool:
    return any(quality != _TRUSTED for quality in one.qualities)


def _entry(one: Contact, says_power: bool) -> Entry:
    powers = [
        label
        for code, label in zip(one.qualities, one.quality_labels, strict=True)
        if says_power and code != _TRUSTED
    ]
    phones = [number for number in (one.phone, one.other_phone) if number]
    beside = [*powers, *([] if says_power else [one.link_label]), *phones]
    return Entry(one.name, " · ".join(word for word in beside if word) or "sans téléphone")
