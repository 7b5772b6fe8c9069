/**
 * One dose to give, as a hand takes it: how much, the largest; of what; why today, what changed, what must be known; and
 * the ways to tell of it. Once told it is one line, with who, when, and the way to say otherwise.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { paperKey, signTag } from '../../elements/paper_key.js';
import { staffName } from '../../elements/staff_name.js';
import { amountWords } from '../../lib/amount_words.js';
import { moment } from '../../lib/due.js';
import { isNamed } from '../../lib/giving.js';
import { proposed } from '../../lib/giving_body.js';
import { isPast } from '../../lib/giving_state.js';
import { wayOn } from '../../lib/giving_stops.js';
import { whyToday } from '../../lib/giving_why.js';
import { OUTCOMES } from '../../lib/outcomes.js';
import { capitalised } from '../../lib/said.js';
import { siteWords } from '../../lib/sites.js';
import { day, hour } from '../../lib/time_words.js';
import { beforeGiving, giving } from '../../lib/treatment.js';
import { unbroken } from '../../lib/unbroken.js';

/**
 * @typedef {import('../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('../../lib/giving_state.js').Standing} Standing
 * @typedef {import('../../lib/rows.js').LineRow} Line
 * @typedef {import('./reading.js').Hers} Hers
 * @typedef {import('./hand.js').Hand} Hand
 * @typedef {{host: Drawn, hand: Hand, hers: Hers, moment: string}} Around moment: in words, what need not be said again
 */

/** @param {Around} around @param {Standing} one */
export function doseCard(around, one) {
  if (one.status === 'done') return doneRow(around, one);
  const { line, dose } = one;
  const { hand, hers } = around;
  const stops = hand.stops(hers, one);
  const isStopped = stops.length > 0 && one.status !== 'away';
  return html`<article class="giving-card ${isStopped ? 'stopped' : ''} ${one.status}" data-dose=${dose.id} aria-label="${dose.dose}, ${line?.label ?? 'ligne inconnue'}">
    <div class="giving-of">
      <p class="amount">${unbroken(capitalised(dose.dose))}</p>
      ${line ? ofLine(around, one, line) : nothing}
      ${isStopped ? html`<div class="giving-stops">${icon('circle-alert')}<div>${stops.map(({ says }) => html`<p>${unbroken(says)}</p>`)}</div></div>` : nothing}
      ${one.status === 'away' ? nothing : warned(hand.warnings(hers, one))} ${one.told ? toldBefore(around, one) : nothing} ${read(hand, one)}
    </div>
    ${line ? keys(around, one, stops) : nothing}
  </article>`;
}

/** @param {Around} around @param {Standing} one @param {Line} line */
function ofLine({ host, hers, moment: here }, { dose, timing }, line) {
  const why = dose.act === 'give' ? whyToday(line, dose.due_at, { ...host.zone, now: hers.about.context.now }) : '';
  const clock = hour(new Date(dose.due_at), host.zone);
  return html`<p class="drug">${unbroken(line.label)}</p>
    <p class="how">${unbroken([line.form && !line.label.includes(line.form) ? line.form : '', line.route, line.why].filter(Boolean).join(' · '))}</p>
    ${line.wording ? html`<p class="wording">${unbroken(capitalised(line.wording))}</p>` : nothing}
    ${change(host, line, hers)}
    <p class="tags">
      ${why ? html`<span class="tag strong no">${icon('history')}${unbroken(why)}</span>` : nothing}
      ${isNamed(dose) || here.includes(clock) ? nothing : html`<span class="tag strong no">${icon('clock')}Prévu à ${clock}</span>`} ${late(timing)} ${crush(line, hers)} ${before(line, hers)} ${control(host, line)} ${signTag(line)} ${who(line, hers)}
    </p>
    ${paperKey(host, line)}`;
}

