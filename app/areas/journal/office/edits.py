"""What one form of the vocabulary asks, as edits of `transmissions.vocabulary_edits` one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from transmissions import vocabulary_edits as edits
from transmissions.vocabulary import MACRO_SECTIONS, Cible, Vocabulary, VocabularyRefused

COMMON_LIMIT = 12


def add(
    vocabulary: Vocabulary,
    *,
    label: str,
    theme: str,
    data: Sequence[str],
    actions: Sequence[str],
    results: Sequence[str],
    macro: bool,
) -> Vocabulary:
    """With one more cible."""
    return edits.add_cible(
        vocabulary,
        theme=theme,
        label=label,
        data=data,
        actions=actions,
        results=results,
        sections=MACRO_SECTIONS if macro else (),
    )


def reword(
    vocabulary: Vocabulary,
    cible_id: str,
    *,
    label: str,
    theme: str,
    data: Sequence[str],
    actions: Sequence[str],
    results: Sequence[str],
    common: int | None,
    witness: bool,
) -> Vocabulary:
    """With another label, theme or phrases on a cible, its rank among the common ones (None: not one of them), and
    whether two people sign it."""
    after, cible = vocabulary, vocabulary.by_id[cible_id]
    if label != cible.label:
        after = edits.rename_cible(after, cible_id, label)
    if theme != cible.theme:
        after = edits.move_cible(after, cible_id, theme)
    if (tuple(data), tuple(actions), tuple(results)) != (cible.data, cible.actions, cible.results):
        after = edits.rephrase_cible(after, cible_id, data=data, actions=actions, results=results)
    if witness != cible.witness:
        after = edits.ask_witness(after, cible_id, witness)
    return _rank_common(after, cible_id, common)


def place(vocabulary: Vocabulary, cible_id: str, step: int) -> Vocabulary:
    """With the cible one place up (-1) or down (+1) among those its theme offers."""
    cible = vocabulary.by_id[cible_id]
    shelf = [each.id for each in offered_in(vocabulary, cible.theme)]
    if cible_id not in shelf:
        return vocabulary
    at = shelf.index(cible_id)
    to = max(0, min(len(shelf) - 1, at + (1 if step > 0 else -1)))
    if to == at:
        return vocabulary
    ids = [each.id for each in vocabulary.cibles]
    here, there = ids.index(cible_id), ids.index(shelf[to])
    ids[here], ids[there] = ids[there], ids[here]
    return edits.reorder_cibles(vocabulary, ids)


def offered_in(vocabulary: Vocabulary, theme: str) -> list[Cible]:
    """The cibles that a theme offers, in their order."""
    return [each for each in vocabulary.offered() if each.theme == theme]


def common_rank(vocabulary: Vocabulary, cible_id: str) -> int | None:
    """The rank, from 1, of a cible among those proposed first."""
    return vocabulary.common.index(cible_id) + 1 if cible_id in vocabulary.common else None


def _rank_common(vocabulary: Vocabulary, cible_id: str, rank: int | None) -> Vocabulary:
    if rank == common_rank(vocabulary, cible_id):
        return vocabulary
    if rank is not None and not 1 <= rank <= COMMON_LIMIT:
        raise VocabularyRefused({"common": f"Un rang de 1 à {COMMON_LIMIT}, ou rien."})
    others = [each for each in vocabulary.common if each != cible_id]
    if rank is not None:
        others.insert(rank - 1, cible_id)
    return edits.choose_common(vocabulary, others[:COMMON_LIMIT])
