"""What is known of somebody's health under the headings of the emergency sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from app.areas.medical.facts import ALLERGY, NO_ALLERGY, SWALLOWING
from app.areas.medical.known import Fact
from app.areas.medical.marks import allergy_text, swallowing_text
from app.areas.medical.records.kinds import CONDUCTS, DIRECTIVES, NO_ANTECEDENT, VACCINES
from transmissions.emergency import Entry, Given

Said = Mapping[str, Any]
_UNREAD: Final = "illisible, à redemander"


def medical_given(facts: Iterable[Fact]) -> dict[str, Given]:
    """By heading, from what holds about one person, opened, oldest first."""
    by_kind: dict[str, list[Fact]] = {}
    for one in facts:
        by_kind.setdefault(one.row.kind, []).append(one)
    return {
        code: _given(by_kind.get(kind, []), by_kind.get(none or "", []), entry)
        for code, (kind, none, entry) in _HEADINGS.items()
    }


def _given(
    facts: list[Fact], none: list[Fact], entry: Callable[[Said | None], Entry | None]
) -> Given:
    read = [one.kept for one in facts if one.kept is not None]
    told = [entry(one.kept) for one in facts]
    entries = tuple(one for one in told if one is not None)
    on = max((date.fromisoformat(one["on"]) for one in read if one.get("on")), default=None)
    if len(read) < len(facts):
        return Given("broken", entries, on)
    if entries:
        return Given("said", entries, on)
    return Given("none") if facts or none else Given("unsaid")


def _allergy(said: Said | None) -> Entry:
    reaction = said["reaction"] if said else None
    return Entry(allergy_text(said), reaction or "")


def _swallowing(said: Said | None) -> Entry | None:
    """As it is marked, which is empty where there is no risk."""
    if said is None:
        return Entry(_UNREAD)
    text = swallowing_text(said)
    return Entry(text, f"constaté le {_day(said['on'])}") if text else None


def _conduct(said: Said | None) -> Entry:
    if said is None:
        return Entry(_UNREAD)
    who = f"Décidé par {said['decided_by']} le {_day(said['on'])}"
    return Entry(CONDUCTS[said["level"]], _joined(said["doing"], said["heard"], who))


def _directives(said: Said | None) -> Entry | None:
    if said is None:
        return Entry(_UNREAD)
    if said["state"] == "none":
        return None
    text = _joined(said["where"], said["text"], f"dit le {_day(said['on'])}")
    return Entry(DIRECTIVES[said["state"]], text)


def _antecedent(said: Said | None) -> Entry:
    if said is None:
        return Entry(_UNREAD)
    since = f"depuis {said['since']}" if said["since"] and said["state"] == "current" else ""
    past = f"ancien, {said['since']}" if said["since"] else "ancien"
    return Entry(said["what"], _joined(since if said["state"] == "current" else past, said["note"]))


def _handicap(said: Said | None) -> Entry:
    return Entry(said["what"], _joined(said["needs"])) if said else Entry(_UNREAD)


def _protocol(said: Said | None) -> Entry:
    if said is None:
        return Entry(_UNREAD)
    who = f"{said['decided_by']}, {_day(said['on'])}"
    again = date.fromisoformat(said["review_on"]) if said.get("review_on") else None
    what = f"{said['what']} : {said['when']}"
    return Entry(what, _joined(said["doing"], who), review_on=again)


def _vaccination(said: Said | None) -> Entry:
    if said is None:
        return Entry(_UNREAD)
    name = VACCINES[said["vaccine"]] if said["vaccine"] != "other" else said["name"]
    again = f"rappel le {_day(said['next_on'])}" if said["next_on"] else ""
    return Entry(name, _joined(_day(said["on"]), again))


def _appointment(said: Said | None) -> Entry:
    if said is None:
        return Entry(_UNREAD)
    when = f"{_day(said['on'])} à {said['at'].replace(':', ' h ')}"
    place = _joined(said["where"], said["with_whom"])
    return Entry(f"{said['what']}, {when}", place, date.fromisoformat(said["on"]))


def _joined(*texts: str | None) -> str:
    """On one line, whatever was typed on several."""
    return " · ".join(line for text in texts if text for line in text.splitlines())


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


_Heading = tuple[str, str | None, Callable[[Said | None], Entry | None]]
_HEADINGS: Final[Mapping[str, _Heading]] = {
    "conduct": ("conduct", None, _conduct),
    "directives": ("directives", None, _directives),
    "allergies": (ALLERGY, NO_ALLERGY, _allergy),
    "swallowing": (SWALLOWING, None, _swallowing),
    "handicaps": ("handicap", None, _handicap),
    "antecedents": ("antecedent", NO_ANTECEDENT, _antecedent),
    "protocols": ("protocol", None, _protocol),
    "vaccinations": ("vaccination", None, _vaccination),
    "appointments": ("appointment", None, _appointment),
}
"""By heading: the kind of fact, the kind that answers "none", and how one is said (nothing: "none")."""
