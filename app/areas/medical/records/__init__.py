"""What is known of a person's health besides what safety reads in codes: antecedents, handicaps, what to do in an
emergency, protocols, vaccinations, appointments.

`kinds` says which members each has, `checking` what may be written, `reading` opens it, `telling` says it in a few
words. They are versions of `medical_fact`, as allergies are; `commands/records.py` writes them.
"""
