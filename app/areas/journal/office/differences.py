"""What a new version changes, in sentences, before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transmissions.vocabulary import Cible, Vocabulary

_PARTS = (("data", "Données"), ("actions", "Actions"), ("results", "Résultat"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: what it is about, in which words, and the phrases that come and go."""

    kind: str
    subject: str
    text: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def differences(before: Vocabulary, after: Vocabulary) -> list[Difference]:
    """Everything that publishing `after` would change."""
    return [*_themes(before, after), *_cibles(before, after), *_order(before, after)]


def _themes(before: Vocabulary, after: Vocabulary) -> Iterator[Difference]:
    known = {theme.id for theme in before.themes}
    for theme in after.themes:
        if theme.id not in known:
            yield Difference("added", theme.label, "Nouveau thème")


def _cibles(before: Vocabulary, after: Vocabulary) -> Iterator[Difference]:
    labels = {theme.id: theme.label for theme in after.themes}
    for cible in after.cibles:
        old = before.get(cible.id)
        if old is None:
            if not cible.retired:
                theme = labels[cible.theme]
                yield Difference("added", cible.label, f"Nouvelle cible, dans « {theme} »")
        else:
            yield from _changes(old, cible, labels)


def _changes(old: Cible, new: Cible, labels: dict[str, str]) -> Iterator[Difference]:
    if old.label != new.label:
        yield Difference("changed", new.label, f"Renommée, auparavant « {old.label} »")
    if old.theme != new.theme:
        yield Difference("changed", new.label, f"Rangée dans « {labels[new.theme]} »")
    if new.retired and not old.retired:
        yield Difference("removed", new.label, "N’est plus proposée ; reste lisible")
    if old.retired and not new.retired:
        yield Difference("added", new.label, "De nouveau proposée")
    if new.witness != old.witness:
        yield Difference(
            "changed", new.label, "Se signe à deux" if new.witness else "Se signe seul"
        )
    for part, name in _PARTS:
        yield from _phrases(name, new.label, getattr(old, part), getattr(new, part))


def _phrases(
    name: str, label: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Difference]:
    if old == new:
        return
    added = tuple(phrase for phrase in new if phrase not in old)
    removed = tuple(phrase for phrase in old if phrase not in new)
    what = "phrases modifiées" if added or removed else "phrases dans un autre ordre"
    yield Difference("changed", label, f"{name} : {what}", added, removed)


def _order(before: Vocabulary, after: Vocabulary) -> Iterator[Difference]:
    kept = [cible.id for cible in after.cibles if before.get(cible.id)]
    if kept != [cible.id for cible in before.cibles]:
        yield Difference("changed", "Cibles", "Ordre changé")
    if before.common != after.common:
        names = ", ".join(after.by_id[each].label for each in after.common) or "aucune"
        yield Difference("changed", "Cibles proposées d’abord", names)
