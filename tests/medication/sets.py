"""A small set of published files, written for the tests: three specialties."""

from collections.abc import Mapping

CIS = {
    "COMBO": "60000001",
    "SIMPLE": "60000002",
    "GRANULES": "60000003",
}
_SPECIALTIES = (
    "60000001\tCOMBO 5 mg/10 mg, comprimé\t comprimé\torale\tAutorisation active\t"
    "Procédure nationale\tCommercialisée\t01/02/2020\t\t\t LABO UN; LABO DEUX\tNon",
    "60000002\tSIMPLE 1 g, solution\tsolution\torale;rectale\tAutorisation active\t"
    "Procédure nationale\tNon commercialisée\t03/02/2021\tAlerte\t\t LABO UN\tOui",
    "60000003\tGRANULES, granules\tgranules\tsublinguale\tAutorisation active\t"
    "Enreg homéo (Proc. Nat.)\tCommercialisée\t03/02/2019\t\t\t LABO TROIS\tNon",
)
_PACKS = (
    "60000001\t3000001\tplaquette de 30\tPrésentation active\tDéclaration de commercialisation\t"
    "01/03/2020\t3400930000014\toui\t65 %\t1,466,29\t1,469,05\t2,76\t",
    "60000001\t3000002\tplaquette de 90\tPrésentation active\t"
    "Déclaration d'arrêt de commercialisation\t29/11/2924\t3400930000021\tnon\t\t\t\t\tTexte",
)
_COMPOSITION = (
    "60000001\tcomprimé\t00001\tMALÉATE D'ÉNALAPRIL \t5,00 mg\tun comprimé\tSA\t1",
    "60000001\tcomprimé\t00002\tÉNALAPRIL\t3,80 mg\tun comprimé\tFT\t1",
    "60000001\tcomprimé\t00003\tLERCANIDIPINE\t10 mg\tun comprimé\tSA\t2",
    "60000002\tsolution\t00004\tCARBIDOPA\t\t\tSA\t1",
    "60000003\tgranules\t00005\tMENTHE\t4CH à 30CH\tun granule\tSA\t1",
)
_GROUPS = (
    "7\tCOMBO 5 mg/10 mg - MODÈLE, comprimé\t60000001\t1\t2",
    "7\tCOMBO 5 mg/10 mg - MODÈLE, comprimé\t69999999\t0\t1",
    "8\tAUTRE GROUPE\t60000001\t4\t1",
)
_CONDITIONS = ("60000001\tliste I", "60000001\tliste I", "60000002\tstupéfiants")
_INTEREST = ("60000001\tC09BB02\tCOMBO\thttp://exemple.test",)
_SUPPLY = (
    "60000001\t\t1\trupture de stock\t14/04/2026\t18/05/2026\t20/05/2026\thttp://exemple.test",
    "60000001\t3400930000014\t2\tTension\t14/04/2026\t18/05/2026\t\thttp://exemple.test",
)

TEXTS: Mapping[str, tuple[str, ...]] = {
    "CIS_bdpm.txt": _SPECIALTIES,
    "CIS_CIP_bdpm.txt": _PACKS,
    "CIS_COMPO_bdpm.txt": _COMPOSITION,
    "CIS_GENER_bdpm.txt": _GROUPS,
    "CIS_CPD_bdpm.txt": _CONDITIONS,
    "CIS_MITM.txt": _INTEREST,
    "CIS_CIP_Dispo_Spec.txt": _SUPPLY,
}


def written(encoding: str = "cp1252", end: str = "\r\n", *, last: bool = True) -> dict[str, bytes]:
    """The files in one encoding, with one kind of line end."""
    return {
        name: (end.join(lines) + (end if last else "")).encode(encoding)
        for name, lines in TEXTS.items()
    }


def with_lines(name: str, *lines: str) -> dict[str, bytes]:
    """The files, one of them with other lines."""
    return written() | {name: ("\r\n".join(lines) + "\r\n").encode("cp1252")}
