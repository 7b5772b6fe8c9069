/**
 * À revoir: what the server received and could not file. Each is taken up again in the composer, or left out with a
 * reason. What the tablet knows is there offline too; the server adds the rest when it answers.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { textsOf } from '../elements/texts.js';
import { ago } from '../lib/time_words.js';
import { kindLabel } from '../lib/document_kinds.js';
import { captureWords } from '../lib/documents.js';
import { toldOf } from '../lib/measures.js';
import { draftOf, isRefilable } from './composer/refiling.js';
import { dismissal } from './review/dismissal.js';

/** @typedef {import('../engine/review.js').Item} Item */

/** @type {Record<string, string>} */
const KINDS = {
  'transmission.record': 'Transmission',
  'transmission.complete': 'Complément',
  'transmission.correct': 'Correction',
  'transmission.acknowledge': 'Prise de connaissance d’une alarme',
  'transmission.read': 'Marque de lecture',
  'transmission.retract': 'Annulation',
  'follow_up.open': 'Chose à faire',
  'follow_up.close': 'Réponse à une chose à faire',
  'follow_up.postpone': 'Report d’une chose à faire',
  'follow_up.acknowledge': 'Prise en charge',
  'follow_up.reopen': 'Reprise d’une chose à faire',
  'observation.record': 'Mesure',
  'observation.retract': 'Annulation d’une mesure',
  'document.capture': 'Document photographié',
  'document.withdraw': 'Retrait d’un document',
  'prescription.change_seen': 'Changement de traitement lu',
};

