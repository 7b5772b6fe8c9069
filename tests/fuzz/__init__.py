"""Files made to harm: `python -m tests.fuzz.decoding --seconds N` mutates pictures and PDFs for as long as it is told.

`sources.py` draws the healthy ones, `mutations.py` harms them (always the same way for one seed), `many.py` gives many
of them to one confined process, as each would meet it alone.
"""
