/** What a capture says of itself: what happened, what is safe, what to do. */

/** @typedef {import('../scanner/camera.js').NoCamera|'stopped'|'away'|'lost'|'unprepared'} Off why nothing is seen */
/** @typedef {{icon: import('../icon.js').IconName, title: string, says: string, again: string|null}} Words again: the verb of a new try, null where none can help */

const FILE = 'Vous pouvez aussi choisir un fichier.';

/** @type {Record<Off, Words>} */
export const OFF = {
  refused: {
    icon: 'camera-off',
    title: 'L’appareil photo est refusé à Chevet',
    says: `Dans les réglages du site, à gauche de l’adresse, autorisez la caméra, puis réessayez. ${FILE}`,
    again: 'Réessayer',
  },
  none: { icon: 'camera-off', title: 'Pas d’appareil photo sur cette tablette', says: 'Choisissez une photo ou un PDF, ou prenez une autre tablette.', again: null },
  busy: { icon: 'camera-off', title: 'L’appareil photo est pris', says: `Une autre application s’en sert. Fermez-la, puis réessayez. ${FILE}`, again: 'Réessayer' },
  insecure: {
    icon: 'camera-off',
    title: 'L’appareil photo n’est pas permis à cette adresse',
    says: 'Le navigateur ne l’ouvre que pour une adresse en https. Prévenez qui s’occupe des tablettes ; choisir un fichier fonctionne ici.',
    again: null,
  },
  unprepared: { icon: 'camera-off', title: 'Les photos ne se préparent pas sur cet appareil', says: 'Le navigateur est trop ancien, ou manque de mémoire. Fermez ce qui est ouvert, puis réessayez.', again: 'Réessayer' },
  stopped: { icon: 'camera', title: 'L’appareil photo s’est arrêté', says: 'Personne n’a touché la tablette depuis un moment. Les pages prises sont gardées.', again: 'Reprendre' },
  away: { icon: 'camera', title: 'L’appareil photo est en pause', says: 'Il s’arrête quand l’écran est caché. Les pages prises sont gardées.', again: 'Reprendre' },
  lost: { icon: 'camera-off', title: 'L’appareil photo s’est coupé', says: 'Il a été débranché, ou une autre application l’a pris. Les pages prises sont gardées.', again: 'Reprendre' },
};

/** @type {Record<import('./following.js').Sight, string>} */
export const SIGHTS = {
  searching: 'Cadrez toute la page, sur un fond sombre',
  found: 'Page trouvée : déclenchez',
  far: 'Approchez-vous un peu',
  dark: 'Il fait trop sombre : éclairez la page',
};

export const NOT_SHOT = 'La photo n’a pas pu être prise. Rien n’est perdu : recommencez.';
export const NOT_SHOWN = 'Aperçu impossible sur cet appareil : le fichier part tel quel, et sera vérifié à son arrivée.';

/** @param {number} count */
export const pagesWords = (count) => (count === 1 ? '1 page' : `${count} pages`);
