/**
 * What may still be given of what is taken if needed, worked out again with what this tablet did since.
 */
import { allowance } from '../../lib/allowance.js';
import { stop } from '../../lib/giving_stops.js';
import { moment } from '../../lib/due.js';

/** @typedef {import('../../lib/rows.js').LineRow} Line */

/**
 * Null where one taking may be given now. What stops it is of a kind of its own: the alert of the feed is of another hour,
 * and is left to this.
 * @param {Line} line @param {Line[]} lines @param {import('../../engine/administered.js').Administration[]} given
 * @param {import('../../lib/time_words.js').Context & {now: Date}} context
 */
export function allowedStop(line, lines, given, context) {
  const { why, next_at } = allowance(line, lines, given, context.now);
  if (why === 'open' || why === 'paused' || why === 'ended') return null;
  const from = next_at ? `Pas avant ${moment(next_at, context).replace(/^à /, '')}.` : '';
  if (why === 'maximum') return stop('allowance', 'hard_stop', 'La dose permise sur 24 heures est atteinte.', from);
  if (why === 'not_begun') return stop('line_not_begun', 'interrupt', 'Ce « si besoin » n’a pas commencé.', from);
  return stop('too_early', 'interrupt', 'Trop tôt après la dernière prise.', from);
}
