/**
 * Insulin: the glycaemia first, then how much and by which rung. Too low, nothing is injected: sugar, and another glycaemia
 * a quarter of an hour later, which is asked at once, network or not.
 */
import { amountWords } from '../../../lib/amount_words.js';
import { isRecent, isLow } from '../../../lib/insulin.js';
import { quantity, sentence } from '../../../lib/observation_words.js';
import { bodyOf } from '../../measure/draft.js';
import { reading } from './glycaemia_view.js';
import { readingOf } from './known.js';
import { GLYCAEMIA, judge } from './reading.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Answers} Answers */
/** @typedef {import('./shape.js').Step} Step */
/** @typedef {import('./reading.js').Judged} Judged */

const MINUTE = 60_000;
export const RECHECK = 'recheck';
/** @type {Record<string, string>} */
const SUGAR = { given: 'resucrage fait', called: 'n’avale pas, 15 appelé' };

/** @param {Context} context @returns {Step|null} */
export function glycaemia(context) {
  const { engine, person, line, act } = context;
  if (act !== 'give' || line.gesture?.kind !== 'insulin') return null;
  const last = () => readingOf(engine, person, 'glycaemia');
  if (!line.gesture.needs && !isForbidden(last(), line.gesture.low)) return null;
  const of = (/** @type {Answers} */ answers) => judge(context, answers, last(), new Date());
  return {
    id: 'glycaemia',
    title: 'La glycémie d’abord',
    view: (host, answers, set) => reading(host, context, answers, set, of(answers), last()),
    isMissing: (answers) => missing(of(answers), answers),
    verb: (answers) => (of(answers).state === 'zero' ? 'Noter : pas d’injection' : ''),
    gives: (answers) => gives(line, of(answers)),
    stop: (answers) => stopOf(of(answers), answers, line.gesture?.recheck ?? 15),
    leave: (answers) => leave(context, answers, of(answers)),
    before: (answers) => keepReading(context, answers),
    put: (answers, body) => put(context, answers, of(answers), body, last()),
  };
}

/** Until another one was measured, whatever its age. @param {import('./known.js').Reading|null} last @param {string} [low] */
const isForbidden = (last, low = '0.70') => Boolean(last && (last.reader === 'low' || (last.value && isLow(last.value, low))));

/** Whether the scale says none for this glycaemia: then nothing goes anywhere. @param {Context} context @param {Answers} answers */
export const isNone = (context, answers) =>
  context.line.gesture?.kind === 'insulin' && judge(context, answers, readingOf(context.engine, context.person, 'glycaemia'), new Date()).state === 'zero';

/** @param {Context['line']} line @param {Judged} found */
const gives = (line, { state, amount, rung }) => (state === 'dose' && rung && amount ? amountWords(amount, line.unit) : '');

/** @param {Judged} found @param {Answers} answers */
function missing({ state, problem }, answers) {
  if (problem) return problem;
  if (state === 'ask') return 'Mesurez la glycémie.';
  if (state === 'question') return 'Répondez à la question sur la mesure.';
  if (state === 'dose' || state === 'zero') return '';
  if (state === 'low' && !answers.sugar) return 'Resucrez d’abord, puis dites-le.';
  if (!answers.decision) return 'Dites ce que vous faites.';
  if (answers.decision === 'wait') return '';
  if (!/^\d+([.,]\d)?$/.test(answers.decidedAmount?.trim() ?? '')) return 'Dites combien d’unités.';
  return answers.decidedBy?.trim() ? '' : 'Dites qui a décidé.';
}

/** Sugar first: what is to be done next is said once it was given. @param {Judged} found @param {Answers} answers @param {number} minutes */
function stopOf({ state, reading: read }, answers, minutes) {
  if (!['low', 'high', 'none'].includes(state) || answers.decision === 'decided') return null;
  if (state === 'low') return answers.sugar ? { says: `Glycémie ${words(read)} : ne pas injecter.`, done: `Noter, et recontrôler dans ${minutes} min` } : null;
  return answers.decision === 'wait' ? { says: 'Rien n’est injecté.', done: 'Ne pas injecter maintenant' } : null;
}

