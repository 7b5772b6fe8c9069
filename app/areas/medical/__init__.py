"""The medical part of a person's file, as far as safety reads it: allergies in codes, how a person swallows; and what a
home sets of its rules about medication.

Begin with `models` and `facts` (what may be written). `queries` gives the values of `medication.facts`; `marks` tells
them to the bedside; `settings` is the home's own. What became of alerts is read in `prescribing`.
"""
