"""What a home may change in its words. Each edit takes a version and gives the next one; the first
stays as it was.

Nothing is deleted: a cible that is no longer wanted is retired, and may come back. The six alarm
cibles can be renamed and given other phrases, not retired. Every refusal is a VocabularyRefused
with a French message per field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transmissions.labels import clean_label, free_id, refuse_taken_label
from transmissions.validation import phrase_problems
from transmissions.vocabulary import (
    ALARM_IDS,
    Cible,
    Theme,
    Vocabulary,
    VocabularyRefused,
    slug,
)


def add_theme(vocabulary: Vocabulary, label: str) -> Vocabulary:
    """The next version, with a theme at the end. Refuses an empty, long or already used label."""
    theme = Theme(slug(label), clean_label(label))
    if any(known.id == theme.id for known in vocabulary.themes):
        raise VocabularyRefused({"label": "Ce thème existe déjà."})
    return _next(vocabulary, themes=(*vocabulary.themes, theme))


def add_cible(
    vocabulary: Vocabulary,
    *,
    theme: str,
    label: str,
    data: Sequence[str] = (),
    actions: Sequence[str] = (),
    results: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> Vocabulary:
    """The next version, with a cible at the end of its theme; a macro-cible when it has sections.

    Its id is the slug of its label, with a number when an older cible, renamed since, already bears
    it. Refuses an unknown theme, a label that another offered cible bears, and phrases beyond the
    limits of `validation`.
    """
    label = clean_label(label)
    _refuse_unknown_theme(vocabulary, theme)
    refuse_taken_label(vocabulary, label, except_id=None)
    cible = Cible(
        id=free_id(vocabulary, slug(label)), theme=theme, label=label, macro=bool(sections)
    )
    cible = _with_phrases(cible, data=data, actions=actions, results=results, sections=sections)
    return _next(vocabulary, cibles=(*vocabulary.cibles, cible))


def rename_cible(vocabulary: Vocabulary, cible_id: str, label: str) -> Vocabulary:
    """The next version, with another label on the same cible. Old entries keep the label they were
    written with."""
    label = clean_label(label)
    cible = _known(vocabulary, cible_id)
    refuse_taken_label(vocabulary, label, except_id=cible_id)
    return _with_cible(vocabulary, replace(cible, label=label))


def move_cible(vocabulary: Vocabulary, cible_id: str, theme: str) -> Vocabulary:
    """The next version, with the cible on another theme's shelf."""
    _refuse_unknown_theme(vocabulary, theme)
    return _with_cible(vocabulary, replace(_known(vocabulary, cible_id), theme=theme))


def rephrase_cible(
    vocabulary: Vocabulary,
    cible_id: str,
    *,
    data: Sequence[str],
    actions: Sequence[str],
    results: Sequence[str],
) -> Vocabulary:
    """The next version, with these ready-made phrases and no others on the cible."""
    cible = _known(vocabulary, cible_id)
    changed = _with_phrases(
        cible, data=data, actions=actions, results=results, sections=cible.sections
    )
    return _with_cible(vocabulary, changed)


def ask_witness(vocabulary: Vocabulary, cible_id: str, wanted: bool) -> Vocabulary:
    """The next version, where two people sign entries of this cible, or one does again."""
    return _with_cible(vocabulary, replace(_known(vocabulary, cible_id), witness=wanted))


def retire_cible(vocabulary: Vocabulary, cible_id: str) -> Vocabulary:
    """The next version, where the cible is no longer offered but stays readable. Refuses an alarm
    cible."""
    if cible_id in ALARM_IDS:
        raise VocabularyRefused({"cible": "Une cible d'alerte ne peut pas être retirée."})
    changed = _with_cible(vocabulary, replace(_known(vocabulary, cible_id), retired=True))
    return replace(changed, common=tuple(each for each in changed.common if each != cible_id))


def restore_cible(vocabulary: Vocabulary, cible_id: str) -> Vocabulary:
    """The next version, where a retired cible is offered again. Refuses when another one has taken
    its label."""
    cible = _known(vocabulary, cible_id)
    refuse_taken_label(vocabulary, cible.label, except_id=cible_id)
    return _with_cible(vocabulary, replace(cible, retired=False))


def reorder_cibles(vocabulary: Vocabulary, ids: Sequence[str]) -> Vocabulary:
    """The next version, with the cibles in the order of `ids`, which names each one once, retired
    ones too."""
    if sorted(ids) != sorted(vocabulary.by_id):
        raise VocabularyRefused({"order": "L'ordre doit citer chaque cible une fois."})
    return _next(vocabulary, cibles=tuple(vocabulary.by_id[each] for each in ids))


def choose_common(vocabulary: Vocabulary, ids: Sequence[str]) -> Vocabulary:
    """The next version, with these cibles proposed first for a person about whom little is
    written."""
    if len(set(ids)) != len(ids) or any(_known(vocabulary, each).retired for each in ids):
        raise VocabularyRefused({"common": "Choisissez des cibles en service, une fois chacune."})
    return _next(vocabulary, common=tuple(ids))


def _next(
    vocabulary: Vocabulary,
    *,
    themes: tuple[Theme, ...] | None = None,
    cibles: tuple[Cible, ...] | None = None,
    common: tuple[str, ...] | None = None,
) -> Vocabulary:
    return Vocabulary(
        version=vocabulary.version + 1,
        themes=vocabulary.themes if themes is None else themes,
        cibles=vocabulary.cibles if cibles is None else cibles,
        common=vocabulary.common if common is None else common,
    )


def _with_cible(vocabulary: Vocabulary, changed: Cible) -> Vocabulary:
    cibles = tuple(changed if each.id == changed.id else each for each in vocabulary.cibles)
    return _next(vocabulary, cibles=cibles)


def _with_phrases(
    cible: Cible,
    *,
    data: Sequence[str],
    actions: Sequence[str],
    results: Sequence[str],
    sections: Sequence[str],
) -> Cible:
    parts = {"data": data, "actions": actions, "results": results, "sections": sections}
    problems = {
        name: found[0] for name, value in parts.items() if (found := phrase_problems(value))
    }
    if problems:
        raise VocabularyRefused(problems)
    return replace(
        cible,
        data=tuple(data),
        actions=tuple(actions),
        results=tuple(results),
        sections=tuple(sections),
    )


def _known(vocabulary: Vocabulary, cible_id: str) -> Cible:
    cible = vocabulary.get(cible_id)
    if cible is None:
        raise VocabularyRefused({"cible": "Cette cible n'existe pas."})
    return cible


def _refuse_unknown_theme(vocabulary: Vocabulary, theme: str) -> None:
    if all(known.id != theme for known in vocabulary.themes):
        raise VocabularyRefused({"theme": "Ce thème n'existe pas."})