/** @param {import('./known.js').Reading|null} read */
const words = (read) => (read?.value ? quantity(GLYCAEMIA.parts[0], read.value) : read?.reader === 'low' ? '« LO », trop basse' : '« HI », trop haute');

/** The measure is kept once, whatever becomes of the dose. @param {Context} context @param {Answers} answers @returns {Promise<Answers>} */
export async function keepReading({ engine, person }, answers) {
  const draft = answers.gly;
  if (!draft || answers.glyId) return {};
  const judged = judge({ line: /** @type {any} */ ({ rule: null, gesture: {} }), dose: null }, answers, null, new Date());
  if (!judged.found || (!judged.reading && !draft.missing)) return {};
  const body = bodyOf(draft, judged.found, engine.wall?.establishment.timezone);
  const { id } = await engine.record('observation.record', { person, body });
  if (judged.state !== 'low') await closeRechecks(engine, person, sentence(GLYCAEMIA, body));
  answers.glyId = id;
  return { glyId: id };
}

/** Measured again, what asked for it is answered. @param {Context['engine']} engine @param {string} person @param {string} result */
async function closeRechecks(engine, person, result) {
  for (const { id } of engine.followUpsOf(person).filter(({ kind, closed }) => /** @type {string} */ (kind) === RECHECK && !closed)) {
    await engine.record('follow_up.close', { person, body: { follow_up: id, outcome: 'done', result, chips: [] } });
  }
}

/** @param {Context} context @param {Answers} answers @param {Judged} found */
async function leave(context, answers, { state, reading: read }) {
  await keepReading(context, answers);
  if (state !== 'low') return 'Rien n’est injecté : la prise reste à faire.';
  const { engine, person, line } = context;
  const minutes = line.gesture?.recheck ?? 15;
  const what = `Recontrôler la glycémie : ${words(read)}, ${SUGAR[answers.sugar]}. Insuline non injectée.`;
  const due_at = new Date(Date.now() + minutes * MINUTE).toISOString();
  await closeRechecks(engine, person, `Glycémie ${words(read)}`);
  await engine.record('follow_up.open', { person, body: { entry: null, kind: RECHECK, what, due_at, role: null, urgent: true } });
  return `Insuline non injectée. Glycémie à recontrôler dans ${minutes} min.`;
}

/** @param {Context} context @param {Answers} answers @param {Judged} found @param {any} body @param {import('./known.js').Reading|null} last */
function put({ engine, person, line }, answers, { state, amount, rung, reading: read }, body, last) {
  body.glycaemia = answers.glyId ?? (answers.gly ? null : (last && isRecent(last.at, line.gesture?.minutes ?? 30, new Date()) ? last.id : null));
  if (state === 'zero') return void Object.assign(body, { outcome: 'withheld', amount: null, reason: `Glycémie ${words(read)} (${rung}) : 0 unité.` });
  // What went in of a dose that was taken in part is what was said of it, not what was due.
  const isPart = body.outcome === 'partly_taken';
  if (state === 'dose') return void (body.amount = (isPart ? null : amount) ?? body.amount ?? null);
  if (!isPart) body.amount = answers.decidedAmount.trim().replace(',', '.');
  const kind = state === 'low' ? 'hypoglycaemia' : 'glycaemia_missing';
  body.went_past = [...(body.went_past ?? []), { kind, identity: identityOf(engine, person, line.chain, kind), reason: 'other', text: answers.decidedBy.trim() }];
}

/** @param {Context['engine']} engine @param {string} person @param {string} chain @param {string} wanted */
function identityOf(engine, person, chain, wanted) {
  /** @type {import('../../../lib/rows.js').Alert[]} */
  const alerts = engine.rowsOf('caution', person)[0]?.alerts ?? [];
  return alerts.find(({ kind, chains }) => kind === wanted && chains.includes(chain))?.identity ?? null;
}
