"""Measures of a person: weight, temperature, glycaemia, results of the laboratory, meals… The rules are in
`transmissions/observations/`; here they are kept, told to tablets, and shown with their history.

Tablets come in by `handlers`, the office by `commands`. `queries.latest` is what medication asks; `telling_nurses`
opens what a nurse must look at when a value is beyond its threshold.
"""
