/**
 * The state of the tablet in words: how fresh its data are, how many entries wait and since when.
 */
import { ago, span } from './time_words.js';

const FRESH = 2 * 60_000;
const OLD = 30 * 60_000;

/** @typedef {{count: number, oldestAt: Date|null, pages?: number, quarantined?: number, receiving?: boolean, progress?: {done: number, total: number}|null}} Queue */
/** @typedef {{asOf: Date|null, online: boolean}} Freshness */

/** "1 saisie", "3 saisies". @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count} ${count > 1 ? many : one}`;

/** "3 saisies et 2 pages attendent l’envoi depuis 4 min", or null. @param {Queue} queue */
export function waitingWords({ count, oldestAt, pages = 0 }, now = new Date()) {
  const what = [count && counted(count, 'saisie'), pages && counted(pages, 'page')].filter(Boolean).join(' et ');
  if (!what) return null;
  return `${what} ${count + pages > 1 ? 'attendent' : 'attend'} l’envoi${oldestAt ? ` depuis ${span(now.getTime() - oldestAt.getTime())}` : ''}`;
}

/** "données d’il y a 12 min", "données de 8 h 05", "données d’hier à 14 h". @param {Freshness} freshness @param {{now?: Date, timeZone?: string}} [context] */
export function dataWords({ asOf }, context = {}) {
  if (!asOf) return 'données incomplètes';
  const when = ago(asOf, context);
  if (when === 'à l’instant') return 'données de l’instant';
  if (when.startsWith('aujourd’hui à ')) return `données de ${when.slice('aujourd’hui à '.length)}`;
  if (when.startsWith('le ')) return `données du ${when.slice(3)}`;
  return /^[aeiouh]/.test(when) ? `données d’${when}` : `données de ${when}`;
}

/**
 * How far a long sending is, or what waits. @param {Queue} queue @param {Date} now
 * @returns {{count: number, since: string|null, done?: string}|null}
 */
function waitingOf({ count, oldestAt, pages = 0, progress = null }, now) {
  if (progress) return { count, since: null, done: `${progress.done} sur ${progress.total} envoyées` };
  if (count) return { count: count + pages, since: span(now.getTime() - (oldestAt ?? now).getTime()) };
  return pages ? { count: pages, since: null, done: `${pages} à envoyer` } : null;
}

/**
 * What the header says. `tone` repeats in colour what `icon` and the words say.
 * @param {Queue} queue @param {Freshness} freshness @param {{now?: Date, timeZone?: string}} [context]
 * @returns {{icon: 'cloud-check'|'cloud-off'|'cloud-upload'|'triangle-alert', tone: 'done'|'waiting'|'attention',
 *   state: string, data: string|null, seen: string|null, waiting: ReturnType<typeof waitingOf>, aside: number}}
 */
export function headerWords(queue, freshness, context = {}) {
  const now = context.now ?? new Date();
  const age = freshness.asOf ? now.getTime() - freshness.asOf.getTime() : Infinity;
  const aside = queue.quarantined ?? 0;
  const stale = age > FRESH;
  return {
    icon: aside ? 'triangle-alert' : !freshness.online ? 'cloud-off' : queue.count || queue.pages ? 'cloud-upload' : 'cloud-check',
    tone: aside || age > OLD ? 'attention' : queue.count || queue.pages || !freshness.online ? 'waiting' : 'done',
    state: queue.receiving ? 'Mise à jour…' : freshness.online ? (stale ? 'En ligne' : 'À jour') : 'Hors ligne',
    data: stale || !freshness.online ? dataWords(freshness, context) : null,
    seen: (stale || !freshness.online) && freshness.asOf ? ago(freshness.asOf, context).replace('aujourd’hui ', '') : null,
    waiting: waitingOf(queue, now),
    aside,
  };
}

/** "412 Mo", "3,2 Go". @param {number} bytes */
const size = (bytes) => (bytes < 1e9 ? `${Math.round(bytes / 1e6)} Mo` : `${(bytes / 1e9).toFixed(1).replace('.', ',')} Go`);

/** How full the tablet is, or null when the browser does not say. @param {{usage: number|null, quota: number|null}} storage */
export const roomWords = ({ usage, quota }) => (usage === null || !quota ? null : `${size(usage)} utilisés sur ${size(quota)}`);
