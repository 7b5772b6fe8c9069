/**
 * What is told of a dose: `dose.administer`, from what was chosen on the screen. Values in, values out.
 */
import { isHelper, PROPOSED } from './giving_mode.js';
import { counts, OUTCOMES } from './outcomes.js';

/**
 * @typedef {import('./giving_state.js').Standing} Standing
 * @typedef {import('./rows.js').LineRow} Line
 * @typedef {'label'|'face'|'none'} Identified
 * @typedef {{how: 'box'|'container'|'none', gtin?: string|null, batch?: string|null, expiry_on?: string|null, serial?: string|null,
 *   container?: string|null, verdict?: string|null, no_scan?: string|null}} Scan
 * @typedef {{outcome: string, amount?: string|null, at?: Date|null, reason?: string|null, note?: string|null,
 *   identified?: Identified, scan?: Scan|null, went_past?: ReturnType<typeof import('./giving_stops.js').passed>, already_done?: boolean}} Said
 * @typedef {{dose: import('./rows.js').DoseRow|null, line: Line, offered?: number}} Of dose: null for what is given as needed
 */

const NOTHING_SCANNED = { how: 'none', gtin: null, batch: null, expiry_on: null, serial: null, container: null, verdict: null, no_scan: null };

/** The outcome that a tap means: by the mode of the line and by whose hand it is, a nurse gives what others help with; for a patch it is asked. @param {Of} of @param {string} role */
export function proposed({ dose, line }, role) {
  if (dose && dose.act !== 'give') return '';
  const outcome = PROPOSED[line.giver] ?? 'given';
  return outcome === 'helped' && !isHelper(role) ? 'given' : outcome;
}

/** @param {Of} of @param {Said} said */
export function bodyOf({ dose, line, offered = 1 }, said) {
  const act = dose?.act ?? 'give';
  return {
    dose: dose?.id ?? null, chain: line.chain, line: line.id, act, outcome: said.outcome, amount: amountOf({ dose, line }, said), at: said.at?.toISOString() ?? null,
    reason: blank(said.reason), offered: Math.min(offered, 3), identified: said.identified ?? 'none',
    scan: { ...NOTHING_SCANNED, ...(counts(said.outcome) ? said.scan : null) },
    went_past: said.went_past ?? [], already_done: said.already_done ?? false, site: null, glycaemia: null, agreement: null, note: blank(said.note),
  };
}

/** As was due, unless another amount was taken; none where nothing was. @param {Of} of @param {Said} said */
function amountOf({ dose, line }, { outcome, amount }) {
  if (!counts(outcome)) return null;
  if (amount) return amount;
  return dose ? dose.amount : (line.rule?.amount ?? null);
}

/** @param {string|null|undefined} text */
const blank = (text) => text?.trim() || null;

/** "0,5" → "0.5"; null for what is not a number above none. @param {string} typed */
export function decimal(typed) {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,5}(\.\d{1,3})?$/.test(text) && Number(text) > 0 ? text : null;
}

/** A part is no more than the whole; what a measure decides has no whole known here. @param {string} typed @param {Of['dose']} dose @param {Line} line */
const isMore = (typed, dose, line) => Boolean(dose?.amount) && line.rule?.kind !== 'sliding' && Number(decimal(typed)) > Number(dose?.amount);

/** What is still missing before it may be told, in words; '' when nothing is. @param {Of} of @param {Said} said @param {string} [typed] the amount as typed */
export function missing({ dose, line }, said, typed = '') {
  const words = OUTCOMES[dose?.act ?? 'give'][said.outcome];
  if (!words) return 'Dites ce qui s’est passé.';
  if (words.needs_amount && !decimal(typed)) return 'Dites quelle quantité a été prise.';
  if (words.needs_amount && isMore(typed, dose, line)) return 'C’est plus que la dose prescrite : vérifiez la quantité.';
  return words.needs_reason && !said.reason?.trim() ? 'Dites pourquoi, en quelques mots.' : '';
}
