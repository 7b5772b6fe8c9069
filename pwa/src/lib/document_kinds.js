/**
 * The kinds of documents, in the order in which screens offer them: the table of `app/areas/documents/kinds.py`.
 * `tests/vectors/document_kinds.json` holds both to the same.
 */

/** @typedef {{code: string, label: string, family: string, isOffered: boolean}} DocumentKind `isOffered`: people choose it */

/** @type {Record<string, string>} */
export const FAMILIES = { care: 'Soins', rights: 'Droits et volontés', social: 'Accompagnement', admin: 'Administratif' };
export const TO_FILE = 'À classer';

/** @param {string} code @param {string} label @param {string} family @returns {DocumentKind} */
const kind = (code, label, family, isOffered = true) => ({ code, label, family, isOffered });

/** @type {DocumentKind[]} */
export const DOCUMENT_KINDS = [
  kind('ordonnance', 'Ordonnance', 'care'),
  kind('compte_rendu', 'Compte rendu', 'care'),
  kind('lettre_liaison', 'Lettre de liaison', 'care'),
  kind('biologie', 'Biologie', 'care'),
  kind('imagerie', 'Imagerie', 'care'),
  kind('dlu', 'DLU', 'care'),
  kind('wound_photo', 'Photo de plaie', 'care', false),
  kind('directives_anticipees', 'Directives anticipées', 'rights'),
  kind('personne_confiance', 'Personne de confiance', 'rights'),
  kind('consentement', 'Consentement', 'rights'),
  kind('autorisation', 'Autorisation', 'rights'),
  kind('projet_personnalise', 'Projet personnalisé', 'social'),
  kind('notification_mdph', 'Notification MDPH', 'social'),
  kind('contrat_sejour', 'Contrat de séjour', 'admin'),
  kind('jugement_protection', 'Jugement de protection', 'admin'),
  kind('attestation_droits', 'Attestation de droits, mutuelle', 'admin'),
  kind('piece_identite', 'Pièce d’identité', 'admin'),
  kind('courrier', 'Courrier', 'admin'),
  kind('autre', 'Autre document', 'care'),
];

/** How people call the kind; one that a later version knows is told by its name. @param {string|null} code */
export const kindLabel = (code) => (code ? DOCUMENT_KINDS.find((one) => one.code === code)?.label ?? code : TO_FILE);