/** What its gesture will ask about: read before a hand is on it. @param {import('../../lib/giving_stops.js').Stop[]} warnings */
const warned = (warnings) => (warnings.length ? html`<div class="giving-stops">${icon('triangle-alert')}<div>${warnings.map(({ says }) => html`<p>${unbroken(says)}</p>`)}</div></div>` : nothing);

/** That what was scanned is right for it. @param {Hand} hand @param {Standing} one */
function read(hand, one) {
  const scan = hand.scanOf(one);
  return scan ? html`<p class="tag done strong">${icon('scan-line')}${scan.how === 'container' ? 'Dans le pilulier scanné' : 'Boîte vérifiée'}</p>` : nothing;
}

/** @param {Standing['timing']} timing */
function late(timing) {
  if (!isPast(timing)) return nothing;
  return timing === 'late'
    ? html`<span class="tag attention strong">${icon('clock-alert')}En retard : peut-être noté sur une autre tablette</span>`
    : html`<span class="tag attention strong">${icon('clock-alert')}Non tracé : l’heure est passée</span>`;
}

/** What is new, before and after, side by side. @param {Drawn} host @param {Line} line @param {Hers} hers */
function change({ zone }, { change: news, over }, { about }) {
  if (!news || over === 'replaced' || Date.parse(news.until) <= about.context.now.getTime()) return nothing;
  const since = day(new Date(news.at), { ...zone, now: about.context.now });
  if (news.kind === 'new') return html`<p class="news">${icon('history')}<span><b>Nouveau</b>, ${since}</span></p>`;
  return html`<p class="news">${icon('history')}<span><b>Changé</b>, ${since} : ${news.before ? html`<s>${unbroken(news.before)}</s> ` : nothing}${news.after ? unbroken(news.after) : nothing}</span></p>`;
}

/** @param {Line} line @param {Hers} hers */
function crush({ crush: told }, { caution }) {
  const isAtRisk = ['crush', 'texture'].includes(caution?.swallowing?.level ?? '');
  if (told?.[0] === 'non') return html`<span class="tag attention strong">${icon('triangle-alert')}Ne pas écraser</span>`;
  if (!isAtRisk || !told) return nothing;
  return told[0] === 'oui' ? html`<span class="tag done strong">${icon('check')}Peut s’écraser</span>` : html`<span class="tag attention strong">${icon('triangle-alert')}Écraser : non vérifié</span>`;
}

/** @param {Line} line @param {Hers} hers */
const before = ({ chain }, { about }) => beforeGiving(about.alerts, chain).map((label) => html`<span class="tag attention strong">${icon('triangle-alert')}${label}</span>`);

/** @param {Drawn} host @param {Line} line */
function control({ zone }, { control_by }) {
  if (!control_by) return nothing;
  const by = new Date(control_by);
  return html`<span class="tag attention strong">${icon('clock-alert')}Non contrôlée, ${by.getTime() < Date.now() ? 'contrôle en retard' : `à contrôler avant ${moment(by, zone).replace(/^à /, '')}`}</span>`;
}

/** @param {Line} line @param {Hers} hers */
function who(line, { about }) {
  const told = giving(line, about.role, about.context.now);
  return told?.may && line.giver === 'autonomous' ? html`<span class="tag">${icon('users')}${unbroken(capitalised(told.words))}</span>` : nothing;
}

/** @param {Around} around @param {Standing} one @param {import('../../lib/giving_stops.js').Stop[]} stops */
function keys({ hand, hers }, one, stops) {
  const of = /** @type {import('../../lib/giving_body.js').Of & Standing} */ (one);
  const other = () => hand.ask({ hers, items: [of], mode: 'other' });
  const isKnown = hand.knows(hers.person.id);
  const isWarned = hand.warnings(hers, one).length > 0;
  const way = stops.length === 0 && isWarned ? 'reason' : wayOn(stops, hers.about.mayDecide);
  return html`<div class="giving-keys">
    ${isKnown && one.status !== 'away' ? html`<button class="button ${stops.length || isWarned ? 'danger' : 'primary'} give" type="button" @click=${() => hand.give(hers, [of])}>${giveWords(of, hers.about.role, way)}</button>` : nothing}
    ${isKnown && one.status === 'again' && one.told?.outcome === 'refused' ? html`<button class="button" type="button" @click=${() => hand.tell(hers, of, 'refused')}>Refuse encore</button>` : nothing}
    <button class="button other" type="button" @click=${other}>Autre…</button>
  </div>`;
}

