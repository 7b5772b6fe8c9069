"""Which drugs of a list interact, at the level that applies to that pair.

Source: Thésaurus des interactions médicamenteuses, ANSM, in the version that the caller passes; how
levels with conditions are decided: docs/decisions/0024 and `rules.json`. A drug never
interacts with itself, nor two drugs by a substance that they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final

from medication.branches import Facts, Side
from medication.drug import Drug, goes_by
from medication.findings import Finding, Findings, InteractingPair, PossibleLevel, Silence
from medication.names import fold
from medication.pair_index import (
    INJECTED_IRON,
    ORAL,
    VAGINAL,
    Name,
    PairIndex,
    ReadyEntry,
    pair_index,
)
from medication.ternary import MAYBE, NO, YES, Ternary
from medication.thesaurus import RANKS, Thesaurus

NOTHING_KNOWN: Final[Facts] = MappingProxyType({})
_LOCAL: Final = "voie locale : le thésaurus ne dit pas si elle est concernée"
_BY_ROUTE: Final = frozenset({ORAL, VAGINAL})
_STAND_FOR_THEMSELVES: Final = frozenset(
    {
        "alcool (boisson ou excipient)",
        "pamplemousse (jus et fruit)",
        "theine",
        "preservatifs en latex",
    }
)
"""Not drugs: no route is missing when nobody gave one."""


def interactions(
    thesaurus: Thesaurus, drugs: Sequence[Drug], *, facts: Facts = NOTHING_KNOWN
) -> Findings:
    """Every pair of the list that meets an entry of the thesaurus, in the order of the list, and
    what the thesaurus does not know of each drug.

    `facts` say what is known of the person and of the prescription ("sujet age": True); a level
    that depends on one that is not given stays, marked conditional.
    """
    index = pair_index(thesaurus)
    ready = [(drug, sides := tuple(_sides(drug)), *_reach(index, sides)) for drug in drugs]
    pairs = []
    for (a, of_a, a_of, a_with), (b, of_b, b_of, b_with) in combinations(ready, 2):
        if (a_of & b_with) | (a_with & b_of):
            found = _between(index, thesaurus, (of_a, of_b), facts)
            if found:
                pairs.append(InteractingPair(a.label, b.label, found))
    return Findings(
        version=thesaurus.version,
        published=thesaurus.published.isoformat(),
        pairs=tuple(pairs),
        silences=tuple(_silences(drugs)),
    )


def _reach(index: PairIndex, sides: Sequence[Side]) -> tuple[int, int]:
    return index.reach(side.key for side in sides)


def _silences(drugs: Sequence[Drug]) -> Iterator[Silence]:
    for drug in drugs:
        if not drug.substances:
            yield Silence(drug.label, drug.unknown or (drug.label,), is_whole=True)
        elif drug.unknown:
            yield Silence(drug.label, drug.unknown, is_whole=False)


def _sides(drug: Drug) -> Iterator[Side]:
    """A drug by each of its substances, and by the names that entries give to its routes."""
    for key in drug.substances:
        yield Side(key, (key,), drug)
    if drug.is_homeopathic or (
        drug.substances and _STAND_FOR_THEMSELVES.issuperset(drug.substances)
    ):
        return
    if goes_by(drug.routes, "orale") != NO and (drug.substances or drug.routes):
        yield Side(ORAL, drug.substances, drug)
    if goes_by(drug.routes, "vaginale") == YES:
        yield Side(VAGINAL, drug.substances, drug)
    if "fer" in drug.substances and _is_injected(drug):
        yield Side(INJECTED_IRON, drug.substances, drug)


def _is_injected(drug: Drug) -> bool:
    return goes_by(drug.routes, "injectable") == YES


def _between(
    index: PairIndex,
    thesaurus: Thesaurus,
    sides: tuple[tuple[Side, ...], tuple[Side, ...]],
    facts: Facts,
) -> tuple[Finding, ...]:
    """What two drugs meet, gravest and surest first; each entry once, by its gravest match."""
    best: dict[int, Finding] = {}
    for mine in sides[0]:
        for theirs in sides[1]:
            for ready, is_straight in index.meeting(mine.key, theirs.key):
                if _is_shared(mine, theirs, ready):
                    continue
                finding = _finding(thesaurus, ready, (mine, theirs), is_straight, facts)
                if finding is None:
                    continue
                known = best.get(finding.entry)
                if known is None or _says_more(finding, known):
                    best[finding.entry] = finding
    return tuple(sorted(best.values(), key=lambda one: (_gravity(one), -one.entry), reverse=True))


def _gravity(finding: Finding) -> tuple[int, bool, int]:
    return RANKS[finding.level], not finding.conditional, len(finding.levels)


def _says_more(one: Finding, other: Finding) -> bool:
    """The graver match of an entry; between equals the alphabet decides, so that the order in which
    two drugs are named changes nothing."""
    if _gravity(one) != _gravity(other):
        return _gravity(one) > _gravity(other)
    return _spelt(one) < _spelt(other)


def _spelt(finding: Finding) -> tuple[list[str], tuple[str, ...]]:
    return sorted(finding.substances), tuple(level.condition for level in finding.levels)


def _is_shared(mine: Side, theirs: Side, ready: ReadyEntry) -> bool:
    """Whether the match is only that both drugs hold one substance: a duplication. Iron by mouth
    and by injection is the one match of a substance with itself that the thesaurus names."""
    if INJECTED_IRON in (mine.key, theirs.key):
        return _is_injected(mine.drug) and _is_injected(theirs.drug)
    mine_is_theirs = mine.key in theirs.drug.substances
    theirs_is_mine = theirs.key in mine.drug.substances
    if ready.among_themselves or _BY_ROUTE & {mine.key, theirs.key}:
        return mine_is_theirs or theirs_is_mine
    return mine_is_theirs and theirs_is_mine


def _finding(
    thesaurus: Thesaurus,
    ready: ReadyEntry,
    sides: tuple[Side, Side],
    is_straight: bool,
    facts: Facts,
) -> Finding | None:
    of, with_ = sides if is_straight else sides[::-1]
    levels, advice = ready.unconditional, ready.branches[0].advice
    if not levels or of.drug.is_local or with_.drug.is_local:
        levels, advice = _levels(ready, of, with_, facts)
    if not levels:
        return None
    return Finding(
        entry=ready.entry.number,
        via=ready.entry.label,
        substances=(_named(sides[0], thesaurus), _named(sides[1], thesaurus)),
        levels=levels,
        mechanism=ready.entry.mechanism,
        advice=advice,
    )


def _levels(
    ready: ReadyEntry, of: Side, with_: Side, facts: Facts
) -> tuple[tuple[PossibleLevel, ...], str]:
    """The levels that are not ruled out, and the advice of the gravest."""
    presence, reasons = _presence(ready, of, with_, facts)
    levels: list[PossibleLevel] = []
    advice = ""
    for branch in ready.branches if presence else ():
        applies = presence if branch.when is None else min(presence, branch.when(of, with_, facts))
        if applies != NO:
            condition = " ; ".join((*reasons, branch.condition) if branch.condition else reasons)
            levels.append(PossibleLevel(branch.code, condition, applies == YES))
            advice = advice or branch.advice
    return tuple(levels), advice


def _presence(
    ready: ReadyEntry, of: Side, with_: Side, facts: Facts
) -> tuple[Ternary, tuple[str, ...]]:
    """Whether both drugs are what the entry names, and what that hangs on."""
    first, because = _counts(ready.of, of, with_, facts)
    second, why = _counts(ready.with_, with_, of, facts)
    return min(first, second), tuple(dict.fromkeys((*because, *why)))


def _counts(name: Name, side: Side, other: Side, facts: Facts) -> tuple[Ternary, tuple[str, ...]]:
    if membership := name.memberships.get(side.key):
        answer = membership.when(side, other, facts)
        return answer, (membership.says,) if answer == MAYBE else ()
    if side.drug.is_local and not name.reaches_local and side.key not in name.through_mucosa:
        return MAYBE, (_LOCAL,)
    return YES, ()


def _named(side: Side, thesaurus: Thesaurus) -> str:
    """The substance as the thesaurus writes it; a name for a route is shown as what is given."""
    if len(side.keys) == 1:
        return thesaurus.substances[side.keys[0]].label
    if side.key in thesaurus.substances and not side.keys:
        return side.drug.unknown[0] if side.drug.unknown else side.drug.label
    return ", ".join(thesaurus.substances[key].label for key in side.keys)


def beside_drugs(thesaurus: Thesaurus, text: str) -> str | None:
    """The key of what is no drug and interacts, as somebody types it: "Alcool" for "ALCOOL (BOISSON
    OU EXCIPIENT)". None for anything else."""
    key = fold(text)
    for name in _STAND_FOR_THEMSELVES:
        if (name == key or name.startswith(f"{key} (")) and name in thesaurus.substances:
            return name
    return None
