"""The names that a person read and judged, and a thesaurus that has all they could be taken for.

`judged_mapping.csv` was written by reading the mapping of the 3,200 names of the marketed
specialties of April 2026 to the thesaurus of October 2020: every kind of salt, hydrate and other
name that occurs, and the names that a normaliser is tempted to match.
"""

import csv
from pathlib import Path

ROWS = tuple(
    (row["name"], tuple(key for key in row["keys"].split("|") if key), row["reason"])
    for row in csv.DictReader(
        (Path(__file__).parent / "judged_mapping.csv").read_text("utf-8").splitlines()
    )
)

_TEMPTING = (
    "acide nicotinique,asparaginase,boldo,calcium,cefalotine,dextran,fer,fluor,glycerol,"
    "interferon alfa,ketamine,levodopa,lithium,macrogol,magnesium,mannitol,menthe,"
    "montelukast,or,paraffine,phosphore,potassium,potassium (citrate de),silicone,"
    "sodium (bicarbonate de),sodium (chlorure de),sodium (citrate de),sorbitol,strontium,"
    "terpineol,thymol,trastuzumab emtansine,trometamol,virus varicelle-zona,"
    "virus vivant attenue de la grippe,vitamine a,zinc"
)

KEYS = frozenset(_TEMPTING.split(",")) | {key for _, keys, _ in ROWS for key in keys}
