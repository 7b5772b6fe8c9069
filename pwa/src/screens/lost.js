/**
 * Entries that never reached the server: which numbers, what is sure, what to do. Locked or not: it says nothing of
 * anyone.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { lostWords } from '../lib/lost_words.js';

export class Lost extends Sheet {
  view() {
    const { lost, wall } = this.engine;
    if (!lost) return nothing;
    return html`<dialog class="sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Saisies manquantes')}
      <div class="body" tabindex="0">
        <div class="notice attention">
          ${icon('triangle-alert')}
          <h3>${lostWords(lost)}</h3>
          <p>${lost.unknown
            ? 'La mémoire de cette tablette a été effacée, et son compteur avec elle : personne ne peut dire combien de saisies attendaient encore.'
            : 'La tablette numérote chaque saisie. Celles-ci ont été faites ici, mais la mémoire de la tablette a été effacée avant leur envoi.'}</p>
        </div>
        <div>
          <h3>Ce qui est sûr</h3>
          <p>Ce que le serveur a reçu est au dossier. Un numéro ne dit ni de qui ni de quoi il s’agissait : ce peut être une transmission, une lecture, ou un dossier ouvert.</p>
        </div>
        <div>
          <h3>Que faire</h3>
          <ol class="steps">
            <li><span>Demandez à l’équipe ce qui a été noté sur ${wall?.device.name ?? 'cette tablette'} sans réseau.</span></li>
            <li><span>Vérifiez au dossier de chaque personne, et notez à nouveau ce qui manque.</span></li>
            <li><span>Prévenez la coordination : elle voit les mêmes numéros au bureau.</span></li>
          </ol>
        </div>
      </div>
      <footer>
        <button class="button primary big wide" type="button" @click=${this.#understood}>Compris</button>
      </footer>
    </dialog>`;
  }

  #understood = () => {
    this.leave();
    this.attempt(() => this.engine.understandLoss());
  };
}

customElements.define('chevet-lost', Lost);
