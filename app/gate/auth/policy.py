"""The policy table: what each role may do. Everything else is refused.

A right holds inside the actor's establishment and, for what belongs to a unit, inside the actor's
assignments.
Views, commands, the feed and exports all ask `may`; nobody compares role names.
"""

from __future__ import annotations

from app.gate.auth.actor import Actor, Subject

ROLES: dict[str, str] = {
    "care_assistant": "Aide-soignant·e",
    "nurse": "Infirmier·ère",
    "lead_nurse": "Infirmier·ère coordinateur·rice",
    "physician": "Médecin",
    "pharmacist": "Pharmacien·ne",
    "paramedical": "Paramédical",
    "home_care_worker": "Aide à domicile",
    "social_educator": "Accompagnant·e éducatif et social",
    "office": "Administratif",
    "management": "Direction",
    "dpo": "Délégué·e à la protection des données",
    "technical_admin": "Administrateur·rice technique",
    "relative": "Proche",
    "legal_representative": "Représentant·e légal·e",
    "person": "Personne accompagnée",
}

PERMISSIONS: dict[str, str] = {
    "bedside.use": "Ouvrir les écrans du lit sur une tablette",
    "passkey.own": "Tenir ses propres clés d’accès",
    "charter.review": "Voir qui a accepté la charte d’usage",
    "journal.read": "Lire les transmissions",
    "journal.write": "Écrire une transmission",
    "journal.acknowledge": "Prendre connaissance d’une alarme",
    "follow_up.write": "Ouvrir, reporter et clore ce qui reste à faire",
    "follow_up.review": "Voir au bureau tout ce qui reste à faire",
    "quarantine.review": "Juger les saisies mises de côté ou signalées",
    "person.read": "Ouvrir le dossier d’une personne au bureau",
    "person.manage": "Admettre une personne, modifier son identité, sa chambre",
    "file.read_admin": "Lire le dossier administratif : état civil, identité nationale, couverture",
    "file.write_admin": "Écrire le dossier administratif",
    "file.read_relations": "Lire l’entourage et les droits : contacts, mesures, accords",
    "file.write_relations": "Écrire l’entourage et les droits",
    "file.read_social": "Lire le dossier d’accompagnement : prestations, partenaires",
    "file.write_social": "Écrire le dossier d’accompagnement",
    "absence.write": "Noter les absences : hôpital, famille, sorties",
    "person.erase": "Effacer définitivement une personne",
    "drug.read": "Chercher un médicament et vérifier des interactions",
    "medication.see": "Voir au lit les traitements et les prises",
    "medication.give": "Donner un traitement, aider à le prendre, noter l’issue d’une prise",
    "medication.prepare": "Préparer des piluliers, les revoir et les vider",
    "medication.resolve": "Trancher un désaccord sur une prise, rectifier celle d’un autre",
    "prescription.read": "Lire les prescriptions au bureau",
    "prescription.write": "Prescrire, modifier, suspendre et arrêter un traitement",
    "prescription.control": "Contrôler une prescription écrite par un autre",
    "prescription.sign": "Signer un ordre oral ou d’urgence, ou le refuser",
    "alert.override": "Passer outre une alerte, en disant pourquoi",
    "alert.review": "Relire les alertes et ce qui a fait passer outre",
    "medical.read": "Lire le dossier médical : allergies, antécédents, conduite à tenir…",
    "medical.write": "Écrire le dossier médical",
    "sheet.read": "Lire et imprimer la fiche d’urgence",
    "sheet.print": "Laisser la trace d’une fiche imprimée, en urgence dans toute la maison",
    "observation.write": "Relever une mesure",
    "observation.read": "Lire les mesures",
    "wound.read": "Voir les plaies et leur évolution",
    "wound.note": "Signaler une plaie, noter et photographier ce que l’on en voit",
    "wound.assess": "Évaluer une plaie, la clore, la rouvrir",
    "document.capture": "Photographier un document, joindre un fichier",
    "document.file": "Classer les documents, les retirer",
    "document.read_care": "Lire les documents de soins",
    "document.read_rights": "Lire les droits et volontés : directives, consentements",
    "document.read_social": "Lire les documents d’accompagnement",
    "document.read_admin": "Lire les documents administratifs",
    "document.mask": "Masquer un document à certains professionnels, à la personne, à ses représentants",
    "family.read": "Voir les proches d’une personne et ce qui leur est ouvert",
    "family.grant": "Ajouter un proche, lui ouvrir et lui fermer des sujets",
    "family.share": "Proposer une nouvelle ou un document aux proches",
    "family.validate": "Valider ce que les proches verront, le retirer",
    "family.preview": "Voir exactement ce que voit un proche",
    "family.answer": "Voir les messages des proches qui attendent",
    "family.answer_care": "Lire les messages à l’équipe soignante, y répondre",
    "family.answer_office": "Lire les messages à l’accueil, y répondre",
    "family.answer_management": "Lire les messages à la direction, y répondre",
    "rights.request": "Noter une demande de droits, une contestation, suivre la réponse",
    "rights.answer": "Répondre à une demande de droits, limiter l’accès à un élément",
    "rights.copy": "Préparer et remettre la copie d’un dossier",
    "survey.manage": "Ouvrir une enquête de satisfaction, en lire les résultats",
    "label.print": "Imprimer et remplacer les étiquettes",
    "medication.recall": "Noter et terminer un rappel de lot",
    "medication.settings": "Régler les moments, délais et seuils du médicament",
    "emergency.open": "Ouvrir en urgence un dossier hors de ses affectations",
    "emergency.review": "Relire les accès exceptionnels",
    "office.use": "Entrer au bureau",
    "structure.manage": "Régler l’établissement, les unités et les chambres",
    "staff.manage": "Gérer l’équipe, les affectations et les invitations",
    "device.manage": "Enrôler et révoquer les tablettes",
    "vocabulary.manage": "Modifier les cibles et les phrases prêtes",
    "import.run": "Importer des fichiers, de ce que l’on peut écrire un à un",
    "policy.read": "Voir le tableau des droits",
    "audit.read": "Consulter la trace des accès",
}

