"""The words around a substance's name: salts, esters, hydrates, forms of an acid.

"CHLORHYDRATE DE X", "X (CHLORHYDRATE DE) MONOHYDRATÉ", "X SODIQUE", "X-ATE DE SODIUM" and "X-IQUE
(ACIDE)" name one substance that acts. A salt of a metal is taken for the metal only where the metal
is what is given ("carbonate de calcium"), never where it only carries an acid that acts
("folinate de calcium", "losartan potassique"). The words were gathered from the composition file of
April 2026; `tests/medication/judged_mapping.csv` holds what each was judged to mean.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Wrapping = Literal["hydrate", "salt"]

_COUNT: Final = (
    r"(?:hemi|mono|sesqui|di|bi|tri|tetra|penta|hexa|hepta|octa|nona|deca|dodeca|hydrogeno|"
    r"dihydrogeno|methyl|ethyl|butyl|l-\s?|d-|dl-|d,l-|\([rs]\)-|\(r,r\)-)*"
)
_ANION: Final = _COUNT + (
    r"(?:chlorhydrate|bromhydrate|chlorure|bromure|iodure|sulfate|bisulfate|metilsulfate|"
    r"mes[iy]late|methanesulfonate|bes[iy]late|tos[iy]late|es[iy]late|edisilate|cams[iy]late|"
    r"napsilate|isetionate|isethionate|maleate|malate|fumarate|succinate|tartrate|citrate|acetate|"
    r"propionate|butyrate|valerate|pivalate|caproate|heptanoate|enantate|decanoate|undecanoate|"
    r"cipionate|palmitate|stearate|estolate|lactobionate|embonate|pamoate|oxalate|phosphate|"
    r"nitrate|benzoate|gluconate|lactate|aspartate|adipate|carbonate|hyclate|xinafoate|trifenatate|"
    r"furoate|acetonide|hexacetonide|aceponate|metasulfobenzoate|resinate|lysinate|trimethylacetate)"
)
_CATION: Final = (
    r"(?:(?:mono|di|bi|tri|tetra)?(?:sodique|potassique|calcique|magnesique|argentique)|meglumine|"
    r"lysine|arginine|zincique)"
)
_MOLECULE: Final = (
    r"(?:trometamol|tromethamine|diethylamine|epolamine|tert-butylamine|erbumine|olamine|arginine|"
    r"meglumine|lysine|benzathine)"
)
_ESTER: Final = (
    r"(?:axetil|medoxomil|proxetil|pivoxil|dipivoxil|fosamil|etexilate|mofetil|cilexetil|polacrilex|"
    r"betadex|betadex-clathrate|pegol|vedotine|ozogamicine|tiuxetan)"
)
_WATER: Final = (
    r"(?:(?:hemi|mono|sesqui|di|tri|tetra|penta|hemipenta|hexa|hepta|hemihepta|octa|nona|deca|dodeca)?"
    r"hydrate(?:e)?|anhydre|base|amorphe|micronisee?|cristallisee?|dessechee?|seche?|leger|legere|"
    r"lourd|element|diluee?|purifiee?|racemique|liposomale)"
)

_SOLUTION = re.compile(
    r"^(?:solution|concentrat) de (.+)$"
    r"|^(.+?),? ?\(?(?:solution(?: concentree)?|concentrat) de?\)?"
    r"(?:, forme (?:pulverulente|huileuse))?$"
    r"|^(.+?), forme (?:pulverulente|huileuse)$"
    r"|^(.+) pour (?:solution injectable|preparations injectables)$"
)
_BRACKET = re.compile(r"^([^()]+) \(([^()]+?)(?: de)?\)(.*)$")
_ACID = re.compile(r"^(.+ique) acide$")
_WATERED = re.compile(rf"^(.+?),? {_WATER}$")
_SALT_BEFORE = re.compile(
    rf"^({_ANION}(?: (?:acide|diacide|neutre|{_WATER}|{_CATION}))*|{_MOLECULE}) de (.+)$"
)
_SALT_AFTER = re.compile(
    rf"^(.+?),?(?: de)? ({_ANION}|{_CATION}|{_MOLECULE}|{_ESTER}|et de disodium)$"
)
_BENZATHINE = re.compile(r"^(benzathine) (.+)$")

_METALS: Final = {
    "aluminium": "",
    "calcium": "acetate carbonate chlorure citrate gluconate glucoheptonate gluconolactate glubionate "
    "glycerophosphate lactate lactogluconate phosphate pidolate saccharate",
    "fer": "ascorbate aspartate fumarate gluconate lactate oxalate succinate sulfate",
    "fluor": "",
    "lanthane": "carbonate",
    "lithium": "carbonate citrate gluconate sulfate",
    "magnesium": "acetate aspartate carbonate chlorure citrate gluconate glycerophosphate lactate oxyde "
    "pidolate sulfate",
    "or": "",
    "phosphore": "",
    "potassium": "acetate aspartate bicarbonate carbonate chlorure citrate dihydrogenophosphate gluconate "
    "glycerophosphate hydrogenophosphate phosphate sulfate",
    "sodium": "",
    "strontium": "ranelate",
    "zinc": "acetate chlorure gluconate sulfate",
}
_METAL_SALT = re.compile(rf"^([a-z]+)(?: acide)? de ({'|'.join(_METALS)})$")
_ACID_SALT = re.compile(
    r"^([a-z-]+)ate(?: acide)?(?: (?:de (?:sodium|potassium|calcium|magnesium|(?:dl-)?lysine|"
    rf"(?:di)?meglumine)|{_CATION}))*$"
)


def canonical(name: str) -> str:
    """One way to write a folded name: "sodium (citrate de)" is "citrate de sodium", "fusidique
    (acide)" is "acide fusidique", "d'" is "de"."""
    text = re.sub(r"\b(d)'", "de ", name).replace(" )", ")")
    text = re.sub(r"(?<=[a-z])\(", " (", text)
    if found := _BRACKET.match(text):
        base, wrapping, tail = (part.strip() for part in found.groups())
        if wrapping == "acide" or re.fullmatch(rf"{_ANION}.*|[a-z ]*(?:ate|ure|yde|ite)", wrapping):
            text = f"{wrapping} de {base} {tail}" if wrapping != "acide" else f"acide {base} {tail}"
    if found := _ACID.match(text.strip()):
        text = f"acide {found[1]}"
    return " ".join(text.replace(" ,", ",").split())


def unwrap(name: str) -> tuple[str, Wrapping] | None:
    """The canonical name without its outermost wrapping, and what that was; None when there is
    none. A metal is never what remains here: see `metal_of`."""
    if found := _SOLUTION.match(name):
        return next(part for part in found.groups() if part), "hydrate"
    if found := _WATERED.match(name):
        return found[1], "hydrate"
    if found := _SALT_BEFORE.match(name) or _BENZATHINE.match(name):
        return _unless_metal(found[2])
    if found := _SALT_AFTER.match(name):
        return _unless_metal(found[1])
    return None


def metal_of(name: str) -> str | None:
    """The metal that a canonical name gives ("carbonate de calcium"), None when it only carries."""
    found = _METAL_SALT.match(name)
    if found is None or found[1] not in _METALS[found[2]].split():
        return None
    return found[2]


def acid_of(name: str) -> str | None:
    """The acid whose salt a canonical name is ("alendronate monosodique": "acide alendronique")."""
    found = _ACID_SALT.match(name)
    return f"acide {found[1]}ique" if found else None


def _unless_metal(name: str) -> tuple[str, Wrapping] | None:
    return None if name in _METALS else (name, "salt")
