/**
 * What a scan means for the person in front of you: medication/verdicts.py says the same, and why. Label, box and container
 * come in any order; each scan is judged by itself against the rows of this tablet. Nothing here locks anything.
 */
import { recallOf } from './recalls.js';
import { atHand, heldUntil, ofDoses, when } from './scan_timing.js';
import { standing } from './treatment.js';
import { PRECEDENCE, WORDS } from './verdict_words.js';

export { PRECEDENCE, WORDS };

/**
 * @typedef {import('./verdict_words.js').Kind} Kind
 * @typedef {import('./scan_timing.js').Context} Context
 * @typedef {import('./scan_timing.js').Line} Line
 * @typedef {{gtin: string|null, cip13: string|null, batch: string|null, expiry_on: string|null}} Code
 * @typedef {{kind: 'person'|'container', digest: string}|{kind: 'pack', code: Code}|{kind: 'unknown'|'unreadable'}} Scanned
 * @typedef {{kind: Kind, person: string|null, dose: string|null, line: string|null, container: string|null,
 *   allowed_at: Date|null, recall: string|null}} Verdict person: whose it is, where that is known; dose and line: what would
 *   be given, also where it should not be; allowed_at: from when on it would no longer be too early
 */

/** Whether it stays on the screen until somebody answers it. @param {Kind} kind */
export const stops = (kind) => WORDS[kind].tone === 'stop';

/** @param {Kind} kind @param {Partial<Verdict>} [more] @returns {Verdict} */
const told = (kind, more) => ({ kind, person: null, dose: null, line: null, container: null, allowed_at: null, recall: null, ...more });

/** The verdict of one scan. @param {Scanned} scanned @param {Context} context @returns {Verdict} */
export function verdict(scanned, context) {
  if (scanned.kind === 'person') return ofLabel(scanned.digest, context);
  if (scanned.kind === 'container') return ofContainer(scanned.digest, context);
  if (scanned.kind === 'pack') return ofPack(scanned.code, context);
  return told(scanned.kind === 'unknown' ? 'unknown' : 'unreadable');
}

/** @param {string} digest @param {Context} context */
function ofLabel(digest, { labels, person }) {
  const found = labels.find(({ id }) => id === digest);
  if (!found) return told('unknown');
  return told(isAnothers(person, found.person) ? 'wrong_person' : 'person', { person: found.person });
}

/** @param {string} digest @param {Context} context */
function ofContainer(digest, context) {
  const found = context.containers.find((one) => one.digest === digest);
  if (!found) return told('unknown');
  const whose = { person: found.person, container: found.id };
  if (isAnothers(context.person, found.person)) return told('wrong_person', whose);
  if (found.state === 'non_conform') return told('container_not_conform', whose);
  const inside = new Set(found.slots.flatMap(({ items }) => items.map(({ dose }) => dose)));
  const doses = context.doses.filter(({ id }) => inside.has(id));
  // One dose that must wait stops itself, not those beside it.
  if (atHand(doses, context).some((one) => heldUntil(one, context) === null)) return told('container', whose);
  const { closed, allowed_at } = ofDoses(doses, context);
  return told(closed ?? 'container', { ...whose, allowed_at });
}

/** @param {string|null} chosen @param {string} whose */
const isAnothers = (chosen, whose) => chosen !== null && chosen !== whose;

/** The gravest of what the box says of itself and of what it is for the person. @param {Code} code @param {Context} context */
function ofPack(code, context) {
  const drug = ofDrug(code, context);
  /** @type {Verdict[]} */
  const found = [drug];
  const recalled = recallOf(code, context.recalls, context.today);
  if (recalled) found.push({ ...drug, kind: recalled.isSure ? 'recalled' : 'recall_possible', recall: recalled.recall.id });
  if (code.expiry_on !== null && code.expiry_on < context.today) found.push({ ...drug, kind: 'expired' });
  return found.reduce((gravest, one) => (rank(one) < rank(gravest) ? one : gravest));
}

/** @param {Verdict} one */
const rank = ({ kind }) => PRECEDENCE.indexOf(kind);

/** @param {Code} code @param {Context} context @returns {Verdict} */
function ofDrug({ cip13 }, context) {
  if (cip13 === null) return told('unknown', { person: context.person });
  if (context.person !== null) return ofPerson(cip13, context.person, context);
  const persons = takers(cip13, context);
  if (persons.size === 1) return ofPerson(cip13, [...persons][0], context);
  return told(persons.size ? 'choose_person' : 'unknown');
}

/** Whose box it is follows only where one person takes it. @param {string} pack @param {Context} context */
function takers(pack, context) {
  const running = context.lines.filter((line) => isRunning(line, context));
  const whose = (/** @type {Line[]} */ lines) => new Set(lines.map(({ person }) => person));
  const takers = whose(running.filter((line) => isRight(pack, line, context)));
  return takers.size ? takers : whose(running.filter((line) => isOtherStrength(pack, line, context)));
}

/** @param {string} pack @param {string} person @param {Context} context @returns {Verdict} */
function ofPerson(pack, person, context) {
  const asked = context.lines.filter((line) => line.person === person && (!context.asked || line.chain === context.asked));
  const matched = asked.filter((line) => isRight(pack, line, context));
  const running = matched.filter((line) => isRunning(line, context));
  if (running.length) return atThisHour(pack, person, running, context);
  if (matched.length) return told('not_due', { person, line: matched[0].id });
  const hers = asked.filter((line) => isRunning(line, context));
  const other = hers.find((line) => isOtherStrength(pack, line, context));
  if (other) return told('other_strength', { person, line: other.id });
  return told(isElsewhere(pack, hers, context) ? 'wrong_drug' : 'unknown', { person });
}

/**
 * Whether the box is surely another drug: it is one that is known, and every line of the person has its codes.
 * @param {string} pack @param {Line[]} lines @param {Context} context
 */
function isElsewhere(pack, lines, { drugs }) {
  const isKnown = drugs.some((one) => [one.packs, one.generics, one.other_strengths ?? []].some((some) => some.includes(pack)));
  return isKnown && lines.every(({ drug }) => drugs.some(({ id }) => id === drug));
}

/** @param {string} pack @param {string} person @param {Line[]} lines @param {Context} context @returns {Verdict} */
function atThisHour(pack, person, lines, context) {
  const found = when(lines, context);
  const line = found.line ?? lines[0];
  const one = told('right', { person, dose: found.dose, line: line.id, allowed_at: found.allowed_at });
  if (found.closed) return { ...one, kind: found.closed };
  const isShown = context.inRound ? context.inRound.has(found.dose ?? '') : found.isOpen;
  if (!isShown) return { ...one, kind: 'outside_round' };
  return { ...one, kind: isRight(pack, line, context) || 'right' };
}

/** @param {Line} line @param {Context} context */
const isRunning = (line, { now }) => standing(line, now) === 'running';

/** @param {string} pack @param {Line} line @param {Context} context @returns {'right'|'generic'|''} */
function isRight(pack, line, { drugs }) {
  const found = drugs.find(({ id }) => id === line.drug);
  if (found?.packs.includes(pack)) return 'right';
  return found?.generics.includes(pack) ? 'generic' : '';
}

/** @param {string} pack @param {Line} line @param {Context} context */
const isOtherStrength = (pack, line, { drugs }) => drugs.find(({ id }) => id === line.drug)?.other_strengths?.includes(pack) ?? false;
