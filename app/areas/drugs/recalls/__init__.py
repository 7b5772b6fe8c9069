"""Batch recalls: what the pharmacist typed of boxes that may not be given any more. The rule is `medication.recalls`.

Begin with `models`; `commands` types one and ends it, `feed` tells tablets, `views` is /bureau/rappels. Recalls are
about boxes, never about persons: nothing here is sealed.
"""