_CARE = (
    "bedside.use",
    "passkey.own",
    "journal.read",
    "journal.write",
    "follow_up.write",
    "medication.see",
    "sheet.read",
    "sheet.print",
    "observation.read",
    "observation.write",
    "wound.read",
    "wound.note",
    "document.capture",
    "document.read_care",
    "document.read_rights",
)
_PAPERS = ("document.capture", "document.file", "document.read_social", "document.read_admin")
"""Whoever files what arrives on paper, at a desk or at the bedside."""

_NURSE = (
    *_CARE,
    "journal.acknowledge",
    "follow_up.review",
    "person.read",
    "file.read_relations",
    "drug.read",
    "emergency.open",
    "office.use",
    "policy.read",
    "prescription.read",
    "medical.read",
)
_FILE = ("file.read_admin", "file.write_admin", "file.read_social", "file.write_social")
"""The parts of a file that are not care."""

_PRESCRIBE = (
    "prescription.write",
    "prescription.control",
    "alert.override",
    "medical.write",
)
"""Nurses write what a physician ordered; a second professional controls it."""

_SHARE = (
    *("family.read", "family.share", "family.preview"),
    *("family.answer", "family.answer_care"),
)
"""Whoever writes for relatives sees what they see: it takes reading care, and papers."""

_GIVE = ("medication.give",)
"""Help to take a drug is an act of everyday life; which lines an aide may help with is `medication.giving_mode`'s."""