/** @type {Record<string, string>} by what one tap says */
const VERBS = { given: 'Donner', helped: 'Aidé à prendre', taken_alone: 'Pris seul' };

/** @param {Standing & import('../../lib/giving_body.js').Of} one @param {string} role @param {'open'|'reason'|'closed'} way */
function giveWords(one, role, way) {
  if (one.dose.act !== 'give') return one.dose.act === 'remove' ? 'Retirer…' : 'Vérifier…';
  if (way === 'closed') return 'Ne pas donner…';
  if (way === 'reason') return 'Donner…';
  return one.status === 'again' ? 'Donner maintenant' : (VERBS[proposed(one, role)] ?? 'Donner');
}

/** What was told and is not the end of it: to offer again, or perhaps given. @param {Around} around @param {Standing} one */
function toldBefore({ host }, { told, status }) {
  if (!told) return nothing;
  const words = OUTCOMES[told.act][told.outcome]?.label ?? 'noté';
  const at = hour(new Date(told.at), host.zone);
  if (status === 'unsure') return html`<p class="tag attention strong">${icon('triangle-alert')}Peut-être donné à ${at} (${words}, ${staffName(host.engine, told.by)}) : vérifiez avant de donner</p>`;
  return html`<p class="tag attention strong">${icon('history')}À reproposer : ${words} à ${at}, ${staffName(host.engine, told.by)}${told.pending ? ', non envoyé' : ''}</p>`;
}

/** How much was taken, where the dose does not say it, and where it was put. @param {NonNullable<Standing['told']>} told @param {Standing['dose']} dose @param {Line|null|undefined} line */
function howAndWhere({ amount, site }, dose, line) {
  const isAsWritten = !amount || !line || (line.rule?.kind !== 'sliding' && Number(amount) === Number(dose.amount));
  const told = [isAsWritten ? '' : amountWords(amount, line.unit), site ? siteWords(site) : ''].filter(Boolean);
  return told.length ? ` (${unbroken(told.join(', '))})` : '';
}

/** @param {Around} around @param {Standing} one */
function doneRow({ host, hand, hers }, { dose, line, told, isConflict }) {
  if (!told) return nothing;
  const label = capitalised(OUTCOMES[told.act][told.outcome]?.label ?? 'noté');
  const isTaken = OUTCOMES[told.act][told.outcome]?.counts || ['removed', 'in_place'].includes(told.outcome);
  return html`<div class="giving-done ${isTaken ? '' : 'not'}" data-dose=${dose.id}>
    ${icon(isTaken ? 'circle-check' : 'x')}
    <p><b>${unbroken(line?.label ?? dose.dose)}</b><span class="small">${label}${howAndWhere(told, dose, line)} à ${hour(new Date(told.at), host.zone)}, ${staffName(host.engine, told.by)}${told.amended ? ', corrigé' : ''}</span>
      ${told.pending ? html`<span class="tag waiting">${icon('cloud-upload')}${told.state === 'received' ? 'envoyé' : 'non envoyé'}</span>` : nothing}
      ${isConflict ? html`<span class="tag urgent strong">${icon('circle-alert')}Deux notes se contredisent : l’infirmière décide</span>` : nothing}</p>
    <button class="button plain" type="button" aria-label="Corriger, ${line?.label ?? dose.dose}" @click=${() => hand.amend(hers, told)}>Corriger</button>
  </div>`;
}
