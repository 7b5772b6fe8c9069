/**
 * The state of the tablet, in sentences: opened from the header. What waits, what was put aside, and what to do.
 */
import { html, nothing } from 'lit-html';
import { counted, waitingWords } from '../lib/state_words.js';
import { ago } from '../lib/time_words.js';
import { icon } from './icon.js';
import { Sheet } from './sheet.js';

export class TabletState extends Sheet {
  view() {
    const { wall, me } = this.engine;
    return html`<dialog class="sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Cette tablette')}
      <div class="body">
        ${this.#network()} ${this.#queue()} ${this.#aside()}
        <p class="quiet">
          ${me?.firstName}, ${me?.roleLabel}<br />
          ${wall?.device.name}, ${wall?.establishment.name}
        </p>
      </div>
    </dialog>`;
  }

  #network() {
    const { online, asOf } = this.engine.freshness;
    const last = asOf ? `Dernières nouvelles du serveur : ${ago(asOf, this.zone)}.` : 'Le serveur n’a encore rien envoyé.';
    if (online) return fact('cloud-check', 'En ligne', last);
    return fact('cloud-off', 'Hors ligne', `${last} Vous pouvez lire et noter comme d’habitude : tout partira au retour du réseau.`);
  }

  #queue() {
    const words = waitingWords(this.engine.queue);
    if (!words) return fact('circle-check', 'Tout est envoyé', 'Rien n’attend sur cette tablette.');
    return fact('cloud-upload', `${words}.`, 'En sûreté sur la tablette, même verrouillée ou éteinte. L’envoi reprend seul, quelle que soit la personne connectée.');
  }

  #aside() {
    const { quarantined } = this.engine.queue;
    if (!quarantined) return nothing;
    return fact('triangle-alert', `${counted(quarantined, 'entrée mise', 'entrées mises')} de côté`, 'Reçu et gardé par le serveur, mais pas rangé au dossier. L’auteur le voit encore ; prévenez la coordination.', 'attention');
  }
}

/** @param {import('./icon.js').IconName} name @param {string} title @param {string} words */
const fact = (name, title, words, tone = '') => html`<div class="notice ${tone}">
  ${icon(name)}
  <h3>${title}</h3>
  <p>${words}</p>
</div>`;

customElements.define('chevet-tablet-state', TabletState);