POLICY: dict[str, frozenset[str]] = {
    "care_assistant": frozenset((*_CARE, *_GIVE)),
    "nurse": frozenset(
        (
            *_NURSE,
            *_PRESCRIBE,
            "wound.assess",
            *_GIVE,
            *_PAPERS,
            *_SHARE,
            "medication.prepare",
            "medication.resolve",
            "label.print",
            "absence.write",
            "file.write_relations",
        )
    ),
    "lead_nurse": frozenset(
        (
            "import.run",
            *_NURSE,
            *_PRESCRIBE,
            "wound.assess",
            *_GIVE,
            *_PAPERS,
            *_SHARE,
            "family.grant",
            "survey.manage",
            "family.validate",
            "document.mask",
            "rights.request",
            "rights.answer",
            "rights.copy",
            "medication.prepare",
            "medication.resolve",
            "alert.review",
            "medication.settings",
            "label.print",
            "medication.recall",
            "quarantine.review",
            "emergency.review",
            "absence.write",
            *_FILE,
            "file.write_relations",
            "person.manage",
            "structure.manage",
            "staff.manage",
            "device.manage",
            "vocabulary.manage",
        )
    ),
    "physician": frozenset(
        (
            *_NURSE,
            *_PRESCRIBE,
            "wound.assess",
            *_GIVE,
            "family.read",
            "family.share",
            "family.validate",
            "family.answer",
            "family.answer_care",
            "prescription.sign",
            "medication.resolve",
            "alert.review",
            "document.mask",
        )
    ),
    "pharmacist": frozenset(
        (
            "bedside.use",
            "passkey.own",
            "journal.read",
            "follow_up.review",
            "drug.read",
            "office.use",
            "person.read",
            "policy.read",
            "medication.see",
            "prescription.read",
            "prescription.control",
            "alert.override",
            "alert.review",
            "medical.read",
            "medical.write",
            "sheet.read",
            "sheet.print",
            "observation.read",
            "document.read_care",
            "medication.prepare",
            "medication.settings",
            "medication.recall",
        )
    ),
    "paramedical": frozenset(_CARE),
    "home_care_worker": frozenset((*_CARE, *_GIVE)),
    "social_educator": frozenset((*_CARE, *_GIVE, "document.read_social")),
    "office": frozenset(
        (
            "import.run",
            "office.use",
            "passkey.own",
            *_PAPERS,
            "document.read_rights",
            "person.read",
            *_FILE,
            "file.read_relations",
            "file.write_relations",
            "family.read",
            "family.grant",
            "family.answer",
            "family.answer_office",
            "rights.request",
            "person.manage",
            "label.print",
            "absence.write",
            "policy.read",
        )
    ),
    "management": frozenset(
        (
            "import.run",
            "office.use",
            "passkey.own",
            "charter.review",
            "document.read_rights",
            "document.read_social",
            "document.read_admin",
            "person.read",
            *_FILE,
            "file.read_relations",
            "file.write_relations",
            "family.read",
            "family.grant",
            "survey.manage",
            "family.answer",
            "family.answer_management",
            "rights.request",
            "rights.answer",
            "person.manage",
            "absence.write",
            "structure.manage",
            "staff.manage",
            "device.manage",
            "policy.read",
        )
    ),
    "dpo": frozenset(
        (
            "office.use",
            "passkey.own",
            "charter.review",
            "policy.read",
            "audit.read",
            "emergency.review",
            "person.erase",
        )
    ),
    "technical_admin": frozenset(
        (
            "import.run",
            "office.use",
            "passkey.own",
            "structure.manage",
            "staff.manage",
            "device.manage",
            "policy.read",
        )
    ),
    "relative": frozenset(),
    "legal_representative": frozenset(),
    "person": frozenset(),
}

_UNIT_BOUND = frozenset(
    (
        "journal.read",
        "journal.write",
        "journal.acknowledge",
        "follow_up.write",
        "follow_up.review",
        "person.read",
        *_FILE,
        "file.read_relations",
        "file.write_relations",
        "label.print",
        "absence.write",
        "quarantine.review",
        "medication.see",
        "medication.give",
        "medication.prepare",
        "medication.resolve",
        "prescription.read",
        "prescription.write",
        "prescription.control",
        "prescription.sign",
        "alert.override",
        "alert.review",
        "medical.read",
        "medical.write",
        "sheet.read",
        "observation.write",
        "observation.read",
        "wound.read",
        "wound.note",
        "wound.assess",
        "family.read",
        "family.grant",
        "family.share",
        "family.validate",
        "family.preview",
        "family.answer",
        "family.answer_care",
        "family.answer_office",
        "family.answer_management",
        "rights.request",
        "rights.answer",
        "rights.copy",
        "document.capture",
        "document.file",
        "document.read_care",
        "document.read_rights",
        "document.read_social",
        "document.read_admin",
        "document.mask",
    )
)


_IN_EMERGENCY = frozenset(
    (
        "person.read",
        "file.read_relations",
        "journal.read",
        "medication.see",
        "prescription.read",
        "medical.read",
        "sheet.read",
        "observation.read",
        "wound.read",
        "document.read_care",
        "document.read_rights",
        "document.read_social",
        "document.read_admin",
    )
)
"""What an emergency access opens: reading. Nothing is written about somebody one is not assigned to."""


def allows(role: str, permission: str) -> bool:
    """Whether the table gives `permission` to `role`. Raises KeyError for a permission that does
    not exist.
    """
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    return permission in POLICY.get(role, frozenset())


def may(actor: Actor, permission: str, subject: Subject | None = None) -> bool:
    """Whether `actor`, as assigned at the time it was made, may do `permission` on `subject`.

    Without a subject: whether the role holds the permission at all. The actor is built for one
    instant
    (`auth.actors`), so a right that ended yesterday is absent from it.
    """
    if not allows(actor.role, permission):
        return False
    if subject is None:
        return True
    if subject.establishment_id != actor.establishment_id:
        return False
    if permission not in _UNIT_BOUND or actor.covers(subject.unit_id):
        return True
    return permission in _IN_EMERGENCY and subject.person_id in actor.in_emergency
