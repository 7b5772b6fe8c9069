"""What is given to a person: pure rules, no I/O.

Here live the values and rules of medication: packs, prescription lines, doses due, checks before
giving. Nothing here imports the web shell, a database, a clock or the network, nor `transmissions`.
Begin with `prescription.py` for lines, `schedule.py` for doses, `safety.py` for alerts.
A list goes in, a list comes out, and the source of each clinical rule is in its docstring.
"""
