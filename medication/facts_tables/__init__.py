"""What safety must know of drugs and no published file says in rows: tables of our own wording.

Each table is a small CSV beside its loader; each row names its source and the day it was compared
with it. A row that is missing means "non vérifié", never "ok". Figures are those of the official
summaries (RCP) or of lists that are named; none is computed from another. Begin with `maxima.py`.
"""
