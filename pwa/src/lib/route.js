/**
 * The addresses of the bedside: paths in, places out. An address never holds a name.
 */

/** @typedef {{name: 'wall'|'persons'|'choose'|'person'|'compose'|'treatment'|'documents'|'photo'|'wounds'|'sheet'|'transmissions'|'todo'|'review'|'round'|'giving'|'share', person?: string, round?: boolean}} Route round: in one, or writing from it */

const PERSON = /^\/personnes\/([0-9a-f-]{36})(?:\/(transmission|traitement|documents|photo|plaies|urgence))?$/;

/** @type {Record<string, Route['name']>} */
const PLAIN = { '/': 'wall', '/personnes': 'persons', '/transmission': 'choose', '/transmissions': 'transmissions', '/a-faire': 'todo', '/a-revoir': 'review', '/tour': 'round', '/tournee': 'giving', '/partager': 'share' };

/** @type {Record<string, Route['name']>} */
const OF_PERSON = { '': 'person', transmission: 'compose', traitement: 'treatment', documents: 'documents', photo: 'photo', plaies: 'wounds', urgence: 'sheet' };

/** @param {string} path @returns {Route|null} null when the page belongs to the server */
export function routeOf(path) {
  const tidy = path.replace(/(.)\/+$/, '$1');
  if (tidy === '/tour/transmission') return { name: 'compose', round: true };
  if (tidy in PLAIN) return PLAIN[tidy] === 'round' ? { name: 'round', round: true } : { name: PLAIN[tidy] };
  const match = PERSON.exec(tidy);
  return match ? { name: OF_PERSON[match[2] ?? ''], person: match[1] } : null;
}

/** What the window is called: never a person, since titles rest in the browser's history. @param {Route} route */
export function titleOf({ name }) {
  const words = { wall: 'Qui êtes-vous ?', persons: 'Personnes', choose: 'Pour qui ?', person: 'Une personne', treatment: 'Traitement', documents: 'Documents', photo: 'Photo', wounds: 'Plaies', sheet: 'Fiche d’urgence', compose: 'Une transmission', transmissions: 'Transmissions', todo: 'À faire', review: 'À revoir', round: 'Tour', giving: 'Tournée', share: 'Partager' };
  return `${words[name]} · Chevet`;
}
