"""From what is typed to a line, and back.

`schemes/` reads each scheme from its fields and writes it back into them, `line.py` the rest of a line. All of it is
pure: no request, no clock, no database. What is wrong is told beside its field, and what was typed stays as it was.
Begin with `typed.py`.
"""
