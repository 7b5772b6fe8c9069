"""Wounds: what one is called, what an assessment says, what is asked back, how a series goes, what a nurse is told.

Pure rules, no I/O. Begin with `naming.py` (kinds, places, stages, in the words of the field) and `assessment.py` (the
values); `judging` asks and refuses, `trend` compares areas, `concerns` says what must be looked at again and with which
figures, `consent` who may say yes to a picture. The browser has the same rules: `tests/vectors/wounds.json` holds both.

Sources: EPUAP/NPIAP/PPPIA, *Prevention and Treatment of Pressure Ulcers/Injuries*, 2019 (stages, weekly assessment,
two weeks without progress); HAS, *Prise en charge de l'ulcère de jambe*, 2006 (the area as what is followed); TIME
(Schultz, 2003: tissue, infection, moisture, edge); International Wound Infection Institute, *Wound Infection in
Clinical Practice*, 2022 (local, spreading, systemic signs); Code de la santé publique, art. L1111-4, L1111-6 (consent).
"""

from transmissions.wounds.assessment import Assessment, Described
from transmissions.wounds.concerns import Concern, Dated, concerns
from transmissions.wounds.consent import Consent, may_photograph
from transmissions.wounds.judging import Judgement, Problem, judge, judge_described
from transmissions.wounds.trend import Trend, area_words, trend

__all__ = [
    "Assessment",
    "Concern",
    "Consent",
    "Dated",
    "Described",
    "Judgement",
    "Problem",
    "Trend",
    "area_words",
    "concerns",
    "judge",
    "judge_described",
    "may_photograph",
    "trend",
]
