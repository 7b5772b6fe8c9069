/**
 * What is asked, before the answer: of whom, since when, by whom, what the transmission said, and what was done since.
 */
import { html, nothing } from 'lit-html';
import { askedBy, marks, tone } from '../../elements/follow_up.js';
import { icon } from '../../elements/icon.js';
import { staffName } from '../../elements/staff_name.js';
import { textsOf } from '../../elements/texts.js';
import { dueWords, moment } from '../../lib/due.js';
import { answerOf } from '../../lib/follow_ups.js';
import { capitalised, roomWords } from '../../lib/said.js';
import { ago } from '../../lib/time_words.js';

/** @typedef {import('../../elements/shapes.js').FollowUp} FollowUp */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {FollowUp} one */
export function asked(host, one) {
  const person = host.engine.person(one.person);
  return html`<div class="asked">
    <p class="who"><a href="/personnes/${one.person}">${person?.displayName}</a> <span class="quiet">${roomWords(person?.room ?? null)}</span></p>
    ${one.closed ? closed(host, one) : html`<p class="tags">${due(host, one)}${marks(host, one)}</p>`}
    <p class="quiet small">${askedBy(one)}, ${ago(new Date(one.opened_at), host.zone)}.</p>
    ${said(host, one)} ${one.postponed.map((postponing) => html`<p class="quiet small">${putOff(host, postponing)}</p>`)}
  </div>`;
}

/** @param {Drawn} host @param {FollowUp} one */
function due({ zone }, one) {
  const at = new Date(one.due_at);
  const [words, exact] = [dueWords(at, zone), moment(at, zone)];
  return html`<span class="tag ${tone(one) || 'accent'} strong">${icon('alarm-clock')}${capitalised(words)}${words.includes(exact) ? nothing : ` (${exact})`}</span>`;
}

/** What the transmission said, whichever version of it. @param {Drawn} host @param {FollowUp} one */
function said({ engine }, one) {
  const entry = engine.entries(one.person).find((each) => engine.followUpsFrom(each).some(({ id }) => id === one.id));
  if (!entry) return nothing;
  return html`<blockquote>${one.what ? html`<b>${entry.label}</b>` : nothing}${textsOf(entry)}</blockquote>`;
}

/** @param {Drawn} host @param {FollowUp} one */
function closed({ engine, zone }, one) {
  const { by, at } = /** @type {NonNullable<FollowUp['closed']>} */ (one.closed);
  const kept = one.also_closed > 1 ? `${one.also_closed} autres réponses sont gardées.` : 'Une autre réponse est gardée.';
  return html`<div class="notice">
    ${icon('circle-check')}
    <h3>${capitalised(answerOf(one))}</h3>
    <p>${capitalised(staffName(engine, by))}, ${ago(new Date(at), zone)}. ${one.also_closed ? kept : nothing}</p>
  </div>`;
}

/** @param {Drawn} host @param {FollowUp['postponed'][number]} postponing */
function putOff({ engine, zone }, { by, from, to, reason }) {
  const [was, is] = [from, to].map((at) => moment(new Date(at), zone));
  return `Attendu ${was}, reporté ${is} par ${staffName(engine, by)}${reason ? ` : ${reason}` : ''}.`;
}
