"""What one shift tells the next: pure rules, no I/O.

Here live the values and rules of the transmissions ciblées: what an entry holds (`entry`), the
words that a home offers (`vocabulary`, with its edits and its CSV), which cibles come first for a
person (`ranking`), until when an entry is seen and where it stands in time (`visibility`), and what
remains to be done (`follow_up`, `follow_up_times`, `follow_up_texts`). No clock, database or
network: callers pass values in. Begin with `entry.py`.
"""
