"""Setting the home: establishment, units, rooms, tablets; the table of rights; the trace of what happened.

It leans on the other areas and none leans on it. It keeps no table of its own: the directory and the gate do.
"""
