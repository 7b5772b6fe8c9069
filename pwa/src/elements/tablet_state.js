/**
 * The state of the tablet, in sentences: opened from the header. What waits, what was put aside, and what to do.
 */
import { html, nothing } from 'lit-html';
import { lostWords } from '../lib/lost_words.js';
import { counted, roomWords, waitingWords } from '../lib/state_words.js';
import { ago } from '../lib/time_words.js';
import { icon } from './icon.js';
import { Sheet } from './sheet.js';

export class TabletState extends Sheet {
  view() {
    const { wall, me } = this.engine;
    return html`<dialog class="sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Cette tablette')}
      <div class="body" tabindex="0">
        ${this.#lost()} ${this.#network()} ${this.#queue()} ${this.#rescue()} ${this.#drafts()} ${this.#review()} ${this.#room()}
        ${this.engine.freshness.online && this.engine.may('passkey.own')
          ? html`<p><a class="button" href="/bureau/mes-cles" @click=${() => this.engine.toOffice()}>${icon('key-round')}Mes clés d’accès</a></p>`
          : nothing}
        ${this.engine.may('office.use') && this.engine.may('medication.give')
          ? html`<p><a class="button" href="/bureau" @click=${() => this.engine.toOffice()}>${icon('briefcase')}Bureau</a></p>`
          : nothing}
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

  #rescue() {
    const { count, pages } = this.engine.queue;
    const words = pages ? 'Exporter ce qui attend' : count ? 'Exporter les saisies en attente' : 'Fichier de secours';
    return html`<p><button class="button" type="button" @click=${() => this.send('rescue', null)}>${icon('file-text')}${words}</button></p>`;
  }

  /** The reader's own: nobody else is told that there are some. */
  #drafts() {
    const persons = this.engine.drafted();
    if (persons.length === 0) return nothing;
    return html`<div class="notice">
      ${icon('pencil')}
      <h3>${counted(persons.length, 'brouillon vous attend', 'brouillons vous attendent')}</h3>
      <div class="buttons">${persons.map(({ id, displayName }) => html`<a class="button" href="/personnes/${id}">${displayName}</a>`)}</div>
    </div>`;
  }

  #lost() {
    const { lost } = this.engine;
    if (!lost) return nothing;
    const see = () => this.send('lost', null);
    return html`<div class="notice ${lost.isUnderstood ? '' : 'attention'}">
      ${icon('triangle-alert')}
      <h3>${lostWords(lost)}</h3>
      <div class="buttons"><button class="button" type="button" @click=${see}>Ce qu’il faut faire</button></div>
    </div>`;
  }

  #review() {
    const here = this.engine.review().length;
    const late = this.engine.waitingLong().length;
    const others = this.engine.queue.quarantined;
    if (here || late) {
      return html`<div class="notice attention">
        ${icon('triangle-alert')}
        <h3>${here ? `${counted(here, 'saisie')} à revoir` : `${counted(late, 'saisie')} en attente depuis plus d’une heure`}</h3>
        <p>Le serveur n’a pas pu ${here ? 'les ranger au dossier' : 'encore les prendre'}. Rien n’est perdu.</p>
        <div class="buttons"><a class="button" href="/a-revoir">Voir</a></div>
      </div>`;
    }
    if (!others) return nothing;
    return fact('triangle-alert', `${counted(others, 'saisie mise', 'saisies mises')} de côté`, 'Par d’autres personnes de cette tablette : chacune retrouve les siennes en ouvrant avec sa clé. Le serveur les garde.', 'attention');
  }

  /** Whether the browser keeps what is here, and how much room is left. */
  #room() {
    const { storage } = this.engine;
    const used = roomWords(storage);
    const room = used ? `${used}.` : '';
    if (storage.isLow) {
      return fact('triangle-alert', 'La tablette est presque pleine', `${room} Rapprochez-la du réseau pour qu’elle se vide, et prévenez la coordination : pleine, elle ne pourrait plus rien enregistrer.`, 'attention');
    }
    if (storage.persisted) return fact('circle-check', 'Mémoire protégée', `Le navigateur ne l’efface pas de lui-même. ${room}`);
    return fact('circle-alert', 'Mémoire non protégée', `Le navigateur pourrait l’effacer s’il manque de place. Installer Chevet sur l’écran d’accueil la protège. ${room}`);
  }
}

/** @param {import('./icon.js').IconName} name @param {string} title @param {string} words */
const fact = (name, title, words, tone = '') => html`<div class="notice ${tone}">
  ${icon(name)}
  <h3>${title}</h3>
  <p>${words}</p>
</div>`;

customElements.define('chevet-tablet-state', TabletState);
