/**
 * What is scanned during a round, in any order: a label says who, a box what, a container both. Each scan is judged by
 * itself; what is right is kept for the gesture that follows, what is not stays on the screen until somebody answers.
 */
import { html, nothing } from 'lit-html';
import { scanner } from '../../elements/scanning.js';
import { staffName } from '../../elements/staff_name.js';
import { administeredTo, doneHere } from '../../engine/administered.js';
import { scanContext, todayOf } from '../../engine/scan_context.js';
import { standing } from '../../lib/administration.js';
import { classify } from '../../lib/scan.js';
import { hour } from '../../lib/time_words.js';
import { verdict, WORDS } from '../../lib/verdicts.js';

/**
 * @typedef {import('../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('../../lib/verdicts.js').Verdict} Verdict
 * @typedef {import('../../elements/verdict.js').Given} Given
 * @typedef {{text: string, how: import('../../lib/scan.js').How}} Scan
 * @typedef {{shown: () => string|null, known: () => string|null, inRound: () => Set<string>|null, meet: (person: string) => void,
 *   go: (person: string) => void, read: (verdict: Verdict, scan: import('../../lib/giving_body.js').Scan) => void,
 *   asNeeded: (line: string) => void}} Round what the round around it says and does; shown: whose doses are on the screen;
 *   known: who was recognised
 */

export class Scans {
  isOpen = false;
  /** @type {Given|null} */
  #shown = null;

  /** @param {Drawn} host @param {Round} round */
  constructor(host, round) {
    this.host = host;
    this.round = round;
  }

  turn = () => {
    this.isOpen = !this.isOpen;
    this.#shown = null;
    this.host.redraw();
  };

  close() {
    this.isOpen = false;
    this.#shown = null;
  }

  /** @param {string} hint */
  view(hint) {
    return html`<div class="giving-scan" @scanned=${(/** @type {CustomEvent<Scan>} */ { detail }) => this.take(detail)} @scan-closed=${this.turn} @verdict-over=${this.#over}>
      ${this.isOpen ? scanner(this.host, { hint, held: this.#shown !== null }) : nothing}
      <chevet-verdict .engine=${this.host.engine} .given=${this.#shown}></chevet-verdict>
    </div>`;
  }

  #over = () => {
    this.#shown = null;
    this.host.redraw();
  };

  /** What stops is answered first; what was right gives way to the next scan. */
  get #isHeld() {
    return this.#shown !== null && this.#shown.words.tone !== 'right';
  }

  /** One verdict at a time; under a sheet nothing is judged. @param {Scan} scan */
  async take({ text, how }) {
    if (this.#isHeld || document.querySelector('dialog[open]')) return;
    const { engine } = this.host;
    const now = new Date();
    const scanned = await classify(text, todayOf(engine, now), how);
    if (!this.host.isConnected || this.#isHeld) return;
    // A label or a container may name somebody else as long as nobody was recognised; a box is for whoever is on the screen.
    const person = scanned.kind === 'pack' ? this.round.shown() : this.round.known();
    const told = verdict(scanned, scanContext(engine, { person, inRound: this.round.inRound(), now }));
    // Going to somebody else puts away what was on the screen: what was judged is said after, and the camera stays.
    const { isOpen } = this;
    this.#apply(told, scanned);
    this.isOpen = isOpen;
    this.#shown = this.#given(told);
    this.host.redraw();
  }

  /** @param {Verdict} told @param {import('../../lib/scan.js').Scanned} scanned */
  #apply(told, scanned) {
    const { kind, person, line, container } = told;
    if (kind === 'person' && person) return this.round.meet(person);
    if (person && person !== this.round.shown() && ['right', 'generic', 'container'].includes(kind)) this.round.go(person);
    if (kind === 'container' && container) this.round.read(told, { how: 'container', container, verdict: kind });
    if (['right', 'generic', 'as_needed'].includes(kind) && line && scanned.kind === 'pack') {
      const { gtin, batch, expiry_on, serial } = scanned.code;
      this.round.read(told, { how: 'box', gtin, batch, expiry_on, serial, verdict: kind });
    }
  }

  /** @param {Verdict} told @returns {Given} */
  #given(told) {
    const { kind, person, line } = told;
    const close = { label: 'J’ai compris', run: () => {}, isMain: true };
    const other = kind === 'wrong_person' && person ? this.host.engine.person(person) : null;
    const actions = [close];
    if (other) actions.push({ label: `Aller à ${other.displayName}`, run: () => this.round.meet(other.id), isMain: false });
    if (kind === 'as_needed' && line) actions.push({ label: 'Donner si besoin…', run: () => this.round.asNeeded(line), isMain: false });
    return { kind, words: WORDS[kind], says: this.#says(told), actions };
  }

  /** When it was, and by whom: what one looks for before saying no. @param {string} person @param {string} dose */
  #givenBy(person, dose) {
    const { engine, zone } = this.host;
    const { administration: told } = standing(administeredTo(engine, person, doneHere(engine)).filter((one) => one.dose === dose));
    return told ? `à ${hour(new Date(told.at), zone)}, ${staffName(engine, told.by)}` : '';
  }

  /** Of what, of whom, from when. @param {Verdict} told */
  #says({ kind, person, line, dose, allowed_at: at }) {
    const { engine, zone } = this.host;
    const whose = person ? engine.person(person)?.displayName : '';
    const what = line && person ? engine.rowsOf('line', person).find(({ id }) => id === line)?.label : '';
    return [what, ['person', 'wrong_person', 'container'].includes(kind) ? whose : '', at ? `à partir de ${hour(at, zone)}` : '', kind === 'already_given' && person && dose ? this.#givenBy(person, dose) : ''].filter(Boolean).join(' · ');
  }
}
