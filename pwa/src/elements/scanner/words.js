/** What the scanner says of itself: what happened, what is safe, what to do. */

/** @typedef {import('./camera.js').NoCamera|'unprepared'|'stopped'|'away'|'lost'} Off why nothing is looked at */
/** @typedef {{icon: import('../icon.js').IconName, title: string, says: string, again: string|null}} Words again: the verb of a new try, null where none can help */

/** @type {Record<Off, Words>} */
export const OFF = {
  refused: {
    icon: 'camera-off',
    title: 'La caméra est refusée à Chevet',
    says: 'Dans les réglages du site, à gauche de l’adresse, autorisez la caméra, puis réessayez. Un lecteur à main fonctionne sans elle.',
    again: 'Réessayer',
  },
  none: { icon: 'camera-off', title: 'Pas de caméra sur cet appareil', says: 'Un lecteur à main fonctionne ici sans rien régler.', again: null },
  busy: { icon: 'camera-off', title: 'La caméra est prise', says: 'Une autre application s’en sert. Fermez-la, puis réessayez.', again: 'Réessayer' },
  insecure: {
    icon: 'camera-off',
    title: 'La caméra n’est pas permise à cette adresse',
    says: 'Le navigateur ne l’ouvre que pour une adresse en https. Prévenez qui s’occupe des tablettes ; un lecteur à main fonctionne ici.',
    again: null,
  },
  unprepared: {
    icon: 'cloud-off',
    title: 'La lecture par la caméra n’est pas encore sur la tablette',
    says: 'Elle a besoin du réseau une première fois. Un lecteur à main fonctionne sans elle.',
    again: 'Réessayer',
  },
  stopped: { icon: 'scan-line', title: 'La caméra s’est arrêtée', says: 'Rien n’a été lu depuis une minute.', again: 'Reprendre' },
  away: { icon: 'scan-line', title: 'La caméra est en pause', says: 'Elle s’arrête quand l’écran est caché.', again: 'Reprendre' },
  lost: { icon: 'camera-off', title: 'La caméra s’est coupée', says: 'Elle a été débranchée, ou une autre application l’a prise.', again: 'Reprendre' },
};

export const ADVICE =
  'Rien n’est lu. Tenez le code à 10 ou 15 cm, à plat, sans reflet ; éclairez-le, ou essuyez l’objectif. Sinon, tapez le code ou donnez sans scan.';

/** @type {Record<import('../../lib/signals.js').Allowed, {icon: import('../icon.js').IconName, words: string}>} */
export const SIGNALS = {
  all: { icon: 'volume-2', words: 'Son et vibreur' },
  vibration: { icon: 'vibrate', words: 'Vibreur seul' },
  none: { icon: 'volume-x', words: 'Silencieux' },
};
