"""The teams of the demo world, with the cast that tests and screens know by name."""

from __future__ import annotations

from app.demo.values import StaffMember, demo_id

_TILLEULS = (
    # key, given name, family name, title, role, units (none: the whole establishment), duty
    ("aicha", "Aïcha", "Benali", "Mme", "care_assistant", ("glycines",), "glycines"),
    ("sandrine", "Sandrine", "Lecomte", "Mme", "care_assistant", ("glycines",), "glycines"),
    ("mickael", "Mickaël", "Da Costa", "M.", "care_assistant", ("glycines",), "glycines"),
    ("ophelie", "Ophélie", "Barbeau", "Mme", "care_assistant", ("capucines",), "capucines"),
    ("djamila", "Djamila", "Kaci", "Mme", "care_assistant", ("capucines",), "capucines"),
    ("romain", "Romain", "Thévenet", "M.", "care_assistant", ("capucines",), "capucines"),
    ("fatoumata", "Fatoumata", "Keita", "Mme", "care_assistant", ("jasmin",), "jasmin"),
    ("jerome", "Jérôme", "Pichon", "M.", "care_assistant", ("jasmin",), "jasmin"),
    ("laetitia", "Laëtitia", "Morin", "Mme", "care_assistant", ("glycines", "capucines", "jasmin"), "relief"),
    ("kevin", "Kévin", "Allain", "M.", "care_assistant", ("glycines", "capucines", "jasmin"), "relief"),
    ("veronique", "Véronique", "Saunier", "Mme", "care_assistant", ("glycines", "capucines", "jasmin"), "night"),
    ("moussa", "Moussa", "Camara", "M.", "care_assistant", ("glycines", "capucines", "jasmin"), "night"),
    ("nadia", "Nadia", "Roussel", "Mme", "nurse", ("glycines", "capucines", "jasmin"), "nurses"),
    ("thibaut", "Thibaut", "Guillou", "M.", "nurse", ("glycines", "capucines", "jasmin"), "nurses"),
    ("emmanuelle", "Emmanuelle", "Charvet", "Mme", "nurse", ("glycines", "capucines", "jasmin"), "nurses"),
    ("soraya", "Soraya", "Mansouri", "Mme", "nurse", ("glycines", "capucines", "jasmin"), "nurses"),
    ("helene", "Hélène", "Marchand", "Mme", "lead_nurse", (), "weekdays"),
    ("morel", "Claire", "Morel", "Dr", "physician", (), "physician"),
    ("antoine", "Antoine", "Delmas", "M.", "pharmacist", (), "pharmacist"),
    ("julien", "Julien", "Castaing", "M.", "paramedical", ("glycines", "capucines", "jasmin"), "paramedical"),
    ("melanie", "Mélanie", "Goujon", "Mme", "social_educator", ("glycines", "capucines", "jasmin"), "activities"),
    ("sylvie", "Sylvie", "Ponthieu", "Mme", "office", (), "weekdays"),
    ("philippe", "Philippe", "Vasset", "M.", "management", (), "weekdays"),
    ("ingrid", "Ingrid", "Lemaire", "Mme", "dpo", (), "wednesdays"),
    ("cedric", "Cédric", "Aubin", "M.", "technical_admin", (), "wednesdays"),
)  # fmt: skip

_DOMICILE = (
    ("karima", "Karima", "Ziani", "Mme", "home_care_worker", ("domicile",), "home-care"),
    ("corinne", "Corinne", "Jaffré", "Mme", "home_care_worker", ("domicile",), "home-care"),
    ("estelle", "Estelle", "Royer", "Mme", "home_care_worker", ("domicile",), "home-care"),
    ("bruno", "Bruno", "Lagarde", "M.", "home_care_worker", ("domicile",), "home-care"),
    ("priscilla", "Priscilla", "Hoarau", "Mme", "home_care_worker", ("domicile",), "home-care"),
    ("gaelle", "Gaëlle", "Kervella", "Mme", "nurse", ("domicile",), "home-care-nurse"),
    ("yannick", "Yannick", "Prigent", "M.", "nurse", ("domicile",), "home-care-nurse"),
)  # fmt: skip

_BELLEVUE = (
    ("chloe", "Chloé", "Garnier", "Mme", "nurse", ("iris",), "days"),
    ("amandine", "Amandine", "Teixeira", "Mme", "care_assistant", ("iris",), "days"),
    ("pascal", "Pascal", "Rivoire", "M.", "management", (), "weekdays"),
)  # fmt: skip


def tilleuls_staff() -> tuple[StaffMember, ...]:
    """The 25 of the home, then the seven of the home-care team."""
    return tuple(StaffMember(demo_id("staff", row[0]), *row) for row in (*_TILLEULS, *_DOMICILE))


def bellevue_staff() -> tuple[StaffMember, ...]:
    return tuple(StaffMember(demo_id("staff", row[0]), *row) for row in _BELLEVUE)