export class Review extends Drawn {
  /** @type {string|null} the one that is being left out */
  #leavingOut = null;
  #reason = '';
  /** Where the composer would file what concerns nobody on this tablet. @type {Map<string, string>} */
  #chosen = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.engine.lookAtReview();
  }

  view() {
    const items = this.engine.review();
    const late = this.engine.waitingLong();
    return html`<div class="scroll">
      <div class="column review">
        <h1 class="river-head" tabindex="-1" data-focus>À revoir</h1>
        ${items.length ? html`<p>Le serveur a reçu ces saisies sans pouvoir les ranger au dossier. Rien n’est perdu : reprenez-les, ou écartez-les en disant pourquoi.</p>` : nothing}
        ${this.engine.freshness.online ? nothing : html`<p class="quiet">Hors ligne : seules les saisies de cette tablette sont là.</p>`}
        <div class="river">${repeat(items, ({ key }) => key, (item) => this.#item(item))}</div>
        ${late.length ? this.#late(late) : nothing} ${items.length || late.length ? nothing : empty()}
      </div>
    </div>`;
  }

  /** @param {Item} item */
  #item(item) {
    const { key, at, mine, authorName, device, reason, body } = item;
    const who = mine ? 'Vous' : authorName || 'Auteur non vérifié';
    const heading = `review-${key}`;
    return html`<article class="entry" aria-labelledby=${heading}>
      <header><h3 id=${heading}>${this.#label(item)}</h3>${at ? html`<time datetime=${at}>${ago(new Date(at), this.zone)}</time>` : nothing}</header>
      <p class="quiet">${this.#about(item)}</p>
      ${body ? (toldOf(item) ?? captureWords(item, kindLabel) ?? textsOf(body)) : html`<p class="quiet">Son contenu ne peut pas être montré ici.</p>`}
      <footer><span>${who}</span>${device ? html`<span class="tag">${icon('tablet-smartphone')}${device}</span>` : nothing}</footer>
      <div class="notice attention">${icon('triangle-alert')}<p>${reason ?? 'Le serveur n’a pas dit pourquoi.'}</p></div>
      ${this.#leavingOut === key ? this.#dismissal(item) : this.#buttons(item)}
    </article>`;
  }

  /** @param {Item} item */
  #label({ type, body }) {
    const cible = this.engine.vocabulary()?.cibles.find(({ id }) => id === body?.cible)?.label;
    return cible ?? KINDS[type ?? ''] ?? 'Saisie';
  }

  /** @param {Item} item */
  #about({ person }) {
    if (!person) return 'Personne non indiquée';
    return this.engine.person(person)?.displayName ?? 'Personne qui n’est pas sur cette tablette';
  }

  /** @param {Item} item */
  #buttons(item) {
    const refiles = item.mine && isRefilable(item) && this.engine.may('journal.write');
    const target = this.#target(item);
    return html`${refiles && !this.#isHere(item) ? this.#choice(item) : nothing}
      <div class="buttons">
        ${refiles
          ? html`<button class="button primary" type="button" ?disabled=${!target} @click=${() => this.#refile(item, target)}>${icon('pencil')}Reprendre</button>`
          : nothing}
        <button class="button" type="button" @click=${() => this.#ask(item.key)}>Écarter</button>
      </div>`;
  }

  /** @param {Item} item */
  #isHere({ person }) {
    return person !== null && this.engine.person(person) !== null;
  }

  /** @param {Item} item */
  #target(item) {
    return this.#isHere(item) ? /** @type {string} */ (item.person) : (this.#chosen.get(item.key) ?? '');
  }

  /** @param {Item} item */
  #choice({ key }) {
    const choose = (/** @type {Event} */ { target }) => {
      this.#chosen.set(key, /** @type {HTMLSelectElement} */ (target).value);
      this.redraw();
    };
    return html`<label class="labelled">
      <span>Au dossier de</span>
      <select class="field" autocomplete="off" @change=${choose}>
        <option value="">Choisir une personne</option>
        ${this.engine.persons().map(({ id, displayName }) => html`<option value=${id} .selected=${this.#chosen.get(key) === id}>${displayName}</option>`)}
      </select>
    </label>`;
  }

  /** @param {Item} item */
  #dismissal(item) {
    return dismissal({
      reason: this.#reason,
      onReason: (reason) => {
        this.#reason = reason;
        this.redraw();
      },
      onCancel: () => this.#ask(null),
      onDone: () => this.#dismiss(item),
    });
  }

  /** @param {string|null} key */
  #ask(key) {
    this.#leavingOut = key;
    this.#reason = '';
    this.redraw();
  }

  /** The words go to the composer under a draft of their own: one that waits for the same person stays. @param {Item} item @param {string} person */
  #refile(item, person) {
    this.attempt(async () => {
      const isHere = (/** @type {string} */ id) => this.engine.entries(person).some((entry) => entry.id === id);
      if (!this.engine.draft(item.key)) await this.engine.saveDraft(item.key, draftOf(item, isHere));
      this.send('compose', { person, refile: item.key });
    });
  }

  /** @param {Item} item */
  #dismiss(item) {
    const reason = this.#reason.trim();
    this.#ask(null);
    this.attempt(async () => {
      await this.engine.settle(item, { reason });
      this.send('say', { text: 'Saisie écartée ; la raison est gardée avec elle' });
    });
  }

  /** @param {import('../store/facts.js').Fact[]} late */
  #late(late) {
    return html`<h2 class="day">En attente depuis plus d’une heure</h2>
      <p class="quiet">Elles partiront d’elles-mêmes. Si l’attente dure, prévenez la coordination.</p>
      <ul class="late">
        ${late.map(({ type, body, at, person, reason }) => {
          const item = /** @type {Item} */ ({ type, body, person });
          return html`<li>
            <b>${this.#label(item)}</b>, ${person ? `${this.#about(item)}, ` : nothing}${ago(new Date(at), this.zone)}<br />
            <span class="quiet">${reason}</span>
          </li>`;
        })}
      </ul>`;
  }
}

const empty = () => html`<div class="empty">
  ${icon('circle-check')}
  <h2>Rien à revoir</h2>
  <p>Quand le serveur ne peut pas ranger une saisie, elle attend ici avec la raison, et son auteur décide.</p>
</div>`;

customElements.define('chevet-review', Review);
